"""How much one upload may cost: bytes, text, pages, depth and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from tocsin.alarm import alarm as ring_after
from tocsin.errors import Rejected, TooLarge, Unreadable

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


class TooSlow(TooLarge):
    """It could not be read in the time that it had."""


def out_of_time(seconds: float) -> TooSlow:
    return TooSlow(
        f"reading took longer than {seconds:g} seconds; upload a simpler version, for instance its plain text"
    )


def alarm(seconds: float) -> AbstractContextManager[None]:
    """Hold a time limit inside libraries too; where it cannot (`tocsin.alarm`), only `Deadline.check` holds."""
    return ring_after(seconds, lambda: out_of_time(seconds))


@contextmanager
def bounded_depth(too_large: str) -> Iterator[None]:
    """What nests too deep, or takes more memory than there is, does so at each try: `TooLarge` with that reason."""
    try:
        yield
    except (RecursionError, MemoryError) as error:
        raise TooLarge(too_large) from error


@contextmanager
def parsing(seconds: float, *, too_large: str, malformed: str) -> Iterator[None]:
    """Work on what strangers wrote, of which parsers raise anything at all: nothing but a `Rejected` comes out.

    `TooSlow` after so many seconds, `TooLarge` and `Unreadable` with those reasons. The tests hold sound input to its
    text.
    """
    with alarm(seconds):
        try:
            with bounded_depth(too_large):
                yield
        except Rejected:
            raise
        except Exception as error:
            raise Unreadable(malformed) from error
