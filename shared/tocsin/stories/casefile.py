"""What is kept of a story beside its terms: fingerprints of its last articles, its origins, its claims' ledger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tocsin.model import Analysis, Article
from tocsin.stories.enter import enter
from tocsin.stories.ledger import Event, Ledger, LedgerClaim, reattribute
from tocsin.stories.ledgers import join_ledgers, part_ledger
from tocsin.stories.likeness import Trace
from tocsin.stories.near import Fingerprint, fingerprint, relation
from tocsin.stories.origins import Origin, Reliability, Sources
from tocsin.stories.regroup import Known
from tocsin.stories.sightings import Sighting, sightings
from tocsin.stories.states import State
from tocsin.stories.when import When, names_day, order

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
    at: datetime
    """When it was published, or came in where that is unknown."""
    trace: Trace | None = None
    day: bool = False
    """Whether `at` is a date without a time."""
    killed: bool = False
    """Its agency canceled it: nothing that it or a copy of it says counts."""

    @property
    def when(self) -> When:
        return When(self.at, self.day)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that later articles of a story are judged by. `version` grows with each article."""

    members: tuple[Member, ...] = ()
    origins: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    version: int = 0
    parts: tuple[str, ...] = ()
    """Stories whose files are in this one since they were merged into its story."""


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
    entries: dict[str, str]
    """What these claims are called in the ledger."""
    grades: dict[str, tuple[Reliability, ...]]
    """How reliable the origins behind these claims are held to be."""


def add_article(
    file: CaseFile, article: Article, analysis: Analysis, sources: Sources, at: datetime, *, trace: Trace | None = None
) -> Filed:
    """Enter an article that came in at `at`. One that is in the file already changes nothing and answers the same."""
    said = sources.origin(article)
    print_ = fingerprint(article.text, analysis.language)
    known = next((n for n, member in enumerate(file.members) if member.article == article.id), None)
    earlier = file.members[:known]
    part, like = _part(earlier, article, said, print_)
    time = article.published_at or at
    when, origin = When(time, names_day(article.published_at)), said
    if like is not None:
        root = _root(earlier, print_, like, part)
        if order(root.when, when) >= 0:
            origin = replace(said, id=root.origin)
        else:
            file = _source_came_late(file, said, print_, when, cause=article.id, at=at)
    silent = like is not None and like.killed and not _same_house(like, article, said)
    found = [] if silent else sightings(article, analysis, origin, sources, time, came=at)
    replaces = like.article if like is not None and part == "revision" else None
    entered = enter(file.ledger, article.id, found, at, replaces=replaces)
    if entered.ledger is not file.ledger:
        member = Member(article.id, origin.id, said.family, article.url, print_, time, trace, when.day, silent)
        origins = tuple(dict.fromkeys((*file.origins, origin.id)))[:MAX_ORIGINS]
        members = (*file.members, member)[-MAX_MEMBERS:]
        file = CaseFile(members, origins, entered.ledger, file.version + 1, file.parts)
    claims = _claims(file.ledger, found)
    states: dict[str, State] = {name: claim.state for name, claim in claims.items()}
    entries = {name: claim.id for name, claim in claims.items()}
    grades = {name: tuple(map(sources.grade, claim.origins)) for name, claim in claims.items()}
    of = like.article if like else None
    return Filed(file, part, of, origin, entered.events, states, entries, grades)


def join_files(file: CaseFile, story: str, other: CaseFile, at: datetime) -> CaseFile:
    """`file` with that of a story that was merged into its own; the version is not touched."""
    members = sorted((*file.members, *other.members), key=lambda member: (member.at, member.article))
    return replace(
        file,
        members=tuple(members[-MAX_MEMBERS:]),
        origins=tuple(dict.fromkeys((*file.origins, *other.origins)))[:MAX_ORIGINS],
        ledger=join_ledgers(file.ledger, other.ledger, at),
        parts=(*file.parts, story, *other.parts),
    )


def part_file(file: CaseFile, moved: Collection[str], cause: str, at: datetime) -> tuple[CaseFile, CaseFile]:
    """The file without the articles `moved`, at the same version, and a first one of these."""
    rest, gone = part_ledger(file.ledger, moved, cause, at)
    staying = tuple(member for member in file.members if member.article not in moved)
    leaving = tuple(member for member in file.members if member.article in moved)
    return (
        replace(file, members=staying, origins=tuple(dict.fromkeys(member.origin for member in staying)), ledger=rest),
        CaseFile(leaving, tuple(dict.fromkeys(member.origin for member in leaving)), gone, version=1),
    )


def articles_of(file: CaseFile) -> list[Known]:
    """The articles whose texts are remembered, for who judges whether they are one story."""
    return [Known(member.article, member.at, member.trace) for member in file.members]


def _source_came_late(
    file: CaseFile, said: Origin, print_: Fingerprint, when: When, *, cause: str, at: datetime
) -> CaseFile:
    """Texts that repeat an article which came in after them: they are its origin's, not their own."""
    copies = {
        member.article
        for member in file.members
        if order(when, member.when) > 0 and member.origin != said.id and relation(member.print, print_) != "apart"
    }
    members = tuple(replace(member, origin=said.id) if member.article in copies else member for member in file.members)
    left = {member.origin for member in members}
    gone = {member.origin for member in file.members} - left
    return replace(
        file,
        members=members,
        origins=tuple(origin for origin in file.origins if origin not in gone),
        ledger=reattribute(file.ledger, copies, said.id, cause=cause, at=at),
    )


def _part(members: Sequence[Member], article: Article, said: Origin, print_: Fingerprint) -> tuple[Part, Member | None]:
    """The newest article that this one repeats; a repost goes before an edit."""
    edited: list[Member] = []
    for member in reversed(members):
        found = relation(print_, member.print)
        if found == "repost":
            return "repost", member
        edited += [member] if found == "edited" else []
    own = [m for m in edited if _same_house(m, article, said) and m.print.language in {"", print_.language}]
    if own:
        return "revision", own[0]
    return ("adaptation", edited[0]) if edited else ("own", None)


def _root(members: Sequence[Member], print_: Fingerprint, like: Member, part: Part) -> Member:
    """The earliest that this text came from. A repost is whole what it reposts, whatever else shares half of it."""
    kinds = {"repost"} if part == "repost" else {"repost", "edited"}
    return min((m for m in members if relation(print_, m.print) in kinds), key=lambda m: m.when.latest, default=like)


def _same_house(member: Member, article: Article, said: Origin) -> bool:
    """Whether the same publisher printed both: only its own text can be revised."""
    same_page = article.url is not None and member.url == article.url
    return same_page or (said.family is not None and member.family == said.family)


def _claims(ledger: Ledger, found: list[Sighting]) -> dict[str, LedgerClaim]:
    """The claims of the ledger that the article states, by their ids in the article."""
    known = {(seen.article, seen.claim): claim for claim in ledger.claims for seen in (*claim.past, *claim.sightings)}
    return {
        sighting.claim: known[sighting.article, sighting.claim]
        for sighting in found
        if (sighting.article, sighting.claim) in known
    }
