"""Lists: rows spread by month and shard when written, merged and walked back over the months when read.

A row says no more than time, id and version. Whoever reads a list fetches the items themselves and drops rows that they
no longer bear out (an older analysis, a state that was left): rows may be written before and removed after what they
point to, without ever showing a half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tocsin.aws import keys
from tocsin.aws.keys import ListKind
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table

MAX_QUERIES = 24
"""Queries a page may cost: six months of a list with four shards, two years of one with a single shard."""
FIRST_TIME = "0"
LAST_TIME = "9999-12~"
MAX_MONTHS = 1_200


class Row(NamedTuple):
    """One row of a list."""

    at: str
    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be written: `id` under `value` of a list, at a time."""

    kind: ListKind
    value: str
    at: str
    id: str
    version: str = ""

    @property
    def key(self) -> keys.Key:
        return keys.list_row(self.kind, self.value, self.at, self.id, self.version)


class Lists:
    """All lists of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known_months: set[str] = set()

    def items(self, entries: list[Entry], expires: int) -> list[Item]:
        """Rows as items, with the months that no list had before (as far as this process knows)."""
        rows: list[Item] = []
        for entry in entries:
            pk, sk = entry.key
            rows.append({"pk": pk, "sk": sk, "ttl": expires})
        for month in dict.fromkeys(entry.at[:7] for entry in entries):
            if month not in self._known_months:
                pk, sk = keys.month(month)
                rows.append({"pk": pk, "sk": sk})
        return rows

    def written(self, entries: list[Entry]) -> None:
        """Remember that the months of these rows are known: call it once the items of `items` are stored."""
        self._known_months.update(entry.at[:7] for entry in entries)

    def write(self, entries: list[Entry], expires: int, *, gone: list[Entry] | None = None) -> None:
        """Write rows and remove others."""
        self._table.write_many(self.items(entries, expires), [entry.key for entry in gone or []])
        self.written(entries)

    def page(
        self,
        kind: ListKind,
        value: str,
        *,
        limit: int,
        since: str = FIRST_TIME,
        until: str = LAST_TIME,
        position: str | None = None,
    ) -> Page[Row]:
        """Rows with `since <= time < until`, newest first, after `position` (the `next` of the page before)."""
        high = min(until, position) if position else until
        found: list[str] = []
        months = self._months(since, high)
        per_request = MAX_QUERIES // keys.SHARDS[kind]
        for month in months[:per_request]:
            shards = [keys.list_partition(kind, value, month, shard) for shard in range(keys.SHARDS[kind])]
            found += self._merged(shards, since, high, limit + 1 - len(found))
            if len(found) > limit:
                return Page(tuple(_row(sk) for sk in found[:limit]), found[limit - 1])
        rest = months[per_request:]
        return Page(tuple(_row(sk) for sk in found), f"{rest[0]}~" if rest else None)

    def rows(self, kind: ListKind, value: str, month: str, *, since: str, until: str, most: int) -> list[Row]:
        """The newest rows of one month with `since <= time < until`, `most` at most; one Query a shard."""
        shards = [keys.list_partition(kind, value, month, shard) for shard in range(keys.SHARDS[kind])]
        return [_row(sk) for sk in self._merged(shards, since, until, most)]

    def months(self, since: str, high: str) -> list[str]:
        """The months of that time in which any list has rows, the last first."""
        return self._months(since, high)

    def _months(self, since: str, high: str) -> list[str]:
        pk, _ = keys.month("")
        items = self._table.query(pk, since[:7], high[:7], limit=MAX_MONTHS)
        return [item["sk"] for item in items]

    def _merged(self, shards: list[str], since: str, high: str, limit: int) -> list[str]:
        rows: list[str] = []
        for partition in shards:
            # One more than wanted: BETWEEN takes `high` in, and the row at `high` was the last of the page before.
            rows += [item["sk"] for item in self._table.query(partition, since, high, limit=limit + 1)]
        return sorted((sk for sk in rows if sk < high), reverse=True)[:limit]


def _row(sk: str) -> Row:
    at, item, version = (*sk.split("#"), "")[:3]
    return Row(at, item, version)
