"""When an alert may go out: digests, quiet hours, cooldown, and the most in an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tocsin.watches.model import SEVERITIES, Delivery, Severity

Hold = Literal["digest", "quiet-hours", "cooldown", "hourly-limit"]
ROLLED: frozenset[Hold] = frozenset({"cooldown", "hourly-limit"})
"""Alerts that wait for these are told together, as "n more", if there are several."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When an alert goes out, and what it waits for; no reason means at once."""

    at: datetime
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Rang:
    """When a watch rang, and how grave that was."""

    at: datetime
    gravity: Severity = "moderate"


def due(delivery: Delivery, sent: Sequence[Rang], now: datetime, gravity: Severity = "moderate") -> Due:
    """`sent` are the watch's alerts, those of the last hour at least, that are not told as "n more".

    What is graver than these waits for none of them: only alerts as grave as this one begin a cooldown for it and
    fill its hour. Quiet hours let through what is as grave as they say.
    """
    zone = ZoneInfo(delivery.timezone)
    if delivery.mode != "immediate":
        return Due(_next_digest(delivery, zone, now), "digest")
    at = now
    hold: Hold | None = None
    before = [past.at for past in sent if not graver(gravity, past.gravity)]
    last = max((past for past in before if past <= now), default=None)
    cooled = last + timedelta(minutes=delivery.cooldown_minutes) if last else now
    if cooled > at:
        at, hold = cooled, "cooldown"
    if sum(past > now - HOUR for past in before) >= delivery.most_per_hour and (full := _full_hour(now)) > at:
        at, hold = full, "hourly-limit"
    wakes = at if _passes(delivery, gravity) else _quiet_until(delivery, zone, at)
    return Due(wakes, hold or "quiet-hours") if wakes > at else Due(at, hold)


def graver(one: Severity, other: Severity) -> bool:
    return SEVERITIES.index(one) > SEVERITIES.index(other)


def _passes(delivery: Delivery, gravity: Severity) -> bool:
    """Whether quiet hours let it through."""
    least = delivery.quiet.passes if delivery.quiet else "never"
    return least != "never" and not graver(least, gravity)


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
