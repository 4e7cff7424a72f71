"""A story as a brief that is printed or pasted elsewhere: what is claimed, by whom, with a footnote for each source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tocsin.aws.records import Card
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import Event, LedgerClaim
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import State

MOST_CLAIMS: Final = 40
NOTE: Final = "Claims are their claimants', not established facts."
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#!|~&])")
"""Signs that Markdown (CommonMark 0.31) or its common extensions read as markup inside a line."""


_OPENING: Final = ('"', "“", "„", "«")
_CLOSING: Final = ('"', "”", "“", "»")
_ENDS: Final = re.compile(r"[<>\s]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words, and the numbers of the sources that carry them."""

    quote: str
    claimant: str | None
    language: str
    polarity: str
    hedged: bool
    notes: tuple[int, ...]

    @property
    def quoted(self) -> str:
        """In quotation marks, unless the article set the words in some already."""
        marked = self.quote[:1] in _OPENING and self.quote.rstrip(",.")[-1:] in _CLOSING
        return self.quote if marked else f"“{self.quote}”"

    @property
    def stance(self) -> str:
        """What is set before the words, since they alone may say the opposite."""
        return "" if self.polarity == "affirmed" else f"{self.polarity}: "

    @property
    def hedge(self) -> str:
        return " (hedged)" if self.hedged else ""


@dataclass(frozen=True, slots=True)
class Point:
    """A claim of the story: its state, whose it is, what cannot hold beside it, how it changed."""

    state: State
    origins: int
    voice: Voice
    against: tuple[Voice, ...]
    before: tuple[str, ...]
    """Its words before it was revised, the first of them first."""


@dataclass(frozen=True, slots=True)
class Source:
    """A footnote: the article, and where it is."""

    number: int
    article: str
    title: str | None
    publisher: str | None
    at: datetime
    url: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says, in its order."""

    title: str
    articles: int
    origins: int
    points: tuple[Point, ...]
    sources: tuple[Source, ...]


def brief_of(title: str, articles: int, file: CaseFile, claims: Sequence[LedgerClaim], notes: Notes) -> Brief:
    """The brief of a story; `claims` are those of its ledger in the order in which they are told.

    Its sources are those that `notes` did not have before.
    """
    told, by_id = claims[:MOST_CLAIMS], {claim.id: claim for claim in file.ledger.claims}
    known = len(notes.sources)
    points = tuple(_point(claim, by_id, notes) for claim in told)
    return Brief(title, articles, len(file.origins), points, tuple(notes.sources.values())[known:])


class Notes:
    """Footnotes by article, numbered as they are first needed; `cards` are of the articles that are known."""

    def __init__(self, cards: Mapping[str, Card]) -> None:
        self._cards = cards
        self.sources: dict[str, Source] = {}

    def of(self, sighting: Sighting) -> int:
        article = sighting.article
        if article not in self.sources:
            card, number = self._cards.get(article), len(self.sources) + 1
            title, publisher, url = (card.title, card.publisher, card.url) if card else (None, None, None)
            self.sources[article] = Source(number, article, title, publisher, sighting.at, _web(url))
        return self.sources[article].number


def _point(claim: LedgerClaim, by_id: Mapping[str, LedgerClaim], notes: Notes) -> Point:
    voice = _voice(claim, notes)
    against = tuple(_voice(by_id[other], notes) for other in claim.against if other in by_id)
    before = tuple(
        dict.fromkeys(_earlier(event) for event in claim.events if event.change == "revised" and event.before)
    )
    return Point(claim.state, len(claim.origins), voice, against, before)


def _earlier(event: Event) -> str:
    return event.before if event.before_polarity == "affirmed" else f"{event.before_polarity}: {event.before}"


def _voice(claim: LedgerClaim, notes: Notes) -> Voice:
    now = claim.current
    numbers = tuple(dict.fromkeys(notes.of(sighting) for sighting in (now, *claim.sightings)))
    return Voice(now.quote or now.text, now.claimant, now.language, now.polarity, now.hedged, numbers)


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def markdown(brief: Brief, at: datetime) -> str:
    """As Markdown with footnotes; nothing of an article is read as markup in it."""
    lines = [f"# {escaped(brief.title)}", "", f"{counted(brief)} As of {time_of(at)}. {NOTE}", *_points(brief)]
    lines += ["", *map(_note, brief.sources)]
    return "\n".join(lines) + "\n"


def markdown_of(title: str, briefs: Sequence[Brief], at: datetime) -> str:
    """Several briefs under one title, with all footnotes at the end."""
    lines = [f"# {escaped(title)}", "", f"As of {time_of(at)}. {NOTE}"]
    for brief in briefs:
        lines += ["", f"## {escaped(brief.title)}", "", counted(brief), *_points(brief)]
    lines += ["", *(_note(source) for brief in briefs for source in brief.sources)]
    return "\n".join(lines) + "\n"


def counted(brief: Brief) -> str:
    """How much there is behind it, in a sentence."""
    return f"{_many(brief.articles, 'article')}, {_many(brief.origins, 'independent origin')}."


def named(source: Source) -> list[str]:
    """Publisher and title, as far as they are known."""
    return [part for part in (source.publisher, source.title) if part] or ["unknown source"]


def time_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _many(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _points(brief: Brief) -> list[str]:
    lines: list[str] = []
    for point in brief.points:
        lines += ["", f"- **{point.state}** ({point.origins}): {_said(point.voice)}"]
        lines += [f"  - before: {escaped(words)}" for words in point.before]
        lines += [f"  - against it: {_said(voice)}" for voice in point.against]
    return lines


def _said(voice: Voice) -> str:
    notes = "".join(f"[^{number}]" for number in voice.notes)
    return f"{voice.stance}{escaped(voice.quoted)}{voice.hedge}, {escaped(voice.claimant or 'the article')}{notes}"


def _note(source: Source) -> str:
    # In angle brackets nothing ends an address but these two signs and white space.
    where = f", <{_ENDS.sub('', source.url)}>" if source.url else ""
    told = ", ".join(map(escaped, named(source)))
    return f"[^{source.number}]: {told}, {time_of(source.at)}{where} (article {source.article})"


def escaped(text: str) -> str:
    """Text on one line, with a backslash before each sign that could be markup."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
