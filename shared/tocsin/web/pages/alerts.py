"""Alerts: the list, and one with why it rang."""

from __future__ import annotations

from tocsin.reports.why import why_alert
from tocsin.web.lists import page_of
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
    return ask.show("alerts.html", title="Alerts", alerts=page.items, next=page.next, watch=watch)


@pages.page("GET", "alerts/<alert>", scope="read")
def alert_page(ask: Ask, alert: str) -> Reply:
    sent = ask.services.alerts.get(alert)
    followed = ask.services.alerts.find_many(sent.alert.references)
    reasons = why_alert(ask.services, alert)
    return ask.show(
        "alert.html", title=sent.alert.title, sent=sent, alert=sent.alert, followed=followed, reasons=reasons
    )
