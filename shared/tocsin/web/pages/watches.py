"""Watches: the list, and one with its rule and what it rang for."""

from __future__ import annotations

from tocsin.codec import to_json
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()


@pages.page("GET", "watches", scope="read")
def watch_list(ask: Ask) -> Reply:
    return ask.show("watches.html", title="Watches", watches=ask.services.watches.all())


@pages.page("GET", "watches/<watch>", scope="read")
def watch_page(ask: Ask, watch: str) -> Reply:
    found = ask.services.watches.get(watch)
    alerts = ask.services.alerts.page("watch-alert", watch, limit=20).items
    return ask.show("watch.html", title=found.name, watch=found, rule=to_json(found.rule).decode(), alerts=alerts)
