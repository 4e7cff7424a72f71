"""A stored ledger by the rules of today: what older rules held to be one claim and these do not is taken apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tocsin.stories.ledger import MAX_EVENTS, Event, Ledger, LedgerClaim
from tocsin.stories.relations import MATCHER, relation
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import State


def rematched(ledger: Ledger, cause: str, at: datetime) -> Ledger:
    """The ledger with every claim matched by `MATCHER`. `cause` is the article that comes in."""
    if all(claim.matcher >= MATCHER for claim in ledger.claims):
        return ledger
    found: dict[str, LedgerClaim] = {}
    for claim in ledger.claims:
        whole, gone = _parted(claim, cause, at)
        found[whole.id] = whole
        for fresh in gone:
            found.setdefault(fresh.id, fresh)
    return replace(ledger, claims=tuple(found.values()))


def _parted(claim: LedgerClaim, cause: str, at: datetime) -> tuple[LedgerClaim, list[LedgerClaim]]:
    """The claim with the sightings that say the same as it, and a claim of its own for each of the others."""
    if claim.matcher >= MATCHER:
        return claim, []
    kinds = [
        (seen, "same" if seen == claim.current else relation(claim.current, seen).kind) for seen in claim.sightings
    ]
    kept = tuple(seen for seen, kind in kinds if kind == "same")
    others = [(seen, kind) for seen, kind in kinds if kind != "same"]
    if not others or not kept:
        return replace(claim, matcher=MATCHER), []
    gone = {seen.origin for seen, _ in others} - {seen.origin for seen in kept}
    origins = tuple(origin for origin in claim.origins if origin not in gone)
    fresh = [_own(seen, claim.id if kind == "conflict" else "") for seen, kind in others]
    against = tuple(one.id for one in fresh if one.against)
    state: State = claim.state
    if against:
        state = "contradicted"
    elif claim.state == "corroborated" and len(origins) < 2:
        state = "single-source"
    event = Event(at, claim.id, "reattributed", cause, after=claim.current.text)
    events = (*claim.events, event)[-MAX_EVENTS:] if state != claim.state else claim.events
    whole = replace(
        claim,
        state=state,
        sightings=kept,
        origins=origins,
        against=(*claim.against, *against),
        events=events,
        matcher=MATCHER,
    )
    return whole, fresh


def _own(seen: Sighting, against: str) -> LedgerClaim:
    state: State = "contradicted" if against else "single-source"
    return LedgerClaim(
        f"{seen.article[:12]}-{seen.claim}"[:64],
        state,
        seen,
        seen,
        (seen,),
        (seen.origin,),
        against=(against,) if against else (),
        matcher=MATCHER,
    )
