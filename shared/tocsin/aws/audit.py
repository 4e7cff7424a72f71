"""The audit log: each change by API, page or command, by whom, when, and from what to what in short. Never content.

A change is noted before it is made, as `begun`, and what came of it afterwards: one that a crash cut off stays seen.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from tocsin.aws import keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table, Write

How = Literal["api", "page", "command"]
Outcome = Literal["begun", "done", "failed"]
"""failed: the answer was a fault of ours, and nobody knows how far the change came. A refused one leaves no entry."""
KEPT = timedelta(days=730)
MAX_MONTHS = 26
MAX_READ = 1_000
"""Entries looked at for one page, however rare what is asked for."""
_SHORT = re.compile(r"[\w.:+@-]{1,60}")
_TELLING = ("id", "version", "scope", "grade", "state", "protocol", "enabled", "by", "expires_at", "revoked_at", "mode")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change."""

    id: str
    at: str
    who: str
    """The id of an API key, or `command`: the rights of the account."""
    how: How
    kind: str
    """What was changed, as the API groups it: `watches`, `keys`, `articles`."""
    action: str
    """The route, page or command."""
    item: str
    outcome: Outcome
    told: str
    """In short what it is now: `version=3 enabled=False`. What it was before stands in the entry before."""


class AuditLog:
    """The changes of one deployment."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    def begin(self, who: str, how: How, action: str, *, kind: str, item: str = "") -> AuditEntry:
        """Note a change that is about to be made."""
        at = keys.stamp(self._now())
        entry = AuditEntry(f"{at}.{secrets.token_hex(4)}", at, who, how, kind, action, item[:120], "begun", "")
        self._table.put(self._item(entry))
        return entry

    def end(self, entry: AuditEntry, outcome: Outcome, item: str = "", told: str = "") -> None:
        """What came of it."""
        changed = {"outcome": outcome, "item": item[:120] or entry.item, "told": f"{entry.told} {told}".strip()}
        self._table.update(Write(_key(entry.id), set=changed))

    def drop(self, entry: AuditEntry) -> None:
        """It was refused: nothing was changed."""
        self._table.delete(_key(entry.id))

    def page(
        self,
        *,
        who: str | None = None,
        kind: str | None = None,
        limit: int,
        since: str = FIRST_TIME,
        until: str = LAST_TIME,
        position: str | None = None,
    ) -> Page[AuditEntry]:
        """The last first; a page that looked at `MAX_READ` entries comes short."""
        high = min(position, until) if position else until
        found: list[AuditEntry] = []
        read = 0
        for month in self._months(since, high):
            items = self._table.query(f"AUDIT#{month}", since, high, limit=MAX_READ - read)
            for item in items:
                read += 1
                if item["sk"] >= high or (who or item["who"]) != item["who"] or (kind or item["kind"]) != item["kind"]:
                    continue
                found.append(_entry(item))
                if len(found) == limit:
                    return Page(tuple(found), item["sk"])
            if read >= MAX_READ:
                return Page(tuple(found), items[-1]["sk"])
        return Page(tuple(found), None)

    def _months(self, since: str, high: str) -> list[str]:
        """The last first, `MAX_MONTHS` at most: older entries are gone."""
        last = min(high[:7], keys.stamp(self._now())[:7])
        year, month = int(last[:4]), int(last[5:7])
        every = (divmod(year * 12 + month - 1 - back, 12) for back in range(MAX_MONTHS))
        return [name for one in every if (name := f"{one[0]:04}-{one[1] + 1:02}") >= since[:7]]

    def _item(self, entry: AuditEntry) -> Item:
        pk, sk = _key(entry.id)
        told = {"at": entry.at, "who": entry.who, "how": entry.how, "kind": entry.kind, "action": entry.action}
        expires = int((self._now() + KEPT).timestamp())
        return {"pk": pk, "sk": sk, **told, "item": entry.item, "outcome": entry.outcome, "told": entry.told} | {
            "ttl": expires
        }


def in_short(values: Mapping[str, Any]) -> str:
    """The telling ones of an answer's values, those one level down too; words and numbers alone, so never content."""
    flat = dict(values)
    for inner in [value for value in values.values() if isinstance(value, Mapping)]:
        flat = {**inner, **flat}
    told = [(name, str(flat[name])) for name in _TELLING if isinstance(flat.get(name), str | int)]
    return " ".join(f"{name}={value}" for name, value in told if _SHORT.fullmatch(value))


def _key(entry: str) -> keys.Key:
    return keys.audit(entry)


def _entry(item: Item) -> AuditEntry:
    return AuditEntry(
        item["sk"],
        item["at"],
        item["who"],
        item["how"],
        item["kind"],
        item["action"],
        item["item"],
        item["outcome"],
        item["told"],
    )
