"""When an alert may go out: digests, quiet hours, cooldown, and the most in an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tocsin.watches.model import Delivery

Hold = Literal["digest", "quiet-hours", "cooldown", "hourly-limit"]
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When an alert goes out, and what it waits for; no reason means at once."""

    at: datetime
    hold: Hold | None = None


def due(delivery: Delivery, sent: Sequence[datetime], now: datetime) -> Due:
    """`sent` are the times at which the watch's alerts went out or will, those of the last hour at least."""
    zone = ZoneInfo(delivery.timezone)
    if delivery.mode != "immediate":
        return Due(_next_digest(delivery, zone, now), "digest")
    at, hold = now, None
    last = max((past for past in sent if past <= now), default=None)
    cooled = last + timedelta(minutes=delivery.cooldown_minutes) if last else now
    if cooled > at:
        at, hold = cooled, "cooldown"
    recent = sorted(past for past in sent if past > now - HOUR)
    if len(recent) >= delivery.most_per_hour and (free := recent[-delivery.most_per_hour] + HOUR) > at:
        at, hold = free, "hourly-limit"
    wakes = _quiet_until(delivery, zone, at)
    return Due(wakes, "quiet-hours") if wakes > at else Due(at, hold)  # type: ignore[arg-type]


def _next_digest(delivery: Delivery, zone: ZoneInfo, now: datetime) -> datetime:
    local = now.astimezone(zone)
    if delivery.mode == "hourly":
        return (now.astimezone(UTC) + HOUR).replace(minute=0, second=0, microsecond=0)
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
