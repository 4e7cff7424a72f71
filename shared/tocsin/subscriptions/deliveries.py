"""What became of each alert at each channel: one item for both, which is also what makes it go out once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tocsin.aws import conditions, keys
from tocsin.aws.lists import Entry, Lists
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table, Write
from tocsin.channels.model import Outcome
from tocsin.errors import Conflict
from tocsin.subscriptions.endpoints import Protocol

DeliveryState = Literal["waiting", "sending", "retrying", "delivered", "failed", "dropped", "handed-on"]
"""waiting: not tried yet. sending: a worker tries now, or died of it. retrying: it is tried again at `next_at`. failed:
refused, or given up after all tries. dropped: the subscription was removed, or the alert cancelled or muted, before it
went. handed-on: SNS has it and delivers it; it tells of no delivery but those that it gave up, which are failed."""

BACKOFF = (5, 30, 120, 600, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 10 * 3_600)
"""Seconds between tries: soon while the news is fresh, and for 21 hours in all, as outages go."""
HOLD = timedelta(seconds=90)
"""Longer than the function may run, so that of two workers the second does not send while the first does."""
MOST = 200


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert or bulletin on its way to one subscription. `alert` is its id, or that of a test."""

    alert: str
    subscription: str
    protocol: Protocol
    state: DeliveryState
    raised_at: str
    queued_at: str
    """When it was handed on to the channel."""
    attempts: int = 0
    delivered_at: str | None = None
    next_at: str | None = None
    reason: str | None = None
    """Why the last try failed."""
    uploaded_at: str | None = None
    """When the article that it tells of was uploaded; None for a bulletin, and where the alert was held on purpose."""
    seconds: float | None = None
    """From the upload to the delivery, or from the raising where there is no such upload."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a service called the first message of an incident, and when a cancel of it was raised."""

    ref: str = ""
    closed: str = ""


class Deliveries:
    """The deliveries of the table."""

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table, self._lists = table, lists

    def enter(self, wanted: Delivery, expires: int) -> Delivery:
        """Keep a delivery that waits, unless it is there; answers the one that is."""
        pk, sk = keys.delivery(wanted.alert, wanted.subscription)
        row = Entry("delivery", wanted.subscription, wanted.raised_at, wanted.alert)
        self._lists.write([row], expires)
        told = {"protocol": wanted.protocol, "raised_at": wanted.raised_at, "queued_at": wanted.queued_at}
        told |= {"uploaded_at": wanted.uploaded_at} if wanted.uploaded_at else {}
        told |= {"reason": wanted.reason} if wanted.reason else {}
        item: Item = {"pk": pk, "sk": sk, **told, "state": wanted.state, "held_until": "", "tries": 0, "ttl": expires}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return self.find(wanted.alert, wanted.subscription) or wanted
        return wanted

    def find(self, alert: str, subscription: str) -> Delivery | None:
        item = self._table.get(keys.delivery(alert, subscription))
        return None if item is None else _delivery(item)

    def hold(self, found: Delivery, now: datetime) -> bool:
        """Whether this worker is the one to send it now."""
        told = {"state": "sending", "held_until": keys.stamp(now + HOLD), "tries": found.attempts + 1}
        write = Write(
            keys.delivery(found.alert, found.subscription),
            set=told,
            remove=("next_at",),
            condition=conditions.NOT_HELD,
            values={":now": keys.stamp(now)},
        )
        try:
            self._table.update(write)
        except Conflict:
            return False
        return True

    def put_off(self, found: Delivery, at: str) -> Delivery:
        """Others go to the endpoint first, or it rests: no try of this one."""
        self._set(found, {"next_at": at})
        return replace(found, next_at=at)

    def delivered(self, found: Delivery, now: datetime) -> Delivery:
        at = keys.stamp(now)
        self._set(found, {"state": "delivered", "delivered_at": at, "done_at": at}, ("reason", "next_at"))
        seconds = _seconds(found.uploaded_at or found.raised_at, at)
        return replace(found, state="delivered", delivered_at=at, reason=None, next_at=None, seconds=seconds)

    def again(self, found: Delivery, outcome: Outcome, now: datetime) -> Delivery:
        """It is to be tried later: when the service says, if it does."""
        wait = outcome.after or BACKOFF[min(found.attempts, len(BACKOFF)) - 1]
        at = keys.stamp(now + timedelta(seconds=wait))
        self._set(found, {"state": "retrying", "next_at": at, "held_until": "", "reason": outcome.reason})
        return replace(found, state="retrying", next_at=at, reason=outcome.reason)

    def give_up(self, found: Delivery, state: Literal["failed", "dropped"], reason: str) -> Delivery:
        """No try follows by itself; the tries are counted anew if somebody has it tried again."""
        self._set(found, {"state": state, "reason": reason, "held_until": "", "tries": 0}, ("next_at",))
        return replace(found, state=state, reason=reason, next_at=None)

    def refused(self, alert: str, subscription: str, reason: str) -> None:
        """SNS gave up what it was handed; nothing where that is not known here."""
        write = Write(
            keys.delivery(alert, subscription), set={"state": "failed", "reason": reason}, condition=conditions.EXISTS
        )
        with suppress(Conflict):
            self._table.update(write)

    def thread(self, incident: str, subscription: str) -> Thread:
        item = self._table.get(keys.thread(incident, subscription)) or {}
        return Thread(item.get("ref", ""), item.get("closed", ""))

    def keep_thread(self, incident: str, subscription: str, thread: Thread, expires: int) -> None:
        pk, sk = keys.thread(incident, subscription)
        self._table.put({"pk": pk, "sk": sk, "ref": thread.ref, "closed": thread.closed, "ttl": expires})

    def of_alert(self, alert: str) -> list[Delivery]:
        """By subscription."""
        pk, low = keys.delivery(keys.checked_id(alert, "alert"), "")
        return [_delivery(item) for item in self._table.query(pk, low, low + "~", limit=MOST, descending=False)]

    def of_subscription(self, subscription: str, *, limit: int, position: str | None) -> Page[Delivery]:
        """The last raised first."""
        sub_id = keys.checked_id(subscription, "subscription")
        rows = self._lists.page("delivery", sub_id, limit=limit, position=position)
        wanted = [keys.delivery(row.id, sub_id) for row in rows.items]
        items = self._table.get_many(wanted, consistent=False)
        return Page(tuple(_delivery(items[key]) for key in wanted if key in items), rows.next)

    def _set(self, found: Delivery, told: Item, remove: tuple[str, ...] = ()) -> None:
        key = keys.delivery(found.alert, found.subscription)
        self._table.update(Write(key, set=told, remove=remove, condition=conditions.EXISTS))


def _seconds(since: str, until: str | None) -> float | None:
    if until is None:
        return None
    return round((datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds(), 3)


def _delivery(item: Item) -> Delivery:
    since, until = item.get("uploaded_at") or item["raised_at"], item.get("delivered_at")
    return Delivery(
        alert=item["pk"].partition("#")[2],
        subscription=item["sk"].partition("#")[2],
        protocol=item["protocol"],
        state=item["state"],
        raised_at=item["raised_at"],
        queued_at=item["queued_at"],
        attempts=item["tries"],
        delivered_at=item.get("delivered_at"),
        next_at=item.get("next_at"),
        reason=item.get("reason"),
        uploaded_at=item.get("uploaded_at"),
        seconds=_seconds(since, until),
    )
