"""Two ledgers that become one, and one that becomes two, when stories are merged or split. Both ring nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin.stories.ledger import (
    MAX_ARTICLES,
    MAX_EVENTS,
    MAX_PAST,
    MAX_SIGHTINGS,
    Event,
    Ledger,
    LedgerClaim,
    kept_claims,
)
from tocsin.stories.relations import MATCHER, Relation, relation
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import Change, State


def join_ledgers(one: Ledger, other: Ledger, at: datetime) -> Ledger:
    """The claims of both: what agrees is one claim, what cannot both hold is against one another.

    Events of the joining name the article that stands behind the other claim as their cause.
    """
    claims = {claim.id: claim for claim in one.claims}
    names: dict[str, str] = {}
    """What the claims of `other` are called in the whole."""
    for claim in other.claims:
        found = [(mine, _in_time(mine.current, claim.current)) for mine in one.claims]
        same = next((mine for mine, of in found if of.kind == "same"), None)
        told = next((mine for mine, of in found if of.kind in {"moved", "changed", "older"}), None)
        one_claim = same or told
        names[claim.id] = one_claim.id if one_claim else claim.id
        if one_claim is not None:
            join = _joined if same else _succeeded
            claims[one_claim.id] = join(claims[one_claim.id], claim, at)
            continue
        claims.setdefault(claim.id, claim)
        for mine in (mine for mine, of in found if of.kind == "conflict"):
            if "withdrawn" not in {mine.state, claim.state}:
                claims[mine.id] = _opposed(claims[mine.id], claims[claim.id], at)
                claims[claim.id] = _opposed(claims[claim.id], mine, at)
    renamed = [
        replace(claim, against=tuple(dict.fromkeys(names.get(id_, id_) for id_ in claim.against)))
        for claim in claims.values()
    ]
    kept, forgotten = kept_claims(renamed)
    articles = tuple(dict.fromkeys((*other.articles, *one.articles)))[-MAX_ARTICLES:]
    return Ledger(kept, articles, one.forgotten + other.forgotten + forgotten, one.version + 1)


def _in_time(one: Sighting, other: Sighting) -> Relation:
    """What the later of two is to the earlier one."""
    before, after = sorted((one, other), key=lambda told: told.when.latest)
    return relation(before, after)


def part_ledger(ledger: Ledger, moved: Collection[str], cause: str, at: datetime) -> tuple[Ledger, Ledger]:
    """The ledger without the articles `moved`, and the one of these alone; a claim that both state is in both."""
    rest: list[LedgerClaim] = []
    gone: list[LedgerClaim] = []
    for claim in ledger.claims:
        seen = tuple(dict.fromkeys((claim.first, *claim.sightings, claim.current)))
        leaving = [sighting for sighting in seen if sighting.article in moved]
        for into, of in ((rest, [sighting for sighting in seen if sighting not in leaving]), (gone, leaving)):
            if len(of) == len(seen):
                into.append(claim)
            elif of:
                into.append(_left(claim, of, cause, at))
    articles = tuple(article for article in ledger.articles if article not in moved)
    return (
        Ledger(_settled(rest, cause, at), articles, ledger.forgotten, ledger.version + 1),
        Ledger(_settled(gone, cause, at), tuple(a for a in ledger.articles if a in moved), 0, 1),
    )


def _joined(mine: LedgerClaim, other: LedgerClaim, at: datetime) -> LedgerClaim:
    """One claim out of two that say the same. What was taken back is no second voice."""
    whole = replace(
        mine,
        first=min(mine.first, other.first, key=lambda sighting: sighting.when.latest),
        seen=mine.seen + other.seen,
        against=(*mine.against, *other.against),
        was=(*mine.was, other.id, *other.was),
        events=tuple(sorted((*mine.events, *other.events), key=lambda event: event.at))[-MAX_EVENTS:],
    )
    if "withdrawn" in {mine.state, other.state}:
        live = other if mine.state == "withdrawn" else mine
        return replace(whole, state=live.state, current=live.current, sightings=live.sightings, origins=live.origins)
    seen, origins = list(mine.sightings), list(mine.origins)
    houses = {sighting.house for sighting in seen if sighting.house}
    for sighting in other.sightings:
        if sighting.origin not in origins and sighting.house not in houses:
            seen.append(sighting)
            origins.append(sighting.origin)
    whole = replace(
        whole,
        current=max(mine.current, other.current, key=lambda sighting: sighting.at),
        sightings=tuple(seen) if len(seen) <= MAX_SIGHTINGS else (seen[0], *seen[1 - MAX_SIGHTINGS :]),
        origins=tuple(origins),
    )
    if "contradicted" in {mine.state, other.state}:
        return replace(whole, state="contradicted")
    if len(origins) > len(mine.origins) and mine.state != "corroborated":
        return _changed(whole, "corroborated", "corroborated", other.current.article, at)
    return whole


def _succeeded(mine: LedgerClaim, other: LedgerClaim, at: datetime) -> LedgerClaim:
    """One claim out of two of which the later one tells the other anew."""
    earlier, later = sorted((mine, other), key=lambda claim: claim.current.at)
    past = (*mine.past, *other.past, earlier.current)
    whole = replace(
        later,
        id=mine.id,
        first=min(mine.first, other.first, key=lambda sighting: sighting.when.latest),
        seen=mine.seen + other.seen,
        against=(*mine.against, *other.against),
        was=(*mine.was, other.id, *other.was),
        events=tuple(
            replace(event, claim=mine.id)
            for event in sorted((*mine.events, *other.events), key=lambda event: event.at)[-MAX_EVENTS:]
        ),
        past=tuple(sorted(past, key=lambda sighting: sighting.at))[-MAX_PAST:],
        matcher=MATCHER,
    )
    if "contradicted" in {mine.state, other.state}:
        return replace(whole, state="contradicted")
    return _changed(whole, "revised", "revised", later.current.article, at)


def _opposed(claim: LedgerClaim, other: LedgerClaim, at: datetime) -> LedgerClaim:
    claim = replace(claim, against=(*claim.against, other.id))
    if claim.state == "contradicted":
        return claim
    return _changed(claim, "contradicted", "contradicted", other.current.article, at)


def _left(claim: LedgerClaim, seen: Sequence[Sighting], cause: str, at: datetime) -> LedgerClaim:
    """The claim with some of its sightings alone."""
    origins = tuple(dict.fromkeys(sighting.origin for sighting in seen))
    articles = {sighting.article for sighting in seen}
    left = replace(
        claim,
        current=max(seen, key=lambda sighting: sighting.at),
        first=min(seen, key=lambda sighting: sighting.when.latest),
        sightings=tuple(seen)[:MAX_SIGHTINGS],
        origins=origins,
        seen=len(seen),
        events=tuple(event for event in claim.events if event.article in articles),
    )
    if claim.state == "corroborated" and len(origins) == 1:
        return _changed(left, "single-source", "reattributed", cause, at)
    return left


def _settled(claims: Sequence[LedgerClaim], cause: str, at: datetime) -> tuple[LedgerClaim, ...]:
    """Claims that stand against none that is left are no longer contradicted."""
    known: Mapping[str, LedgerClaim] = {claim.id: claim for claim in claims}
    settled = []
    for claim in claims:
        against = tuple(id_ for id_ in claim.against if id_ in known)
        free = claim.state == "contradicted" and not against and claim.against
        claim = replace(claim, against=against)  # noqa: PLW2901  # the claim as it stands in this ledger
        state: State = "corroborated" if len(claim.origins) > 1 else "single-source"
        settled.append(_changed(claim, state, "reattributed", cause, at) if free else claim)
    return tuple(settled)


def _changed(claim: LedgerClaim, state: State, change: Change, article: str, at: datetime) -> LedgerClaim:
    event = Event(at, claim.id, change, article, after=claim.current.text, after_polarity=claim.current.polarity)
    return replace(claim, state=state, events=(*claim.events, event)[-MAX_EVENTS:])
