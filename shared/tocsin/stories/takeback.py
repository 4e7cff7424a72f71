"""An article that its agency canceled: its record stays in the story's file, and nothing that it said counts any more.

What it alone said is withdrawn; what it revised is as it was before; what it bore out has a source less. Copies by
other houses said it on its word, so they go with it; versions by its own house are told apart by the agency itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from tocsin.stories.casefile import CaseFile, Member
from tocsin.stories.ledger import MAX_EVENTS, Event, LedgerClaim
from tocsin.stories.near import relation
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import State
from tocsin.stories.when import order


class TakenBack(NamedTuple):
    """The file without the article's word, and what that changed in its claims."""

    file: CaseFile
    events: tuple[Event, ...] = ()


def take_back(file: CaseFile, article: str, at: datetime) -> TakenBack:
    """Deterministic. The same file where nothing in it is on the article's word."""
    gone = {article, *_copies(file, article)}
    parted = [_without(claim, gone, article, at) for claim in file.ledger.claims]
    events = [event for _, event in parted if event is not None]
    withdrawn = {claim.id for claim, _ in parted if claim.state == "withdrawn"}
    claims = tuple(_settled(claim, withdrawn) for claim, _ in parted)
    members = tuple(replace(member, killed=member.killed or member.article in gone) for member in file.members)
    if claims == file.ledger.claims and members == file.members:
        return TakenBack(file)
    left = {member.origin for member in members if not member.killed}
    silent = {member.origin for member in members} - left
    ledger = replace(file.ledger, claims=claims, version=file.ledger.version + 1)
    origins = tuple(origin for origin in file.origins if origin not in silent)
    return TakenBack(
        replace(file, members=members, origins=origins, ledger=ledger, version=file.version + 1), tuple(events)
    )


def _copies(file: CaseFile, article: str) -> Iterable[str]:
    """The articles of other houses that repeat it, where it is the origin of what they repeat."""
    own = next((member for member in file.members if member.article == article), None)
    if own is None:
        return ()
    alike = [member for member in file.members if _repeats(member, own)]
    if any(order(member.when, own.when) > 0 for member in alike):
        return ()
    return (member.article for member in alike if member.family is None or member.family != own.family)


def _repeats(member: Member, own: Member) -> bool:
    if member.article == own.article or member.origin != own.origin:
        return False
    return relation(member.print, own.print) != "apart"


def _without(claim: LedgerClaim, gone: Collection[str], cause: str, at: datetime) -> tuple[LedgerClaim, Event | None]:
    if claim.state == "withdrawn" or not any(seen.article in gone for seen in (*claim.carried, *claim.past)):
        return claim, None
    seen, past = (tuple(one for one in said if one.article not in gone) for said in (claim.sightings, claim.past))
    was = claim.current
    if not seen and not past:
        event = Event(at, claim.id, "withdrawn", cause, was.text, before_polarity=was.polarity)
        return _noted(replace(claim, state="withdrawn"), event)
    first = claim.first if claim.first.article not in gone else min((*past, *seen), key=lambda one: one.at)
    left = replace(claim, first=first, past=past)
    if seen:
        return _fewer(left, seen, gone, cause, at)
    return _as_before(left, past, cause, at)


def _as_before(
    claim: LedgerClaim, past: tuple[Sighting, ...], cause: str, at: datetime
) -> tuple[LedgerClaim, Event | None]:
    """It says what it said before the article told it otherwise."""
    was, now = claim.current, past[-1]
    state: State = "contradicted" if claim.against else "revised" if past[:-1] else "single-source"
    back = replace(claim, current=now, sightings=(now,), origins=(now.origin,), past=past[:-1], state=state)
    event = Event(
        at, claim.id, "revised", cause, was.text, now.text, before_polarity=was.polarity, after_polarity=now.polarity
    )
    return _noted(back, event)


def _fewer(
    claim: LedgerClaim, seen: tuple[Sighting, ...], gone: Collection[str], cause: str, at: datetime
) -> tuple[LedgerClaim, Event | None]:
    """Others say it too."""
    lost = {one.origin for one in claim.sightings} - {one.origin for one in seen}
    origins = tuple(origin for origin in claim.origins if origin not in lost)
    current = seen[-1] if claim.current.article in gone else claim.current
    left = replace(claim, current=current, sightings=seen, origins=origins)
    if claim.state != "corroborated" or len(origins) > 1:
        return left, None
    event = Event(at, claim.id, "reattributed", cause, after=current.text, after_polarity=current.polarity)
    return _noted(replace(left, state="single-source"), event)


def _settled(claim: LedgerClaim, withdrawn: set[str]) -> LedgerClaim:
    """What stood against a claim that is withdrawn stands against nothing."""
    if claim.state != "contradicted" or withdrawn.isdisjoint(claim.against):
        return claim
    against = tuple(other for other in claim.against if other not in withdrawn)
    if against:
        return replace(claim, against=against)
    return replace(claim, against=(), state="corroborated" if len(claim.origins) > 1 else "single-source")


def _noted(claim: LedgerClaim, event: Event) -> tuple[LedgerClaim, Event]:
    return replace(claim, events=(*claim.events, event)[-MAX_EVENTS:]), event
