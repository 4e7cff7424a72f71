"""Sources: how reliable each is held to be (Admiralty Code), what a grade applies to, and how the feeds do."""

from __future__ import annotations

from contextlib import suppress
from typing import get_args

from tocsin.errors import InvalidInput, NotFound
from tocsin.feeds.model import BROKEN, FeedState
from tocsin.reports.sources import grade_domain, source_report
from tocsin.stories.origins import Reliability
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
GRADES: tuple[Reliability, ...] = get_args(Reliability)
MEANINGS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
FEED_STATES: dict[FeedState, str] = {
    "new": "not asked yet",
    "ok": "brings news",
    "not-modified": "unchanged",
    "empty": "without items",
    "silent": "silent",
    "failing": "failing",
    "blocked": "refuses",
    "gone": "has ended",
}
MAX_NOTE = 500


@pages.page("GET", "sources", scope="read")
def source_list(ask: Ask) -> Reply:
    services = ask.services
    return ask.show(
        "sources.html",
        title="Sources",
        grades=services.grades.all(),
        meanings=MEANINGS,
        feeds=sorted(
            services.feeds.all(), key=lambda feed: (feed.state not in BROKEN, (feed.title or feed.url).casefold())
        ),
        feed_states=FEED_STATES,
    )


@pages.page("POST", "sources", scope="admin")
def grade_source(ask: Ask) -> Reply:
    grade = checked(ask.request.field("grade"), GRADES, "grade")
    note = ask.request.field("note")
    if len(note) > MAX_NOTE:
        raise InvalidInput(f"has more than {MAX_NOTE} characters", where="note")
    report = grade_domain(ask.services, ask.request.field("domain"), grade, note or None)  # type: ignore[arg-type]  # checked
    return redirect(f"sources/{report.source.domain}")


@pages.page("GET", "sources/<domain>", scope="read")
def source_page(ask: Ask, domain: str) -> Reply:
    report = source_report(ask.services, domain)
    return ask.show("source.html", title=report.source.domain, report=report, source=report.source, meanings=MEANINGS)


@pages.page("POST", "sources/<domain>/remove", scope="admin")
def ungrade_source(ask: Ask, domain: str) -> Reply:
    """Of two who remove it the second finds it done."""
    with suppress(NotFound):
        ask.services.grades.delete(domain)
    return redirect("../../sources")
