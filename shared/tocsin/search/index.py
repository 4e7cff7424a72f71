"""Under which terms an article is put away: those of its title, summary and claims, then those of its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tocsin.model import Analysis
from tocsin.search.match import passages
from tocsin.search.words import words

MAX_TOLD: Final = 40
"""Of title, summary and claims, before any of the text. The title and the summary of a usual report have so many."""
MAX_TERMS: Final = 120
"""In all; each is a write unit. Of reports of 250 to 400 words that is nine words in ten, of those of 750 half."""
MAX_TEXT: Final = 8_000
"""Code points of the text, from its start, that are searched: of four public sets of news 97 articles in a hundred have
no more."""
_READINGS: Final = 2
"""Lemmas of one word that it is put away under; more than two are rare and cost the place of other words."""
_MARKS: Final = 4
"""Code points before a word that are looked at for the end of a sentence."""


def searched(text: str) -> str:
    """The start of a text that is searched, cut between words."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT].rpartition(" ")[0] or text[:MAX_TEXT]


def index_terms(title: str | None, analysis: Analysis, text: str = "", most: int = MAX_TERMS) -> list[str]:
    """The first `most` terms, those of names before others: people look for names, and they are rare.

    Of title, summary and claims `MAX_TOLD`, then the names of the text, then what is left of both.
    """
    told = [passage.text for passage in passages(title, analysis)]
    language, body = analysis.language, [searched(text)]
    rest = dict.fromkeys(_terms([title or ""], language)) | dict.fromkeys(_terms(told, language, names=True))
    rest |= dict.fromkeys(_terms(told, language))
    found = dict.fromkeys(list(rest)[:MAX_TOLD]) | dict.fromkeys(_terms(body, language, names=True))
    return list(found | rest | dict.fromkeys(_terms(body, language)))[:most]


def _terms(texts: Iterable[str], language: str, *, names: bool = False) -> Iterator[str]:
    for text in texts:
        for word in words(text, language):
            if not names or (text[word.start].isupper() and not _opens(text, word.start)):
                yield from word.terms[:_READINGS]


def _opens(text: str, at: int) -> bool:
    """Whether what stands at `at` begins a sentence or line, where any word has a capital."""
    before = text[max(0, at - _MARKS) : at].rstrip(' "«“„')
    return not before or before[-1] in ".!?…\n"
