"""Inflected Russian and Ukrainian names of persons, back in the nominative."""

from __future__ import annotations

from tocsin.engine.claims.names import name_words, stem

_ADJECTIVAL = ("ого", "ому", "им")
_GENITIVE = ("ова", "ева", "єва", "іна", "ина", "ову", "еву", "єву", "іну", "ину", "ча", "чу")
_INSTRUMENTAL = ("овым", "евым", "иным", "овим", "евим", "євим", "іним", "иним")
_OF_O = ("ка", "ку")
"""Ukrainian surnames in -ко: Шевченка, Шевченку."""
_FEMININE = ("ой", "ою", "ої", "ій")


def nominative(words: list[str], surnames: frozenset[str], *, ukrainian: bool) -> list[str]:
    """As in "Владимира Загорского" -> "Владимир Загорский". `surnames`: forms of the surname that the article has.

    The first name tells: where it stands as listed, the name is taken as it is.
    """
    known = name_words()
    first = words[0].lower()
    listed = known.first_stems.get(stem(first), ())
    if first in known.first or not listed or len(words) < 2:
        return words
    own = next((name for name in listed if _is_ukrainian(name) == ukrainian), listed[0])
    surname = _masculine if own in known.male else _feminine
    return [own.capitalize(), *(surname(word, surnames) for word in words[1:])]


def _is_ukrainian(name: str) -> bool:
    return name.endswith("о") or not set("іїєґ'’").isdisjoint(name)


def _masculine(word: str, _surnames: frozenset[str]) -> str:
    for ending in _ADJECTIVAL:
        if word.endswith(("ск" + ending, "ьк" + ending)):
            return word[: -len(ending)] + "ий"
    if word.endswith(_OF_O):
        return word[:-1] + "о"
    if word.endswith(_INSTRUMENTAL):
        return word[:-2]
    return word[:-1] if word.endswith(_GENITIVE) else word


def _feminine(word: str, surnames: frozenset[str]) -> str:
    """-ой is the case of both -ая and -а: the article's own forms decide, else the commoner -а."""
    if not word.endswith(_FEMININE):
        return word
    return next((form for form in (word[:-2] + "ая", word[:-2] + "а") if form in surnames), word[:-2] + "а")
