"""Whether an article answers a question, how well, and with which sentences.

Ranked by BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009) over the title, the summary and
the claims. The length that texts are held against is fixed, so that a score depends on the article and on how rare the
words are, never on what else is found: a position in a ranked list stays right while articles come in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.model import Analysis, Span
from tocsin.search.question import Question, Terms
from tocsin.search.words import Word, words

K1: Final = 1.2
B: Final = 0.75
"""The values that the authors recommend where nothing is tuned."""
USUAL_LENGTH: Final = 120
"""Words that count of a title, summary and claims: the median of the sample articles."""
TITLE_WEIGHT: Final = 3
"""A word of the title counts as three (BM25F with whole weights)."""
MAX_MATCHES: Final = 3

Field = Literal["title", "summary", "claim"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article that is searched. `spans` are of the article's text; a title has none."""

    field: Field
    text: str
    spans: tuple[Span, ...] = ()
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A passage with words of the question; `marks` are ranges of code points in `passage.text`."""

    passage: Passage
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How well an article answers, and the passages that do, the best first."""

    score: float
    matches: tuple[Match, ...]


def passages(title: str | None, analysis: Analysis) -> list[Passage]:
    """What of an article is searched: its title, summary and claims. Texts that are there twice are taken once."""
    found = [Passage("title", title)] if title else []
    found += [Passage("summary", one.text, one.spans) for one in analysis.summary.sentences]
    found += [Passage("claim", one.text, one.spans, one.id) for one in analysis.claims]
    return list({passage.text: passage for passage in reversed(found)}.values())[::-1]


def match(question: Question, read: Sequence[Passage], language: str, rarity: Mapping[Terms, float]) -> Found | None:
    """None where a word or phrase is missing, or one that must not be there is. `rarity`: `idf` of each word."""
    texts = [(passage, [word for word in words(passage.text, language) if word.terms]) for passage in read]
    if not _answers(question, [found for _, found in texts]):
        return None
    length = sum(len(found) for _, found in texts)
    score = 0.0
    for wanted in question.must:
        times = sum(_weight(passage) * _count(found, wanted) for passage, found in texts)
        score += rarity.get(wanted, 1.0) * times * (K1 + 1) / (times + K1 * (1 - B + B * length / USUAL_LENGTH))
    return Found(round(score, 4), _best(question, texts, rarity))


def idf(holding: int, articles: int) -> float:
    """How much a word tells that `holding` of `articles` have; never under zero."""
    return math.log(1 + (articles - holding + 0.5) / (holding + 0.5)) if articles >= holding else 0.0


def _answers(question: Question, texts: Sequence[Sequence[Word]]) -> bool:
    whole = [(wanted,) for wanted in question.must]
    return all(_holds(texts, one) for one in (*whole, *question.phrases)) and not any(
        _holds(texts, one) for one in question.never
    )


def _holds(texts: Iterable[Sequence[Word]], phrase: Sequence[Terms]) -> bool:
    """Whether one passage has these words in a row."""
    return any(
        all(_meets(found[first + n], wanted) for n, wanted in enumerate(phrase))
        for found in texts
        for first in range(len(found) - len(phrase) + 1)
    )


def _meets(word: Word, wanted: Terms) -> bool:
    return not set(word.terms).isdisjoint(wanted)


def _count(found: Iterable[Word], wanted: Terms) -> int:
    return sum(_meets(word, wanted) for word in found)


def _weight(passage: Passage) -> int:
    return TITLE_WEIGHT if passage.field == "title" else 1


def _best(
    question: Question, texts: Sequence[tuple[Passage, list[Word]]], rarity: Mapping[Terms, float]
) -> tuple[Match, ...]:
    """The passages with the most telling words, in the order of the article where these tell the same."""
    ranked: list[tuple[float, int, Match]] = []
    for number, (passage, found) in enumerate(texts):
        met = [wanted for wanted in question.must if _count(found, wanted)]
        if met:
            marks = tuple(Span(w.start, w.end) for w in found if any(_meets(w, wanted) for wanted in met))
            ranked.append((-sum(rarity.get(one, 1.0) for one in met), number, Match(passage, marks)))
    return tuple(one for _, _, one in sorted(ranked, key=lambda each: each[:2])[:MAX_MATCHES])
