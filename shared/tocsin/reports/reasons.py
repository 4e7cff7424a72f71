"""What the answers to "why" hold. Apart from what puts them together, so that a cold start loads no ledger."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.aws.alerts import Sent
from tocsin.aws.records import Card
from tocsin.stories.origins import Reliability
from tocsin.stories.states import State
from tocsin.watches.explain import Check, Passage
from tocsin.watches.model import Watch
from tocsin.watches.quoted import ClaimChange, QuotedClaim


@dataclass(frozen=True, slots=True)
class Grounds:
    """A condition that held, with the sentences that carry its words."""

    condition: str
    value: str
    told: str
    """Both in words."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim of an alert: as it was told, where it stands, and what is known of it now."""

    told: QuotedClaim
    passages: tuple[Passage, ...]
    state_now: State | None
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlertReasons:
    """All that led to an alert. What has expired meanwhile is null or left out."""

    sent: Sent
    article: Card | None
    part: str | None
    """What the article is in its story: own, repost, revision, adaptation."""
    of: str | None
    origin: str | None
    origins: tuple[str, ...]
    """Who is independently behind the story now."""
    grades: dict[str, Reliability]
    """How reliable these are held to be; those that are left out have no grade."""
    grounds: tuple[Grounds, ...]
    claims: tuple[ToldClaim, ...]
    changes: tuple[ClaimChange, ...]
    """What the article changed in the ledger of its story."""
    follows: Sent | None
    """The first alert, of an update or a cancel."""
    watch_now: Watch | None
    """The watch as it is now; `watch_version` of the alert tells whether it was changed since."""


@dataclass(frozen=True, slots=True)
class WatchReasons:
    """What a watch made of an article, and what it would make of it now."""

    watch: Watch
    article: Card
    story: str | None
    outcome: str
    reason: str
    at: str | None
    """When the article was tried."""
    alert: Sent | None
    """The one that the article brought about, or else the first of its story."""
    until: str | None
    """When what holds the alert ends."""
    now: tuple[Check, ...]
    """Each condition of the rule as it is now, on the story as it is now."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a watch made of one article of a story."""

    article: Card
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoryReasons:
    """What a watch made of a story: its alert if it rang, and of each of the newest articles."""

    watch: Watch
    story: str
    alert: Sent | None
    until: str | None
    articles: tuple[Tried, ...]
    nearest: WatchReasons | None
    """The article that meets most of the conditions now."""
