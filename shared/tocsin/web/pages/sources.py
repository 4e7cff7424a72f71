"""Sources: how reliable each is held to be."""

from __future__ import annotations

from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()


@pages.page("GET", "sources", scope="read")
def source_list(ask: Ask) -> Reply:
    return ask.show("sources.html", title="Sources", grades=ask.services.grades.all())
