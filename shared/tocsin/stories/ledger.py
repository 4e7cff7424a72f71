"""The ledger of a story: its claims over all articles, each with its state and how it came to it.

Deterministic in the order of articles; an article that comes again changes nothing. Bounded: a story keeps the
`MAX_CLAIMS` claims that were last seen or are best supported, and counts the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.model import Polarity
from tocsin.stories.sightings import SAME, Sighting, about_the_same, number_moved, numbers_exclude
from tocsin.stories.states import Change, State

MAX_CLAIMS = 40
MAX_SIGHTINGS = 6
"""Sightings kept with a claim: the first, and the last of other origins; all are counted."""
MAX_EVENTS = 8
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


def enter(
    ledger: Ledger, article: str, found: Sequence[Sighting], at: datetime, *, replaces: str | None = None
) -> Entered:
    """Enter an article's claims. `replaces` is the article of which it is an edited version."""
    if article in ledger.articles:
        past = tuple(event for claim in ledger.claims for event in claim.events if event.article == article)
        return Entered(ledger, past)
    work = _Work({claim.id: claim for claim in ledger.claims}, at)
    for sighting in found:
        work.add(sighting, replaces)
    if replaces is not None:
        work.withdraw(replaces, article)
    kept, forgotten = kept_claims(work.claims.values())
    articles = (*ledger.articles, article)[-MAX_ARTICLES:]
    return Entered(Ledger(kept, articles, ledger.forgotten + forgotten, ledger.version + 1), tuple(work.events))


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


@dataclass(slots=True)
class _Work:
    """A ledger while an article is entered."""

    claims: dict[str, LedgerClaim]
    at: datetime
    events: list[Event] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    """Claims that the article states."""

    def add(self, sighting: Sighting, replaces: str | None) -> None:
        """Join a sighting to the claim it repeats or revises, or open a claim that stands beside or against others."""
        alike = self._alike(sighting)
        if sighting.retracts:
            for claim in alike:
                self._retract(claim, sighting)
            return
        same = next((claim for claim in alike if not conflict(claim.current, sighting)), None)
        if same is not None:
            self._repeat(same, sighting)
            return
        older = next((claim for claim in alike if _revises(claim, sighting, replaces)), None)
        if older is not None:
            self._revise(older, sighting)
            return
        fresh = LedgerClaim(_id(sighting), "single-source", sighting, sighting, (sighting,), (sighting.origin,))
        if fresh.id in self.claims:
            return
        self.claims[fresh.id] = fresh
        self.confirmed.add(fresh.id)
        self._note(
            Event(self.at, fresh.id, "new", sighting.article, after=sighting.text, after_polarity=sighting.polarity)
        )
        for claim in alike:
            self._oppose(self.claims[claim.id], self.claims[fresh.id], sighting)

    def withdraw(self, replaced: str, article: str) -> None:
        """Claims that only the replaced article stated, and its new version does not, are withdrawn."""
        for claim in list(self.claims.values()):
            articles = {sighting.article for sighting in claim.sightings}
            if articles == {replaced} and claim.id not in self.confirmed and claim.state != "withdrawn":
                self._set(claim, "withdrawn", "withdrawn", article, before=claim.current)

    def _retract(self, claim: LedgerClaim, sighting: Sighting) -> None:
        """A house or a claimant takes back its own word; what others say stays."""
        if claim.state == "withdrawn" or numbers_exclude(claim.current, sighting):
            return
        own = {claim.current.claimant, sighting.claimant} == {sighting.claimant} and sighting.claimant is not None
        seen = () if own else tuple(old for old in claim.sightings if not _one_voice(old, sighting))
        voices = {old.origin for old in claim.sightings} - {old.origin for old in seen}
        left = tuple(origin for origin in claim.origins if not own and origin not in voices)
        if left == claim.origins:
            return
        if not left or not seen:
            self._set(claim, "withdrawn", "withdrawn", sighting.article, before=claim.current)
            return
        current = claim.current if claim.current in seen else seen[-1]
        state: State = "single-source" if claim.state == "corroborated" and len(left) == 1 else claim.state
        self.claims[claim.id] = replace(claim, current=current, sightings=seen, origins=left, state=state)
        was = claim.current
        self._note(
            Event(self.at, claim.id, "revised", sighting.article, was.text, left[0], before_polarity=was.polarity)
        )

    def _alike(self, sighting: Sighting) -> list[LedgerClaim]:
        scored = [
            (about_the_same(_told_in(claim, sighting.language), sighting), number, claim)
            for number, claim in enumerate(self.claims.values())
            if sighting.article != claim.current.article
        ]
        return [claim for score, _, claim in sorted(scored, key=lambda s: (-s[0], s[1])) if score >= SAME]

    def _repeat(self, claim: LedgerClaim, sighting: Sighting) -> None:
        self.confirmed.add(claim.id)
        first = min(claim.first, sighting, key=lambda seen: seen.at)
        if claim.state == "withdrawn":
            # Who took it back stands behind it no more, whoever states it again.
            self.claims[claim.id] = claim = replace(
                claim,
                current=sighting,
                first=first,
                sightings=(sighting,),
                origins=(sighting.origin,),
                seen=claim.seen + 1,
            )
            self._set(claim, "single-source", "revised", sighting.article, after=sighting)
            return
        houses = {old.house for old in claim.sightings if old.house}
        new_origin = sighting.origin not in claim.origins and sighting.house not in houses
        seen = (*claim.sightings, sighting) if new_origin else _latest(claim.sightings, sighting)
        if len(seen) > MAX_SIGHTINGS:
            seen = (seen[0], *seen[2:])
        origins = (*claim.origins, sighting.origin) if new_origin else claim.origins
        claim = replace(claim, first=first, sightings=seen, origins=origins, seen=claim.seen + 1)
        self.claims[claim.id] = claim
        if new_origin and len(origins) == 2 and claim.state in {"single-source", "revised"}:
            self.claims[claim.id] = replace(claim, state="corroborated")
            self._note(Event(self.at, claim.id, "corroborated", sighting.article, after=sighting.origin))

    def _revise(self, claim: LedgerClaim, sighting: Sighting) -> None:
        was, moved = claim.current, number_moved(claim.current, sighting)
        claim = replace(claim, current=sighting, sightings=(sighting,), origins=(sighting.origin,), seen=claim.seen + 1)
        self.claims[claim.id] = claim
        self.confirmed.add(claim.id)
        state: State = "contradicted" if claim.against else "revised"
        self.claims[claim.id] = replace(claim, state=state)
        event = Event(self.at, claim.id, "revised", sighting.article, was.text, sighting.text, moved)
        self._note(replace(event, before_polarity=was.polarity, after_polarity=sighting.polarity))

    def _oppose(self, claim: LedgerClaim, fresh: LedgerClaim, sighting: Sighting) -> None:
        """Two that are about the same, disagree, and are not one claimant's earlier and later word."""
        if claim.state == "withdrawn" or not conflict(claim.current, sighting):
            return
        self.claims[claim.id] = claim = replace(claim, against=(*claim.against, fresh.id))
        self.claims[fresh.id] = fresh = replace(self.claims[fresh.id], against=(*fresh.against, claim.id))
        if claim.state != "contradicted":
            self._set(claim, "contradicted", "contradicted", sighting.article, before=claim.current, after=sighting)
        if fresh.state != "contradicted":
            self.claims[fresh.id] = replace(fresh, state="contradicted")

    def _set(
        self,
        claim: LedgerClaim,
        state: State,
        change: Change,
        article: str,
        *,
        before: Sighting | None = None,
        after: Sighting | None = None,
    ) -> None:
        self.claims[claim.id] = replace(self.claims[claim.id], state=state)
        event = Event(self.at, claim.id, change, article, before.text if before else "", after.text if after else "")
        was, now = before.polarity if before else "affirmed", after.polarity if after else "affirmed"
        self._note(replace(event, before_polarity=was, after_polarity=now))

    def _note(self, event: Event) -> None:
        self.events.append(event)
        kept = self.claims[event.claim]
        self.claims[event.claim] = replace(kept, events=(*kept.events, event)[-MAX_EVENTS:])


def _told_in(claim: LedgerClaim, language: str) -> Sighting:
    """The claim's words of today, in the language if somebody told it so: there more than figures can be compared."""
    of = (seen for seen in (claim.current, *claim.sightings) if seen.language == language)
    return next(of, claim.current)


def _one_voice(a: Sighting, b: Sighting) -> bool:
    return a.origin == b.origin or (a.house is not None and a.house == b.house)


def conflict(a: Sighting, b: Sighting) -> bool:
    """Whether two that are about the same cannot both hold."""
    return a.denies != b.denies or numbers_exclude(a, b)


def _revises(claim: LedgerClaim, sighting: Sighting, replaces: str | None) -> bool:
    """A later word of who stood behind the claim alone: the edited article, the same claimant, the same origin.

    A denial is another claim, though it be the claimant's own: who reported the first is contradicted.
    """
    current = claim.current
    if replaces is not None and current.article == replaces:
        return True
    if sighting.at < current.at or current.denies != sighting.denies:
        return False
    if current.claimant is not None and sighting.claimant is not None:
        return _name(current.claimant) == _name(sighting.claimant)
    return claim.origins == (sighting.origin,)


def _latest(seen: tuple[Sighting, ...], sighting: Sighting) -> tuple[Sighting, ...]:
    return tuple(sighting if old.origin == sighting.origin and number else old for number, old in enumerate(seen))


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


def _name(name: str) -> str:
    return " ".join(name.casefold().split())


def _id(sighting: Sighting) -> str:
    return f"{sighting.article[:12]}-{sighting.claim}"[:64]
