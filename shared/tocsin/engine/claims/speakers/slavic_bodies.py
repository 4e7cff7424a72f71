"""Bodies that Russian and Ukrainian pronouns mean: "Він вказав" behind "Апеляційний суд скасував ухвалу"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.lexicon import lemmas_of, word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_GENDERS: Final = {"він": "masculine", "он": "masculine", "вона": "feminine", "она": "feminine"}
_QUALIFYING: Final = frozenset(("adjective", "participle"))
_OWNERS: Final = frozenset(("noun", "adjective", "participle"))
_LONGEST: Final = 6
"""Tokens of a body's name on either side of its head."""


def body_meant(doc: Document, pronoun: int) -> Range | None:
    """The body that is the subject of the sentence before, if the pronoun at token `pronoun` agrees with it and no
    other body could be meant."""
    number, gender = doc.sentence_of[pronoun], _GENDERS.get(doc.lowers[pronoun], "")
    if not number or not gender:
        return None
    before = doc.sentences[number - 1]
    found = [at for at in range(before.first, before.last) if _is_body(doc, at, gender)]
    return _phrase(doc, found[0], before.first, before.last) if len(found) == 1 else None


def _is_body(doc: Document, at: int, gender: str) -> bool:
    """A body by its lemma, in the nominative of this gender, that no preposition governs."""
    if at and "preposition" in word_classes(doc.language).get(doc.lowers[at - 1], ()):
        return False
    bodies = lemmas_of(doc.language, "source")
    found = [each for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.part == "noun"]
    return any(each.lemma in bodies and each.form.animate is not True for each in found) and any(
        each.form.case == "nominative" and each.form.number == "singular" and each.form.gender == gender
        for each in found
    )


def _phrase(doc: Document, head: int, low: int, high: int) -> Range:
    """The head with its adjectives, and whose it is."""
    first, last = head, head + 1
    while first > max(low, head - _LONGEST) and _is(doc, first - 1, _QUALIFYING, "nominative"):
        first -= 1
    while last < min(high, head + _LONGEST) and _is(doc, last, _OWNERS, "genitive"):
        last += 1
    return first, last


def _is(doc: Document, at: int, parts: frozenset[str], case: str) -> bool:
    return any(each.form.part in parts and each.form.case == case for each in readings(doc.lowers[at], doc.language))
