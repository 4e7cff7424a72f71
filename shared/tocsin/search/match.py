"""Whether an article answers a question, how well, and with which sentences.

Ranked by BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009) over the title, the summary and
the claims; a word that only the text has counts less than any of theirs. The length that texts are held against is
fixed, so that a score depends on the article and on how rare the words are, never on what else is found: a position in
a ranked list stays right while articles come in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.model import Analysis, Span
from tocsin.search.question import Question, Terms
from tocsin.search.words import Word, words
from tocsin.text.document import read as read_document

K1: Final = 1.2
B: Final = 0.75
"""The values that the authors recommend where nothing is tuned."""
USUAL_LENGTH: Final = 120
"""Words that count of a title, summary and claims: the median of the sample articles."""
TITLE_WEIGHT: Final = 3
"""A word of the title counts as three (BM25F with whole weights)."""
TEXT_WEIGHT: Final = 0.4
"""What a word that only the text has can bring at most, however often it is there (0.18 where it is once): less than
one place in a title, summary and claims of 500 words (0.43), so that an article that is about the word comes before."""
MAX_MATCHES: Final = 3
_PARAGRAPH: Final = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)

Field = Literal["title", "summary", "claim", "text"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article that is searched. `spans` are of the article's text; a title has none."""

    field: Field
    text: str
    spans: tuple[Span, ...] = ()
    claim: str | None = None


_Text = tuple[Passage, list[Word]]
"""A passage and its words that count."""


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


def sentences(question: Question, text: str, language: str) -> list[Passage]:
    """The sentences of a text that have a word of the question, or one that must not be there."""
    sought = {term for phrase in (question.must, *question.never) for word in phrase for term in word}
    found: list[Passage] = []
    for paragraph in _PARAGRAPH.finditer(text):
        if _touches(paragraph[0], language, sought):
            found += (_sentence(text, span, paragraph.start()) for span in _spans(paragraph[0], language))
    return [one for one in found if _touches(one.text, language, sought)]


def match(question: Question, read: Sequence[Passage], language: str, rarity: Mapping[Terms, float]) -> Found | None:
    """None where a word or phrase is missing, or one that must not be there is. `rarity`: `idf` of each word.

    Of the text (`sentences`) only that is told which title, summary and claims do not say.
    """
    every = [(passage, [word for word in words(passage.text, language) if word.terms]) for passage in read]
    if not _answers(question, [found for _, found in every]):
        return None
    told = [(passage, found) for passage, found in every if passage.field != "text"]
    length = sum(len(found) for _, found in told)
    score = 0.0
    for wanted in question.must:
        times = sum(_weight(passage) * _count(found, wanted) for passage, found in told)
        score += rarity.get(wanted, 1.0) * (_saturated(times, length) if times else _of_text(every, wanted))
    return Found(round(score, 4), _best(question, told, _further(question, every, told), rarity))


def _saturated(times: int, length: int) -> float:
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / USUAL_LENGTH))


def _of_text(texts: Iterable[_Text], wanted: Terms) -> float:
    times = sum(_count(found, wanted) for _, found in texts)
    return TEXT_WEIGHT * times / (times + K1)


def _further(question: Question, every: Sequence[_Text], told: Sequence[_Text]) -> list[_Text]:
    """The sentences of the text with a word or phrase that is nowhere else."""
    said = [found for _, found in told]
    asked = [*((word,) for word in question.must), *question.phrases]
    missing = [one for one in asked if not _holds(said, one)]
    body = [(passage, found) for passage, found in every if passage.field == "text"]
    return [(passage, found) for passage, found in body if any(_holds([found], one) for one in missing)]


def _touches(text: str, language: str, sought: AbstractSet[str]) -> bool:
    return any(not sought.isdisjoint(word.terms) for word in words(text, language))


def _spans(paragraph: str, language: str) -> list[Span]:
    return [sentence.span for sentence in read_document(paragraph, language=language).sentences]


def _sentence(text: str, span: Span, at: int) -> Passage:
    inside = Span(at + span.start, at + span.end)
    return Passage("text", text[inside.start : inside.end], (inside,))


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
    question: Question, told: Sequence[_Text], further: Sequence[_Text], rarity: Mapping[Terms, float]
) -> tuple[Match, ...]:
    """The passages with the most telling words, in the order of the article where these tell the same.

    The best of the text is among them: without it nobody sees why the article was found.
    """
    best = _ordered(question, [*told, *further], rarity)
    first = next((one for one in best if one.passage.field == "text"), None)
    if first is None or first in best[:MAX_MATCHES]:
        return tuple(best[:MAX_MATCHES])
    return (*best[: MAX_MATCHES - 1], first)


def _ordered(question: Question, texts: Sequence[_Text], rarity: Mapping[Terms, float]) -> list[Match]:
    ranked: list[tuple[float, int, Match]] = []
    for number, (passage, found) in enumerate(texts):
        met = [wanted for wanted in question.must if _count(found, wanted)]
        if met:
            marks = tuple(Span(w.start, w.end) for w in found if any(_meets(w, wanted) for wanted in met))
            ranked.append((-sum(rarity.get(one, 1.0) for one in met), number, Match(passage, marks)))
    return [one for _, _, one in sorted(ranked, key=lambda each: each[:2])]
