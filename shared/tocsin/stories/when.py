"""When something was reported: at a time, or some time on a day. A date without a time is no midnight."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

DAY: Final = timedelta(days=1)


class When(NamedTuple):
    """A time, or with `day` some time in the 24 hours from then on."""

    at: datetime
    day: bool = False

    @property
    def latest(self) -> datetime:
        """No later than this."""
        return self.at + DAY if self.day else self.at


def names_day(published: datetime | None) -> bool:
    """Whether a publisher told the day alone: content systems print that as midnight in the zone of their readers."""
    return published is not None and published.time() == time()


def order(one: When, other: When) -> int:
    """1 if `other` is later, -1 if it is earlier, 0 if they are at one time or nobody can tell."""
    if not one.day and not other.day:
        return (other.at > one.at) - (other.at < one.at)
    if one.latest <= other.at:
        return 1
    return -1 if other.latest <= one.at else 0
