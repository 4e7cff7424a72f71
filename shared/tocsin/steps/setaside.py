"""What fails for the last time in a FIFO queue leaves it alone, not with the messages behind it."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

import msgspec

from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.steps.correlate import Poison

_SAME_AGAIN: Final = (
    Poison,
    InvalidInput,
    msgspec.MsgspecError,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


class Delivery(Protocol):
    """What SQS says of one delivery."""

    @property
    def approximate_receive_count(self) -> str: ...
    @property
    def message_group_id(self) -> str | None: ...
    @property
    def message_deduplication_id(self) -> str | None: ...


def same_again(error: Exception) -> bool:
    """Whether another try would end the same: what a text or a message does to code, it does each time.

    Each try holds up all that is behind it in the queue, for as long as a message stays invisible. What a service or
    another worker has a part in (`ClientError`, `Conflict`, `NotFound`, time-outs) is worth the wait.
    """
    return isinstance(error, _SAME_AGAIN)


def gave_up(services: Services, body: str, delivery: Delivery, error: Exception) -> bool:
    """Call it when a message failed: True if that was its last try, or all there is sense in, and it is now among the
    dead letters.

    A crash behind this sends it there again; the deduplication id, which is its old one, makes that one message.
    """
    if not same_again(error) and int(delivery.approximate_receive_count) < services.settings.max_receives:
        return False
    group, deduplication = delivery.message_group_id, delivery.message_deduplication_id
    return bool(group and deduplication) and services.queues.set_aside(body, group or "", deduplication or "")
