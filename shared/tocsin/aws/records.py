"""What the table holds, as values: uploads, cards of articles, appearances, and pages of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Literal, TypeVar

from tocsin.aws import keys
from tocsin.codec import to_json
from tocsin.model import Analysis, Article, TopicMode, Versions

T = TypeVar("T")

UploadState = Literal[
    "pending", "received", "retrying", "failed", "embargoed", "analyzed", "duplicate", "rejected", "split"
]
"""pending: promised, no object yet. received: being read. retrying: an attempt did not come back. failed: the last one
did not; its message is in the dead-letter queue. embargoed: it is read when its time has come. The other four
are final."""

FINAL_STATES: frozenset[UploadState] = frozenset({"analyzed", "duplicate", "rejected", "split"})
FUTURE_TOLERANCE = timedelta(days=1)
"""A date of publication further ahead of the upload than clocks and time zones explain is not believed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One object put in the bucket, and what became of it."""

    id: str
    key: str
    state: UploadState
    updated_at: str
    article: str | None = None
    """The article that it became, or of which it is a duplicate."""
    duplicate_of: str | None = None
    """The upload that brought the same text first."""
    code: str | None = None
    reason: str | None = None
    parts: int | None = None
    """Into how many uploads it was taken, in the state `split`."""
    until: str | None = None
    """When it is to be read, in the state `embargoed`, or `retrying` where it was put behind others."""
    notes: tuple[str, ...] = ()
    """What was lost or left out in reading it: metadata that cannot be read, characters that cannot be decoded."""


@dataclass(frozen=True, slots=True)
class CardTopic:
    id: str
    label: str
    score: float
    mode: TopicMode = "happening"


@dataclass(frozen=True, slots=True)
class CardPlace:
    id: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """What lists show of an article."""

    id: str
    at: str
    """The time it is listed under: published, or uploaded where that is unknown."""
    title: str | None
    publisher: str | None
    byline: str | None
    url: str | None
    published_at: datetime | None
    language: str
    summary: str
    claims: int
    topics: tuple[CardTopic, ...]
    places: tuple[CardPlace, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where an article's text was found."""

    upload: str
    at: str
    title: str | None
    publisher: str | None
    url: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    """An article's control attributes beside its card; `v` names the analysis that is visible."""

    card: Card
    v: str
    first_upload: str
    content_type: str
    expires: int
    story: str | None = None
    previous: str | None = None
    """The analysis before, until its rows are gone."""
    copy_of: str | None = None
    """The article that it reposts or revises: counts of articles leave it out."""
    begun: int | None = None
    """The delivery that began to correlate it and did not come to an end: it was killed, or still works."""
    killed: str | None = None
    """The upload by which its agency canceled it: nothing that it says counts."""
    uploaded_at: str | None = None
    """When its first upload was put into the bucket; None for what was stored before that was kept."""

    def article(self, text: str) -> Article:
        """The article as it was read."""
        card = self.card
        return Article(
            id=card.id,
            text=text,
            title=card.title,
            byline=card.byline,
            publisher=card.publisher,
            url=card.url,
            published_at=card.published_at,
            language=card.language,
            content_type=self.content_type,
        )


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list; `next` is where the following page starts, None at the end. Any page may be short."""

    items: tuple[T, ...]
    next: str | None


def version_of(versions: Versions) -> str:
    """A short name of what made an analysis."""
    return keys.digest("versions", to_json(versions).decode())[:12]


def listed_at(article: Article, received: datetime) -> str:
    """The time that an article is listed under."""
    published = article.published_at
    return keys.stamp(published if published and published <= received + FUTURE_TOLERANCE else received)


def card_of(article: Article, analysis: Analysis, at: str) -> Card:
    """What lists will show of `article`."""
    return Card(
        id=article.id,
        at=at,
        title=_short(article.title),
        publisher=_short(article.publisher),
        byline=_short(article.byline),
        url=article.url if article.url and len(article.url) <= 2_000 else None,
        published_at=article.published_at,
        language=analysis.language,
        summary=_cut(analysis.summary.text, 1_000),
        claims=len(analysis.claims),
        topics=tuple(CardTopic(t.id, t.label, round(t.score, 3), t.mode) for t in analysis.topics[:8]),
        places=tuple(CardPlace(p.id, p.name, p.country) for p in analysis.places[:12]),
        engine=analysis.versions.engine,
    )


def unique(values: Iterable[str], most: int) -> list[str]:
    """The first `most` different values, in order."""
    return list(dict.fromkeys(values))[:most]


def _short(text: str | None) -> str | None:
    return None if text is None else _cut(text, 300)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
