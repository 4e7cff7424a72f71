"""What is kept of a story beside its terms: fingerprints of its last articles, its origins, its claims' ledger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tocsin.model import Analysis, Article
from tocsin.stories.ledger import Event, Ledger, LedgerClaim, enter
from tocsin.stories.near import Fingerprint, fingerprint, relation
from tocsin.stories.origins import Origin, Sources
from tocsin.stories.sightings import Sighting, sightings
from tocsin.stories.states import State

Part = Literal["own", "repost", "revision", "adaptation"]
"""own: a report of its own. repost: a text of the story again. revision: an edited version by the same publisher.
adaptation: another publisher's text with changes; its origin is that of the text it adapts."""

MAX_MEMBERS = 16
"""Articles whose text is known again: reposts follow within hours, and a story rarely has more texts at once."""
MAX_ORIGINS = 64


@dataclass(frozen=True, slots=True)
class Member:
    """An article of the story, as far as later ones are compared with it."""

    article: str
    origin: str
    family: str | None
    url: str | None
    print: Fingerprint


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that later articles of a story are judged by. `version` grows with each article."""

    members: tuple[Member, ...] = ()
    origins: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Filed:
    """The file with an article in it, what the article is in its story, and what it changed."""

    file: CaseFile
    part: Part
    of: str | None
    """The article that it reposts, revises or adapts."""
    origin: Origin
    events: tuple[Event, ...]
    states: dict[str, State]
    """State in the ledger of the article's claims, by their ids in the article."""


def add_article(file: CaseFile, article: Article, analysis: Analysis, sources: Sources, at: datetime) -> Filed:
    """Enter an article that came in at `at`. One that is in the file already changes nothing and answers the same."""
    said = sources.origin(article)
    print_ = fingerprint(article.text)
    part, like = _part(file, article, said, print_)
    origin = replace(said, id=like.origin) if like is not None and part != "revision" else said
    time = article.published_at or at
    found = sightings(article, analysis, origin, sources, time)
    replaces = like.article if like is not None and part == "revision" else None
    entered = enter(file.ledger, article.id, found, at, replaces=replaces)
    members = file.members
    if all(member.article != article.id for member in members):
        members = (*members, Member(article.id, origin.id, said.family, article.url, print_))[-MAX_MEMBERS:]
    origins = tuple(dict.fromkeys((*file.origins, origin.id)))[:MAX_ORIGINS]
    after = CaseFile(members, origins, entered.ledger, file.version + 1)
    states = _states(entered.ledger, found)
    return Filed(after, part, like.article if like else None, origin, entered.events, states)


def claim_of(ledger: Ledger, sighting: Sighting) -> LedgerClaim | None:
    """The ledger's claim that holds this sighting."""
    for claim in ledger.claims:
        if any(seen.article == sighting.article and seen.claim == sighting.claim for seen in claim.sightings):
            return claim
    return None


def _part(file: CaseFile, article: Article, said: Origin, print_: Fingerprint) -> tuple[Part, Member | None]:
    """The newest article that this one repeats; a repost goes before an edit."""
    edited: Member | None = None
    for member in reversed(file.members):
        if member.article == article.id:
            continue
        found = relation(print_, member.print)
        if found == "repost":
            return "repost", member
        own = (article.url is not None and member.url == article.url) or (
            said.family is not None and member.family == said.family
        )
        if found == "edited" and (edited is None or own):
            edited = member
            if own:
                return "revision", member
    return ("adaptation", edited) if edited else ("own", None)


def _states(ledger: Ledger, found: list[Sighting]) -> dict[str, State]:
    known = {(seen.article, seen.claim): claim.state for claim in ledger.claims for seen in claim.sightings}
    return {
        sighting.claim: known[sighting.article, sighting.claim]
        for sighting in found
        if (sighting.article, sighting.claim) in known
    }
