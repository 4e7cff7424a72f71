"""How many requests a key made in a minute, of all processes together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from tocsin.aws import keys
from tocsin.aws.table import Table

KEPT: Final = timedelta(hours=1)


class Rates:
    """The counters of the table: one item for a key and a minute, gone after an hour."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    def minute(self) -> tuple[str, int]:
        """The minute that it is, and the whole seconds until the next one."""
        now = self._now()
        return keys.stamp(now)[:16], 60 - now.second

    def add(self, key: str, minute: str, requests: int) -> int:
        """Count requests of a key; answers how many there are of the minute: one write."""
        expires = int((self._now() + KEPT).timestamp())
        return self._table.add(keys.key_rate(key, minute), "requests", requests, expires)
