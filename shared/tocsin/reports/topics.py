"""A topic tried on stored articles before it is saved: what it would have marked, by which words, what it just missed.

Bounded: at most `most` articles, each with one text of the bucket; cards and texts are all that is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tocsin.aws.keys import stamp
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.engine.topics import Taxonomy
from tocsin.engine.topics.find import LISTED_FROM
from tocsin.model import Span, Topic, TopicMode
from tocsin.reports.past import PastArticles
from tocsin.text.document import Document, read
from tocsin.topics.checks import entry_of
from tocsin.topics.model import OwnTopic

MOST_ARTICLES: Final = 1_000
PAGE: Final = 100
MOST_EXAMPLES: Final = 20
MOST_NEAR: Final = 10
NEAR_FROM: Final = 0.2
"""Scores from which an article just misses a topic: less is a passing word."""
WIDE_FROM: Final = 0.2
"""Share of all articles from which a topic says little about any of them: the commonest built-in ones have some 5%."""
LEAST_FOR_SHARE: Final = 20
"""Articles from which a share says anything."""
SECONDS_TO_ANSWER: Final = 3.0
CONTEXT: Final = 60
"""Code points shown on both sides of words that decided."""
MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """Words that spoke for the topic, in their surroundings: `before` + `words` + `after` stands in the article."""

    span: Span
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TopicExample:
    """An article that would be marked, or one that just would not."""

    article: str
    at: str
    title: str | None
    language: str
    score: float
    mode: TopicMode
    decided_by: tuple[DecidedBy, ...]
    """At most four; none where the title alone decided."""


@dataclass(frozen=True, slots=True)
class TopicTrial:
    """What a topic would have marked from `covered_since` to `until`; if not `complete`, that is less than asked."""

    topic: str
    since: str
    until: str
    complete: bool
    covered_since: str
    articles: int
    """Looked at."""
    marked: int
    modes: dict[TopicMode, int]
    days: dict[str, int]
    """Marked articles by day in UTC; a day without any is left out."""
    languages: dict[str, int]
    """Marked articles by language."""
    examples: tuple[TopicExample, ...]
    """The newest that happen first, at most 20."""
    near: tuple[TopicExample, ...]
    """Articles below the score from which topics are listed, the best first, at most 10."""
    advice: tuple[str, ...] = ()
    """What of it does not look right."""


@dataclass(slots=True)
class _Seen:
    """What was found so far."""

    articles: int = 0
    marked: list[TopicExample] = field(default_factory=list)
    near: list[TopicExample] = field(default_factory=list)

    def add(self, taxonomy: Taxonomy, head: Head, text: str) -> None:
        """Hold one article against the topic."""
        self.articles += 1
        doc = read(text, language=head.card.language, title=head.card.title)
        year = head.card.published_at.year if head.card.published_at else None
        for found, least in ((self.marked, LISTED_FROM), (self.near, NEAR_FROM)):
            if topics := taxonomy.find(doc, year=year, least=least):
                found.append(_example(doc, head, topics[0]))
                return


def try_topic(services: Services, topic: OwnTopic, since: datetime, *, most: int = MOST_ARTICLES) -> TopicTrial:
    """Hold the newest articles since `since` against a topic. Raises `InvalidTopic`."""
    taxonomy, now, seen = Taxonomy([entry_of(topic)]), services.now(), _Seen()
    low, covered = stamp(since), stamp(now)
    complete = False
    for heads, last in _pages(services, since, now, most):
        texts = PastArticles(services.articles, services.objects).texts([head.card.id for head in heads])
        for head in heads:
            if head.card.id in texts:
                seen.add(taxonomy, head, texts[head.card.id])
        complete = last is None
        covered = low if last is None else last or covered
        if services.time_left() < SECONDS_TO_ANSWER:
            break
    marked = sorted(seen.marked, key=lambda one: (one.mode != "happening", _descending(one.at), one.article))
    return TopicTrial(
        topic=topic.id,
        since=low,
        until=stamp(now),
        complete=complete,
        covered_since=covered,
        articles=seen.articles,
        marked=len(marked),
        modes=dict(sorted(Counter(one.mode for one in marked).items())),
        days=dict(sorted(Counter(one.at[:10] for one in marked).items())),
        languages=dict(sorted(Counter(one.language for one in marked).items())),
        examples=tuple(marked[:MOST_EXAMPLES]),
        near=tuple(sorted(seen.near, key=lambda one: (-one.score, one.article))[:MOST_NEAR]),
        advice=tuple(_advice(seen)),
    )


def _descending(at: str) -> float:
    return -datetime.fromisoformat(at).timestamp()


def _pages(services: Services, since: datetime, now: datetime, most: int) -> Iterator[tuple[list[Head], str | None]]:
    """Heads, the newest first, each time with the time up to which none is left out: None at the end, "" where that
    has not moved."""
    position, found = None, 0
    while found < most:
        limit = min(PAGE, most - found)
        page = services.articles.page(
            "article", "all", limit=limit, since=stamp(since), until=stamp(now), position=position
        )
        found += limit
        position = page.next
        time, row, _ = (position or "").partition("#")
        yield list(page.items), (time if row else "") if position else None
        if position is None:
            return


def _example(doc: Document, head: Head, topic: Topic) -> TopicExample:
    words = tuple(_decided_by(doc.text, span) for span in topic.spans[:MOST_WORDS])
    card = head.card
    return TopicExample(card.id, card.at, card.title, card.language, topic.score, topic.mode, words)


def _decided_by(text: str, span: Span) -> DecidedBy:
    before = text[max(0, span.start - CONTEXT) : span.start]
    return DecidedBy(span, text[span.start : span.end], before, text[span.end : span.end + CONTEXT])


def _advice(seen: _Seen) -> Iterator[str]:
    if seen.articles >= LEAST_FOR_SHARE and len(seen.marked) >= WIDE_FROM * seen.articles:
        share = round(100 * len(seen.marked) / seen.articles)
        yield f"It marks {share}% of all articles: give wide words a second one beside them, or less weight."
    if seen.articles and not seen.marked:
        yield "It marks no article: look at what it just misses, raise weights, or look further back."
