"""When an alert may go out: digests, quiet hours, cooldown, and the most in an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tocsin.watches.model import Delivery

Hold = Literal["digest", "quiet-hours", "cooldown", "hourly-limit"]
ROLLED: frozenset[Hold] = frozenset({"cooldown", "hourly-limit"})
"""Alerts that wait for these are told together, as "n more", if there are several."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When an alert goes out, and what it waits for; no reason means at once."""

    at: datetime
    hold: Hold | None = None


def due(delivery: Delivery, sent: Sequence[datetime], now: datetime) -> Due:
    """`sent` are the times, those of the last hour at least, of the watch's alerts that are not told as "n more"."""
    zone = ZoneInfo(delivery.timezone)
    if delivery.mode != "immediate":
        return Due(_next_digest(delivery, zone, now), "digest")
    at = now
    hold: Hold | None = None
    last = max((past for past in sent if past <= now), default=None)
    cooled = last + timedelta(minutes=delivery.cooldown_minutes) if last else now
    if cooled > at:
        at, hold = cooled, "cooldown"
    if sum(past > now - HOUR for past in sent) >= delivery.most_per_hour and (full := _full_hour(now)) > at:
        at, hold = full, "hourly-limit"
    wakes = _quiet_until(delivery, zone, at)
    return Due(wakes, hold or "quiet-hours") if wakes > at else Due(at, hold)


def _full_hour(now: datetime) -> datetime:
    """The next one: what an hour brings over the limit is told at its end."""
    return (now.astimezone(UTC) + HOUR).replace(minute=0, second=0, microsecond=0)


def _next_digest(delivery: Delivery, zone: ZoneInfo, now: datetime) -> datetime:
    local = now.astimezone(zone)
    if delivery.mode == "hourly":
        return _full_hour(now)
    return _next(local, time.fromisoformat(delivery.at))


def _quiet_until(delivery: Delivery, zone: ZoneInfo, at: datetime) -> datetime:
    """The end of the quiet hours that `at` falls into, or `at` itself; by the clock on the wall."""
    if delivery.quiet is None:
        return at
    start, end = time.fromisoformat(delivery.quiet.start), time.fromisoformat(delivery.quiet.end)
    local = at.astimezone(zone)
    clock = local.time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    return _next(local, end) if inside else at


def _next(local: datetime, clock: time) -> datetime:
    """The next moment after `local` at which the clock on the wall shows `clock`, in UTC."""
    day = local.date()
    while True:
        moment = datetime.combine(day, clock, local.tzinfo).astimezone(UTC)
        if moment > local.astimezone(UTC):
            return moment
        day += timedelta(days=1)
