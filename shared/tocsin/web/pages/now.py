"""Now: what rings, what changed, what surges; and what to do on an empty stack."""

from __future__ import annotations

from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages

pages = Pages()
ALERTS, STORIES, BULLETINS = 30, 20, 8


@pages.page("GET", "", scope="read")
def front(ask: Ask) -> Reply:
    return redirect(f"{ask.request.root}now")


@pages.page("GET", "now", scope="read")
def now(ask: Ask) -> Reply:
    services = ask.services
    alerts = services.alerts.page("alert", "all", limit=ALERTS).items
    stories = services.stories.page(limit=STORIES).items
    bulletins = services.bulletins.page(limit=BULLETINS).items
    part = "now_live.html" if "part" in ask.request.query else "now.html"
    return ask.show(
        part,
        title="Now",
        alerts=alerts,
        stories=stories,
        bulletins=bulletins,
        watches=services.watches.all() if not alerts else [],
    )
