"""How like a story is to an article: what both weigh, their names, how much of the story's core the article tells."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's terms and names at unit length, heaviest first, with the rarity of any term."""

    terms: Mapping[str, float]
    names: Mapping[str, float]
    years: frozenset[str]
    figures: frozenset[str]
    words: Collection[str]
    """All words that were read, not the heaviest alone."""
    rarity: Callable[[str], float]


def weighed(terms: Terms, rarity: Callable[[str], float], most: int) -> Weighed:
    """The `most` heaviest words and pairs of an article."""
    weights = {term: weight * rarity(term) for group in (terms.words, terms.pairs) for term, weight in group.items()}
    names = {name: weight * rarity(name) for name, weight in terms.names.items()}
    return Weighed(_unit(heaviest(weights, most)), _unit(names), terms.years, terms.figures, terms.words, rarity)


def likeness(article: Weighed, state: StoryState) -> float:
    """0..1; from `LEAST_LIKENESS` on they tell of one event."""
    shared = _cosine(article.terms, state.terms)
    if shared < LEAST_SHARED:
        return 0.0
    names = _cosine(article.names, state.names)
    if names < LEAST_NAMES and len(article.names) >= ENOUGH_NAMES and len(state.names) >= ENOUGH_NAMES:
        return 0.0
    value = (1 - NAMES) * shared + NAMES * names
    if state.size > 1:
        value = (1 - CORE) * value + CORE * CORE_SCALE * _core_told(article, state)
    if _apart(article.years, state.years):
        value -= OTHER_YEARS
    if _apart(article.figures, state.figures):
        value -= OTHER_FIGURES
    return max(0.0, value)


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


def _apart(ours: Collection[str], theirs: Collection[str]) -> bool:
    return bool(ours and theirs) and not any(value in ours for value in theirs)


def _cosine(weights: Mapping[str, float], terms: Mapping[str, int]) -> float:
    """`weights` are at unit length."""
    shared = sum(weights[term] * weight for term, weight in terms.items() if term in weights)
    norm = math.sqrt(sum(weight * weight for weight in terms.values()))
    return shared / norm if norm else 0.0


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / norm for term, weight in weights.items()}


def _added(weights: Mapping[str, float], before: Mapping[str, int], most: int) -> dict[str, int]:
    merged = {term: float(weight) for term, weight in before.items()}
    for term, weight in weights.items():
        merged[term] = merged.get(term, 0.0) + 1_000.0 * weight
    return {term: round(weight) for term, weight in heaviest(merged, most).items()}


def _known(before: tuple[str, ...], more: frozenset[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*sorted(more), *before)))[:most]
