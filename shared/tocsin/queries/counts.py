"""How many articles of a topic and a country there were, hour by hour or day by day.

The counts are those that the schedule keeps for surges (`tocsin.digests`): written within an hour, kept for forty days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tocsin.aws.services import Services
from tocsin.digests.counts import HourCount, Subject, begin_of, hour_of
from tocsin.digests.watching import COUNT_DAYS, Counts
from tocsin.errors import InvalidInput

Step = Literal["hour", "day"]
MOST_HOURS = 24 * COUNT_DAYS
"""960 rows, ten BatchGetItem calls."""


@dataclass(frozen=True, slots=True)
class Count:
    """A step in UTC. `hours` of it were counted; none of them means that nothing is known, not that nothing was."""

    begin: datetime
    hours: int
    articles: int
    all: int


def counts(services: Services, subject: Subject, since: datetime, until: datetime, by: Step) -> list[Count]:
    """The steps from the one that `since` is in to the one before `until`. Raises `InvalidInput` if too many."""
    first, last = hour_of(since), hour_of(until - timedelta(microseconds=1))
    if by == "day":
        first = hour_of(begin_of(first).replace(hour=0))
    if last - first >= MOST_HOURS:
        raise InvalidInput(f"is more than {COUNT_DAYS} days before `to`; counts are kept that long", where="from")
    hours = Counts(services.table).hours(first, last)
    step = 24 if by == "day" else 1
    return [
        _count(begin_of(begin), [hours[h] for h in range(begin, min(begin + step, last + 1)) if h in hours], subject)
        for begin in range(first, last + 1, step)
    ]


def _count(begin: datetime, hours: list[HourCount], subject: Subject) -> Count:
    every = sum(hour.total for hour in hours)
    bare = subject == Subject(None, None)
    articles = every if bare else sum(hour.subjects.get(subject.key, 0) for hour in hours)
    return Count(begin, len(hours), articles, every)
