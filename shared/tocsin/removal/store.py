"""Take-downs in the table, each with what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.aws import keys
from tocsin.aws.keys import stamp
from tocsin.aws.records import Page
from tocsin.aws.table import Table
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, NotFound
from tocsin.removal.model import Finding, Removal

KEEP = timedelta(days=30)
"""After the last thing that happened: the audit log knows of it for longer."""
MAX_REMOVALS = 5_000
"""Take-downs of thirty days, all read with three Queries."""
MAX_DUE = 100
IN_HAND = timedelta(minutes=3)
"""Analyze may take two minutes, correlate half a one: whoever had an article before it was marked has ended then."""
LAST = "~"


class Removals:
    """The take-downs of one deployment."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    def get(self, removal: str) -> Removal:
        """Raises `NotFound`."""
        item = self._table.get(keys.removal(removal))
        if item is None:
            raise NotFound("no such take-down")
        return from_json(item["data"], Removal)

    def all(self) -> list[Removal]:
        """The last ordered first."""
        items = self._table.query("REMOVALS", "!", LAST, limit=MAX_REMOVALS, consistent=True)
        found = [from_json(item["data"], Removal) for item in items]
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)

    def begin(self, removal: Removal) -> Removal:
        """Keep a new one; one that is under way answers in its place, one that is done begins anew."""
        try:
            return self.put(removal)
        except Conflict:
            known = self.get(removal.id)
            return known if known.state != "done" else self.put(replace(removal, v=known.v))

    def put(self, removal: Removal) -> Removal:
        """Keep the next version. Raises `Conflict` if somebody else went on with it meanwhile."""
        kept = replace(removal, v=removal.v + 1)
        pk, sk = keys.removal(removal.id)
        item = {"pk": pk, "sk": sk, "v": kept.v, "data": to_json(kept).decode(), "ttl": self._expires()}
        self._table.put_version(item)
        return kept

    def put_findings(self, removal: str, findings: Sequence[Finding]) -> None:
        """Each once, however often it is found."""
        items = []
        for finding in findings:
            pk, sk = keys.removal_finding(removal, finding.article)
            items.append({"pk": pk, "sk": sk, "data": to_json(finding).decode(), "ttl": self._expires()})
        self._table.write_many(items)

    def findings(self, removal: str, *, limit: int, position: str | None = None) -> Page[Finding]:
        """By article id, after `position`."""
        pk, low = keys.removal_finding(removal, f"{position}!" if position else "!")
        items = self._table.query(pk, low, LAST, limit=limit + 1, descending=False, consistent=True)
        found = tuple(from_json(item["data"], Finding) for item in items[:limit])
        return Page(found, found[-1].article if len(items) > limit else None)

    def look_again(self, article: str) -> None:
        """Have an article that was taken down looked for once more, once all are done who may have had it in hand."""
        pk, sk = keys.removed_again(article)
        self._table.put({"pk": pk, "sk": sk, "due": stamp(self._now() + IN_HAND), "ttl": self._expires()})

    def looked_again(self, article: str) -> None:
        self._table.delete(keys.removed_again(article))

    def due(self) -> dict[str, str]:
        """The articles that are to be looked for now, and since when; some of them where there are many."""
        items = self._table.query("REMOVALS#again", "!", LAST, limit=MAX_DUE, consistent=True)
        return {item["sk"]: item["due"] for item in items if item["due"] <= stamp(self._now())}

    def refuse(self, upload: str, expires: int) -> None:
        """Have an upload removed that brought what was taken down."""
        pk, sk = keys.removal_refused(upload)
        self._table.put({"pk": pk, "sk": sk, "at": stamp(self._now()), "ttl": expires})

    def refused(self) -> dict[str, str]:
        """The uploads that are to be removed, and since when.

        Where there are many, others of them each time: those that wait hold up none.
        """
        turn = keys.digest("turn", stamp(self._now()))
        items = self._table.query("REMOVALS#refused", turn, LAST, limit=MAX_DUE, descending=False, consistent=True)
        if len(items) < MAX_DUE:
            items += self._table.query("REMOVALS#refused", "!", turn, limit=MAX_DUE - len(items), consistent=True)
        return {item["sk"]: item.get("at", "") for item in items}

    def forgot(self, upload: str) -> None:
        self._table.delete(keys.removal_refused(upload))

    def _expires(self) -> int:
        return int((self._now() + KEEP).timestamp())
