"""Alerts: the list, and one with why it rang."""

from __future__ import annotations

from tocsin.reports.why import why_alert
from tocsin.web.lists import page_of
from tocsin.web.muted import origin_of
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()


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
    return ask.show("alerts.html", title="Alerts", alerts=page.items, next=page.next, watch=watch, marks=marks)


@pages.page("GET", "alerts/<alert>", scope="read")
def alert_page(ask: Ask, alert: str) -> Reply:
    sent = ask.services.alerts.get(alert)
    followed = ask.services.alerts.find_many(sent.alert.references)
    reasons = why_alert(ask.services, alert)
    return ask.show(
        "alert.html",
        title=sent.alert.title,
        sent=sent,
        alert=sent.alert,
        followed=followed,
        reasons=reasons,
        mark=ask.services.desk.marks("alert", [alert]).get(alert),
        origin=origin_of(ask.services, sent.alert.publisher, sent.alert.url),
    )
