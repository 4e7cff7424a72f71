"""What fails for the last time in a FIFO queue leaves it alone, not with the messages behind it."""

from __future__ import annotations

from typing import Protocol

from tocsin.aws.services import Services


class Delivery(Protocol):
    """What SQS says of one delivery."""

    @property
    def approximate_receive_count(self) -> str: ...
    @property
    def message_group_id(self) -> str | None: ...
    @property
    def message_deduplication_id(self) -> str | None: ...


def gave_up(services: Services, body: str, delivery: Delivery, *, at_once: bool = False) -> bool:
    """Call it when a message failed: True if that was its last try and it is now among the dead letters.

    `at_once`: it is to have no other try.

    A crash behind this sends it there again; the deduplication id, which is its old one, makes that one message.
    """
    if not at_once and int(delivery.approximate_receive_count) < services.settings.max_receives:
        return False
    group, deduplication = delivery.message_group_id, delivery.message_deduplication_id
    return bool(group and deduplication) and services.queues.set_aside(body, group or "", deduplication or "")
