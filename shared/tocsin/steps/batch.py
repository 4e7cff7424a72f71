"""How messages that know nothing of each other share one invocation."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Mapping
from typing import Any, Final

LEAST_MILLISECONDS = 25_000
"""Reading is cut off after 15 s (16.1 s was the longest seen) and analyzing takes well under a second a megabyte."""


MEMORY_SHARE: Final = 0.9
"""Of what the function has; the rest is for libraries' code, which is not counted, and what runs beside the process."""


class NotBegun(Exception):
    """The message is given back untouched."""


def leave_time(
    milliseconds: int, least: int = LEAST_MILLISECONDS, *, receipt: str = "", else_to: list[str] | None = None
) -> None:
    """Raise `NotBegun` unless there is time for one more message: a time-out would fail the whole batch.

    The receipt of one that is not begun goes to `else_to`, for giving it back at once (`Queues.give_back`).
    """
    if milliseconds < least:
        if else_to is not None:
            else_to.append(receipt)
        raise NotBegun("too little time is left in this invocation")


def bound_memory() -> None:
    """End what takes more in a `MemoryError`, which is one message's, and not in a kill, which is the whole batch's.

    Nothing is bound where Lambda does not say what the function has, or where the system has no such limit.
    `RLIMIT_DATA` counts what can be filled; `RLIMIT_AS` counts what threads only reserve too (64 MB each).
    """
    megabytes = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
    if not megabytes.isdigit():
        return
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = int(int(megabytes) * 1024 * 1024 * MEMORY_SHARE)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def turn(record: Mapping[str, Any]) -> str:
    """A sort key: another order at each delivery.

    A message that kills the process comes back together with its batch. In one fixed order those behind it would never
    have their turn; so they have, and each that was done before is known by its final state.
    """
    receives = record["attributes"]["ApproximateReceiveCount"]
    return hashlib.sha256(f"{receives} {record['messageId']}".encode()).hexdigest()
