"""How much one upload may cost: bytes, text, pages, depth and time."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from tocsin.errors import TooLarge

Clock = Callable[[], float]
"""Seconds that only go forward."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an upload may not exceed; over any of them it is rejected with the reason."""

    raw_bytes: int = 10 * 1024 * 1024
    """The upload as it arrived."""
    unpacked_bytes: int = 50 * 1024 * 1024
    """All that gzip, a DOCX archive or the streams of a PDF may unpack to."""
    unpacking_ratio: int = 200
    """Unpacked to packed bytes, from `ratio_from` on. Deflate stops near 1,030; books and tables stay under 40."""
    ratio_from: int = 1024 * 1024
    text_bytes: int = 1024 * 1024
    """The clean text, in UTF-8."""
    pages: int = 500
    nesting: int = 256
    """Depth of JSON values, of HTML elements (what browsers stop at is 512) and of XML elements."""
    parts: int = 200
    """MIME parts of one message, and how deep they may nest is `mime_nesting`."""
    mime_nesting: int = 20
    elements: int = 50_000
    """HTML elements. Of the 990 pages of trafilatura's evaluation the largest has 10,100."""
    seconds: float = 15.0
    """From the first byte to the article."""


class OutOfTime(BaseException):
    """Raised by the alarm in whatever code is running. Not an `Exception`, so that no library swallows it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When reading has to be over. `check` is called between steps that can be long."""

    clock: Clock
    at: float
    seconds: float

    @classmethod
    def after(cls, seconds: float, clock: Clock = time.monotonic) -> Deadline:
        return cls(clock, clock() + seconds, seconds)

    def check(self) -> None:
        """Raise `TooLarge` when time is up."""
        if self.clock() >= self.at:
            raise out_of_time(self.seconds)


def out_of_time(seconds: float) -> TooLarge:
    return TooLarge(
        f"reading took longer than {seconds:g} seconds; upload a simpler version, for instance its plain text"
    )


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Hold a time limit inside libraries too, where the platform has `SIGALRM` and this is the main thread.

    It rings again every tenth of a second, because a destructor or callback may have swallowed the first ring.
    Elsewhere (other threads, an alarm already in use) only `Deadline.check` holds.
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
        raise out_of_time(seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime
