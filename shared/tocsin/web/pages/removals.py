"""Take-downs, for admins: what is to go is looked for, shown, and removed when that is ordered, for good."""

from __future__ import annotations

from typing import cast, get_args

from tocsin.removal.model import By
from tocsin.web.lists import page_of
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
SOUGHT = tuple(by for by in get_args(By) if by != "article")
FINDINGS = 40


@pages.page("GET", "settings/removals", scope="admin")
def removal_list(ask: Ask) -> Reply:
    return ask.show("removals.html", title="Take-downs", removals=ask.services.removals.all(), sought=SOUGHT)


@pages.page("POST", "settings/removals", scope="admin")
def look_for(ask: Ask) -> Reply:
    """What is found waits for the order to remove it."""
    from tocsin.removal.run import order  # noqa: PLC0415  # only an order needs what carries it out

    by = cast("By", checked(ask.request.field("by"), SOUGHT, "by"))
    made = order(
        ask.services, by, ask.request.field("value"), ask.request.field("reason"), ordered_by=ask.signed_in.key
    )
    return redirect(f"removals/{made.id}")


@pages.page("GET", "settings/removals/<removal>", scope="admin")
def removal_page(ask: Ask, removal: str) -> Reply:
    services = ask.services
    known = services.removals.get(removal)
    page = page_of(
        ask, ["ui-removal", removal], lambda at: services.removals.findings(removal, limit=FINDINGS, position=at)
    )
    heads = services.articles.heads([one.article for one in page.items]) if page.items else {}
    return ask.show("removal.html", title="Take-down", removal=known, findings=page.items, heads=heads, next=page.next)


@pages.page("POST", "settings/removals/<removal>/carry-out", scope="admin")
def carry_out_found(ask: Ask, removal: str) -> Reply:
    from tocsin.removal.run import carry_out  # noqa: PLC0415  # see above

    carry_out(ask.services, removal)
    return redirect(f"../{removal}")


@pages.page("POST", "articles/<article>/remove", scope="admin")
def take_down(ask: Ask, article: str) -> Reply:
    """Begins within a minute; why is kept."""
    from tocsin.removal.run import order  # noqa: PLC0415  # see above

    made = order(ask.services, "article", article, ask.request.field("reason"), ordered_by=ask.signed_in.key)
    return redirect(f"../../settings/removals/{made.id}")
