"""Alerts on their way: kept once, listed, paced by their watch, and handed to the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.muting import Muting, muting_of
from tocsin.aws.services import Services
from tocsin.steps.fault import fault
from tocsin.watches.alert import Alert, Occasion
from tocsin.watches.model import Watch
from tocsin.watches.pace import due
from tocsin.watches.why import Silence

MAX_TOGETHER = 10


def keep(services: Services, watch: Watch, alert: Alert, expires: int) -> Sent:
    """Store and list an alert unless there is one of its id that is not muted; answers the one that is kept."""
    alerts = services.alerts
    known = alerts.find(alert.id)
    if known is not None and known.muted_by is not None:
        alerts.remove(known.alert)
        known = None
    kept = known or alerts.put(_paced(services, watch, alert), expires)
    fault("correlate.alert-stored")
    if kept.alert.article == alert.article:
        alerts.list_alert(kept.alert, expires)
        fault("correlate.alert-listed")
    return kept


def silence_of(muting: Muting, watch: Watch, occasion: Occasion) -> Silence | None:
    """Why the desk wants nothing of this: what is muted now is not raised, so that it rings once that has ended."""
    one = (occasion.story, *(kin.story for kin in occasion.kin if not kin.only))
    found = muting.silences(watch.id, one, occasion.article.publisher, occasion.article.url)
    return None if found is None else found[0]


def hush(services: Services, waiting: Sequence[Sent]) -> list[Sent]:
    """Those that may go out; of the others it is noted by whom they are muted, and they never do."""
    if not waiting:
        return []
    muting = muting_of(services)
    loud = []
    for one in waiting:
        found = None if one.sent_at is not None else muting.silences_alert(one.alert)
        if found is None:
            loud.append(one)
        else:
            services.alerts.mark_muted(one.alert.id, found[1].by)
    return loud


def hand_on(services: Services, alerts: Sequence[Alert]) -> None:
    """To the outbox, together what one message tells."""
    for first, *others in told_together(alerts):
        services.queues.outbox(first.id, [alert.id for alert in others])
        fault("correlate.handed-on")


def _paced(services: Services, watch: Watch, alert: Alert) -> Alert:
    """The alert with what it has to wait for, by the watch's other alerts of late."""
    now = datetime.fromisoformat(alert.raised_at)
    back = max(timedelta(hours=1), timedelta(minutes=watch.delivery.cooldown_minutes))
    sent = services.alerts.times(watch.id, now - back, now) if watch.delivery.mode == "immediate" else []
    when = due(watch.delivery, sent, now, alert.gravity)
    return alert if when.hold is None else replace(alert, hold=when.hold, not_before=stamp(when.at))


def told_together(alerts: Sequence[Alert]) -> list[list[Alert]]:
    """The alerts of one article by the messages that tell them: one where severity, kind, language and zone are one.

    A subscriber hears of a message by its watches and its severity: alerts of two severities in one would ring whom the
    graver one does not concern.
    """
    groups: dict[tuple[str, str, str, str], list[Alert]] = {}
    for alert in alerts:
        groups.setdefault((alert.severity, alert.msg_type, alert.told_in, alert.timezone), []).append(alert)
    return [group[at : at + MAX_TOGETHER] for group in groups.values() for at in range(0, len(group), MAX_TOGETHER)]
