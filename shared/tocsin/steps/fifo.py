"""A batch of a FIFO queue: one article that fails holds up the others for seconds, not for the queue's time-out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from aws_lambda_powertools import Logger

from tocsin.alarm import alarm
from tocsin.aws.services import Services
from tocsin.errors import TocsinError
from tocsin.steps.batch import NotBegun, leave_time
from tocsin.steps.correlate import LEAST_MILLISECONDS, Poison
from tocsin.steps.setaside import Delivery, gave_up

T = TypeVar("T")
logger = Logger(child=True)

LEFT_SECONDS: Final = 2
"""For setting one article aside and telling what became of the others."""
SLACK_SECONDS: Final = 5
"""Between the end of an invocation that was killed and the next delivery of its batch."""
FIRST_PAUSE: Final = 2
OUTAGE_PAUSE: Final = 180
"""What no article has a part in is tried anew as late as the queue would; three tries bridge six minutes."""


class Record(Protocol):
    """A message of the queue."""

    @property
    def body(self) -> str: ...
    @property
    def receipt_handle(self) -> str: ...
    @property
    def attributes(self) -> Delivery: ...


class FifoBatch:
    """What was received together, in its order. `left` tells the milliseconds of the invocation that are left."""

    def __init__(self, services: Services, records: Sequence[Mapping[str, Any]], left: Callable[[], int]) -> None:
        self._services, self._left = services, left
        self._receipts = [str(record["receiptHandle"]) for record in records]
        self._failed: list[tuple[str, int]] = []
        # Should this invocation be killed, its batch comes again soon after, not when the queue's time is over.
        self._again_in(self._receipts, left() // 1000 + SLACK_SECONDS)

    def do(self, record: Record, work: Callable[[str, int], T]) -> T | None:
        """What comes of a message's body and number of receptions; None for what was set aside.

        Whatever is raised ends the batch: the message comes again after a pause, those behind it at once.
        """
        receives = int(record.attributes.approximate_receive_count)
        try:
            leave_time(self._left(), LEAST_MILLISECONDS)
            return self._done(record, receives, work)
        except Exception as error:
            self._failed.append((record.receipt_handle, pause_after(error, receives)))
            raise

    def hand_back(self) -> None:
        """Call it in the end."""
        for receipt, seconds in self._failed:
            self._again_in([receipt], seconds)
            self._again_in(self._receipts[self._receipts.index(receipt) + 1 :], 0)

    def _done(self, record: Record, receives: int, work: Callable[[str, int], T]) -> T | None:
        try:
            with in_time(self._services, self._left() / 1000 - LEFT_SECONDS):
                return work(record.body, receives)
        except Exception as error:
            if not gave_up(self._services, record.body, record.attributes, error):
                raise
            logger.exception("set aside")
            return None

    def _again_in(self, receipts: Sequence[str], seconds: int) -> None:
        self._services.queues.give_back(self._services.settings.correlate_queue_url, receipts, seconds)


@contextmanager
def in_time(services: Services, seconds: float) -> Iterator[None]:
    """End what would run into the time-out of the function.

    Raises `Poison` where this process worked for a quarter of that time and more (it has little more than half of a
    processor), and `TimeoutError` where it waited for others.
    """
    started = services.worked()

    def late() -> Exception:
        if services.worked() - started > seconds / 4:
            return Poison(f"work on it came to no end in {seconds:.0f} s")
        return TimeoutError(f"AWS did not answer in {seconds:.0f} s")

    with alarm(seconds, late):
        yield


def pause_after(error: Exception, receives: int) -> int:
    """Seconds until the next try. All of the group wait for it, so it is short where the fault is one article's."""
    if isinstance(error, NotBegun):
        return 0
    return FIRST_PAUSE * 5 ** (receives - 1) if isinstance(error, TocsinError) else OUTAGE_PAUSE
