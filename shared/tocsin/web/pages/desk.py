"""What a desk does with what it sees: marks, notes, and muting. Readers look; who may write marks for all."""

from __future__ import annotations

from typing import cast, get_args

from tocsin.aws.desk import Mark, Marked, Mutable
from tocsin.aws.keys import stamp
from tocsin.aws.muting import MAX_ORIGIN, end_of
from tocsin.aws.muting import mute as mute_item
from tocsin.errors import InvalidInput
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
KINDS = {"stories": "story", "alerts": "alert"}


@pages.page("POST", "marks/<list>/<item>", scope="write", changes=False)  # the mark itself says who set it, and when
def mark(ask: Ask, list: str, item: str) -> Reply:  # noqa: A002  # the name of a part of the path
    """The whole mark at once: what is not ticked is taken back."""
    kind = cast("Marked", KINDS[checked(list, KINDS, "kind")])
    fields = ask.request.form()
    who, now = ask.signed_in.name, ask.services.now()
    made = Mark("important" in fields, "read" in fields, ask.request.field("note"), who, stamp(now))
    ask.services.desk.set_mark(kind, item, made, ask.services.expires(now))
    return redirect(f"../../{list}/{item}")


@pages.page("GET", "settings/muted", scope="read")
def muted_list(ask: Ask) -> Reply:
    muted = sorted(ask.services.desk.muted(stamp(ask.services.now())), key=lambda one: one.at, reverse=True)
    return ask.show("muted.html", title="Muted", muted=muted)


@pages.page("POST", "settings/muted", scope="write")
def mute(ask: Ask) -> Reply:
    """Mute, for good or `for` a while, or take it back; stories, sources and the like are named as they are kept."""
    kind = cast("Mutable", checked(ask.request.field("kind"), get_args(Mutable), "kind"))
    item, name = ask.request.field("item"), ask.request.field("name")
    if not 0 < len(item) <= MAX_ORIGIN:
        raise InvalidInput("names nothing that can be muted", where="item")
    if "back" in ask.request.form():
        ask.services.desk.unmute(kind, item)
    else:
        until = end_of(ask.request.field("for"), ask.services.now())
        mute_item(ask.services, kind, item, by=ask.signed_in.name, until=until, name=name)
    return redirect("muted")
