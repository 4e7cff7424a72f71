"""What a desk decides of stories: two are one, or some articles tell another event; either is taken back."""

from __future__ import annotations

from tocsin.errors import InvalidInput
from tocsin.web.lists import page_of
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages

# Only these forms need what puts stories together.
# ruff: noqa: PLC0415
pages = Pages()
OFFERED = 40


@pages.page("GET", "stories/<story>/join", scope="write")
def join_page(ask: Ask, story: str) -> Reply:
    """The newest stories, one of which is to become part of this one."""
    services = ask.services
    state = services.stories.story(story)
    page = page_of(ask, ["ui-join"], lambda at: services.stories.page(limit=OFFERED, position=at))
    others = [one for one in page.items if one.id != state.id]
    return ask.show("join.html", title="Join stories", story=state, others=others, next=page.next)


@pages.page("POST", "stories/<story>/join", scope="write")
def join(ask: Ask, story: str) -> Reply:
    from tocsin.steps.decide import merge

    other = ask.request.field("other").rstrip("/").rpartition("/")[2]
    if not (other.isascii() and other.isalnum()):
        raise InvalidInput("choose a story, or paste the address of one", where="other")
    merge(ask.services, story, other, ask.signed_in.name)
    return redirect(f"../{story}")


@pages.page("POST", "stories/<story>/part", scope="write")
def part(ask: Ask, story: str) -> Reply:
    from tocsin.steps.decide import split

    articles = ask.request.form().get("article", [])
    if not articles:
        raise InvalidInput("tick the articles that tell another event", where="article")
    made = split(ask.services, story, articles, ask.signed_in.name)
    return redirect(f"../{made.other}")


@pages.page("POST", "stories/<story>/decisions/<decision>/undo", scope="write")
def take_back(ask: Ask, story: str, decision: str) -> Reply:
    from tocsin.steps.decide import undo

    undo(ask.services, decision, ask.signed_in.name)
    return redirect(f"../../../{story}")
