"""Alerts, and why an article rang or did not."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.aws import conditions, keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists
from tocsin.aws.older import read_alert
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, NotFound
from tocsin.watches.alert import Alert
from tocsin.watches.model import SEVERITIES, Severity
from tocsin.watches.pace import ROLLED, Rang
from tocsin.watches.why import Why

MAX_WATCHES = 200
_SETTLED = frozenset({"sent_at", "muted_by"})
MORE = "more"
"""Marks the row of an alert that does not go out by itself."""
MAX_TIMES = 1_000
"""The most alerts an hour that a watch may ask for."""
PAGE = 1_000
MAX_PAGES = 20
"""Of one look for what waits: 20,000 rows, the newest, in a second or two."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An alert with the time it was handed to its subscribers, None while it waits."""

    alert: Alert
    sent_at: str | None
    muted_by: str | None = None
    """Who had muted it when it was to go out: it never does, and its watch may ring for the story anew."""


class Alerts:
    """The alerts of the table."""

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table = table
        self._lists = lists

    def put(self, alert: Alert, expires: int) -> Sent:
        """Keep an alert unless its watch has rung for its story already; answers the one that is kept."""
        pk, sk = keys.alert(alert.id)
        item: Item = {"pk": pk, "sk": sk, "data": to_json(alert).decode(), "ttl": expires}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return self.get(alert.id)
        return Sent(alert, None)

    def list_alert(self, alert: Alert, expires: int) -> None:
        """Put an alert that is kept into the lists of alerts."""
        mark = MORE if alert.hold in ROLLED else alert.gravity
        rows = [
            Entry("alert", "all", alert.raised_at, alert.id, mark),
            Entry("watch-alert", alert.watch, alert.raised_at, alert.id, mark),
        ]
        told = [] if alert.references else [_told_row(alert, expires)]
        self._table.write_many([*self._lists.items(rows, expires), *told])
        self._lists.written(rows)

    def put_back(self, alert: Alert) -> None:
        """In the place of the alert of its id, sent or not. Raises `Conflict` where there is none."""
        data = to_json(alert).decode()
        self._table.update(Write(keys.alert(alert.id), set={"data": data}, condition=conditions.EXISTS))

    def remove(self, alert: Alert) -> None:
        """As if it had never been raised: its watch may ring for the story again."""
        mark = MORE if alert.hold in ROLLED else alert.gravity
        rows = [
            Entry("alert", "all", alert.raised_at, alert.id, mark),
            Entry("watch-alert", alert.watch, alert.raised_at, alert.id, mark),
        ]
        self._table.write_many(deletes=[row.key for row in rows])
        self._table.delete(keys.alert(alert.id))
        if not alert.references:
            self._table.delete(keys.told(alert.story, alert.watch))

    def watches_told(self, stories: Sequence[str]) -> frozenset[str]:
        """The watches that have an alert for one of these stories: one Query each."""
        found: list[Item] = []
        for story in stories:
            pk, low = keys.told(story, "")
            found += self._table.query(pk, low, low + "~", limit=MAX_WATCHES, consistent=True)
        return frozenset(item["sk"].partition("#")[2] for item in found)

    def times(self, watch: str, since: datetime, until: datetime) -> list[Rang]:
        """When a watch rang in a time within two months, "n more" aside, and how gravely: a Query of rows a month."""
        low, high = keys.stamp(since), keys.stamp(until)
        found = []
        for month in dict.fromkeys((low[:7], high[:7])):
            partition = keys.list_partition("watch-alert", watch, month, 0)
            found += self._table.query(partition, low, high + "~", limit=MAX_TIMES, consistent=True)
        alone = (item["sk"].split("#") for item in found)
        return [_rang(at, rest[-1]) for at, *rest in alone if rest[-1] != MORE]

    def get(self, alert: str) -> Sent:
        """Raises `NotFound`."""
        found = self.find(alert)
        if found is None:
            raise NotFound("no such alert")
        return found

    def find(self, alert: str) -> Sent | None:
        item = self._table.get(keys.alert(alert))
        return None if item is None else _sent(item)

    def find_many(self, alerts: Sequence[str]) -> list[Sent]:
        """Those that are there, in one read."""
        items = self._table.get_many([keys.alert(alert) for alert in alerts])
        return [_sent(item) for item in items.values()]

    def waiting(self, since: str, held_since: str) -> list[Sent]:
        """What was raised from `since` on, of what is told as "n more" from `held_since`, and is not sent or muted.

        Rows say which that can be: what was sent long ago is not read again.
        """
        found: list[Sent] = []
        position: str | None = None
        for _ in range(MAX_PAGES):
            rows = self._lists.page("alert", "all", limit=PAGE, since=held_since, position=position)
            wanted = [keys.alert(row.id) for row in rows.items if row.at >= since or row.version == MORE]
            items = self._table.get_many(wanted, consistent=False)
            found += [_sent(items[key]) for key in wanted if key in items and not _SETTLED & items[key].keys()]
            position = rows.next
            if position is None:
                break
        return found

    def mark_sent(self, alert: str, at: str) -> bool:
        """Note the first sending; False if another was noted before."""
        return self._mark(alert, "sent_at", at)

    def mark_muted(self, alert: str, by: str) -> bool:
        """Note that it does not go out; False if it went."""
        return self._mark(alert, "muted_by", by)

    def _mark(self, alert: str, name: str, value: str) -> bool:
        write = Write(keys.alert(alert), set={name: value}, condition=conditions.NOT_SENT)
        try:
            self._table.update(write)
        except Conflict:
            return False
        return True

    def page(
        self,
        kind: Literal["alert", "watch-alert"],
        value: str,
        *,
        limit: int,
        since: str = FIRST_TIME,
        until: str = LAST_TIME,
        position: str | None = None,
    ) -> Page[Sent]:
        """Alerts, the last raised first: all, or those of one watch."""
        rows = self._lists.page(kind, value, limit=limit, since=since, until=until, position=position)
        items = self._table.get_many([keys.alert(row.id) for row in rows.items], consistent=False)
        return Page(tuple(_sent(items[key]) for row in rows.items if (key := keys.alert(row.id)) in items), rows.next)

    def put_why(self, article: str, why: Why, expires: int) -> None:
        """The last effect of correlate: where it is found, an article's story and alerts are done with."""
        pk, sk = keys.why(article)
        self._table.put({"pk": pk, "sk": sk, "data": zlib.compress(to_json(why), 9), "ttl": expires})

    def forget_why(self, article: str) -> None:
        """The article is tried on all watches again when it is correlated again."""
        self._table.delete(keys.why(article))

    def why(self, article: str) -> Why | None:
        """None while the article waits to be correlated."""
        item = self._table.get(keys.why(article))
        return None if item is None else _why(item)

    def whys(self, articles: list[str]) -> dict[str, Why]:
        """Of those that do not wait; one call for a hundred."""
        wanted = {keys.why(article): article for article in articles}
        items = self._table.get_many(list(wanted), consistent=False)
        return {wanted[key]: _why(item) for key, item in items.items()}


def _rang(at: str, mark: str) -> Rang:
    """A row without a gravity was written before there were any."""
    gravity: Severity = next((severity for severity in SEVERITIES if severity == mark), "moderate")
    return Rang(datetime.fromisoformat(at), gravity)


def _why(item: Item) -> Why:
    return from_json(zlib.decompress(item["data"]), Why)


def _told_row(alert: Alert, expires: int) -> Item:
    pk, sk = keys.told(alert.story, alert.watch)
    return {"pk": pk, "sk": sk, "ttl": expires}


def _sent(item: Item) -> Sent:
    return Sent(read_alert(item["data"]), item.get("sent_at"), item.get("muted_by"))
