"""What Russian and Ukrainian words tell of people named: their gender, whether they are the subject, and alive."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tocsin.text.document import Document
from tocsin.text.morphology import readings

_FEMININE: Final = ("ова", "ева", "ёва", "єва", "ина", "іна", "їна", "ская", "цкая", "ська", "цька")
_MASCULINE: Final = ("ов", "ев", "ёв", "єв", "ин", "ін", "їн", "ский", "цкий", "ський", "цький")
_FEMALE: Final = frozenset(("а", "я"))
_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")
_PLURAL: Final = ("ых", "их")
"""Surnames that no man declines either."""
_DIED: Final = ("погиб", "умер", "скончал", "загин", "помер", "убит", "вбит")
_KILLED: Final = ("убийств", "гибел", "смерт", "похорон", "погибш", "убит", "вбивств", "загибел", "загибл", "вбит")
_BESIDE: Final = 4
"""Tokens before a name among which its death is told: "в убийстве аспирантки Анны"."""
_REMEMBERED: Final = 20_000

_IN_FULL: Final = 2
"""Words of a person's name in full, at least."""


def is_nominative_mention(doc: Document, start: int, stop: int, name: str) -> bool:
    """Whether a person stands in the nominative: in the forms of the name itself, behind no preposition."""
    if start and any(each.form.part == "preposition" for each in readings(doc.lowers[start - 1], doc.language)):
        return False
    own = frozenset(name.lower().split())
    if is_womans(doc.lowers[start:stop], doc.language):
        return True
    return all(word in own and not _is_oblique(word, doc.language) for word in doc.lowers[start:stop])


def acts_in_full(doc: Document, start: int, stop: int, gender: str) -> bool:
    """Whether two words and more that mean nothing but a name stand before a verb in the past of this gender."""
    if stop - start < _IN_FULL or stop >= len(doc.words):
        return False
    words = [readings(lower, doc.language) for lower in doc.lowers[start:stop]]
    named = all(not each.listed or each.form.kind for found in words for each in found)
    behind = [each.form for each in readings(doc.lowers[stop], doc.language) if each.listed]
    return named and any("past" in form.features and form.gender == gender for form in behind)


def _is_oblique(word: str, language: str) -> bool:
    """Whether the dictionary has the word, and in no nominative."""
    found = [each for each in readings(word, language) if each.listed]
    return bool(found) and not any(each.form.case in ("nominative", "") for each in found)


def is_womans(words: list[str], language: str) -> bool:
    """Whether a name is a woman's by its undeclined surname: "Мартина Торн" is no form of "Мартин Торн", whose genitive
    is "Мартина Торна"."""
    if len(words) < 2 or words[0][-1:] not in _FEMALE or words[-1][-1:] not in _CONSONANTS:
        return False
    if words[-1].endswith(_PLURAL):
        return False
    cases = {each.form.case for each in readings(words[0].lower(), language) if each.listed and each.form.animate}
    return bool(cases) and "nominative" not in cases and "genitive" in cases


@lru_cache(maxsize=_REMEMBERED)
def gender_of(name: str, language: str) -> str:
    """ "m" or "f" by the dictionary's first name or by the ending of the surname; "" where nothing tells."""
    words = name.lower().split()
    if is_womans(words, language):
        return "f"
    genders = {
        each.form.gender
        for each in readings(words[0], language)
        if each.listed and each.form.part == "noun" and each.form.animate and each.form.case == "nominative"
    }
    if len(words) > 1 and len(genders) == 1:
        return {"masculine": "m", "feminine": "f"}.get(genders.pop(), "")
    if words[-1].endswith(_FEMININE):
        return "f"
    return "m" if words[-1].endswith(_MASCULINE) else ""


def is_told_dead(doc: Document, start: int, stop: int) -> bool:
    """As in "в убийстве аспирантки Анны Лен", "Лен погибла"."""
    behind = doc.lowers[stop : stop + 2]
    before = doc.lowers[max(0, start - _BESIDE) : start]
    return any(word.startswith(_DIED) for word in behind) or any(word.startswith(_KILLED) for word in before)
