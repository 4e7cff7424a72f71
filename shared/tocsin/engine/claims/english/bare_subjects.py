"""English sentences and clauses about something that only what stands before them names: "the fire was put out",
"another soldier was hurt in the attack", "it had carried out the attack". Alone they tell of nobody knows what."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    AUXILIARY,
    DET,
    DIGIT,
    ENDS_ED,
    FINITE,
    LY,
    PREPOSITION,
    SUBJECT,
    VERB_LIKE,
    WH,
    word_bits,
)
from tocsin.model import Claimant, ClaimantKind
from tocsin.text.document import Document

_POINTING: Final = frozenset(("the", "another"))
_ONLY_ONE: Final = frozenset(
    (
        *("government", "police", "army", "military", "parliament", "president", "state", "country", "world", "sun"),
        *("war", "economy", "eu", "un", "public"),
    )
)
"""What a country has only one of: "the government" needs no sentence before it."""
_LONGEST: Final = 4
"""Words behind the article of a subject that may be bare; a longer one tells what is meant."""
_TELLS_WHICH: Final = PREPOSITION | WH
_VERB: Final = FINITE | VERB_LIKE | AUXILIARY | ADVERB | LY
_FITTING: Final[dict[str, tuple[ClaimantKind, ...]]] = {
    "he": ("person",),
    "she": ("person",),
    "it": ("organization",),
    "they": ("group", "organization"),
}
"""Whom a pronoun can mean of those who speak; anything else stands in a sentence before."""


def is_bare(doc: Document, first: int, last: int) -> bool:
    """Whether the subject that begins at token `first` is a definite noun with nothing that tells which one it is."""
    lowers = doc.lowers
    if lowers[first] not in _POINTING:
        return False
    for at in range(first + 1, min(last, first + _LONGEST + 2)):
        bits = word_bits[lowers[at]]
        if at > first + 1 and bits & _VERB and not (bits & ENDS_ED and at == first + 1):
            return lowers[at - 1] not in _ONLY_ONE
        if not lowers[at][0].isalnum() or bits & _TELLS_WHICH or lowers[at] == "that":
            return False
        if doc.capital[at] and lowers[first] == "the":
            return False
        if bits & DET and not bits & DIGIT:
            return False
    return False


def is_only_one(doc: Document, first: int) -> bool:
    """Whether the subject that begins at token `first` is what a country has one of: "the state", "police"."""
    at = first + (doc.lowers[first] == "the")
    return doc.lowers[at] in _ONLY_ONE


def points_out(doc: Document, first: int, last: int, claimant: Claimant | None) -> bool:
    """Whether what is claimed in tokens `[first, last)` names nothing, and its subject is a bare definite noun or a
    pronoun that cannot be the claimant."""
    first += doc.lowers[first] == "that" and first + 1 < last
    lower = doc.lowers[first]
    pronoun = bool(word_bits[lower] & SUBJECT) and lower in _FITTING
    if not pronoun and not is_bare(doc, first, last):
        return False
    if any(doc.capital[at] for at in range(first + 1, last)):
        return False
    return not pronoun or claimant is None or claimant.kind not in _FITTING[lower]
