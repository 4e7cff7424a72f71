"""A time limit that holds inside of libraries too."""

from __future__ import annotations

import contextlib
import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_WAY_OUT: Final = frozenset((contextlib.__file__, __file__))
"""Files of the code that hands an exception on to the end of a `with`."""


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
    bell = _Bell()
    previous = signal.signal(signal.SIGALRM, bell.ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        try:
            yield
        finally:
            bell.is_off = True
    except OutOfTime:
        raise late() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


@contextmanager
def hushed(is_hushed: bool = True) -> Iterator[None]:
    """No alarm is heard within: for what must not be broken off, as what runs while a process is copied, which
    swallows a ring and keeps its locks. It rings again soon after. `is_hushed=False`: within that it is heard."""
    before, _HUSH.is_on = _HUSH.is_on, is_hushed
    try:
        yield
    finally:
        _HUSH.is_on = before


class _Hush:
    is_on = False


_HUSH: Final = _Hush()


class _Bell:
    """Rings nowhere on the way out: to take down what was half made can take longer than until the next ring.

    Nor in what the garbage collector calls, which swallows it and says so.
    """

    def __init__(self) -> None:
        self.is_off = False

    def ring(self, _signal: int, frame: FrameType | None) -> None:
        elsewhere = frame is not None and (frame.f_code.co_filename in _WAY_OUT or _is_called_by_collector(frame))
        if not (self.is_off or _HUSH.is_on or elsewhere):
            raise OutOfTime


def _is_called_by_collector(frame: FrameType) -> bool:
    return any(getattr(callback, "__code__", None) is frame.f_code for callback in gc.callbacks)
