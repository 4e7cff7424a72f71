"""The ledger of a story: its claims over all articles, each with its state and how it came to it.

Deterministic in the order of articles; an article that comes again changes nothing. Bounded: a story keeps the
`MAX_CLAIMS` claims that were last seen or are best supported, and counts the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.model import Polarity
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import Change, State

MAX_CLAIMS = 40
MAX_SIGHTINGS = 6
"""Sightings kept with a claim: the first, and the last of other origins; all are counted."""
MAX_EVENTS = 8
MAX_PAST = 6
"""Earlier words of a claim that are kept when it is revised, the first and the last ones."""
MAX_ARTICLES = 200
"""Articles whose coming again is known; older ones are known by the sightings they left."""


@dataclass(frozen=True, slots=True)
class Event:
    """A claim changed: when, how, because of which article, and from what to what."""

    at: datetime
    claim: str
    change: Change
    article: str
    before: str = ""
    after: str = ""
    moved: float | None = None
    """By which share the claim's number moved, in a revision; None if no number did."""
    before_polarity: Polarity = "affirmed"
    after_polarity: Polarity = "affirmed"
    """What the claimants do with the words of `before` and `after`, where these are words of claims."""
    number: str = ""
    """The number that moved, before and after: "18 -> 43"."""


@dataclass(frozen=True, slots=True)
class LedgerClaim:
    """One claim of a story. Its words are those of the last article that stated it."""

    id: str
    state: State
    current: Sighting
    first: Sighting
    """Who said it first, by time of publication."""
    sightings: tuple[Sighting, ...]
    """Of the current wording: one for each origin, the first and the last ones."""
    origins: tuple[str, ...]
    """Independent origins that stand behind the current wording."""
    seen: int = 1
    against: tuple[str, ...] = ()
    """Claims of this ledger that cannot hold beside it."""
    events: tuple[Event, ...] = ()
    was: tuple[str, ...] = ()
    """Claims of other ledgers that were joined to it when their stories were merged."""
    past: tuple[Sighting, ...] = ()
    """What it said before it was revised, and who said so when."""
    matcher: int = 1
    """Version of the rules by which its sightings were held to be one claim (`relations.MATCHER`)."""

    @property
    def carried(self) -> tuple[Sighting, ...]:
        """All that is kept of who carried it; one may be there more than once."""
        return self.current, self.first, *self.sightings


@dataclass(frozen=True, slots=True)
class Ledger:
    """All claims of a story that are kept, in the order in which they came."""

    claims: tuple[LedgerClaim, ...] = ()
    articles: tuple[str, ...] = ()
    forgotten: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """The ledger with an article in it, and what that changed."""

    ledger: Ledger
    events: tuple[Event, ...] = ()


def reattribute(ledger: Ledger, articles: Collection[str], origin: str, *, cause: str, at: datetime) -> Ledger:
    """Put the claims of `articles` to another origin: `cause` shows that their text is that origin's."""
    return replace(ledger, claims=tuple(_reattributed(claim, articles, origin, cause, at) for claim in ledger.claims))


def _reattributed(claim: LedgerClaim, articles: Collection[str], origin: str, cause: str, at: datetime) -> LedgerClaim:
    def put(sighting: Sighting) -> Sighting:
        return replace(sighting, origin=origin) if sighting.article in articles else sighting

    moved = {sighting.origin for sighting in claim.sightings if sighting.article in articles}
    if not moved:
        return claim
    seen = tuple(map(put, claim.sightings))
    left = {sighting.origin for sighting in seen}
    origins = tuple(dict.fromkeys(origin if old in moved and old not in left else old for old in claim.origins))
    state, events = claim.state, claim.events
    if state == "corroborated" and len(origins) < 2:
        state = "single-source"
        events = (*events, Event(at, claim.id, "reattributed", cause, after=origin))[-MAX_EVENTS:]
    return replace(
        claim,
        state=state,
        current=put(claim.current),
        first=put(claim.first),
        sightings=seen,
        origins=origins,
        events=events,
    )


def kept_claims(claims: Iterable[LedgerClaim]) -> tuple[tuple[LedgerClaim, ...], int]:
    """The `MAX_CLAIMS` that are worth most, and how many are forgotten."""
    every = list(claims)
    if len(every) <= MAX_CLAIMS:
        return tuple(every), 0
    worth = {
        claim.id: (claim.state == "contradicted", len(claim.origins), number) for number, claim in enumerate(every)
    }
    chosen = set(sorted(worth, key=lambda claim: worth[claim], reverse=True)[:MAX_CLAIMS])
    return tuple(claim for claim in every if claim.id in chosen), len(every) - MAX_CLAIMS
