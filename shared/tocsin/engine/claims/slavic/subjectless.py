"""Sentences of Russian and Ukrainian without a subject: "Получил известность в мае" tells of somebody named before."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

_WINDOW: Final = 5
"""Tokens from the start among which the verb is looked for: "В дальнейшем также участвовал"."""
_GENDERS: Final = frozenset(("masculine", "feminine"))
"""A verb in the neuter may be impersonal, one in the plural may mean people in general."""
_NO_NOUN: Final = frozenset(("preposition", "coordinator"))
_BESIDE: Final = 2
"""Tokens between the verb and a name that no dictionary has, at most: farther off it is whose something is."""
_RARE: Final = 0.02
"""A reading with a smaller share is not meant."""


def lacks_subject(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence opens with a verb in the past, masculine or feminine, and no word in its first clause can be
    the verb's subject."""
    end = next((at for at in range(first, last) if doc.words[at] in ",(;:—–"), last)
    for at in range(first, min(first + _WINDOW, end)):
        gender = _past_gender(doc, at)
        if gender:
            return not any(_may_be_subject(doc, i, at, gender) for i in range(first, end) if i != at)
    return False


def _past_gender(doc: Document, at: int) -> str:
    found = readings(doc.lowers[at], doc.language)
    past = [each.form.gender for each in found if each.form.part == "verb" and "past" in each.form.features]
    return past[0] if past and len(past) == len(found) and past[0] in _GENDERS else ""


def _may_be_subject(doc: Document, at: int, verb: int, gender: str) -> bool:
    classes = word_classes(doc.language)
    if not _NO_NOUN.isdisjoint(classes.get(doc.lowers[at], ())):
        return False
    if at and "preposition" in classes.get(doc.lowers[at - 1], ()):
        return False
    found = readings(doc.lowers[at], doc.language)
    if not any(each.listed for each in found):
        return doc.capital[at] and abs(at - verb) <= _BESIDE
    return any(_agrees(each, gender) for each in found if each.share > _RARE)


def _agrees(reading: Reading, gender: str) -> bool:
    form = reading.form
    return form.case == "nominative" and form.gender not in (_GENDERS - {gender}) | {"neuter"}
