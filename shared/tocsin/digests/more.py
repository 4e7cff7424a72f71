"""What a watch held back because it had rung often enough is told once an hour, as "n more"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.digests.counts import HOUR, begin_of, hour_of
from tocsin.digests.due import rung_of
from tocsin.digests.model import Digest, more_id, put_together
from tocsin.digests.schedule import Period
from tocsin.watches.pace import ROLLED

LEAST = 2
"""One alert alone is told as what it is."""


def is_rolled(sent: Sent) -> bool:
    """Whether an alert waits to be told together with others."""
    return sent.alert.hold in ROLLED


def send_more(services: Services, waiting: Sequence[Sent]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep and hand on one bulletin for each watch and hour of what is due; answers their ids, and alerts left alone.

    The hour is that in which the alerts were due, so a run after a crash finds the bulletin that was kept, hands it on
    again if it was not sent, and notes its alerts as told. What came too late for it goes out by itself.
    """
    groups: dict[tuple[str, int], list[Sent]] = {}
    for one in waiting:
        due = datetime.fromisoformat(one.alert.not_before or one.alert.raised_at)
        groups.setdefault((one.alert.watch, hour_of(due)), []).append(one)
    handed_on, alone = [], []
    for (watch, hour), group in sorted(groups.items()):
        bulletin = _kept(services, watch, _period(group, hour), group)
        covered = frozenset(bulletin.covers if bulletin else ())
        if bulletin:
            handed_on.append(bulletin.id)
        for one in group:
            if one.alert.id in covered:
                services.alerts.mark_sent(one.alert.id, stamp(services.now()))
            else:
                alone.append(one.alert.id)
    return tuple(handed_on), tuple(alone)


def _kept(services: Services, watch: str, period: Period, group: Sequence[Sent]) -> Digest | None:
    """The bulletin of a watch and hour, made and handed on if need be; None if the hour brought a single alert."""
    identity = more_id(watch, period)
    known = services.bulletins.get_many([identity]).get(identity)
    if known is None:
        if len(group) < LEAST:
            return None
        rung = (rung_of(one.alert) for one in group)
        one = group[0].alert
        made = put_together(
            (watch, one.watch_name),
            period,
            rung,
            services.now(),
            kind="more",
            told_in=one.told_in,
            timezone=one.timezone,
        )
        services.bulletins.put(made, services.expires(services.now()))
        # Of two runs at one time the first one's is kept: it alone says which alerts are told.
        known = services.bulletins.get(identity)
    if known.sent_at is None:
        services.queues.bulletin(identity)
    return known.bulletin if isinstance(known.bulletin, Digest) else None


def _period(group: Sequence[Sent], hour: int) -> Period:
    first = min(datetime.fromisoformat(one.alert.raised_at) for one in group)
    return Period(first, begin_of(hour) + HOUR)
