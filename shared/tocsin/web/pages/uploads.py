"""Uploads: what became of each file, with the reason."""

from __future__ import annotations

from tocsin.web.lists import page_of
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
STATES = ("rejected", "failed", "analyzed", "duplicate", "received", "retrying", "pending")


@pages.page("GET", "uploads", scope="read")
def upload_list(ask: Ask) -> Reply:
    state = checked(ask.request.query.get("state", "analyzed"), STATES, "state")
    page = page_of(
        ask,
        ["ui-uploads", state],
        lambda at: ask.services.uploads.page(state, limit=50, position=at),  # type: ignore[arg-type]  # checked
    )
    return ask.show("uploads.html", title="Uploads", uploads=page.items, next=page.next, state=state, states=STATES)
