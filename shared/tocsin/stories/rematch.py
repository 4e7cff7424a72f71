"""A stored ledger by the rules of today: what older rules held to be one claim and these do not is taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from tocsin.stories.ledger import MAX_EVENTS, MAX_PAST, Event, Ledger, LedgerClaim
from tocsin.stories.relations import MATCHER, Relation, relation
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import State


class Rematched(NamedTuple):
    """A ledger in which every claim is matched by `MATCHER`, and what became of corroborations that do not hold."""

    ledger: Ledger
    lost: tuple[Event, ...] = ()
    """One for each claim that was corroborated and is not. Its article is one that says otherwise, if any does."""


@dataclass(slots=True)
class _Sorted:
    """The sightings of a claim by what they are to its words of today."""

    same: list[Sighting] = field(default_factory=list)
    overtaken: list[tuple[Sighting, Relation]] = field(default_factory=list)
    """Another number or state, that was so before."""
    others: list[tuple[Sighting, Relation]] = field(default_factory=list)


def is_current(ledger: Ledger) -> bool:
    """Whether every claim was matched by the rules of today."""
    return all(claim.matcher >= MATCHER for claim in ledger.claims)


def rematched(ledger: Ledger, at: datetime) -> Rematched:
    """Deterministic; a ledger that is matched so already is answered as it is."""
    if is_current(ledger):
        return Rematched(ledger)
    found: dict[str, LedgerClaim] = {}
    lost: list[Event] = []
    for claim in ledger.claims:
        whole, gone, event = _parted(claim, at) if claim.matcher < MATCHER else (claim, [], None)
        found[whole.id] = whole
        lost += [event] if event else []
        for fresh in gone:
            found.setdefault(fresh.id, fresh)
    return Rematched(replace(ledger, claims=tuple(found.values())), tuple(lost))


def _parted(claim: LedgerClaim, at: datetime) -> tuple[LedgerClaim, list[LedgerClaim], Event | None]:
    """The claim with the sightings that say the same as it, claims of their own of the others, and what is told."""
    told = _sorted(claim)
    if not told.overtaken and not told.others:
        return replace(claim, matcher=MATCHER), [], None
    fresh = _own(told.others, claim.id)
    against = tuple(one.id for one in fresh if one.against)
    left = {seen.origin for seen in told.same}
    gone = {seen.origin for seen in claim.sightings} - left
    origins = tuple(origin for origin in claim.origins if origin not in gone)
    whole = replace(
        claim,
        state=_state(claim, told, against, origins),
        sightings=tuple(told.same),
        origins=origins,
        against=(*claim.against, *against),
        past=(*claim.past, *(seen for seen, _ in told.overtaken))[-MAX_PAST:],
        matcher=MATCHER,
    )
    if whole.state == claim.state:
        return whole, fresh, None
    event = _event(claim, told, fresh, at)
    events = (*claim.events, event)[-MAX_EVENTS:]
    return replace(whole, events=events), fresh, event if claim.state == "corroborated" else None


def _sorted(claim: LedgerClaim) -> _Sorted:
    found = _Sorted()
    for seen in claim.sightings:
        related = Relation("same") if seen == claim.current else relation(claim.current, seen)
        if related.kind == "same":
            found.same.append(seen)
        elif related.kind in {"older", "moved", "changed"}:
            found.overtaken.append((seen, related))
        else:
            found.others.append((seen, related))
    found.same = found.same or [claim.current]
    return found


def _state(claim: LedgerClaim, told: _Sorted, against: Sequence[str], origins: Sequence[str]) -> State:
    if against:
        return "contradicted"
    if claim.state != "corroborated" or len(origins) > 1:
        return claim.state
    return "revised" if told.overtaken else "single-source"


def _own(others: Sequence[tuple[Sighting, Relation]], of: str) -> list[LedgerClaim]:
    """Claims of what was parted, each with all that say the same."""
    fresh: list[LedgerClaim] = []
    for seen, found in others:
        number = next((n for n, one in enumerate(fresh) if relation(one.current, seen).kind == "same"), None)
        if number is None:
            fresh.append(_claim(seen, of if found.kind == "conflict" else ""))
        else:
            fresh[number] = _joined(fresh[number], seen)
    return fresh


def _claim(seen: Sighting, against: str) -> LedgerClaim:
    return LedgerClaim(
        f"{seen.article[:12]}-{seen.claim}"[:64],
        "contradicted" if against else "single-source",
        seen,
        seen,
        (seen,),
        (seen.origin,),
        against=(against,) if against else (),
        matcher=MATCHER,
    )


def _joined(claim: LedgerClaim, seen: Sighting) -> LedgerClaim:
    origins = tuple(dict.fromkeys((*claim.origins, seen.origin)))
    houses = {old.house for old in claim.sightings if old.house}
    borne_out = len(origins) > 1 and seen.house not in houses and claim.state == "single-source"
    state: State = "corroborated" if borne_out else claim.state
    return replace(claim, state=state, sightings=(*claim.sightings, seen), origins=origins, seen=claim.seen + 1)


def _event(claim: LedgerClaim, told: _Sorted, fresh: Sequence[LedgerClaim], at: datetime) -> Event:
    """What became of the claim, by the article that says otherwise; or that nobody bears it out."""
    was, opposed = claim.current, next((one for one in fresh if one.against), None)
    if opposed is not None:
        now = opposed.current
        event = Event(at, claim.id, "contradicted", now.article, was.text, now.text)
        return replace(event, before_polarity=was.polarity, after_polarity=now.polarity)
    if told.overtaken and not told.others:
        old, _ = told.overtaken[-1]
        event = Event(at, claim.id, "revised", was.article, old.text, was.text, number=relation(old, was).number)
        return replace(event, before_polarity=old.polarity, after_polarity=was.polarity)
    return Event(at, claim.id, "reattributed", was.article, after=was.text)
