"""How often a key may ask: a bucket of tokens for each in the memory of a process, and a count of all processes.

A process answers one request at a time, so whoever asks in turn meets one bucket, and whoever asks side by side as many
as there are processes. An exact count in the table would be a write for each request, more than the request's own read;
so each process tells the table of every `EACH` requests of a key in a minute, and closes the key until the minute ends
once all processes together told of more than a minute has room for.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.aws.rates import Rates
from tocsin.errors import TocsinError

MAX_BUCKETS = 1_000
EACH = 25
"""Requests between two writes of a process about a key: who asks less than that in a minute is never written of, and
what is let through beyond the limit is less than this many for each process."""


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


@dataclass(slots=True)
class _Told:
    """A key in a minute: requests that the table does not know of, and whether there is no more room."""

    minute: str
    untold: int = 0
    closed: bool = False


class Together:
    """What all processes let through of a key in a minute: `rate` times 60 and a `burst`, and less than `EACH` more for
    each process. A rate of 0 limits nothing."""

    def __init__(self, rates: Rates, rate: float, burst: int) -> None:
        self._rates, self._most = rates, int(rate * 60) + burst if rate else 0
        self._keys: dict[str, _Told] = {}

    def take(self, key: str) -> None:
        """Raises `TooManyRequests` until the next minute."""
        if not self._most:
            return
        minute, left = self._rates.minute()
        told = self._keys.pop(key, None)
        if told is None or told.minute != minute:
            told = _Told(minute)
        if len(self._keys) >= MAX_BUCKETS:
            self._keys.pop(next(iter(self._keys)))
        self._keys[key] = told
        if not told.closed:
            told.untold += 1
            if told.untold == EACH:
                told.closed = self._rates.add(key, minute, told.untold) > self._most
                told.untold = 0
        if told.closed:
            raise TooManyRequests(left)
