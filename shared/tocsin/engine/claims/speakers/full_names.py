"""Russian and Ukrainian persons of an article in the nominative, by all the forms in which it names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, inflected, readings

_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")
_OF_CONSONANT: Final = ("ом", "ем", "ым", "им", "ові", "а", "у", "е")
"""Oblique endings of a man's surname that ends in a consonant: Велна, Велну, Велном."""
_OF_A: Final = ("ой", "ою", "ы", "и", "е", "і")
"""Those of a surname in -а: Леды, Леде, Ледой; one in -у is rather not declined."""
_PERSON: Final = frozenset(("given", "surname", "patronymic"))
_OBLIQUE: Final = ("genitive", "dative", "instrumental", "locative")
_NOMINAL: Final = frozenset(("noun", "adjective", "participle"))
_BEFORE: Final = 7
"""Tokens of the office before a name that is asked for its case."""


def fullest(doc: Document, ranges: Sequence[Range]) -> Range:
    """Of the mentions with the most words the one that is nearest to the nominative; the first where all are alike."""
    full = [found for found in ranges if not doc.words[found[0]].endswith(".")] or list(ranges)
    longest = max(last - first for first, last in full)
    return min(
        ((first, last) for first, last in full if last - first == longest),
        key=lambda found: (not _opens_in_nominative(doc, found[0]), sum(map(len, doc.words[found[0] : found[1]]))),
    )


def _opens_in_nominative(doc: Document, first: int) -> bool:
    return any(
        each.listed and each.form.case == "nominative" and each.form.number == "singular" and each.form.animate
        for each in readings(doc.lowers[first], doc.language)
    )


def by_surname(doc: Document, words: list[str], run: Range, forms: frozenset[str]) -> list[str]:
    """The name with its surname in the nominative, if the article has that too (`forms`), or tells the case of this
    mention by what stands before it: "по словам главы порта Александра Велнова" is no woman."""
    if len(words) < 2 or _is_woman(doc, words[0], run[0]):
        return words
    bare, ending = _parted(words[-1], forms)
    if not bare and words[-1].endswith("а") and words[-1][-2] in _CONSONANTS and _is_governed(doc, run[0]):
        bare, ending = words[-1][:-1], "а"
    before = [_given(word, ending, doc.language) for word in words[:-1]]
    if not bare or (before[0] == doc.words[run[0]] and before[0][-1] in _CONSONANTS):
        return words  # "Богуслав Лена": a first name that is in no other case
    return [*before, bare]


def _is_woman(doc: Document, word: str, first: int) -> bool:
    """Whether a woman's first name in the nominative opens the name; one that may be a man's in another case is hers
    unless what stands before it shows that case."""
    found = [each for each in readings(word, doc.language) if each.listed and each.form.kind == "given"]
    single = [each.form for each in found if each.form.number == "singular"]
    nominative = any(form.gender == "feminine" and form.case == "nominative" for form in single)
    return nominative and not (any(form.gender == "masculine" for form in single) and _is_governed(doc, first))


def _parted(surname: str, forms: frozenset[str]) -> tuple[str, str]:
    """The nominative among the article's forms and the ending that this one has in its place."""
    for ending in _OF_CONSONANT:
        bare = surname.removesuffix(ending)
        if bare != surname and bare in forms and bare[-1] in _CONSONANTS:
            return bare, ending
    for ending in _OF_A:
        bare = surname.removesuffix(ending)
        if bare != surname and bare + "а" in forms:
            return bare + "а", ending
    return "", ""


def _given(word: str, ending: str, language: str) -> str:
    """A first name in the case of its surname, back in the nominative; as it is where it is in none."""
    found = [each for each in readings(word, language) if each.listed]
    men = [each for each in found if _is_name(each) and each.form.gender == "masculine"]
    own = {inflected(word, each, language, "nominative", "singular") for each in men if each.form.case in _OBLIQUE}
    if len(own) == 1:
        return own.pop()
    bare = word.removesuffix(ending)
    return bare if not found and len(bare) > 2 and bare != word and bare[-1] in _CONSONANTS else word


def _is_name(each: Reading) -> bool:
    return each.form.kind in _PERSON and each.form.number == "singular"


def _is_governed(doc: Document, first: int) -> bool:
    """Whether a name stands in the case of an office before it, which is in no nominative: "главы порта Велна"."""
    oblique = False
    for at in range(first - 1, max(-1, first - _BEFORE), -1):
        found = [each for each in readings(doc.lowers[at], doc.language) if each.listed]
        if any(each.form.part == "preposition" for each in found):
            return True
        forms = [each.form for each in found if each.form.part in _NOMINAL]
        if not forms or (doc.capital[at] and not doc.words[at].isupper()):
            return oblique
        if any(form.animate and form.case == "nominative" and form.number == "singular" for form in forms):
            return False
        oblique = oblique or any(form.animate for form in forms)
    return oblique
