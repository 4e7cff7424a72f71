"""Sources as they are saved: few, read all at once, each changed only by who has read it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tocsin.aws import conditions, keys
from tocsin.aws.keys import stamp
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, NotFound
from tocsin.feeds.model import Feed, feed_id
from tocsin.feeds.seen import Seen
from tocsin.fetch import Policy

MAX_FEEDS = 2_000
"""All are read with one Query of some 1.5 MB."""


class Feeds:
    """The sources of the table."""

    def __init__(self, table: Table, now: Callable[[], datetime], policy: Policy) -> None:
        self._table = table
        self._now = now
        self._policy = policy

    def all(self) -> list[Feed]:
        """By id."""
        return [feed for feed, _ in self.planned()]

    def planned(self) -> list[tuple[Feed, str]]:
        """Every source, and until when its turn is on its way ("" if none is)."""
        pk, low = keys.feed("")
        items = self._table.query(pk, low, low + "~", limit=MAX_FEEDS, descending=False)
        return [(_feed(item), item.get("planned_until", "")) for item in items]

    def get(self, feed: str) -> Feed:
        """Raises `NotFound`."""
        item = self._table.get(keys.feed(feed))
        if item is None:
            raise NotFound("no such feed")
        return _feed(item)

    def add(self, url: str, title: str | None = None) -> Feed:
        """One that is there already stays as it is. Raises `FetchForbidden` for a URL that may not be asked."""
        return self.add_many([(url, title)])[0]

    def add_many(self, wanted: list[tuple[str, str | None]]) -> list[Feed]:
        """All of them or none: raises `FetchForbidden` as `add` does, and `Conflict` beyond the bound."""
        targets = [(self._policy.target(url.strip()).url, title) for url, title in wanted]
        known = {feed.id: feed for feed in self.all()}
        fresh = {feed_id(url) for url, _ in targets} - known.keys()
        if len(known) + len(fresh) > MAX_FEEDS:
            raise Conflict(f"there would be more than {MAX_FEEDS} feeds, which is the most", where="url")
        return [known.get(feed_id(url)) or self._create(url, title) for url, title in targets]

    def change(self, feed: Feed, *, planned_until: str = "") -> Feed:
        """In the place of the version that was read. Raises `Conflict` if that is no longer the last, or removed."""
        changed = replace(feed, version=feed.version + 1)
        item = _item(changed) | ({"planned_until": planned_until} if planned_until else {})
        self._table.put(item, condition=conditions.SAME_VERSION, values={":expected": feed.version})
        return changed

    def plan(self, feed: str, until: str) -> None:
        """Its turn is on its way: it is not sent again before `until`. What was removed meanwhile stays so."""
        try:
            self._table.update(Write(keys.feed(feed), set={"planned_until": until}, condition=conditions.EXISTS))
        except Conflict:
            return

    def remove(self, feed: str, version: int | None = None) -> None:
        """With what is known of its items; what was collected stays.

        Raises `NotFound`, and `Conflict` where a version is given that is not the last.
        """
        self.get(feed)
        condition = None if version is None else conditions.SAME_VERSION
        self._table.delete(keys.feed(feed), condition=condition, values={":expected": version} if condition else None)
        self._table.delete(keys.feed_seen(feed))

    def seen(self, feed: str) -> Seen:
        item = self._table.get(keys.feed_seen(feed))
        return Seen() if item is None else from_json(zlib.decompress(bytes(item["data"])), Seen)

    def mark_seen(self, feed: str, seen: Seen) -> None:
        pk, sk = keys.feed_seen(feed)
        self._table.put({"pk": pk, "sk": sk, "data": zlib.compress(to_json(seen.bounded()))})

    def _create(self, url: str, title: str | None) -> Feed:
        feed = Feed(feed_id(url), url, title, added_at=stamp(self._now()))
        try:
            self._table.put(_item(feed), condition=conditions.FIRST)
        except Conflict:
            return self.get(feed.id)
        return feed


def _feed(item: Item) -> Feed:
    return from_json(item["data"], Feed)


def _item(feed: Feed) -> Item:
    pk, sk = keys.feed(feed.id)
    return {"pk": pk, "sk": sk, "v": feed.version, "data": to_json(feed).decode()}
