"""What is published beside alerts: digests and surges, both called bulletins. Pure values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.aws.keys import digest as short_hash
from tocsin.aws.keys import stamp
from tocsin.digests.schedule import Period
from tocsin.watches.model import SEVERITIES, Language, Severity
from tocsin.watches.quoted import QuotedClaim

DigestKind = Literal["digest", "more"]
"""more: what a watch would have rung for beyond the most in an hour, or while it cooled down."""
Change = Literal["contradicted", "withdrawn", "changed", "new"]
"""What became of a story, the most telling first."""
CHANGES: tuple[Change, ...] = ("contradicted", "withdrawn", "changed", "new")
MAX_STORIES = 20
"""Told in full; the rest is counted. Twenty stories with their links are one screen of a mail and under 20 KB."""


@dataclass(frozen=True, slots=True)
class Rung:
    """An alert as a digest needs it."""

    alert: str
    story: str
    at: str
    title: str
    severity: Severity
    change: Change
    article: str
    url: str | None = None
    claim: QuotedClaim | None = None
    """The first of its claims."""
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story of a digest by its last alert; `changes` are all that happened to it, the most telling first."""

    last: Rung
    changes: tuple[Change, ...]
    alerts: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a watch would have rung for in a period; one watch and one period give one id."""

    id: str
    watch: str
    watch_name: str
    start: str
    end: str
    raised_at: str
    severity: Severity
    """The highest of its stories."""
    stories: tuple[ToldStory, ...]
    counts: dict[Change, int]
    """Stories by what is most telling of them, those that are only counted too."""
    more: int
    """Stories that are only counted."""
    covers: tuple[str, ...]
    """The alerts that it tells or counts, so that the digest after it does not."""
    cut: bool = False
    """There were more alerts than a digest looks at."""
    kind: DigestKind = "digest"
    told_in: Language = "en"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Surge:
    """A topic, a place or a pair of both that is reported far more than it used to be."""

    id: str
    topic: str | None
    place: str | None
    raised_at: str
    since: str
    """Begin of the hours that were counted."""
    count: int
    expected: float
    """The median of the days before, scaled to how much is read now."""
    score: float
    """Robust standard deviations above that."""
    watches: tuple[str, ...]
    """Watches that name the topic or the place."""
    articles: tuple[str, ...] = ()
    """Some that were counted, the newest first."""


def digest_id(watch: str, period: Period) -> str:
    return short_hash("digest", watch, stamp(period.end))


def more_id(watch: str, period: Period) -> str:
    return short_hash("more", watch, stamp(period.end))


def put_together(
    watch: tuple[str, str],
    period: Period,
    rung: Iterable[Rung],
    now: datetime,
    *,
    cut: bool = False,
    kind: DigestKind = "digest",
    told_in: Language = "en",
    timezone: str = "UTC",
) -> Digest:
    """The digest of a watch (id and name): contradictions and higher severities first, then the latest."""
    by_story: dict[str, list[Rung]] = {}
    for one in sorted(rung, key=lambda one: (one.at, one.alert)):
        by_story.setdefault(one.story, []).append(one)
    stories = sorted(map(_told, by_story.values()), key=_rank)
    leading = [story.changes[0] for story in stories]
    severities = [story.last.severity for story in stories]
    return Digest(
        id=digest_id(watch[0], period) if kind == "digest" else more_id(watch[0], period),
        watch=watch[0],
        watch_name=watch[1],
        start=stamp(period.start),
        end=stamp(period.end),
        raised_at=stamp(now),
        severity=max(severities, key=SEVERITIES.index, default=SEVERITIES[0]),
        stories=tuple(stories[:MAX_STORIES]),
        counts={change: leading.count(change) for change in CHANGES if change in leading},
        more=len(stories[MAX_STORIES:]),
        covers=tuple(sorted(one.alert for told in by_story.values() for one in told)),
        cut=cut,
        kind=kind,
        told_in=told_in,
        timezone=timezone,
    )


def _told(rung: list[Rung]) -> ToldStory:
    happened = {one.change for one in rung}
    return ToldStory(rung[-1], tuple(change for change in CHANGES if change in happened), len(rung))


def _rank(story: ToldStory) -> tuple[int, int, tuple[int, ...], str]:
    latest_first = tuple(-ord(letter) for letter in story.last.at)
    return (
        CHANGES.index(story.changes[0]) if story.changes[0] == "contradicted" else len(CHANGES),
        -SEVERITIES.index(story.last.severity),
        latest_first,
        story.last.story,
    )
