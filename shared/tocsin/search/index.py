"""Under which terms an article is put away: those of its title, then names, then the rest of its summary and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tocsin.model import Analysis
from tocsin.search.match import passages
from tocsin.search.words import words

MAX_TERMS: Final = 40
"""Each is a write unit. The title and the summary of a usual report have so many."""
_READINGS: Final = 2
"""Lemmas of one word that it is put away under; more than two are rare and cost the place of other words."""


def index_terms(title: str | None, analysis: Analysis, most: int = MAX_TERMS) -> list[str]:
    """The first `most` terms, those of names before others: people look for names, and they are rare."""
    found = dict.fromkeys((*_titled(title, analysis), *_told(title, analysis, names=True)))
    found |= dict.fromkeys(_told(title, analysis, names=False))
    return list(found)[:most]


def _titled(title: str | None, analysis: Analysis) -> Iterator[str]:
    for word in words(title or "", analysis.language):
        yield from word.terms[:_READINGS]


def _told(title: str | None, analysis: Analysis, *, names: bool) -> Iterator[str]:
    for passage in passages(title, analysis):
        for word in words(passage.text, analysis.language):
            if not names or (word.start and passage.text[word.start].isupper()):
                yield from word.terms[:_READINGS]
