"""Now: what rings, what changed, what surges; and what to do on an empty stack."""

from __future__ import annotations

from tocsin.aws.muting import muting_of
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
    muting = muting_of(services)
    alerts, quiet = muting.sift(
        services.alerts.page("alert", "all", limit=ALERTS).items,
        lambda sent: muting.hides(sent.alert.story, sent.alert.publisher, sent.alert.url),
    )
    stories, more = muting.sift(
        services.stories.page(limit=STORIES).items, lambda one: muting.of("story", one.id) is not None
    )
    bulletins = services.bulletins.page(limit=BULLETINS).items
    part = "now_live.html" if "part" in ask.request.query else "now.html"
    return ask.show(
        part,
        title="Now",
        alerts=alerts,
        stories=stories,
        bulletins=bulletins,
        hidden=quiet + more,
        marks=services.desk.marks("alert", [sent.alert.id for sent in alerts]),
        story_marks=services.desk.marks("story", [story.id for story in stories]),
        watches=services.watches.all() if not alerts else [],
    )
