"""What DynamoDB bills, by the rules that AWS publishes.

A write costs a unit for each begun KB of the item (before or after, whichever is larger), a consistent read one for
each begun 4 KB and an eventual one half of that, of each item in a batch and of the sum in a query; asking for what is
not there costs the least. Transactions bill double. An item has the size of its attribute names and values in UTF-8; a
number takes a byte for each two digits and one more.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from typing import Any

WRITE_BYTES = 1_024
READ_BYTES = 4_096


class Meter:
    """Calls, units by partition, and sizes of what was written by kind of item."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.writes: Counter[str] = Counter()
        self.half_reads: Counter[str] = Counter()
        """Read units of each partition, in halves."""
        self.sizes: dict[str, array[int]] = {}

    def read(self, pk: str, size: int, *, consistent: bool) -> None:
        self.half_reads[pk] += max(1, -(-size // READ_BYTES)) * (2 if consistent else 1)

    def write(self, pk: str, sk: str, size: int, *, times: int) -> None:
        self.writes[pk] += max(1, -(-size // WRITE_BYTES)) * times
        self.sizes.setdefault(kind_of(pk, sk), array("l")).append(size)

    @property
    def total_calls(self) -> int:
        return self.calls.total()

    @property
    def write_units(self) -> int:
        return self.writes.total()

    @property
    def read_units(self) -> float:
        return self.half_reads.total() / 2


def kind_of(pk: str, sk: str) -> str:
    """What an item is, by its key: rows of lists by their list, all else by its sort key."""
    if pk.startswith("LIST#"):
        return f"row of {pk.split('#', 2)[1]}"
    return sk.lstrip("#").partition("#")[0].lower() if pk != "MONTHS" else "month"


def item_size(item: Mapping[str, Any]) -> int:
    """Bytes of an item. Whatever is stored as anything but text, numbers, bytes and lists of them is an error."""
    return sum(len(name) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    if kind == "S":
        return len(content) if content.isascii() else len(content.encode())
    if kind == "N":
        return len(content) // 2 + 2
    if kind == "L":
        return 3 + sum(1 + _value_size(one) for one in content)
    assert kind == "B", f"nothing is stored as {kind}"
    return len(bytes(content))
