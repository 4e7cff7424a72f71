"""How like a story is to an article: what both weigh, their names, how much of the story's core the article tells."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.stories.dates import Dates
from tocsin.stories.lead import MAX_LEADS, Lead, conflict
from tocsin.stories.terms import Terms

LEAST_LIKENESS = 0.21
"""From here on an article joins a story. B-cubed F1 on two sets of ECB+, mean of three orders: .886 and .845 at .20,
.888 and .865 at .21, .883 and .854 at .22. Lower merges events of a kind, higher splits long-running ones."""
NAMES = 0.3
CORE = 0.3
CORE_SCALE = 0.5
"""Shares of the names and of the core in the likeness; a share of the core runs higher than a cosine. Moving
either by .1 gains nothing on both sets of ECB+."""
CORE_SHARE = 0.5
"""The core of a story is what at least this share of its articles has."""
OTHER_YEARS = 0.1
OTHER_FIGURES = 0.06
"""Taken away where both tell years (or other figures) and none of them is the same. Without years: .870 and .858."""
SAME_YEAR = 0.02
OTHER_MONTHS = 0.05
SAME_DAY = 0.05
"""Added where both tell a year or a day of the year that is the same, taken away where both name months and none is.
Without these three: .882 and .848 on the two sets of ECB+, mean of twelve orders; with them .889 and .856."""
LEAST_SHARED = 0.05
LEAST_NAMES = 0.15
ENOUGH_NAMES = 1
"""Two that both name somebody or some place, and hardly anything in common, are two events however alike: a strike
in one town is not the strike in another. On the generated corpus .1 merges events of one kind, .15 none; ECB+
loses .003 by it on one set."""
MAX_CENTROID = 80
MAX_NAMES = 40
MAX_YEARS = 12
MAX_FIGURES = 48
MAX_MONTHS = 12
MAX_DAYS = 24
TRACE_WORDS = 24
TRACE_NAMES = 10
MAX_TRACE_DAYS = 8
"""40 words part no more stories rightly, and weigh more: a story keeps sixteen traces."""


@dataclass(frozen=True, slots=True)
class Trace:
    """An article as far as it is told from others of its story later: heaviest words and names, in thousandths."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    years: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kin:
    """A story whose alerts another one answers for: all, or those raised by some articles only."""

    story: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryState:
    """What is remembered of a story. `version` grows with each change."""

    id: str
    title: str | None
    first_at: datetime | None
    last_at: datetime | None
    size: int
    terms: Mapping[str, int]
    """The heaviest terms of its articles, in thousandths of one article's length: whole numbers are stored exactly."""
    last_article: str
    version: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of its articles had each of `terms` that is a single word."""
    names: Mapping[str, int] = field(default_factory=dict)
    years: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    trace: Trace | None = None
    """Of `last_article`."""
    into: str | None = None
    """The story that this one was merged into; nothing joins it any more."""
    kin: tuple[Kin, ...] = ()
    """Stories that were merged into this one, or from which it was split off: their alerts count as its own."""
    offshoots: tuple[str, ...] = ()
    """Stories that were split off from it."""
    leads: tuple[Lead, ...] = ()
    """Of its last articles, the last one first."""
    decisions: tuple[str, ...] = ()
    """What a desk decided of it by hand, the last ones; such a story is not split by itself."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's terms and names at unit length, heaviest first, with the rarity of any term."""

    terms: Mapping[str, float]
    names: Mapping[str, float]
    years: frozenset[str]
    figures: frozenset[str]
    dates: Dates
    words: Collection[str]
    """All words that were read, not the heaviest alone."""
    rarity: Callable[[str], float]


def weighed(terms: Terms, rarity: Callable[[str], float], most: int) -> Weighed:
    """The `most` heaviest words and pairs of an article."""
    weights = {term: weight * rarity(term) for group in (terms.words, terms.pairs) for term, weight in group.items()}
    names = {name: weight * rarity(name) for name, weight in terms.names.items()}
    return Weighed(
        unit(heaviest(weights, most)), unit(names), terms.years, terms.figures, terms.dates, terms.words, rarity
    )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an article and a story are, with what that is made of; each share is 0..1."""

    value: float
    """0..1; from `LEAST_LIKENESS` on they tell of one event."""
    words: float
    names: float
    core: float = 0.0
    """The share of the story's core that the article tells, by rarity."""
    times: float = 0.0
    """What years, months, days and figures speak for (above 0) or against."""


def likeness(article: Weighed, state: StoryState) -> float:
    """0..1; from `LEAST_LIKENESS` on they tell of one event."""
    return compared(article, state).value


def compared(article: Weighed, state: StoryState) -> Likeness:
    """The same with its reasons."""
    shared = cosine(article.terms, state.terms)
    if shared < LEAST_SHARED:
        return Likeness(0.0, shared, 0.0)
    names = cosine(article.names, state.names)
    if names < LEAST_NAMES and len(article.names) >= ENOUGH_NAMES and len(state.names) >= ENOUGH_NAMES:
        return Likeness(0.0, shared, names)
    value, core = (1 - NAMES) * shared + NAMES * names, 0.0
    if state.size > 1:
        core = _core_told(article, state)
        value = (1 - CORE) * value + CORE * CORE_SCALE * core
    times = _told_when(article, state)
    return Likeness(max(0.0, value + times), shared, names, core, times)


def parted(lead: Lead, state: StoryState) -> bool:
    """Whether an article conflicts with all leads of a story, so that it tells another event however alike."""
    return bool(state.leads) and all(conflict(lead, other) for other in state.leads)


def with_lead(lead: Lead, state: StoryState) -> StoryState:
    """The state with an article's lead among its last."""
    return replace(state, leads=(lead, *state.leads)[:MAX_LEADS])


def _told_when(article: Weighed, state: StoryState) -> float:
    """What years, months, days and figures speak for or against."""
    value = 0.0
    if article.years and state.years:
        value += -OTHER_YEARS if apart(article.years, state.years) else SAME_YEAR
    if apart(article.figures, state.figures):
        value -= OTHER_FIGURES
    if apart(article.dates.months, state.months):
        value -= OTHER_MONTHS
    if not article.dates.days.isdisjoint(state.days):
        value += SAME_DAY
    return value


def trace_of(article: Weighed) -> Trace:
    """What is remembered of the article itself, beside what its story remembers of all."""
    return Trace(
        _thousandths(article.terms, TRACE_WORDS),
        _thousandths(article.names, TRACE_NAMES),
        tuple(sorted(article.years))[:MAX_YEARS],
        tuple(sorted(article.dates.months)),
        tuple(sorted(article.dates.days))[:MAX_TRACE_DAYS],
    )


def with_article(article: Weighed, state: StoryState) -> StoryState:
    """The state with an article's terms, names and figures added; size and times are not touched."""
    terms = _added(article.terms, state.terms, MAX_CENTROID)
    return replace(
        state,
        terms=terms,
        counts={term: state.counts.get(term, 0) + (term in article.words) for term in terms if " " not in term},
        names=_added(article.names, state.names, MAX_NAMES),
        years=_known(state.years, article.years, MAX_YEARS),
        figures=_known(state.figures, article.figures, MAX_FIGURES),
        months=_known(state.months, article.dates.months, MAX_MONTHS),
        days=_known(state.days, article.dates.days, MAX_DAYS),
        trace=trace_of(article),
    )


def heaviest(weights: Mapping[str, float], most: int) -> dict[str, float]:
    """The first `most` by weight; equal weights in the order of their words."""
    ranked = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    return {term: weights[term] for term in ranked}


def _core_told(article: Weighed, state: StoryState) -> float:
    """The share of the story's core, by squared rarity, that the article has."""
    whole = told = 0.0
    for term, count in state.counts.items():
        if count >= CORE_SHARE * state.size:
            weight = article.rarity(term) ** 2
            whole += weight
            told += weight * (term in article.words)
    return told / whole if whole else 0.0


def apart(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether both name some and none is the same."""
    return bool(ours and theirs) and not any(value in ours for value in theirs)


def cosine(weights: Mapping[str, float], terms: Mapping[str, int]) -> float:
    """`weights` are at unit length."""
    shared = sum(weights[term] * weight for term, weight in terms.items() if term in weights)
    norm = math.sqrt(sum(weight * weight for weight in terms.values()))
    return shared / norm if norm else 0.0


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """At length 1."""
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / norm for term, weight in weights.items()}


def _added(weights: Mapping[str, float], before: Mapping[str, int], most: int) -> dict[str, int]:
    merged = {term: float(weight) for term, weight in before.items()}
    for term, weight in weights.items():
        merged[term] = merged.get(term, 0.0) + 1_000.0 * weight
    return {term: round(weight) for term, weight in heaviest(merged, most).items()}


def _thousandths(weights: Mapping[str, float], most: int) -> dict[str, int]:
    return {term: round(1_000 * weight) for term, weight in heaviest(weights, most).items()}


def _known(before: tuple[str, ...], more: frozenset[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*sorted(more), *before)))[:most]
