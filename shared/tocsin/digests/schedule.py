"""When a digest is due. Pure: the same moment gives the same period, so what is due is computed, not remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every full hour (UTC's), or each day at a local time."""

    every: Literal["hourly", "daily"]
    at: str = "08:00"
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open, in UTC; `end` is when its digest is due."""

    start: datetime
    end: datetime


def last_periods(schedule: Schedule, now: datetime, count: int) -> tuple[Period, ...]:
    """The `count` periods that ended last, the newest first; each begins where the one before it ends.

    A local time that a change of clocks skips is due as much later as the clocks were put forward; one that comes
    twice is due the first time.
    """
    if schedule.every == "hourly":
        full = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        ends = [full - timedelta(hours=hours) for hours in range(count + 1)]
    else:
        ends = _daily(schedule, now, count + 1)
    return tuple(Period(start, end) for end, start in pairwise(ends))


def _daily(schedule: Schedule, now: datetime, count: int) -> list[datetime]:
    zone, at = ZoneInfo(schedule.zone), time.fromisoformat(schedule.at)
    today = now.astimezone(zone).date()
    # Two days to spare: a zone that crosses the date line skips a whole one, and two days give one moment then.
    ends = {_moment(today - timedelta(days=days), at, zone) for days in range(-1, count + 2)}
    return sorted((end for end in ends if end <= now), reverse=True)[:count]


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
