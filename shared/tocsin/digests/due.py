"""Digests that are due, put together from the lists of alerts: a page of them for each watch that has digests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.muting import Muting, muting_of
from tocsin.aws.services import Services
from tocsin.digests.model import Change, Digest, Rung, digest_id, put_together
from tocsin.digests.schedule import Period, Schedule, last_periods
from tocsin.watches.alert import Alert
from tocsin.watches.model import Watch

GRACE = timedelta(minutes=2)
"""An alert is listed within seconds of the time it was raised at; a digest waits longer than that for its last ones."""
LOOK_BACK = {"hourly": 24, "daily": 3}
"""Periods before its own in which a digest looks for alerts that no digest told: in the last one for what a retry
listed late, in those before if the schedule did not run in them."""
MAX_ALERTS = 300


def schedule_of(watch: Watch) -> Schedule | None:
    """None for a watch that rings at once, or not at all."""
    delivery = watch.delivery
    if not watch.enabled or delivery.mode == "immediate":
        return None
    return Schedule(delivery.mode, delivery.at, delivery.timezone)


def send_digests(services: Services, watches: Iterable[Watch]) -> tuple[str, ...]:
    """Keep and hand on the digest of each watch whose period ended; answers the ids of those handed on.

    A digest that is kept is not made again. One that waits is handed on again: a crash came between, or SNS did not
    answer for as long as the outbox tries. One without stories is kept as a note, and not sent.
    """
    now = services.now()
    muting = muting_of(services)
    handed_on = []
    for watch in watches:
        schedule = schedule_of(watch)
        if schedule is None or muting.of("watch", watch.id):
            continue
        periods = last_periods(schedule, now - GRACE, LOOK_BACK[schedule.every] + 1)
        kept = services.bulletins.get_many([digest_id(watch.id, period) for period in periods])
        known = kept.get(digest_id(watch.id, periods[0]))
        told = {one.bulletin.id: one.bulletin for one in kept.values() if isinstance(one.bulletin, Digest)}
        digest = known.bulletin if known else _made(services, watch, periods, told, muting)
        waits = known is None or known.sent_at is None
        if isinstance(digest, Digest) and digest.stories and waits:
            services.queues.bulletin(digest.id)
            handed_on.append(digest.id)
    return tuple(handed_on)


def _made(
    services: Services, watch: Watch, periods: tuple[Period, ...], told: dict[str, Digest], muting: Muting
) -> Digest:
    now = services.now()
    before = {alert for digest in told.values() for alert in digest.covers}
    skipped = [period for period in periods[1:] if digest_id(watch.id, period) not in told]
    since = min(period.start for period in (periods[1], *skipped))
    page = services.alerts.page(
        "watch-alert", watch.id, limit=MAX_ALERTS, since=stamp(since), until=stamp(periods[0].end)
    )
    waiting = [sent for sent in page.items if sent.alert.id not in before and not _is_settled(sent)]
    rung = [rung_of(sent.alert) for sent in waiting if muting.silences_alert(sent.alert) is None]
    digest = put_together(
        (watch.id, watch.name),
        periods[0],
        rung,
        now,
        cut=page.next is not None,
        told_in=watch.delivery.language,
        timezone=watch.delivery.timezone,
    )
    services.bulletins.put(digest, services.expires(now))
    return digest


def _is_settled(sent: Sent) -> bool:
    """It was sent when it was raised, as the watch had no digests then, or was muted."""
    return sent.sent_at is not None or sent.muted_by is not None


def rung_of(alert: Alert) -> Rung:
    """An alert as a digest needs it."""
    return Rung(
        alert.id,
        alert.story,
        alert.raised_at,
        alert.title,
        alert.severity,
        _change(alert),
        alert.article,
        alert.url,
        alert.claims[0] if alert.claims else None,
        alert.publisher,
    )


def _change(alert: Alert) -> Change:
    if alert.msg_type == "cancel":
        return "withdrawn"
    if any(change.change == "contradicted" for change in alert.changes) or any(
        claim.state == "contradicted" for claim in alert.claims
    ):
        return "contradicted"
    return "changed" if alert.msg_type == "update" else "new"
