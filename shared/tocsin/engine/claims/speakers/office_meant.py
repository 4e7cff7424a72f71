"""Whom "он" means where the sentence before tells of an office without a name: "Президент открыл порт"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.names import ROLE, kinds
from tocsin.engine.claims.speakers.pronouns import MALE, quote_before
from tocsin.text.document import Sentence
from tocsin.text.morphology import readings

_KIN: Final = frozenset(
    (
        *("отец", "мать", "сын", "дочь", "брат", "сестра", "муж", "жена", "друг", "подруга", "мама", "папа"),
        *("батько", "мати", "син", "дочка", "донька", "чоловік", "дружина", "подруга"),
    )
)
"""Whose they are is told, and he is rather meant."""
_BACK: Final = 2
"""Sentences back to which the pronoun points."""
_LOOKED_AT: Final = 80
"""Tokens of a sentence, so that time stays linear."""
_OWNERS: Final = 3
"""Tokens behind an office that say what it is an office of."""


def office_meant(cast: Cast, first: int) -> Range | None:
    """The office, or the first name without a surname, that is the only person in the nominative of the sentence before
    the pronoun at token `first`, or of the one before that; None where somebody spoke since, or is named there."""
    doc = cast.doc
    here = doc.sentence_of[quote_before(cast, first)]
    spoke = -1 if cast.last_person is None else doc.sentence_of[cast.last_at]
    if cast.last_described is not None:
        spoke = max(spoke, doc.sentence_of[cast.described_at])
    gender = "masculine" if doc.lowers[first] in MALE else "feminine"
    for number in range(here - 1, max(spoke, here - 1 - _BACK), -1):
        told = _told_of(cast, doc.sentences[number], gender)
        if told:
            return _whole(cast, told[0]) if len(told) == 1 else None
        if told is None:
            return None
    return None


def _told_of(cast: Cast, sentence: Sentence, gender: str) -> list[int] | None:
    """Offices and first names in the nominative that have this gender; None where somebody is named in full."""
    doc, found = cast.doc, []
    for at in range(sentence.first, min(sentence.last, sentence.first + _LOOKED_AT)):
        nouns = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.animate]
        subjects = [form for form in nouns if form.case == "nominative" and form.number == "singular"]
        if not subjects or doc.words[at - 1 : at] == ["«"]:  # «Премьер Лизинг» is no premier
            continue
        if _is_named(cast, at) or _is_named(cast, at + 1):
            return None
        fitting = any(form.gender in (gender, "common") for form in subjects)
        name = doc.capital[at] and all(form.kind == "given" for form in subjects)
        if fitting and (name or (kinds(doc.lowers[at]) & ROLE and doc.lowers[at] not in _KIN)):
            found.append(at)
        elif doc.capital[at] and any(form.kind for form in subjects):
            return None
    return found


def _is_named(cast: Cast, at: int) -> bool:
    """Whether a person's name in full begins at a token, or goes on there."""
    behind = bisect_left(cast.firsts, at + 1)
    beside = cast.mentions[max(0, behind - 1) : behind]
    return any(cast.entities[number].kind == "person" and first <= at < last for first, last, number in beside)


def _whole(cast: Cast, at: int) -> Range:
    """The office with what it is an office of: "президент Оставии"."""
    doc, end = cast.doc, at + 1
    if doc.capital[at] and not kinds(doc.lowers[at]) & ROLE:
        return at, end
    while end - at <= _OWNERS and end < len(doc.words) and doc.words[end][0].isalpha():
        forms = [each.form for each in readings(doc.lowers[end], doc.language)]
        acronym = doc.words[end].isupper() and len(doc.words[end]) > 1
        if not acronym and not any(form.case == "genitive" and form.part in ("noun", "adjective") for form in forms):
            break
        end += 1
    return at, end
