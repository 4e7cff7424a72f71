"""On a schedule: alerts that still wait, though their message should long have been worked off, are handed on again.

The outbox loses nothing by itself; this is for messages that went to its dead-letter queue while SNS did not answer.
Sending twice is harmless: an alert that was sent meanwhile is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tocsin.aws.keys import stamp
from tocsin.aws.services import Services

OVERDUE = timedelta(minutes=30)
"""Ten deliveries, three minutes apart, are what the outbox tries before it gives up."""
LOOK_BACK = timedelta(days=1)
MOST = 100
"""Alerts looked at in one run, the newest first: one list page and one batch of reads."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, for logs and metrics."""

    handed_on: tuple[str, ...]


def sweep(services: Services) -> Result:
    """Hand on overdue alerts again. Whatever is raised lets the schedule try again."""
    now = services.now()
    since, until = stamp(now - LOOK_BACK), stamp(now - OVERDUE)
    page = services.alerts.page("alert", "all", limit=MOST, since=since, until=until)
    overdue = tuple(sent.alert.id for sent in page.items if sent.sent_at is None)
    for alert in overdue:
        services.queues.outbox(alert)
    return Result(overdue)
