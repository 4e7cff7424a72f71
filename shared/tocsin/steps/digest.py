"""On a schedule: whatever no message brings about.

Alerts that were held (quiet hours, a cooldown) go out when their time comes, and so do those that still wait though
their message should long have been worked off: the outbox loses nothing by itself, but its dead-letter queue takes what
SNS did not answer for. Digests that are due are put together, subscriptions that were removed before they were
confirmed are ended. Sending twice is harmless: what was sent meanwhile is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.digests.due import schedule_of, send_digests
from tocsin.digests.more import is_rolled, send_more
from tocsin.digests.watching import send_surges
from tocsin.steps.raising import hush

OVERDUE = timedelta(minutes=30)
"""Ten deliveries, three minutes apart, are what the outbox tries before it gives up."""
LOOK_BACK = timedelta(hours=36)
"""Digests, quiet hours and the limit of an hour end within a day."""
LOOK_BACK_HELD = timedelta(days=9)
"""A cooldown may last seven days, and end in quiet hours."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, for logs and metrics."""

    handed_on: tuple[str, ...]
    """Alerts that waited."""
    more: tuple[str, ...] = ()
    """Bulletins that tell several of them together."""
    digests: tuple[str, ...] = ()
    surges: tuple[str, ...] = ()
    unsubscribed: int = 0
    undelivered: int = 0
    """Messages that SNS gave up, noted with their subscriptions."""


def sweep(services: Services) -> Result:
    """Hand on whatever is due. Whatever is raised lets the schedule try again."""
    watches = services.watches.all()
    in_digests = frozenset(watch.id for watch in watches if schedule_of(watch) is not None)
    handed_on, more = _hand_on_waiting(services, in_digests)
    return Result(
        handed_on=handed_on,
        more=more,
        digests=send_digests(services, watches),
        surges=send_surges(services, watches),
        unsubscribed=services.subscriptions.finish_deleting(),
        undelivered=services.failures.note(services.now()).failures,
    )


def _hand_on_waiting(services: Services, in_digests: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Hand on the alerts that are due, and as one what a watch held back: the alerts, and the bulletins."""
    now = services.now()
    unsent = services.alerts.waiting(stamp(now - LOOK_BACK), stamp(now - LOOK_BACK_HELD))
    due = hush(services, [sent for sent in unsent if _is_due(sent, in_digests, now)])
    more, alone = send_more(services, [sent for sent in due if is_rolled(sent)])
    waiting = (*(sent.alert.id for sent in due if not is_rolled(sent)), *alone)
    for alert in waiting:
        services.queues.outbox(alert)
    return waiting, more


def _is_due(sent: Sent, in_digests: frozenset[str], now: datetime) -> bool:
    alert = sent.alert
    if alert.hold == "digest" and alert.watch in in_digests:
        return False
    if alert.not_before is not None:
        return alert.not_before <= stamp(now)
    return alert.raised_at <= stamp(now - OVERDUE)
