"""Questions that take a function for many seconds: of each key one at a time, however many it sends side by side.

A deployment answers as many requests at once as its account may run functions, ten in a new one: a key that only reads
could have all of them play watches over the past, and nobody else would be answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

from tocsin.aws import conditions, keys
from tocsin.aws.table import Table, Write
from tocsin.errors import Conflict, TocsinError

LEASE: Final = timedelta(seconds=30)
"""More than a function may take: one that was killed holds its key up no longer."""


class AlreadyAsking(TocsinError):
    """The key has a question of this kind under way."""

    code = "already-asking"
    seconds = 5
    """After which to ask again."""


class Turns:
    """Who is being answered such a question, of one deployment."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    @contextmanager
    def alone(self, who: str) -> Iterator[None]:
        """As long as it lasts nobody else gets in for the key `who`. Raises `AlreadyAsking`."""
        key, now = keys.asking(who), self._now()
        mine, expires = keys.stamp(now + LEASE), int((now + 2 * LEASE).timestamp())
        took = {"free_at": mine, "ttl": expires}
        try:
            self._table.update(Write(key, set=took, condition=conditions.FREE, values={":now": keys.stamp(now)}))
        except Conflict as error:
            raise AlreadyAsking("this key has such a question under way; ask when that is answered") from error
        try:
            yield
        finally:
            with suppress(Conflict):  # the lease was over, and another's turn has begun
                self._table.delete(key, condition=conditions.MY_TURN, values={":mine": mine})
