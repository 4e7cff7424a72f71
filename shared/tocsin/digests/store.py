"""Bulletins (digests and surges) as they are kept until and after they are sent."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from tocsin.aws import conditions, keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.digests.model import Digest, Surge
from tocsin.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class Kept:
    """A bulletin, with the time it was handed to its subscribers, None while it waits."""

    bulletin: Digest | Surge
    sent_at: str | None


class Bulletins:
    """The bulletins of the table."""

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table = table
        self._lists = lists

    def put(self, bulletin: Digest | Surge, expires: int) -> bool:
        """Keep a bulletin unless its watch and period, or its surge, has one; False if so."""
        if not is_empty(bulletin):
            self._lists.write([Entry("bulletin", "all", bulletin.raised_at, bulletin.id)], expires)
        pk, sk = keys.bulletin(bulletin.id)
        kind = "digest" if isinstance(bulletin, Digest) else "surge"
        item: Item = {"pk": pk, "sk": sk, "kind": kind, "data": zlib.compress(to_json(bulletin), 9), "ttl": expires}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return False
        return True

    def put_back(self, bulletin: Digest | Surge) -> None:
        """In the place of the bulletin of its id, sent or not. Raises `Conflict` where there is none."""
        data = zlib.compress(to_json(bulletin), 9)
        self._table.update(Write(keys.bulletin(bulletin.id), set={"data": data}, condition=conditions.EXISTS))

    def get(self, bulletin: str) -> Kept:
        """Raises `NotFound`."""
        found = self.get_many([bulletin])
        if bulletin not in found:
            raise NotFound("no such bulletin")
        return found[bulletin]

    def get_many(self, bulletins: list[str]) -> dict[str, Kept]:
        """Those that are there."""
        items = self._table.get_many([keys.bulletin(bulletin) for bulletin in bulletins]) if bulletins else {}
        return {kept.bulletin.id: kept for kept in map(_kept, items.values())}

    def page(
        self, *, limit: int, since: str = FIRST_TIME, until: str = LAST_TIME, position: str | None = None
    ) -> Page[Kept]:
        """Bulletins, the last first; rows of a run that came second are not shown."""
        rows = self._lists.page("bulletin", "all", limit=limit, since=since, until=until, position=position)
        kept = self.get_many([row.id for row in rows.items])
        shown = (kept[row.id] for row in rows.items if row.id in kept and kept[row.id].bulletin.raised_at == row.at)
        return Page(tuple(shown), rows.next)

    def mark_sent(self, bulletin: str, at: str) -> bool:
        """Note the first sending; False if another was noted before."""
        try:
            self._table.update(Write(keys.bulletin(bulletin), set={"sent_at": at}, condition=conditions.NOT_SENT))
        except Conflict:
            return False
        return True


def is_empty(bulletin: Digest | Surge) -> bool:
    """A digest without stories: that its period was looked at, nothing to show; or what it told was taken down."""
    return isinstance(bulletin, Digest) and not bulletin.stories


def _kept(item: Item) -> Kept:
    data = zlib.decompress(item["data"])
    bulletin = from_json(data, Digest) if item["kind"] == "digest" else from_json(data, Surge)
    return Kept(bulletin, item.get("sent_at"))
