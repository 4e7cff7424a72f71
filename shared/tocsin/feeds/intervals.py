"""How a source does after it was asked, and when it is asked again. Plain functions of what was and what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from tocsin.aws.keys import stamp
from tocsin.feeds.model import MAX_GAPS, Feed

LEAST = timedelta(minutes=10)
MOST = timedelta(hours=24)
UNKNOWN = timedelta(minutes=30)
"""Of a source of which fewer than two items have a date."""
SHARE = 0.5
"""Of the usual time between two items: on average an item waits a quarter of that."""
SILENT_AFTER = 3
"""Usual times between two items without one; and a day and a half at least, as desks sleep and have Sundays."""
LEAST_SILENCE = timedelta(hours=36)
RETRY_EMPTY = timedelta(minutes=15)


def had(feed: Feed, arrivals: Sequence[datetime], *, items: int, new: int, now: datetime) -> Feed:
    """It was had and read: `items` in all, of which `new` were, with the times of those that have one."""
    known = sorted({*feed.arrivals, *(stamp(min(at, now)) for at in arrivals)})[-MAX_GAPS:]
    seen = replace(
        feed,
        state="ok" if items else "empty",
        reason=None,
        failures=0,
        arrivals=tuple(known),
        asked_at=stamp(now),
        ok_at=stamp(now),
        new_at=stamp(now) if new else feed.new_at,
    )
    return _planned(_silenced(seen, now), now)


def unchanged(feed: Feed, now: datetime) -> Feed:
    """It says that nothing changed (304). After a failure that is no recovery: it is asked again without validators."""
    if feed.failures:
        retried = replace(feed, etag=None, last_modified=None, asked_at=stamp(now))
        return replace(retried, due=stamp(now + LEAST))
    sound = replace(feed, state="not-modified", reason=None, asked_at=stamp(now), ok_at=stamp(now))
    return _planned(_silenced(sound, now), now)


def failed(
    feed: Feed, reason: str, now: datetime, *, blocked: bool = False, retry_after: timedelta | None = None
) -> Feed:
    """It was not had, or not read: asked again after twice the time of the last try, or when it says."""
    pause = min(LEAST * 2 ** min(feed.failures, 10), MOST)
    if retry_after is not None:
        pause = min(max(pause, retry_after), MOST)
    return replace(
        feed,
        state="blocked" if blocked else "failing",
        reason=reason,
        failures=feed.failures + 1,
        asked_at=stamp(now),
        due=stamp(now + pause),
    )


def gone(feed: Feed, now: datetime) -> Feed:
    """Its publisher has ended it (410): it is asked no more until somebody does."""
    reason = "its publisher says that it has ended (410); remove it, or add its successor"
    return replace(feed, state="gone", reason=reason, failures=feed.failures + 1, asked_at=stamp(now), due=None)


def usual_gap(feed: Feed) -> timedelta | None:
    """Half of its items come sooner after the one before; None where fewer than two times are known."""
    times = [datetime.fromisoformat(at) for at in feed.arrivals]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    return timedelta(seconds=median(gaps)) if gaps else None


def _planned(feed: Feed, now: datetime) -> Feed:
    gap = usual_gap(feed)
    if gap is None:
        pause = UNKNOWN
    else:  # a source that slows down is asked less often from the first late item on
        since = now - datetime.fromisoformat(feed.arrivals[-1])
        pause = max(gap, min(since, 4 * gap)) * SHARE
    pause = min(max(pause, LEAST), MOST)
    return replace(feed, interval_minutes=int(pause.total_seconds() // 60), due=stamp(now + pause))


def _silenced(feed: Feed, now: datetime) -> Feed:
    gap = usual_gap(feed)
    if gap is None:
        return feed
    last = datetime.fromisoformat(max(feed.arrivals[-1], feed.new_at or ""))
    if now - last <= max(gap * SILENT_AFTER, LEAST_SILENCE):
        return feed
    days = (now - last).total_seconds() / 86_400
    return replace(feed, state="silent", reason=f"nothing new for {days:.1f} days; it answers, but brings nothing")
