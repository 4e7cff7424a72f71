"""Heads of Russian and Ukrainian noun phrases that can be a subject: none that a preposition or a noun governs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tocsin.engine.claims.slavic.amounts import is_amount
from tocsin.engine.claims.slavic.governed import ANY_CASE
from tocsin.engine.claims.slavic.heads import (
    STRONG,
    WEAK,
    Asked,
    can_be_attribute,
    head_strength,
    is_addressed,
    is_modifier,
    is_noun,
    is_personal,
    named_in_marks,
)
from tocsin.engine.claims.slavic.joined import AND
from tocsin.engine.claims.slavic.phrases import with_modifiers
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has

_NOMINATIVE: Final = frozenset(("nominative",))
_GENITIVE: Final = frozenset(("genitive",))
_AUTHORITIES: Final = frozenset(("власти",))
"""In the plural they say something, rather than being whose something is: "после споров власти объявили"."""
_OWN: Final = "сво"
"""So begins what stands before its noun and for none: "в своїй публікації"."""
_PREPOSITIONS: Final = frozenset(
    (
        *("кроме", "крім", "среди", "серед", "внутри", "всередині", "вместо", "замість", "насчёт", "насчет", "щодо"),
        *("относительно", "стосовно", "помимо", "вопреки", "всупереч", "незважаючи", "невзирая", "включая", "включно"),
    )
)
"""Beside those of the closed classes."""


def first_subject(s: SlavicScene, low: int, end: int, asked: Asked) -> int | None:
    """Where the first noun phrase of these tokens begins that can be the subject."""
    joined = asked.number != "singular" and not AND.isdisjoint(s.lowers[low:end])
    found = next(candidates(s, low, end, Asked() if joined else asked), None)
    return _name_at_end(s, low, end) if found is None else with_modifiers(s, low, found[0])


def _name_at_end(s: SlavicScene, low: int, end: int) -> int | None:
    """As in "у відповідь на запит «Лісовик» повідомив": a name in marks right before the verb."""
    number = s.of_token[end - 1] if end > low else -1
    first = s.quotes.found[number].first if number >= 0 else -1
    if 0 <= first < low and s.doc.sentence_of[first] == s.number - 1 and named_in_marks(s, first):
        return first  # "«Порт.\nДорно» повідомив": the name has a full stop inside
    if first <= low or named_in_marks(s, first) is None or is_addressed(s, first) or can_speak(s, first - 1):
        return None
    return first


def candidates(s: SlavicScene, low: int, end: int, asked: Asked, home: int = -1) -> Iterator[tuple[int, int]]:
    """Heads of noun phrases that can be the subject, with their strength; none that a preposition or a noun governs.

    `home`: the quotation that is read inside of, if any.
    """
    governed = behind_noun = False
    at = low
    while at < end:
        marks = named_in_marks(s, at)
        if marks or s.of_token[at] not in (-1, home):
            if marks and not governed and not behind_noun and not is_addressed(s, at):
                yield at, WEAK
            governed, behind_noun = False, True
            at = marks[1] if marks else max(at + 1, s.quotes.found[s.of_token[at]].last)
            continue
        if governs(s, at):
            governed, behind_noun = True, False
        elif s.words[at][0].isalnum():
            strength = 0 if governed else _strength(s, at, asked, behind_noun=behind_noun)
            if strength:
                yield at, strength
            if is_noun(s, at) and not has(s, at, "adverb") and not _precedes_noun(s, at, end):
                governed, behind_noun = False, not has(s, at, "time")
            elif governed and is_personal(s, at) and not s.lowers[at].startswith(_OWN):
                governed = False
        elif s.words[at] != ")":
            behind_noun = False
        at += 1


def _strength(s: SlavicScene, at: int, asked: Asked, *, behind_noun: bool) -> int:
    if is_amount(s, at):
        return STRONG
    strength = head_strength(s, at, asked)
    if s.lowers[at] in _AUTHORITIES and asked.number == "plural":
        return strength
    whose = behind_noun and (strength == WEAK or can_be_attribute(s, at)) and not _begins_phrase(s, at - 1)
    whose = whose and not _begins_name(s, at)
    return 0 if whose else strength


def _begins_name(s: SlavicScene, at: int) -> bool:
    """As in "В інтерв'ю VTV Карл Оден": a name in full behind one in Latin letters."""
    full = s.doc.capital[at] and at + 1 < s.high and s.doc.capital[at + 1] and not s.words[at].isascii()
    return full and not s.words[at + 1].isascii() and s.words[at - 1].isascii() and s.words[at - 1].isalpha()


def _begins_phrase(s: SlavicScene, at: int) -> bool:
    """An adjective that is in no genitive: "ділиться враженнями юна гостя"."""
    return is_modifier(s, at, _NOMINATIVE) and not is_modifier(s, at, _GENITIVE)


def governs(s: SlavicScene, at: int) -> bool:
    return s.lowers[at] in _PREPOSITIONS or has(s, at, "preposition")


def _precedes_noun(s: SlavicScene, at: int, end: int) -> bool:
    """An adjective that could be a noun ("военный") before its noun."""
    return at + 1 < end and is_modifier(s, at, ANY_CASE) and is_noun(s, at + 1)
