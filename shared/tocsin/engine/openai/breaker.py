"""A dead endpoint costs its time-out to a few articles, not to each."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from tocsin.errors import EngineMisconfigured, EngineUnavailable

FAILURES = 3
"""Calls in a row, each after its own tries, that fail before no more are made."""
PAUSE_SECONDS = 60.0
"""Then one call a minute finds out; articles meanwhile are read by the embedded engine."""


class Breaker:
    """Counts the failures of one process in a row; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until: float | None = None
        self._told_until = -math.inf
        self._reason = ""

    def check(self) -> None:
        """Raises `EngineUnavailable` while calls are not worth making; lets one through after each pause."""
        with self._lock:
            if self._open_until is None:
                return
            if self._clock() < self._open_until:
                raise EngineUnavailable(f"not asked, because it failed just before: {self._reason}")
            self._open_until = self._clock() + PAUSE_SECONDS  # the others wait for what this one finds

    def worked(self) -> None:
        with self._lock:
            self._failures, self._open_until, self._told_until = 0, None, -math.inf

    def failed(self, error: EngineUnavailable | EngineMisconfigured) -> bool:
        """Note a failure; True, at most once a pause, for one that opens the breaker or finds it rightly open.

        An alarm lasts as long as that goes on. A key or model that is refused opens it at once: no retry helps.
        """
        with self._lock:
            self._failures += 1
            if isinstance(error, EngineUnavailable) and self._failures < FAILURES:
                return False
            now = self._clock()
            told = now < self._told_until
            self._open_until = now + PAUSE_SECONDS
            self._told_until = self._told_until if told else self._open_until
            self._reason = error.message
            return not told
