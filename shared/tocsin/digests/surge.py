"""Is a subject written of far more than it used to be. Pure: hourly counts in, what surges out.

The last 24 hours are compared with the same 24 hours of each of the 28 days before, so that the time of day does not
matter, each scaled to how much was read in all, so that a new feed is no surge. The statistic is the modified z-score
of Iglewicz and Hoaglin (1993): distance from the median in units of the median absolute deviation. It is taken of
Anscombe-transformed counts (Anscombe 1948, `2 * sqrt(n + 3/8)`), whose standard deviation is 1 for pure chance
(Poisson) at any rate; the deviation is therefore never taken to be less than 1.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tocsin.digests.counts import HourCount, Subject

WINDOW = 24
BASELINE_DAYS = 28
LEAST_DAYS = 7
LEAST_COUNT = 5
THRESHOLD = 4.0
"""A real stream of 1,925 articles in 57 days, 49 of them with a baseline: 13 surges, each on the date of a known event.
The same articles with their times shuffled ten times, in which nothing surges: 2 in 489 days. `tests/bench/surge.py`
measures it. At 3.5, which Iglewicz and Hoaglin advise, single subjects ring half as often again, and five times as
often in vain."""
CALM_HOURS = 48
"""A surge is over when its subject was below the threshold this long; until then it rings nobody again."""
_MAD_TO_DEVIATION = 1.4826


class Score(NamedTuple):
    """A subject above the threshold."""

    subject: Subject
    articles: int
    expected: float
    score: float


@dataclass(frozen=True, slots=True)
class Ringing:
    """A surge from its first hour to the last in which it was above the threshold."""

    onset: int
    last: int


def surging(hours: Mapping[int, HourCount], hour: int) -> list[Score]:
    """The subjects that are far above their baseline in the 24 hours that end with `hour`, the strongest first."""
    now = _window(hours, hour)
    if now is None or now.total == 0:
        return []
    windows = [_window(hours, hour - WINDOW * day) for day in range(1, BASELINE_DAYS + 1)]
    before = [window for window in windows if window is not None and window.total]
    if len(before) < LEAST_DAYS:
        return []
    found = []
    for key, count in now.subjects.items():
        if count >= LEAST_COUNT:
            scaled = [window.subjects.get(key, 0) * now.total / window.total for window in before]
            score = deviation(count, scaled)
            if score >= THRESHOLD:
                found.append(Score(Subject.of(key), count, statistics.median(scaled), score))
    return sorted(found, key=lambda one: (-one.score, one.subject.key))


def deviation(count: float, before: Sequence[float]) -> float:
    """How many robust standard deviations `count` lies above the median of `before`."""
    usual = [_stabilized(past) for past in before]
    median = statistics.median(usual)
    spread = statistics.median(abs(past - median) for past in usual) * _MAD_TO_DEVIATION
    return (_stabilized(count) - median) / max(1.0, spread)


def follow(ringing: Mapping[str, Ringing], scores: Sequence[Score], hour: int) -> dict[str, Ringing]:
    """The surges that go on or begin, by key of their subject.

    What belongs to a surge that rings prolongs it and rings nobody by itself: mobilization, and mobilization in one
    country, are one surge.
    """
    going = {key: one for key, one in ringing.items() if hour - one.last <= CALM_HOURS}
    surging_too = {score.subject for score in scores}
    for score in scores:
        of = next((key for key in going if _related(Subject.of(key), score.subject, surging_too)), None)
        if of is None:
            going[score.subject.key] = Ringing(hour, hour)
        else:
            going[of] = Ringing(going[of].onset, max(hour, going[of].last))
    return dict(sorted(going.items()))


def _related(one: Subject, other: Subject, surging_too: Collection[Subject]) -> bool:
    """Of one topic; or of one place, where one of both is of no topic; or a topic and a place that surge as a pair."""
    if one.topic is not None and other.topic is not None:
        return one.topic == other.topic
    if one.place is not None and other.place is not None:
        return one.place == other.place
    return Subject(one.topic or other.topic, one.place or other.place) in surging_too


def _window(hours: Mapping[int, HourCount], hour: int) -> HourCount | None:
    """The 24 hours that end with `hour` as one; None if one of them was not counted."""
    total, subjects = 0, dict[str, int]()
    for number in range(hour - WINDOW + 1, hour + 1):
        counted = hours.get(number)
        if counted is None:
            return None
        total += counted.total
        for key, count in counted.subjects.items():
            subjects[key] = subjects.get(key, 0) + count
    return HourCount(total, subjects)


def _stabilized(count: float) -> float:
    return 2 * math.sqrt(count + 3 / 8)
