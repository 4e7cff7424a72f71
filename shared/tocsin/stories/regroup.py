"""Are two stories one after all, and is one story two: decisions after the fact. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean

from tocsin.stories.lead import MAX_LEADS, tell_one
from tocsin.stories.likeness import (
    LEAST_NAMES,
    MAX_CENTROID,
    MAX_DAYS,
    MAX_FIGURES,
    MAX_MONTHS,
    MAX_NAMES,
    MAX_YEARS,
    NAMES,
    OTHER_MONTHS,
    OTHER_YEARS,
    SAME_DAY,
    Kin,
    StoryState,
    Trace,
    apart,
    cosine,
    heaviest,
    unit,
)

MERGE_LIKENESS = 0.3
"""How like an article must be to both of two stories that it shows to be one."""
MERGE_ALIKE = 0.5
"""How like the two must be to one another. On ECB+, whose events of a kind lie years apart and whose articles have no
times, ten of sixteen merges at .3 and .5 are right, and half of those at .4: so times must be known and near too."""
MERGE_GAP = timedelta(days=2)
MAX_MERGED = 25
"""Articles of a story that is merged into another: they are listed anew, one BatchWriteItem."""
MAX_KIN = 8
MAX_OFFSHOOTS = 4
MAX_BESIDE = 12
"""Stories that were split off, by a desk too: they are looked up for every article that comes near."""
MIN_PART = 3
MIN_REST = 5
PART_RATIO = 0.2
"""A story is two where the mean likeness across is below this share of that inside either. On ECB+ in eight orders four
of four such splits of 575 articles are right (F1 after the fact .894, without .890), and there are none of 197. At .3
eleven of twelve and three of eight are right, and with smaller parts a third of all is wrong."""
MAX_PARTED = 16
"""Articles of a story that is looked at: all of them must be remembered. Larger stories hold by their weight."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article of a story as it is remembered."""

    article: str
    at: datetime | None
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class Parted:
    """A story without some of its articles, and the one that these make."""

    rest: StoryState
    new: StoryState
    moved: tuple[str, ...]


def may_merge(one: StoryState, other: StoryState) -> bool:
    """Whether two stories that one article is like are one event: alike, at one time, and never parted.

    Alike are those that share words, or whose leads tell one event in terms of no language.
    """
    known = {kin.story for state in (one, other) for kin in (*state.kin, *map(Kin, state.offshoots))}
    if {one.id, other.id} & known or len(one.kin) + len(other.kin) >= MAX_KIN:
        return False
    _, younger = in_order(one, other)
    if younger.size > MAX_MERGED or not _at_one_time(one, other):
        return False
    return _alike(one, other) >= MERGE_ALIKE or tell_one(one.leads, other.leads)


def in_order(one: StoryState, other: StoryState) -> tuple[StoryState, StoryState]:
    """The older one and the younger one, by their first articles."""
    return (one, other) if _begun(one) <= _begun(other) else (other, one)


def merged(older: StoryState, younger: StoryState) -> StoryState:
    """`older` with all that is remembered of `younger`; version and last article are not touched."""
    terms = _summed(older.terms, younger.terms, MAX_CENTROID)
    return replace(
        older,
        first_at=min(time for time in (older.first_at, younger.first_at) if time is not None),
        last_at=max(time for time in (older.last_at, younger.last_at) if time is not None),
        size=older.size + younger.size,
        terms=terms,
        counts={t: older.counts.get(t, 0) + younger.counts.get(t, 0) for t in terms if " " not in t},
        names=_summed(older.names, younger.names, MAX_NAMES),
        years=_joint(older.years, younger.years, MAX_YEARS),
        figures=_joint(older.figures, younger.figures, MAX_FIGURES),
        months=_joint(older.months, younger.months, MAX_MONTHS),
        days=_joint(older.days, younger.days, MAX_DAYS),
        kin=(*older.kin, Kin(younger.id), *younger.kin),
        offshoots=_joint(older.offshoots, younger.offshoots, MAX_BESIDE),
        decisions=(*older.decisions, *younger.decisions),
        leads=(*younger.leads, *older.leads)[:MAX_LEADS],
    )


def redirect(story: str, into: str, version: int) -> StoryState:
    """What is left of a story that was merged into another."""
    return StoryState(story, None, None, None, 0, {}, "", version, into=into)


def part(state: StoryState, articles: Sequence[Known], cause: str) -> Parted | None:
    """The two stories that `state` turns out to be once `cause` is among its articles; None while it holds together.

    `articles` are all that is remembered of its articles, in the order in which they came.
    """
    traces = [known.trace for known in articles if known.trace is not None]
    if len(traces) != state.size or not MIN_PART + MIN_REST <= state.size <= MAX_PARTED or state.into is not None:
        return None
    if len(state.offshoots) >= MAX_OFFSHOOTS or len(state.kin) >= MAX_KIN or state.decisions:
        return None
    leaving = set(_falling_apart(traces))
    if not leaving:
        return None
    moved = [articles[number] for number in sorted(leaving)]
    rest = [known for number, known in enumerate(articles) if number not in leaving]
    names = tuple(known.article for known in moved)
    story = hashlib.sha256(f"split\0{state.id}\0{cause}".encode()).hexdigest()[:24]
    of_kin = (Kin(kin.story, tuple(name for name in names if not kin.only or name in kin.only)) for kin in state.kin)
    kin = (Kin(state.id, names), *of_kin)
    new = StoryState(story, None, None, None, 0, {}, "", version=1, kin=tuple(one for one in kin if one.only))
    kept = replace(state, version=state.version + 1, offshoots=(*state.offshoots, story))
    return Parted(_of_articles(kept, rest), _of_articles(new, moved), names)


def _of_articles(state: StoryState, articles: Sequence[Known]) -> StoryState:
    """`state` as if it had these articles alone, as far as they are remembered."""
    traces = [known.trace for known in articles if known.trace is not None]
    terms: dict[str, int] = {}
    names: dict[str, int] = {}
    for trace in traces:
        terms, names = _summed(terms, trace.words, MAX_CENTROID), _summed(names, trace.names, MAX_NAMES)
    times = [known.at for known in articles if known.at is not None]
    return replace(
        state,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        size=len(traces),
        terms=terms,
        counts={term: sum(term in trace.words for trace in traces) for term in terms if " " not in term},
        names=names,
        years=tuple(dict.fromkeys(year for trace in traces for year in trace.years))[:MAX_YEARS],
        months=tuple(dict.fromkeys(month for trace in traces for month in trace.months))[:MAX_MONTHS],
        days=tuple(dict.fromkeys(day for trace in traces for day in trace.days))[:MAX_DAYS],
        figures=(),
        leads=(),
        last_article=articles[-1].article,
        trace=articles[-1].trace,
    )


def _falling_apart(traces: Sequence[Trace]) -> list[int]:
    """The places of the smaller of two groups that have little to do with one another; empty if there are none.

    Groups by average linkage (Sokal and Michener 1958): the two that are most alike become one until two are left.
    """
    likeness = _Likeness(traces)
    groups = [[number] for number in range(len(traces))]
    while len(groups) > 2:
        pairs = ((i, j) for i in range(len(groups)) for j in range(i))
        i, j = max(pairs, key=lambda pair: (likeness.across(groups[pair[0]], groups[pair[1]]), -pair[0], -pair[1]))
        groups[j] += groups.pop(i)
    small, large = sorted(groups, key=lambda group: (len(group), group))
    if len(small) < MIN_PART or len(large) < MIN_REST:
        return []
    inside = min(likeness.inside(small), likeness.inside(large))
    return small if likeness.across(small, large) < PART_RATIO * inside else []


class _Likeness:
    """How like the articles of a story are to one another."""

    def __init__(self, traces: Sequence[Trace]) -> None:
        unit_words = [unit(trace.words) for trace in traces]
        unit_names = [unit(trace.names) for trace in traces]
        self._of = [
            [_link(unit_words[i], unit_names[i], traces[i], traces[j]) for j in range(i)] for i in range(len(traces))
        ]

    def across(self, ones: Sequence[int], others: Sequence[int]) -> float:
        return fmean(self._of[max(i, j)][min(i, j)] for i in ones for j in others)

    def inside(self, group: Sequence[int]) -> float:
        return fmean(self._of[max(i, j)][min(i, j)] for n, i in enumerate(group) for j in group[:n])


def _link(words: Mapping[str, float], names: Mapping[str, float], one: Trace, other: Trace) -> float:
    named = cosine(names, other.names)
    if named < LEAST_NAMES and names and other.names:
        return 0.0
    value = (1 - NAMES) * cosine(words, other.words) + NAMES * named
    value -= OTHER_YEARS * apart(one.years, other.years) + OTHER_MONTHS * apart(one.months, other.months)
    value += SAME_DAY * any(day in other.days for day in one.days)
    return max(0.0, value)


def _alike(one: StoryState, other: StoryState) -> float:
    words = unit(one.terms)
    names = unit(one.names)
    named = cosine(names, other.names)
    told_apart = apart(one.years, other.years) or apart(one.months, other.months)
    if told_apart or (named < LEAST_NAMES and names and other.names):
        return 0.0
    return (1 - NAMES) * cosine(words, other.terms) + NAMES * named


def _at_one_time(one: StoryState, other: StoryState) -> bool:
    if one.first_at is None or one.last_at is None or other.first_at is None or other.last_at is None:
        return False
    return one.first_at - other.last_at <= MERGE_GAP and other.first_at - one.last_at <= MERGE_GAP


def _begun(state: StoryState) -> tuple[float, str]:
    return (state.first_at.timestamp() if state.first_at else 0.0, state.id)


def _summed(one: Mapping[str, int], other: Mapping[str, int], most: int) -> dict[str, int]:
    total = {term: float(one.get(term, 0) + other.get(term, 0)) for term in {**one, **other}}
    return {term: round(weight) for term, weight in heaviest(total, most).items()}


def _joint(one: Sequence[str], other: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))[:most]
