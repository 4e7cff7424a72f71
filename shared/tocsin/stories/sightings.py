"""A claim as one article carries it, and whether two such say the same or what cannot both hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from tocsin.engine.same import Features, features, similarity
from tocsin.model import Analysis, Article, Claim, ClaimKind, Polarity, Quantity
from tocsin.stories.languages import COGNATE_LANGUAGES, cognates, shared_names
from tocsin.stories.origins import Origin, Sources
from tocsin.stories.retractions import retracts
from tocsin.stories.when import When, names_day
from tocsin.text.entries import Entry, entries_in

SAME = 0.5
"""Likeness of two claims without their figures and negations from which they are about the same. On 40 generated
events .5 finds all contradictions, .35 only 81% of them, and .65 finds a third fewer corroborations."""
LEAST_FIGURE = 10.0
"""Across languages a figure must be telling: "two" stands in every article."""
ROUNDING = 0.02
"""Two figures this near are one, rounded differently."""
ABOUT = 0.15
"""How far "about" reaches to either side."""
MAX_CLAIMS = 12
"""Claims of an article that reach the ledger, the key ones first."""
MAX_QUOTE = 300
MAX_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """The range that a quantity stands for; None leaves a side open."""

    low: float | None
    high: float | None
    unit: str | None
    thing: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One claim in one article: who says it, in which words, behind which origin."""

    article: str
    claim: str
    at: datetime
    """When the article was published, or came in where that is unknown."""
    origin: str
    text: str
    quote: str
    claimant: str | None
    kind: ClaimKind
    denies: bool
    """Whether what is claimed is said not to be so."""
    language: str
    figures: tuple[Figure, ...] = ()
    places: tuple[str, ...] = ()
    house: str | None = None
    """The family of whoever printed it: two prints of one house are one voice, whatever is behind each."""
    retracts: bool = False
    """Whether it is repeated only to take it back."""
    polarity: Polarity = "affirmed"
    """What the claimant does with the words: `text` without it may say the opposite."""
    hedged: bool = False
    day: bool = False
    """Whether `at` is a date without a time: it was reported some time that day."""

    @property
    def when(self) -> When:
        return When(self.at, self.day)


def sightings(
    article: Article,
    analysis: Analysis,
    origin: Origin,
    sources: Sources,
    at: datetime,
    *,
    most: int = MAX_CLAIMS,
    came: datetime | None = None,
) -> list[Sighting]:
    """The key claims of an article for the ledger, in the order of the article's analysis.

    What an entry of a live page says was said at the entry's time, and no later than the article `came` in.
    """
    entries, found = _entries(article), []
    for claim in analysis.claims[:most]:
        named = sources.named(claim.claimant.name) if claim.claimant else None
        inside = (e.at for e in entries if claim.spans and e.start <= claim.spans[0].start < e.end)
        time = min(next(inside, at), came or datetime.max.replace(tzinfo=UTC))
        found.append(_sighting(article, analysis, claim, named or origin.id, at=time, house=origin.family))
    return found


def _entries(article: Article) -> list[Entry]:
    """None where the article tells no time: whose day and zone its entries are of nobody knows."""
    published = article.published_at
    return [] if published is None or names_day(published) else entries_in(article.text, published)


def about_the_same(a: Sighting, b: Sighting) -> float:
    """0..1, from `SAME` on the two are about the same, whether they agree or not."""
    if a.denies == b.denies and _count_other_things(a, b):
        return 0.0
    if a.language == b.language:
        return similarity(_bare(a.text), _bare(b.text))
    figures = any(
        one.unit == other.unit and (one.low or one.high or 0.0) >= LEAST_FIGURE and not _exclude(one, other)
        for one in a.figures
        for other in b.figures
    )
    if figures and (set(a.places) & set(b.places) or shared_names(a.text, b.text)):
        return 1.0
    return cognates(a.text, b.text) if {a.language, b.language} <= COGNATE_LANGUAGES else 0.0


def _count_other_things(a: Sighting, b: Sighting) -> bool:
    """Both have figures, and none measures what one of the other does: 12 kilometres do not bear out 3,000 people."""
    units = {figure.unit for figure in a.figures}
    return bool(units and b.figures) and units.isdisjoint(figure.unit for figure in b.figures)


def numbers_exclude(a: Sighting, b: Sighting) -> bool:
    """Whether the two count the same thing, and no count of theirs can be the same."""
    pairs = [
        (one, other) for one in a.figures for other in b.figures if _comparable(one, other, a.language == b.language)
    ]
    return bool(pairs) and all(_exclude(one, other) for one, other in pairs)


def number_moved(before: Sighting, after: Sighting) -> float | None:
    """The largest share by which a number of `before` is another in `after`, None if none is."""
    moves = [
        abs(new - old) / old
        for one in before.figures
        for other in after.figures
        if _comparable(one, other, before.language == after.language) and _exclude(one, other)
        if (old := one.high or one.low) and (new := other.high or other.low) is not None
    ]
    return max(moves, default=None)


def _sighting(
    article: Article, analysis: Analysis, claim: Claim, origin: str, *, at: datetime, house: str | None
) -> Sighting:
    claimant = claim.claimant.name if claim.claimant else None
    quote = " … ".join(article.text[span.start : span.end] for span in claim.shown)
    inside = [
        place.id
        for place in analysis.places
        if any(s.start <= p.start < s.end for s in claim.spans for p in place.spans)
    ]
    return Sighting(
        article=article.id,
        claim=claim.id,
        at=at,
        origin=origin,
        text=" ".join(claim.text.split())[:MAX_QUOTE],
        quote=" ".join(quote.split())[:MAX_QUOTE],
        claimant=claimant,
        kind=claim.kind,
        denies=claim.negated != (claim.kind == "denial"),
        language=analysis.language,
        figures=tuple(figure_of(quantity) for quantity in claim.quantities[:MAX_FIGURES]),
        places=tuple(inside[:MAX_FIGURES]),
        house=house,
        retracts=bool(claim.spans) and retracts(article.text, claim.spans[0]),
        polarity=claim.stance,
        hedged=claim.hedged,
        day=at == article.published_at and names_day(article.published_at),
    )


def figure_of(quantity: Quantity) -> Figure:
    """What a quantity leaves possible, by its modifier."""
    low, high = quantity.low, quantity.high
    if quantity.modifier == "about":
        low = None if low is None else low * (1 - ABOUT)
        high = None if high is None else high * (1 + ABOUT)
    elif quantity.modifier in {"at-least", "more-than"}:
        high = None
    elif quantity.modifier in {"at-most", "less-than"}:
        low = None
    return Figure(low, high, quantity.unit, quantity.thing, quantity.text)


def _comparable(a: Figure, b: Figure, same_language: bool) -> bool:
    if a.unit != b.unit:
        return False
    if a.unit is not None or not same_language or a.thing is None or b.thing is None:
        return True
    return similarity(features(a.thing), features(b.thing)) >= SAME


def _exclude(a: Figure, b: Figure) -> bool:
    """Whether no value lies in both ranges, rounding allowed for."""
    return _below(a, b) or _below(b, a)


def _below(a: Figure, b: Figure) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high + ROUNDING * abs(a.high) < b.low


@lru_cache(maxsize=1 << 13)
def _bare(text: str) -> Features:
    """The features of a text without its figures and negations: those say whether two agree, not what about."""
    whole = features(text)
    terms = {key: term for key, term in whole.terms.items() if key not in whole.figures}
    return whole._replace(
        key=" ".join(word for word in whole.key.split() if not word[0].isdigit()),
        terms=terms,
        total=sum(term.weight for term in terms.values()),
        figures=frozenset(),
        negated=False,
    )
