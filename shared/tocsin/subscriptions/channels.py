"""Subscriptions of channels: kept beside those of SNS, their endpoints sealed, and judged by how deliveries go."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tocsin.aws import conditions, keys
from tocsin.aws.seals import Seals
from tocsin.aws.table import Item, Table, Write
from tocsin.channels import webhook
from tocsin.channels.addresses import hint
from tocsin.channels.model import CARRIED, CHANNELS, Address, ChannelName, Notice
from tocsin.channels.registry import BY_NAME
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, FetchForbidden, InvalidInput, NotFound
from tocsin.fetch import Policy
from tocsin.subscriptions.model import DELETED_DAYS, LIVE, Subscription, subscription_id
from tocsin.subscriptions.samples import sample
from tocsin.subscriptions.store import item_of, subscription_of
from tocsin.watches.model import SEVERITIES, Language, Severity

MOST = 2_000
"""Subscriptions that are looked through for an alert."""
SLOW = 2.5
"""Seconds after which an answer is a slow one. Two workers do all deliveries: at ten seconds a message, some dozens to
one endpoint would keep all others waiting for minutes, again with each try."""
REST = 6
"""One that stays slow takes a seventh of one worker."""
MOST_REST = timedelta(minutes=5)
"""Longer than the function may run: as long has its turn whoever died in it."""
OVERLAP = timedelta(hours=24)
"""As long both secrets of a webhook sign after one was replaced."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept sealed; `old` signs too until `until`."""

    endpoint: str
    secrets: tuple[str, ...] = ()
    old: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A subscription with what opens it."""

    subscription: Subscription
    channel: ChannelName
    address: Address
    rests_until: str | None = None
    """Of one that answered slowly the last time: when it may be asked again."""


class ChannelSubscriptions:
    """Subscriptions whose protocol is a channel's name."""

    def __init__(self, table: Table, seals: Seals, policy: Policy) -> None:
        self._table, self._seals, self._policy = table, seals, policy

    def create(
        self,
        name: ChannelName,
        asked: Address,
        watches: tuple[str, ...],
        least: Severity,
        now: datetime,
        *,
        language: Language | None = None,
    ) -> tuple[Subscription, bool, str]:
        """The subscription, whether it is new, and the secret of a webhook if one was made for it.

        Raises `InvalidInput` for an address that is none or may not be reached, `Conflict` if it is subscribed to
        something else.
        """
        made = webhook.new_secret(os.urandom(32)) if name == "webhook" and not asked.secrets else ""
        address = self._checked(name, replace(asked, secrets=(made,)) if made else asked)
        sub_id = subscription_id(name, _identity(name, address))
        at = keys.stamp(now)
        wanted = Subscription(
            sub_id,
            name,
            address.endpoint if name in CARRIED else hint(address.endpoint),
            tuple(sorted(set(watches))),
            least,
            "confirmed",
            at,
            confirmed_at=at,
            language=language,
        )
        item = self._table.get(keys.subscription(sub_id))
        known = None if item is None else subscription_of(item)
        if known is not None and known.state in LIVE:
            if _heard(known) != _heard(wanted):
                raise Conflict(
                    f"is subscribed with another filter or language as {sub_id}: delete that first", where="endpoint"
                )
            return known, False, ""
        sealed = self._seal(sub_id, Sealed(address.endpoint, address.secrets))
        self._table.put({**item_of(wanted), "confirmed_at": at, "sealed": sealed})
        return wanted, True, made

    def matching(self, watches: Collection[str], severity: Severity) -> list[Subscription]:
        """Those that hear of an alert, of channels and of SNS: as SNS filters, any of its watches will do."""
        pk, low = keys.subscription("")
        items = self._table.query(pk, low, low + "~", limit=MOST, descending=False, consistent=True)
        found = [subscription_of(item) for item in items]
        rank = SEVERITIES.index(severity)
        return [
            one
            for one in found
            if one.state in LIVE
            and (not one.watches or not set(one.watches).isdisjoint(watches))
            and SEVERITIES.index(one.least_severity) <= rank
        ]

    def find(self, subscription: str) -> Subscription:
        """Raises `NotFound` for one that is not there, `InvalidInput` for one that SNS delivers to."""
        item = self._table.get(keys.subscription(keys.checked_id(subscription, "subscription")))
        if item is None or item["state"] == "deleted":
            raise NotFound("no such subscription")
        if item["protocol"] not in CHANNELS:
            raise InvalidInput("is delivered to by SNS, which cannot be muted: remove it", where="subscription")
        return subscription_of(item)

    def all(self) -> list[Subscription]:
        """Those of channels that are sent to, by id."""
        pk, low = keys.subscription("")
        items = self._table.query(pk, low, low + "~", limit=MOST, descending=False)
        found = [subscription_of(item) for item in items if item["protocol"] in CHANNELS]
        return [one for one in found if one.state in LIVE]

    def open(self, subscription: str, now: datetime) -> Opened | None:
        """None if it is there no more, or its endpoint is gone. Raises `SealBroken`."""
        item = self._table.get(keys.subscription(keys.checked_id(subscription, "subscription")))
        if item is None or item["protocol"] not in CHANNELS or item["state"] not in LIVE:
            return None
        kept = from_json(self._seals.open(item["sealed"], subscription), Sealed)
        old = (kept.old,) if kept.old and keys.stamp(now) < kept.until else ()
        address = Address(kept.endpoint, (*kept.secrets, *old))
        return Opened(subscription_of(item), item["protocol"], address, item.get("rests_until"))

    def take_turn(self, opened: Opened, now: datetime) -> str | None:
        """None where it may be asked now, else when to come again. One that was slow is asked one thing at a time."""
        until = opened.rests_until
        if until is None:
            return None
        mine = keys.stamp(now + MOST_REST)
        if until > keys.stamp(now):
            return until
        write = Write(
            keys.subscription(opened.subscription.id),
            set={"rests_until": mine},
            condition=conditions.RESTS_UNTIL,
            values={":until": until},
        )
        try:
            self._table.update(write)
        except Conflict:
            return mine
        return None

    def answered(self, opened: Opened, seconds: float, now: datetime, *, failed: bool) -> None:
        """How long a try took. After a slow one it rests `REST` times as long, after another that failed twice as long
        as before, so that the others need not wait."""
        key = opened.subscription.id
        if seconds < SLOW:
            if opened.rests_until is not None:
                self._note(key, {}, ("rests_until", "rest"))
            return
        before = (self._table.get(keys.subscription(key)) or {}).get("rest", 0) if failed else 0
        rest = min(max(int(REST * seconds), 2 * int(before)), int(MOST_REST.total_seconds()))
        self._note(key, {"rests_until": keys.stamp(now + timedelta(seconds=rest)), "rest": rest})

    def move(self, subscription: str, name: str) -> None:
        """Its chat, room or the like goes by another name from now on, at the same server; nothing where it is gone."""
        item = self._table.get(keys.subscription(subscription))
        if item is None or "sealed" not in item:
            return
        kept = from_json(self._seals.open(item["sealed"], subscription), Sealed)
        endpoint = f"{kept.endpoint.rpartition('/')[0]}/{name}"
        self._note(subscription, {"sealed": self._seal(subscription, replace(kept, endpoint=endpoint))})

    def rotate(self, subscription: str, now: datetime) -> str:
        """A new secret of a webhook; the one before signs too for a day. Raises `NotFound`, `InvalidInput`."""
        item = self._live(subscription)
        if item["protocol"] != "webhook":
            raise InvalidInput("is no webhook: only those are signed with a secret of ours", where="subscription")
        kept = from_json(self._seals.open(item["sealed"], subscription), Sealed)
        fresh = webhook.new_secret(os.urandom(32))
        changed = Sealed(kept.endpoint, (fresh,), kept.secrets[0], keys.stamp(now + OVERLAP))
        self._update(subscription, {"sealed": self._seal(subscription, changed)})
        return fresh

    def delete(self, subscription: str, now: datetime) -> Subscription:
        """Nothing more is sent there, and what opened it is forgotten. Raises `NotFound`."""
        self._live(subscription)
        self._table.delete(keys.desk_muted("subscription", subscription))
        expires = int((now + timedelta(days=DELETED_DAYS)).timestamp())
        return self._update(subscription, {"state": "deleted", "ttl": expires}, ("sealed",))

    def delivered(self, subscription: str, now: datetime) -> None:
        """It works: whatever was wrong is over."""
        self._note(subscription, {"state": "confirmed", "delivered_at": keys.stamp(now)}, ("error", "failed_at"))

    def failed(self, subscription: str, now: datetime, reason: str, *, given_up: bool, gone: bool = False) -> None:
        """A try failed; `gone`: the service says that nobody is there any more, and nothing more is sent."""
        item = self._table.get(keys.subscription(subscription))
        if item is None or item["state"] not in LIVE:
            return
        told = {"state": "failed" if gone else "failing", "failed_at": keys.stamp(now), "error": reason}
        self._note(subscription, told | {"failures": item.get("failures", 0) + given_up})

    def _checked(self, name: ChannelName, asked: Address) -> Address:
        address = BY_NAME[name].check(asked)
        if name in CARRIED:
            return address
        request = BY_NAME[name].request(Notice(sample("check"), b"", datetime.fromtimestamp(0, UTC)), address)
        try:
            target = self._policy.target(request.url)
        except FetchForbidden as error:
            raise InvalidInput(error.message, where="endpoint") from None
        if target.scheme != "https" and not target.allowed:
            raise InvalidInput("must begin with https://", where="endpoint")
        return address

    def _seal(self, subscription: str, what: Sealed) -> bytes:
        return self._seals.seal(to_json(what), subscription)

    def _live(self, subscription: str) -> Item:
        item = self._table.get(keys.subscription(keys.checked_id(subscription, "subscription")))
        if item is None or item["protocol"] not in CHANNELS or item["state"] == "deleted":
            raise NotFound("no such subscription of a channel")
        return item

    def _note(self, subscription: str, told: Item, remove: tuple[str, ...] = ()) -> None:
        """What was removed meanwhile stays removed."""
        with suppress(Conflict):
            self._update(subscription, told, remove)

    def _update(self, subscription: str, told: Item, remove: tuple[str, ...] = ()) -> Subscription:
        """Raises `Conflict` for what is removed already."""
        write = Write(keys.subscription(subscription), set=told, remove=remove, condition=conditions.SEALED)
        return subscription_of(self._table.update(write))


def _heard(one: Subscription) -> tuple[object, ...]:
    return one.watches, one.least_severity, one.language


def _identity(name: ChannelName, address: Address) -> str:
    """What makes two subscriptions one: of a webhook the URL, whose secret changes."""
    return address.endpoint if name == "webhook" else "\0".join((address.endpoint, *address.secrets))
