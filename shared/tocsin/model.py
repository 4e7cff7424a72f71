"""What Tocsin speaks of: articles, spans, claims, topics, places, analyses.

Plain frozen dataclasses, so that the engine imports neither pydantic nor msgspec. `tocsin.codec` turns them into
JSON and back with validation; the HTTP API validates with pydantic, which reads the same classes.

Offsets everywhere are Unicode code points of `Article.text`, half-open: `text[span.start:span.end]` is the quote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Voice = Literal["direct", "indirect", "author"]
ClaimKind = Literal["statement", "report", "denial", "promise", "threat", "warning", "accusation", "estimate"]
"""What the cue commits its claimant to. A threat: what the claimant would do; a warning: what may come anyway."""
ClaimantKind = Literal["person", "organization", "group", "unnamed"]
PlaceKind = Literal["country", "region", "city", "crossing", "area"]
PlaceRole = Literal["location", "destination", "origin"]
EntityKind = Literal["person", "organization", "other"]
Polarity = Literal["affirmed", "denied", "doubted", "refused", "unconfirmed", "undenied", "unaffirmed"]
"""What the claimant does with the words of a claim. affirmed: says them (a "no" or "not" among them is told with them).
denied, doubted, refused: says that they are not so, doubts them, refuses to do them. unconfirmed, undenied, unaffirmed:
does not confirm, deny, or say, expect or plan them. But for the first, the words alone tell the opposite."""
TopicMode = Literal["happening", "denied", "past", "hypothetical", "fiction"]
"""How a text speaks of a topic: it happens, is said not to, was long ago, is only supposed, is a film's or a game's."""
EngineName = Literal["embedded", "openai"]
Modifier = Literal["exactly", "about", "at-least", "at-most", "more-than", "less-than"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` in code points of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text and its metadata. `id` is derived from the normalized text alone."""

    id: str
    text: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    """Always timezone-aware, in the zone that the document states, else UTC."""
    language: str | None = None
    """ISO 639-1, declared by the document or detected."""
    content_type: str = "text/plain"
    notes: tuple[str, ...] = ()
    """What was lost or left out in reading it, in words; goes on in `Analysis.notes`."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or range. `low == high` for one value; None leaves a side open ("up to a million": None, 1e6)."""

    low: float | None
    high: float | None
    unit: str | None
    """Normalized unit ("percent", "USD", "km", "day", ...) or None for a count."""
    thing: str | None
    """What is counted, as written ("men", "солдат"), or None."""
    modifier: Modifier
    text: str
    """As written, equal to the text under `span`."""
    span: Span


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says it. `name` is the fullest form found in the article; `mention` is where this claim names them."""

    name: str
    mention: Span | None = None
    role: str | None = None
    kind: ClaimantKind = "person"


SURE: Final = 0.6
"""Of claims with less every second one was right when strangers read them, of the others about four in five
(docs/claims-errors.md)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition that the article carries, as its claimant's (or the author's) word, never as a fact."""

    id: str
    """Derived from the article's text under `spans` and the claimant's name."""
    text: str
    """The words of `spans`, led by the words from the cue on where they are no clause without it ("vowed to leave")."""
    spans: tuple[Span, ...]
    """What is claimed, verbatim; more than one where a cue interrupts a quote."""
    claimant: Claimant | None = None
    cue: Span | None = None
    voice: Voice = "author"
    kind: ClaimKind = "statement"
    negated: bool = False
    hedged: bool = False
    quantities: tuple[Quantity, ...] = ()
    confidence: float = 1.0
    salience: float = 0.0
    """0..1; claims are listed with the key ones first."""
    engine: str = "embedded"
    """Which engine found it."""
    polarity: Polarity = "affirmed"
    """Of the cue. `text` without it may say the opposite of the claim: show both."""

    @property
    def sure(self) -> bool:
        """Whether it is shown beside the key ones rather than apart: `confidence` of `SURE` and more."""
        return self.confidence >= SURE

    @property
    def shown(self) -> tuple[Span, ...]:
        """Where the words of `text` stand: `spans`, from the cue on where it leads them, to its end where it closes
        them."""
        if self.cue is None or len(self.spans) != 1:
            return self.spans
        [told] = self.spans
        if len(self.text) <= told.end - told.start:
            return self.spans
        if self.cue.end <= told.start:
            return (Span(self.cue.start, told.end),)
        return (Span(told.start, self.cue.end),) if told.end <= self.cue.start else self.spans

    @property
    def stance(self) -> Polarity:
        """`polarity`, also of what an engine told by `kind` alone: a denial affirms nothing."""
        return "denied" if self.kind == "denial" and self.polarity == "affirmed" else self.polarity


@dataclass(frozen=True, slots=True)
class Topic:
    """A taxonomy entry that the article is about."""

    id: str
    label: str
    score: float
    """0..1 and comparable across topics; listed from .5 up."""
    spans: tuple[Span, ...]
    """The words that decided."""
    iptc: str | None = None
    mode: TopicMode = "happening"
    """`happening` where what speaks for that would list the topic by itself; watches ring for these by default."""
    version: int | None = None
    """Of a topic that a desk added: by which version of it; None for those of `Versions.taxonomy`."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The coarse label of an article: one of the seventeen Media Topics of the IPTC's top level."""

    iptc: str
    label: str
    score: float
    """0..1, its share of all that speaks for any."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text, resolved to a gazetteer entry."""

    id: str
    """Stable: ISO 3166-1 alpha-2 for countries, ISO 3166-2 for regions, else `gn:<GeoNames id>` or `x:<slug>`."""
    name: str
    kind: PlaceKind
    country: str | None
    """ISO 3166-1 alpha-2; None for areas that span several."""
    spans: tuple[Span, ...]
    """Empty where only the title names it."""
    region: str | None = None
    """ISO 3166-2 of the region it lies in, where known."""
    latitude: float | None = None
    longitude: float | None = None
    role: PlaceRole | None = None
    score: float = 1.0
    rival: str | None = None
    """Id of another place of that name that is hardly less likely; the score is then low."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named person or organization (places are `Place`)."""

    name: str
    kind: EntityKind
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of the summary and the spans of the article that support it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences in reading order."""

    sentences: tuple[SummarySentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentences joined by a space."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Translation:
    """The summary in another language, made by a model on request. Not verified: nothing else is made from it."""

    language: str
    sentences: tuple[str | None, ...]
    """One for each sentence of the summary; None where numbers, names, negation or reservation are not the same."""


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence of a model's own, the spans of the article that it rests on, and what the gate says of it."""

    text: str
    spans: tuple[Span, ...]
    verdict: Literal["verbatim", "supported"]
    """verbatim: the article's words, shortened where it is safe. supported: reworded, and each part that can be checked
    agrees. What is neither is dropped."""
    opinion: str | None = None
    """Why the model, asked again, finds it supported; None if it was not asked."""
    translation: str | None = None
    """In the language of `Brief.translated`; not verified, and None where it differs in what can be compared."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The article in a model's prose, for readers alone: no claim, ledger, watch or alert is made from it."""

    language: str
    sentences: tuple[BriefSentence, ...]
    translated: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What an analysis cost. The embedded engine uses neither tokens nor money."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: str = "0"
    """A decimal number as text: money is never a float."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the analysis; a change in any of them makes it a different analysis."""

    engine: str
    """Engine and its version, as `embedded/1`."""
    taxonomy: str
    gazetteer: str
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many drafted items the gate turned away, and why."""

    item: Literal["claim", "summary", "topic", "place", "translation", "brief"]
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one article reports: summary, claims, topics, places, with what made it and what was dropped."""

    language: str
    summary: Summary
    claims: tuple[Claim, ...]
    topics: tuple[Topic, ...]
    places: tuple[Place, ...]
    entities: tuple[Entity, ...]
    versions: Versions
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    """What reading and the engine could not do for this article, in words."""
    usage: Usage = field(default_factory=Usage)
    translation: Translation | None = None
    subject: Subject | None = None
    brief: Brief | None = None
