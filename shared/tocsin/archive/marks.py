"""The articles of which the archive is to be told anew: the outbox of whoever changes what it tells.

A mark is put before what it announces is stored and is read once that has certainly been, so that nothing is lost
where a step dies in between: either its change is stored, or it comes again and marks again. However often an article
changes meanwhile, it is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from tocsin.aws import conditions, keys
from tocsin.aws.keys import stamp
from tocsin.aws.table import Table
from tocsin.errors import Conflict

RIPE = timedelta(minutes=1)
"""Correlate, which marks most, is given 30 seconds for what it does afterwards."""


class Mark(NamedTuple):
    """An article that is to be archived, as it was last marked."""

    article: str
    at: str


class Marks:
    """The marks of one deployment; without an archive there are none."""

    def __init__(self, table: Table, now: Callable[[], datetime], *, on: bool) -> None:
        self._table, self._now, self._on = table, now, on

    def put(self, articles: Iterable[str], expires: int) -> None:
        """Have these articles archived in a minute: one call for each 25."""
        wanted = sorted(set(articles)) if self._on else []
        if wanted:
            at = stamp(self._now())
            self._table.write_many([_item(article, at, expires) for article in wanted])

    def ripe(self, after: str, until: str, most: int) -> tuple[list[Mark], str]:
        """Of `most` marks behind `after` up to `until` those that are ripe; and the last article, "" at the end."""
        pk, low = keys.archiving(f"{after}!")
        items = self._table.query(pk, low, until, limit=most, descending=False, consistent=True)
        latest = stamp(self._now() - RIPE)
        marks = [Mark(item["sk"], item["marked"]) for item in items if item["marked"] <= latest]
        return marks, items[-1]["sk"] if len(items) == most else ""

    def forget(self, article: str) -> None:
        self._table.delete(keys.archiving(article))

    def done(self, mark: Mark) -> None:
        """Take a mark away, unless the article was marked again."""
        try:
            self._table.delete(keys.archiving(mark.article), condition=conditions.MARKED_AT, values={":at": mark.at})
        except Conflict:
            return


def _item(article: str, at: str, expires: int) -> dict[str, object]:
    pk, sk = keys.archiving(article)
    return {"pk": pk, "sk": sk, "marked": at, "ttl": expires}
