"""Deliveries that SNS gave up: it puts them into a queue, from which they are noted with their subscription.

The message itself is dropped: alerts and bulletins stay in the table. What is taken twice is counted twice.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table, Write
from tocsin.errors import Conflict, InvalidInput
from tocsin.subscriptions.deliveries import Deliveries

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10
MAX_BATCHES = 50
"""Of one run: 500 messages, two calls for ten. What is left waits for the next."""
MAX_SUBSCRIPTIONS = 5_000
MAX_ERROR = 100


@dataclass(frozen=True, slots=True)
class Noted:
    """How many deliveries were noted, and how many were of no subscription that is known here."""

    failures: int = 0
    unknown: int = 0


class Failures:
    """Reads the queue that all subscriptions name as their dead-letter queue."""

    def __init__(self, table: Table, deliveries: Deliveries, sqs: SQSClient, queue_arn: str) -> None:
        self._table, self._deliveries = table, deliveries
        self._sqs = sqs
        self._queue = queue_arn.rpartition(":")[2]

    def note(self, now: datetime) -> Noted:
        """Note what waits in the queue with its subscriptions, and take it out; nothing without a queue."""
        failed = unknown = 0
        if not self._queue:
            return Noted()
        url = self._sqs.get_queue_url(QueueName=self._queue)["QueueUrl"]
        known: dict[str, str] = {}
        for _ in range(MAX_BATCHES):
            messages = self._sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=BATCH, MessageAttributeNames=["ErrorCode", "ErrorMessage"]
            ).get("Messages", [])
            if not messages:
                break
            known = known or self._known()
            found = Counter(known.get(_subscription(message["Body"]) or "", "") for message in messages)
            unknown += found.pop("", 0)
            errors = {known.get(_subscription(m["Body"]) or "", ""): _error(m) for m in messages}
            for message in messages:
                if (to := known.get(_subscription(message["Body"]) or "")) and (alert := _alert(message["Body"])):
                    self._deliveries.refused(alert, to, _error(message))
            for subscription, count in sorted(found.items()):
                self._add(subscription, count, errors[subscription], now)
                failed += count
            self._sqs.delete_message_batch(
                QueueUrl=url,
                Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)],
            )
        return Noted(failed, unknown)

    def _known(self) -> dict[str, str]:
        """Ids of subscriptions by their ARN."""
        pk, low = keys.subscription("")
        items = self._table.query(pk, low, low + "~", limit=MAX_SUBSCRIPTIONS, descending=False)
        return {item["arn"]: item["sk"].partition("#")[2] for item in items if "arn" in item}

    def _add(self, subscription: str, count: int, error: str, now: datetime) -> None:
        key = keys.subscription(subscription)
        item: Item = self._table.get(key) or {}
        told = {"failures": item.get("failures", 0) + count, "failed_at": keys.stamp(now), "error": error}
        try:
            self._table.update(Write(key, set=told, condition=conditions.EXISTS))
        except Conflict:
            return  # it has expired meanwhile


def _subscription(body: str) -> str | None:
    """The ARN in the address for unsubscribing, which each notification of SNS holds."""
    try:
        notification: Any = json.loads(body)
        return str(parse_qs(urlsplit(notification["UnsubscribeURL"]).query)["SubscriptionArn"][0])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _alert(body: str) -> str | None:
    """The id that each message of ours carries as an attribute, whatever its protocol is sent."""
    try:
        notification: Any = json.loads(body)
        return keys.checked_id(str(notification["MessageAttributes"]["dedup"]["Value"]), "dedup")
    except (ValueError, KeyError, TypeError, InvalidInput, RecursionError):
        return None


def _error(message: MessageTypeDef) -> str:
    """The code that SNS attaches, else its words; printable, and short."""
    attributes = message.get("MessageAttributes", {})
    told = next((a["StringValue"] for name in ("ErrorCode", "ErrorMessage") if (a := attributes.get(name))), "unknown")
    return "".join(c for c in told if c.isprintable())[:MAX_ERROR] or "unknown"
