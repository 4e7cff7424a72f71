"""How long alerts take from the upload of their article to each channel: a look at the last deliveries of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from tocsin.subscriptions.deliveries import Deliveries
from tocsin.subscriptions.endpoints import Protocol
from tocsin.subscriptions.model import Subscription

LAST = 50
"""Deliveries of a subscription that are looked at, the last ones."""
MOST = 50
"""Subscriptions that are looked at: two reads each."""


@dataclass(frozen=True, slots=True)
class ChannelTimes:
    """Seconds from upload to delivery at one channel: of how many deliveries, half of them and 95 in 100 within."""

    protocol: Protocol
    subscriptions: int
    count: int
    p50: float | None
    p95: float | None
    longest: float | None


def times(deliveries: Deliveries, subscriptions: Iterable[Subscription]) -> list[ChannelTimes]:
    """By channel, of those that have a delivery to tell of; held alerts, bulletins and tests are no measure."""
    known = list(subscriptions)[:MOST]
    found: dict[Protocol, list[float]] = {one.protocol: [] for one in known}
    for one in known:
        page = deliveries.of_subscription(one.id, limit=LAST, position=None)
        found[one.protocol] += [of.seconds for of in page.items if of.seconds is not None and of.uploaded_at]
    counts = {name: sum(one.protocol == name for one in known) for name in found}
    return [_times(name, counts[name], sorted(seconds)) for name, seconds in sorted(found.items())]


def _times(name: Protocol, subscriptions: int, seconds: Sequence[float]) -> ChannelTimes:
    if not seconds:
        return ChannelTimes(name, subscriptions, 0, None, None, None)
    return ChannelTimes(
        name, subscriptions, len(seconds), percentile(seconds, 50), percentile(seconds, 95), seconds[-1]
    )


def percentile(ordered: Sequence[float], share: int) -> float:
    """The least of the values that `share` in a hundred are not above (nearest rank)."""
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)]
