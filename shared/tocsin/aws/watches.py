"""Watches as they are saved: few, read all at once, each changed only by who has read it."""

from __future__ import annotations

from dataclasses import replace

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, InvalidWatch, NotFound
from tocsin.watches.model import Watch

MAX_WATCHES = 200
"""All are read with one Query for each batch of articles and tried on each article."""


class Watches:
    """The watches of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def all(self) -> list[Watch]:
        """Every watch, by id."""
        pk, low = keys.watch("")
        items = self._table.query(pk, low, low + "~", limit=MAX_WATCHES, descending=False, consistent=True)
        return [_watch(item) for item in items]

    def get(self, watch: str) -> Watch:
        """Raises `NotFound`."""
        item = self._table.get(keys.watch(watch))
        if item is None:
            raise NotFound("no such watch")
        return _watch(item)

    def create(self, watch: Watch) -> Watch:
        """Raises `Conflict` if there is one with this id, `InvalidWatch` beyond the bound."""
        if len(self.all()) >= MAX_WATCHES:
            raise InvalidWatch(f"there are {MAX_WATCHES} watches, which is the most", where="id")
        fresh = replace(watch, version=1)
        try:
            self._table.put(_item(fresh), condition=conditions.FIRST)
        except Conflict as error:
            taken = f"`{watch.id}` is taken by another watch: choose another id, or change that one"
            raise Conflict(taken, where="id") from error
        return fresh

    def change(self, watch: Watch, expected: int) -> Watch:
        """Put `watch` in the place of its version `expected`. Raises `Conflict` if that is no longer the last."""
        changed = replace(watch, version=expected + 1)
        self._table.put(_item(changed), condition=conditions.SAME_VERSION, values={":expected": expected})
        return changed

    def delete(self, watch: str, expected: int) -> None:
        """With its being muted. Raises `Conflict` if `expected` is no longer the last version."""
        self._table.delete(keys.watch(watch), condition=conditions.SAME_VERSION, values={":expected": expected})
        self._table.delete(keys.desk_muted("watch", watch))

    def seed(self, watches: list[Watch]) -> list[Watch]:
        """Create those that are not there; a watch that somebody changed stays as it is."""
        created = []
        for watch in watches:
            try:
                created.append(self.create(watch))
            except Conflict:
                continue
        return created


def _watch(item: Item) -> Watch:
    return from_json(item["data"], Watch)


def _item(watch: Watch) -> Item:
    pk, sk = keys.watch(watch.id)
    return {"pk": pk, "sk": sk, "v": watch.version, "data": to_json(watch).decode()}
