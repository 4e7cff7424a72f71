"""How often a key may ask: a bucket of tokens for each, in the memory of a process.

A process answers one request at a time, so whoever asks in turn meets one bucket, and whoever asks side by side as many
as there are processes; what all keys may ask together is the gateway's to bound. A count in the table would be exact
at a write for each request, which costs more than the request's own read.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tocsin.errors import TocsinError

MAX_BUCKETS = 1_000


class TooManyRequests(TocsinError):
    """A key asks more often than it may."""

    code = "too-many-requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"this key asks more often than it may; wait {seconds} s")
        self.seconds = seconds
        """After which there is room again, for `Retry-After`."""


class Limits:
    """Token buckets by key; `rate` tokens a second up to `burst`. A rate of 0 limits nothing."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: dict[str, tuple[float, float]] = {}
        """Tokens that were left, and when."""

    def take(self, key: str) -> None:
        """Raises `TooManyRequests`."""
        if not self._rate:
            return
        now = self._clock()
        tokens, at = self._buckets.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        if len(self._buckets) >= MAX_BUCKETS:
            self._buckets.pop(next(iter(self._buckets)))  # the one that was asked for least lately
        if tokens < 1:
            self._buckets[key] = tokens, now
            raise TooManyRequests(math.ceil((1 - tokens) / self._rate))
        self._buckets[key] = tokens - 1, now
