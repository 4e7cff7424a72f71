"""A time limit that holds inside of libraries too."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """Raised by the alarm in whatever code is running. Not an `Exception`, so that no library swallows it."""


@contextmanager
def alarm(seconds: float, late: Callable[[], Exception]) -> Iterator[None]:
    """Raise what `late` makes when the time is up, where the platform has `SIGALRM` and this is the main thread.

    It rings again every tenth of a second, because a destructor or callback may have swallowed the first ring.
    Elsewhere (other threads, an alarm already in use) it does nothing.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or signal.getitimer(signal.ITIMER_REAL)[0] > 0:
        yield
        return
    previous = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    except OutOfTime:
        raise late() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime
