"""Another try where one may help, with jitter, and never past the time that is left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tocsin.engine.openai.server import Unavailable

T = TypeVar("T")

FIRST_PAUSE, MOST_PAUSE = 0.5, 8.0
"""Seconds. The pause before try n is drawn from 0 to FIRST_PAUSE * 2**n ("full jitter", which spreads the tries of
many clients best: AWS Architecture Blog, Exponential Backoff And Jitter, 2015)."""
LEAST_CALL = 2.0
"""Seconds that a call must have left to be worth making."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Time and chance, handed in so that tests have none of either."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


def with_retries(work: Callable[[float], T], *, attempts: int, call_seconds: float, until: float, timing: Timing) -> T:
    """`work(seconds)` until it returns; the last `Unavailable` once tries or time are over. Other errors pass."""
    for attempt in range(1, attempts + 1):
        left = until - timing.clock()
        if left < LEAST_CALL:
            raise Unavailable("no time is left for a call", unpaid=True)
        try:
            return work(min(call_seconds, left))
        except Unavailable as error:
            pause = _pause(attempt, error.retry_after, timing.chance())
            if attempt == attempts or timing.clock() + pause + LEAST_CALL > until:
                raise
            timing.sleep(pause)
    raise AssertionError("a try returns or raises")


def _pause(attempt: int, retry_after: float | None, chance: float) -> float:
    """What the server asked for and a little of chance on top, or chance alone."""
    if retry_after is not None:
        return retry_after + chance * FIRST_PAUSE
    return chance * float(min(MOST_PAUSE, FIRST_PAUSE * 2**attempt))
