"""Subscriptions: kept in the table, done and told of by SNS.

The item is written before SNS is asked, so that no address is ever rung that no list shows. SNS itself is idempotent by
protocol and endpoint, and the same request after a crash finishes what the first began.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tocsin.aws import conditions, keys
from tocsin.aws.records import Page
from tocsin.aws.table import Item, Table, Write
from tocsin.errors import Conflict, InvalidInput, NotFound
from tocsin.subscriptions.endpoints import SnsProtocol, sns_protocol
from tocsin.subscriptions.model import DELETED_DAYS, FAILING, LIVE, State, Subscription, filter_policy, subscription_id
from tocsin.watches.model import Severity

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

MAX_UNSUBSCRIBING = 100


class Subscriptions:
    """The subscriptions of the alert topic that were made here."""

    def __init__(self, table: Table, sns: SNSClient, topic_arn: str, undelivered_arn: str = "") -> None:
        self._table = table
        self._sns = sns
        self._topic_arn = topic_arn
        self._undelivered_arn = undelivered_arn

    def create(
        self, protocol: SnsProtocol, endpoint: str, watches: tuple[str, ...], least_severity: Severity, now: datetime
    ) -> tuple[Subscription, bool]:
        """The subscription of an endpoint, and whether it is new; the same again changes nothing.

        `endpoint` is checked already. Raises `Conflict` if it is subscribed to something else, `InvalidInput` if SNS
        does not take it.
        """
        sub_id = subscription_id(protocol, endpoint)
        wanted = Subscription(
            sub_id, protocol, endpoint, tuple(sorted(set(watches))), least_severity, "pending", keys.stamp(now)
        )
        item = self._table.get(keys.subscription(sub_id))
        known = None if item is None else self._seen(item, now)
        if known is not None and known.state in LIVE:
            if (known.watches, known.least_severity) != (wanted.watches, wanted.least_severity):
                raise Conflict(f"is subscribed with another filter as {sub_id}: delete that first", where="endpoint")
            if item is not None and "arn" in item:
                return known, False
        # What waits to be removed must not remove what is made now.
        self._table.delete(keys.unsubscribing(sub_id))
        self._table.put(item_of(wanted))
        try:
            arn = self._subscribe(wanted)
        except (Conflict, InvalidInput):
            self._table.delete(keys.subscription(sub_id))
            raise
        changed = self._table.update(Write(keys.subscription(sub_id), set={"arn": arn}, condition=conditions.EXISTS))
        return self._seen(changed, now), known is None or known.state not in LIVE

    def get(self, subscription: str, now: datetime) -> Subscription:
        """As SNS sees it now. Raises `NotFound`."""
        return self._seen(self._stored(subscription), now)

    def page(self, *, limit: int, position: str | None, now: datetime) -> Page[Subscription]:
        """By id; SNS is asked about each."""
        pk, low = keys.subscription("")
        start = low + (f"{position}~" if position else "")
        items = self._table.query(pk, start, low + "~", limit=limit + 1, descending=False, consistent=True)
        found = [self._seen(item, now) for item in items[:limit]]
        return Page(tuple(found), found[-1].id if len(items) > limit else None)

    def delete(self, subscription: str, now: datetime) -> Subscription:
        """Nothing more is sent there. Raises `NotFound`.

        SNS removes no subscription that waits to be confirmed: `finish_deleting` does, should it be confirmed yet.
        """
        item = self._stored(subscription)
        known = subscription_of(item)
        arn = item.get("arn") or self._subscribe(known)
        expires = int((now + timedelta(days=DELETED_DAYS)).timestamp())
        pk, sk = keys.unsubscribing(subscription)
        self._table.put({"pk": pk, "sk": sk, "arn": arn, "ttl": expires})
        changed = Write(keys.subscription(subscription), set={"state": "deleted", "ttl": expires})
        self._table.update(changed)
        self._unsubscribe(subscription, arn)
        return replace(known, state="deleted")

    def finish_deleting(self) -> int:
        """Try again to remove what SNS would not remove before; answers how many it did."""
        pk, low = keys.unsubscribing("")
        done = 0
        for item in self._table.query(pk, low, low + "~", limit=MAX_UNSUBSCRIBING, consistent=True):
            sub_id = item["sk"].partition("#")[2]
            kept = self._table.get(keys.subscription(sub_id))
            if kept is None or kept["state"] == "deleted":
                done += self._unsubscribe(sub_id, item["arn"])
        return done

    def _subscribe(self, wanted: Subscription) -> str:
        attributes = {"FilterPolicy": filter_policy(wanted.watches, wanted.least_severity)}
        if self._undelivered_arn:
            attributes["RedrivePolicy"] = json.dumps({"deadLetterTargetArn": self._undelivered_arn})
        arn = ""
        with _refusals():
            for _ in range(
                2
            ):  # AWS tells the ARN at once, an emulator that ignores the last parameter when asked again
                arn = self._sns.subscribe(
                    TopicArn=self._topic_arn,
                    Protocol=sns_protocol(wanted.protocol, wanted.endpoint),
                    Endpoint=wanted.endpoint,
                    Attributes={name: value for name, value in attributes.items() if value},
                    ReturnSubscriptionArn=True,
                )["SubscriptionArn"]
                if arn.startswith("arn:"):
                    break
        return arn

    def _unsubscribe(self, subscription: str, arn: str) -> bool:
        try:
            if self._confirmation_waits(arn):
                return False
            with _refusals():
                self._sns.unsubscribe(SubscriptionArn=arn)
        except (NotFound, InvalidInput):
            pass  # gone already: its owner was faster, or SNS forgot what was never confirmed
        self._table.delete(keys.unsubscribing(subscription))
        return True

    def _confirmation_waits(self, arn: str) -> bool:
        """Raises `NotFound` for what SNS does not know (any more)."""
        with _refusals():
            answer = self._sns.get_subscription_attributes(SubscriptionArn=arn)
        return answer["Attributes"].get("PendingConfirmation") == "true"

    def _stored(self, subscription: str) -> Item:
        item = self._table.get(keys.subscription(keys.checked_id(subscription, "subscription")))
        if item is None:
            raise NotFound("no such subscription")
        return item

    def _seen(self, item: Item, now: datetime) -> Subscription:
        """With its state by SNS; the first time that it is seen confirmed is kept."""
        known = subscription_of(item)
        if known.state == "deleted" or "arn" not in item:
            return known
        try:
            state: State = "pending" if self._confirmation_waits(item["arn"]) else "confirmed"
        except NotFound:
            return replace(known, state="deleted" if known.confirmed_at else "failed")
        if state == "confirmed" and known.confirmed_at is None:
            at = keys.stamp(now)
            self._table.update(Write(keys.subscription(known.id), set={"confirmed_at": at}))
            known = replace(known, confirmed_at=at)
        if state == "confirmed" and known.failed_at is not None and known.failed_at > keys.stamp(now - FAILING):
            state = "failing"
        return replace(known, state=state)


def item_of(subscription: Subscription) -> Item:
    """A subscription as the table keeps it, when it is new."""
    pk, sk = keys.subscription(subscription.id)
    return {
        "pk": pk,
        "sk": sk,
        "protocol": subscription.protocol,
        "endpoint": subscription.endpoint,
        "watches": list(subscription.watches),
        "least_severity": subscription.least_severity,
        "state": subscription.state,
        "created_at": subscription.created_at,
    } | ({"language": subscription.language} if subscription.language else {})


def subscription_of(item: Item) -> Subscription:
    """What an item holds, as nobody but the table sees it."""
    return Subscription(
        id=item["sk"].partition("#")[2],
        protocol=item["protocol"],
        endpoint=item["endpoint"],
        watches=tuple(item["watches"]),
        least_severity=item["least_severity"],
        state=item["state"],
        created_at=item["created_at"],
        confirmed_at=item.get("confirmed_at"),
        failures=item.get("failures", 0),
        failed_at=item.get("failed_at"),
        error=item.get("error"),
        delivered_at=item.get("delivered_at"),
        language=item.get("language"),
    )


_LIMITS = frozenset({"SubscriptionLimitExceeded", "FilterPolicyLimitExceeded"})


@contextmanager
def _refusals() -> Iterator[None]:
    """What SNS refuses, as our errors; its own words stay out, as they name accounts and roles."""
    from botocore.exceptions import ClientError  # noqa: PLC0415  # botocore is loaded with the client

    try:
        yield
    except ClientError as error:
        fault: dict[str, Any] = dict(error.response.get("Error", {}))
        code = str(fault.get("Code", "")).removesuffix("Exception")
        if code in {"NotFound", "ResourceNotFound"}:
            raise NotFound("SNS knows no such subscription") from error
        if code in _LIMITS:
            raise Conflict("SNS takes no more subscriptions or filters for this topic", where="endpoint") from error
        if code == "InvalidParameter" and "already exists" in str(fault.get("Message")):
            raise Conflict("is subscribed with other settings outside of Tocsin", where="endpoint") from error
        if code in {"InvalidParameter", "InvalidParameterValue"}:
            raise InvalidInput("SNS does not take it", where="endpoint") from error
        raise
