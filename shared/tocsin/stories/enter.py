"""Entering an article into a ledger: what it claims joins a known claim, revises it, or stands beside or against it.

Deterministic in the order of articles; an article that comes again changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.stories.ledger import (
    MAX_ARTICLES,
    MAX_EVENTS,
    MAX_PAST,
    MAX_SIGHTINGS,
    Entered,
    Event,
    Ledger,
    LedgerClaim,
    kept_claims,
)
from tocsin.stories.relations import MATCHER, Relation, relation
from tocsin.stories.rematch import rematched
from tocsin.stories.sightings import Sighting, numbers_exclude
from tocsin.stories.states import Change, State
from tocsin.stories.when import order
from tocsin.text.sounds import same_person


def enter(
    ledger: Ledger, article: str, found: Sequence[Sighting], at: datetime, *, replaces: str | None = None
) -> Entered:
    """Enter an article's claims. `replaces` is the article of which it is an edited version."""
    if article in ledger.articles:
        past = tuple(event for claim in ledger.claims for event in claim.events if event.article == article)
        return Entered(ledger, past)
    ledger = rematched(ledger, at).ledger
    work = _Work({claim.id: claim for claim in ledger.claims}, at)
    for sighting in found:
        work.add(sighting, replaces)
    if replaces is not None:
        work.withdraw(replaces, article)
    kept, forgotten = kept_claims(work.claims.values())
    articles = (*ledger.articles, article)[-MAX_ARTICLES:]
    return Entered(Ledger(kept, articles, ledger.forgotten + forgotten, ledger.version + 1), tuple(work.events))


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
        related = self._related(sighting)
        if sighting.retracts:
            for claim, _ in related:
                self._retract(claim, sighting)
            return
        for claim, found in related:
            if found.kind == "same":
                self._repeat(claim, sighting)
                return
        for claim, found in related:
            if found.kind == "older":
                self._overtaken(claim, sighting)
                return
            if found.kind in {"moved", "changed"} or _revises(claim, sighting, replaces):
                self._revise(claim, sighting, found)
                return
        self._open(sighting, [(claim, found.of) for claim, found in related if found.kind == "conflict"])

    def _open(self, sighting: Sighting, opposed: Sequence[tuple[LedgerClaim, Sighting | None]]) -> None:
        """A claim of its own, against those that it cannot hold beside."""
        fresh = LedgerClaim(
            _id(sighting), "single-source", sighting, sighting, (sighting,), (sighting.origin,), matcher=MATCHER
        )
        if fresh.id in self.claims:
            return
        self.claims[fresh.id] = fresh
        self.confirmed.add(fresh.id)
        self._note(
            Event(self.at, fresh.id, "new", sighting.article, after=sighting.text, after_polarity=sighting.polarity)
        )
        for claim, said in opposed:
            self._oppose(self.claims[claim.id], self.claims[fresh.id], said or claim.current)

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
        said, taken_back = claim.current.claimant, sighting.claimant
        own = said is not None and taken_back is not None and same_person(said, taken_back)
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

    def _related(self, sighting: Sighting) -> list[tuple[LedgerClaim, Relation]]:
        """The claims that the sighting is not apart from, the most alike first."""
        found = [
            (claim, relation(_told_in(claim, sighting.language), sighting, claim.past))
            for claim in self.claims.values()
            if sighting.article != claim.current.article
        ]
        return sorted((pair for pair in found if pair[1].kind != "apart"), key=lambda pair: -pair[1].likeness)

    def _overtaken(self, claim: LedgerClaim, sighting: Sighting) -> None:
        """A number or a state that the claim has left behind: kept with what it was, and no voice for what it is."""
        self.confirmed.add(claim.id)
        self.claims[claim.id] = replace(claim, past=_past(claim, sighting), seen=claim.seen + 1)

    def _repeat(self, claim: LedgerClaim, sighting: Sighting) -> None:
        self.confirmed.add(claim.id)
        first = min(claim.first, sighting, key=lambda seen: seen.when.latest)
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

    def _revise(self, claim: LedgerClaim, sighting: Sighting, found: Relation) -> None:
        was, moved = claim.current, found.moved
        claim = replace(
            claim,
            current=sighting,
            sightings=(sighting,),
            origins=(sighting.origin,),
            seen=claim.seen + 1,
            past=_past(claim, was),
            matcher=MATCHER,
        )
        self.claims[claim.id] = claim
        self.confirmed.add(claim.id)
        if found.kind == "changed":  # who denied what was so before does not deny what is so now
            self.claims[claim.id] = claim = replace(claim, against=())
        state: State = "contradicted" if claim.against else "revised"
        self.claims[claim.id] = replace(claim, state=state)
        event = Event(
            self.at, claim.id, "revised", sighting.article, was.text, sighting.text, moved,
            before_polarity=was.polarity, after_polarity=sighting.polarity,
            number=found.number,
        )  # fmt: skip
        self._note(event)

    def _oppose(self, claim: LedgerClaim, fresh: LedgerClaim, said: Sighting) -> None:
        """Two that are about the same, disagree, and are not one claimant's earlier and later word; of `claim` the
        words `said` are disputed."""
        if claim.state == "withdrawn":
            return
        self.claims[claim.id] = claim = replace(claim, against=(*claim.against, fresh.id))
        self.claims[fresh.id] = fresh = replace(self.claims[fresh.id], against=(*fresh.against, claim.id))
        now = fresh.current
        self._set(claim, "contradicted", "contradicted", now.article, before=said, after=now)
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


def _past(claim: LedgerClaim, sighting: Sighting) -> tuple[Sighting, ...]:
    past = (*claim.past, sighting)
    return past if len(past) <= MAX_PAST else (past[0], *past[1 - MAX_PAST :])


def _revises(claim: LedgerClaim, sighting: Sighting, replaces: str | None) -> bool:
    """A later word of who stood behind the claim alone: the edited article, the same claimant, the same origin.

    A denial is another claim, though it be the claimant's own: who reported the first is contradicted.
    """
    current = claim.current
    if replaces is not None and current.article == replaces:
        return True
    if order(current.when, sighting.when) < 0 or current.denies != sighting.denies:
        return False
    if current.claimant is not None and sighting.claimant is not None:
        return same_person(current.claimant, sighting.claimant)
    return claim.origins == (sighting.origin,)


def _latest(seen: tuple[Sighting, ...], sighting: Sighting) -> tuple[Sighting, ...]:
    return tuple(sighting if old.origin == sighting.origin and number else old for number, old in enumerate(seen))


def _id(sighting: Sighting) -> str:
    return f"{sighting.article[:12]}-{sighting.claim}"[:64]
