"""Alerts: the list, and one with why it rang."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.aws.alerts import Sent
from tocsin.aws.muting import muting_of, origin_of
from tocsin.aws.services import Services
from tocsin.reports.why import why_alert
from tocsin.watches.alert import Alert
from tocsin.web.lists import page_of
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()
_CAP_TAGS: Final = re.compile("><")


@pages.page("GET", "alerts", scope="read")
def alert_list(ask: Ask) -> Reply:
    watch = ask.request.query.get("watch", "")
    kind = "watch-alert" if watch else "alert"
    page = page_of(
        ask,
        ["ui-alerts", watch],
        lambda at: ask.services.alerts.page(kind, watch or "all", limit=30, position=at),  # type: ignore[arg-type]
    )
    marks = ask.services.desk.marks("alert", [sent.alert.id for sent in page.items])
    return ask.show(
        "alerts.html",
        title="Alerts",
        alerts=page.items,
        next=page.next,
        watch=watch,
        marks=marks,
        acknowledged=ask.services.desk.acknowledged([sent.alert.id for sent in page.items]),
    )


@pages.page("GET", "alerts/<alert>", scope="read")
def alert_page(ask: Ask, alert: str) -> Reply:
    sent = ask.services.alerts.get(alert)
    followed = ask.services.alerts.find_many(sent.alert.references)
    reasons = why_alert(ask.services, alert)
    told, muting = sent.alert, muting_of(ask.services)
    found = muting.of("story", told.story), muting.of_source(told.publisher, told.url), muting.of("watch", told.watch)
    muted = [one for one in found if one is not None]
    return ask.show(
        "alert.html",
        title=sent.alert.title,
        sent=sent,
        alert=sent.alert,
        followed=followed,
        reasons=reasons,
        mark=ask.services.desk.marks("alert", [alert]).get(alert),
        acknowledged=ask.services.desk.acknowledged([alert]).get(alert),
        cap=_CAP_TAGS.sub(">\n<", _cap(ask.services, sent.alert, followed).decode()),
        muted=muted,
        origin=origin_of(ask.services, sent.alert.publisher, sent.alert.url),
    )


@pages.page("GET", "alerts/<alert>/cap.xml", scope="read")
def cap_file(ask: Ask, alert: str) -> Reply:
    """The alert as a message of the Common Alerting Protocol, as readers of feeds get it."""
    found = ask.services.alerts.get(alert).alert
    told = _cap(ask.services, found, ask.services.alerts.find_many(found.references))
    headers = {"Content-Disposition": f'attachment; filename="{alert}.cap.xml"'}
    return Reply(told, content_type="application/cap+xml", headers=headers)


def _cap(services: Services, alert: Alert, followed: Sequence[Sent]) -> bytes:
    from tocsin.notify.cap import cap_xml, sender_of  # noqa: PLC0415  # only these two pages write XML

    raised = {sent.alert.id: sent.alert.raised_at for sent in followed}
    return cap_xml(alert, sender=sender_of(services.settings.api_url), raised=raised)
