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


def brief_of(
    title: str, articles: int, file: CaseFile, claims: Sequence[LedgerClaim], cards: Mapping[str, Card]
) -> Brief:
    """The brief of a story; `claims` are those of its ledger in the order in which they are told."""
    told, by_id = claims[:MOST_CLAIMS], {claim.id: claim for claim in file.ledger.claims}
    notes = _Notes(cards)
    points = tuple(_point(claim, by_id, notes) for claim in told)
    return Brief(title, articles, len(file.origins), points, tuple(notes.sources.values()))


class _Notes:
    """Footnotes by article, numbered as they are first needed."""

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


def _point(claim: LedgerClaim, by_id: Mapping[str, LedgerClaim], notes: _Notes) -> Point:
    voice = _voice(claim, notes)
    against = tuple(_voice(by_id[other], notes) for other in claim.against if other in by_id)
    before = tuple(
        dict.fromkeys(_earlier(event) for event in claim.events if event.change == "revised" and event.before)
    )
    return Point(claim.state, len(claim.origins), voice, against, before)


def _earlier(event: Event) -> str:
    return event.before if event.before_polarity == "affirmed" else f"{event.before_polarity}: {event.before}"


def _voice(claim: LedgerClaim, notes: _Notes) -> Voice:
    now = claim.current
    numbers = tuple(dict.fromkeys(notes.of(sighting) for sighting in (now, *claim.sightings)))
    return Voice(now.quote or now.text, now.claimant, now.language, now.polarity, now.hedged, numbers)


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def markdown(brief: Brief, at: datetime) -> str:
    """As Markdown with footnotes; nothing of an article is read as markup in it."""
    counted = f"{brief.articles} articles, {brief.origins} independent origins. As of {_time(at)}."
    lines = [f"# {escaped(brief.title)}", "", f"{counted} {NOTE}"]
    for point in brief.points:
        lines += ["", f"- **{point.state}** ({point.origins}): {_said(point.voice)}"]
        lines += [f"  - before: {escaped(words)}" for words in point.before]
        lines += [f"  - against it: {_said(voice)}" for voice in point.against]
    lines += ["", *(_note(source) for source in brief.sources)]
    return "\n".join(lines) + "\n"


def _said(voice: Voice) -> str:
    stance = "" if voice.polarity == "affirmed" else f"{voice.polarity}: "
    hedge = " (hedged)" if voice.hedged else ""
    notes = "".join(f"[^{number}]" for number in voice.notes)
    return f"{stance}{escaped(voice.quoted)}{hedge}, {escaped(voice.claimant or 'the article')}{notes}"


def _note(source: Source) -> str:
    named = [escaped(part) for part in (source.publisher, source.title) if part] or ["unknown source"]
    # In angle brackets nothing ends an address but these two signs and white space.
    where = f", <{_ENDS.sub('', source.url)}>" if source.url else ""
    return f"[^{source.number}]: {', '.join(named)}, {_time(source.at)}{where} (article {source.article})"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def escaped(text: str) -> str:
    """Text on one line, with a backslash before each sign that could be markup."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
