"""A subscription: where alerts go, and which."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from tocsin.aws.keys import digest
from tocsin.subscriptions.endpoints import Protocol
from tocsin.watches.model import SEVERITIES, Language, Severity

State = Literal["pending", "confirmed", "failing", "failed", "deleted"]
"""pending: whoever owns the endpoint has not confirmed. confirmed: it is delivered to. failing: SNS gave up a delivery
of late, or the last try at a channel failed. failed: not confirmed in the two days that SNS waits, or a channel whose
endpoint is gone. deleted: removed here, or by its owner."""
LIVE: frozenset[State] = frozenset({"pending", "confirmed", "failing"})
DELETED_DAYS = 7
"""How long a deleted subscription is shown; SNS forgets one that was never confirmed after two days."""
FAILING = timedelta(days=7)
"""After a delivery that was given up: SNS tells of failures alone, never that a later one arrived."""

MAX_WATCHES = 50
"""SNS takes 150 combinations of values in a filter policy: three severities (four need no condition) of 50 watches."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One endpoint. SNS knows one subscription for a protocol and an endpoint, and so do we: they make the id."""

    id: str
    protocol: Protocol
    endpoint: str
    watches: tuple[str, ...]
    """Ids, sorted; empty for all watches, those to come too."""
    least_severity: Severity
    state: State
    created_at: str
    confirmed_at: str | None = None
    """When it was first seen confirmed."""
    failures: int = 0
    """Deliveries that were given up after all tries."""
    failed_at: str | None = None
    """When the last of them was noted."""
    error: str | None = None
    """What SNS or the service said of it."""
    delivered_at: str | None = None
    """When a channel last took a message; of SNS it is not known."""
    language: Language | None = None
    """Of a channel, what it is told in; None for each watch's own."""
    removed_watches: tuple[str, ...] = ()
    """Of `watches`, those that are there no more: nothing comes for them."""


def told_of_removed(subscription: Subscription, there: Collection[str]) -> Subscription:
    """With those of its watches that are not among the watches that are there."""
    return replace(subscription, removed_watches=tuple(watch for watch in subscription.watches if watch not in there))


def subscription_id(protocol: Protocol, endpoint: str) -> str:
    return digest("subscription", protocol, endpoint)


def filter_policy(watches: tuple[str, ...], least_severity: Severity) -> str:
    """The SNS filter policy (JSON) over the attributes of `tocsin.notify.render`; empty for whatever is published."""
    policy: dict[str, list[str]] = {"watch": list(watches)} if watches else {}
    if least_severity != SEVERITIES[0]:
        policy["severity"] = list(SEVERITIES[SEVERITIES.index(least_severity) :])
    return json.dumps(policy) if policy else ""
