"""Whether a reader who knows only what the summary has told can follow a further Russian or Ukrainian sentence."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from tocsin.engine.claims.slavic.points_back import is_subject_pronoun, points_by_adverb, points_within
from tocsin.engine.claims.slavic.subjectless import lacks_subject
from tocsin.engine.claims.slavic.unnamed import POINTING, bits_of
from tocsin.engine.summary.weights import STEM_CYRILLIC
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_PHRASE: Final = 3
"""Tokens behind a pointing word in which its noun stands."""


def needs_another(doc: Document, first: int, last: int, told: AbstractSet[str]) -> bool:
    """Whether the sentence of tokens `[first, last)` tells of whom or what only a sentence before names, in a way that
    its opening words do not show. `told`: stems of the summary's words; where it has "plot", "this plot" is known."""
    return (
        points_by_adverb(doc, first, last)
        or is_subject_pronoun(doc, first, last)
        or lacks_subject(doc, first, last)
        or (points_within(doc, first, last) and not _means_told(doc, first, last, told))
    )


def _means_told(doc: Document, first: int, last: int, told: AbstractSet[str]) -> bool:
    """Whether a pointing word stands before a noun that is told, in whatever form ("угіддя", "угідь")."""
    pointing = [at for at, bits in enumerate(bits_of(doc, first, last), first) if bits & POINTING]
    found = [_noun_behind(doc, at, last) for at in pointing]
    nouns = tuple(noun[: min(len(noun) - 1, STEM_CYRILLIC)] for noun in found if noun)
    return any(stem.startswith(nouns) for stem in told)


def _noun_behind(doc: Document, at: int, last: int) -> str:
    """The noun, or what may be one, behind token `at` and adjectives."""
    behind = doc.lowers[at + 1 : min(at + 1 + _PHRASE, last)]
    return next((word for word in behind if any(r.form.part == "noun" for r in readings(word, doc.language))), "")
