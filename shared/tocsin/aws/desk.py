"""What a desk does with what it sees: marks and notes that all of it share, and what it wants to hear nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table
from tocsin.errors import Conflict, InvalidInput, NotFound

Marked = Literal["story", "alert"]
Mutable = Literal["story", "source", "watch", "subscription"]
MAX_NOTE = 2_000
MAX_NAME = 200
MAX_BY = 60
"""Characters of what somebody calls themselves."""
MAX_MUTED = 200
"""All are read with one Query."""
MOST_READ = 1_000
"""With those that have ended: they go when the next one is muted, and within two days."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody of the desk set down."""

    important: bool = False
    read: bool = False
    note: str = ""
    by: str = ""
    """The name of the key behind the session."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Muted:
    """What nobody is rung for, and a story or a source is not shown either: a source by its origin, as
    `family:gazette.example`, all else by its id. A subscription is one of a channel."""

    kind: Mutable
    item: str
    name: str
    by: str
    at: str
    until: str | None = None
    """When it ends by itself; None for one that somebody must take back."""

    @property
    def id(self) -> str:
        return mute_id(self.kind, self.item)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """That somebody has seen to an alert: the first who said so."""

    by: str
    """The name of a key, or what somebody with the link of a message called themselves."""
    at: str


class Desk:
    """The marks of one deployment."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def marks(self, kind: Marked, items: Sequence[str]) -> dict[str, Mark]:
        """Of those that have one."""
        wanted = {keys.desk_mark(kind, item): item for item in dict.fromkeys(items)}
        found = self._table.get_many(list(wanted), consistent=True) if wanted else {}
        return {wanted[key]: _mark(item) for key, item in found.items()}

    def set_mark(self, kind: Marked, item: str, mark: Mark, expires: int) -> None:
        """In the place of an earlier one; an empty one is removed. Raises `InvalidInput` for a long note."""
        if len(mark.note) > MAX_NOTE:
            raise InvalidInput(f"has more than {MAX_NOTE:,} characters", where="note")
        pk, sk = keys.desk_mark(kind, item)
        if not (mark.important or mark.read or mark.note):
            self._table.delete((pk, sk))
            return
        told = {"important": mark.important, "read": mark.read, "note": mark.note, "by": mark.by, "at": mark.at}
        self._table.put({"pk": pk, "sk": sk, **told, "ttl": expires})

    def forget(self, kind: Marked, items: Sequence[str]) -> None:
        """Marks and notes of what is there no more."""
        own = [keys.desk_acknowledged(item) for item in items] if kind == "alert" else []
        self._table.write_many(deletes=[*(keys.desk_mark(kind, item) for item in items), *own])

    def acknowledge(self, alert: str, told: Acknowledged, expires: int) -> Acknowledged:
        """The first acknowledgement stands; answers it."""
        pk, sk = keys.desk_acknowledged(alert)
        told = replace(told, by=" ".join(told.by.split())[:MAX_BY])
        try:
            item: Item = {"pk": pk, "sk": sk, "by": told.by, "at": told.at, "ttl": expires}
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return self.acknowledged([alert]).get(alert, told)
        return told

    def take_back_acknowledgement(self, alert: str) -> None:
        """Nobody sees to it any more. Raises `NotFound` where nobody did."""
        if not self.acknowledged([alert]):
            raise NotFound("nobody has acknowledged this alert")
        self._table.delete(keys.desk_acknowledged(alert))

    def acknowledged(self, alerts: Sequence[str]) -> dict[str, Acknowledged]:
        """Of those that are."""
        wanted = {keys.desk_acknowledged(alert): alert for alert in dict.fromkeys(alerts)}
        found = self._table.get_many(list(wanted), consistent=True) if wanted else {}
        return {wanted[key]: Acknowledged(item["by"], item["at"]) for key, item in found.items()}

    def forget_story(self, story: str) -> None:
        """Mark, note, and that it is muted."""
        self.forget("story", [story])
        self.unmute("story", story)

    def muted(self, now: str) -> list[Muted]:
        """What is muted at that time, by kind."""
        return [one for one in self._with_ended() if one.until is None or one.until > now]

    def mute(self, muted: Muted, expires: int) -> Muted:
        """In the place of an earlier one. Without an end a story stays muted as long as it is kept, all else until it
        is taken back. Raises `Conflict` for too many."""
        self._clear_ended(muted.at)
        there = [one for one in self.muted(muted.at) if one.id != muted.id]
        if len(there) >= MAX_MUTED:
            raise Conflict(f"{MAX_MUTED} are muted, which is the most: take one back", where="item")
        kept = replace(muted, name=muted.name[:MAX_NAME], by=muted.by[:MAX_BY])
        pk, sk = keys.desk_muted(muted.kind, muted.item)
        item: Item = {"pk": pk, "sk": sk, "kind": kept.kind, "item": kept.item, "name": kept.name, "by": kept.by}
        ends: Item = {"ttl": expires} if muted.kind == "story" else {}
        if muted.until is not None:
            ends = {
                "until": muted.until,
                "ends_at": muted.until,
                "ttl": int(datetime.fromisoformat(muted.until).timestamp()),
            }
        self._table.put({**item, "at": kept.at, **ends})
        return kept

    def _with_ended(self) -> list[Muted]:
        items = self._table.query("DESK#muted", " ", "~", limit=MOST_READ, descending=False, consistent=True)
        return [_muted(item) for item in items]

    def _clear_ended(self, now: str) -> None:
        """The table's own expiry takes days, in which they would hide what is muted yet from the one Query."""
        ended = [one for one in self._with_ended() if one.until is not None and one.until <= now]
        for one in ended[:MAX_MUTED]:
            with suppress(Conflict):
                self._table.delete(
                    keys.desk_muted(one.kind, one.item), condition=conditions.ENDED, values={":now": now}
                )

    def unmute(self, kind: Mutable, item: str) -> None:
        """Also where it is not muted."""
        self._table.delete(keys.desk_muted(kind, item))

    def take_back(self, mute: str, now: str) -> Muted:
        """Unmute by the id of `Muted`. Raises `NotFound`."""
        found = next((one for one in self.muted(now) if one.id == mute), None)
        if found is None:
            raise NotFound("nothing is muted under this id")
        self.unmute(found.kind, found.item)
        return found


def mute_id(kind: Mutable, item: str) -> str:
    return keys.digest("mute", kind, item)


def _muted(item: Item) -> Muted:
    return Muted(item["kind"], item["item"], item["name"], item["by"], item["at"], item.get("until"))


def _mark(item: Item) -> Mark:
    return Mark(item["important"], item["read"], item["note"], item["by"], item["at"])
