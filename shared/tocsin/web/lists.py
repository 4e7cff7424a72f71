"""Pages of lists: cursors are sealed as in the API, each for its own list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tocsin.aws.records import Page
from tocsin.web.routes import Ask

T = TypeVar("T")


def page_of(ask: Ask, binding: list[str], read: Callable[[str | None], Page[T]]) -> Page[T]:
    """The page at `?after=`. Raises `InvalidCursor` for one that this list did not hand out."""
    after = ask.request.query.get("after", "")
    page = read(ask.services.cursors.open(after, binding) if after else None)
    return Page(page.items, None if page.next is None else ask.services.cursors.seal(page.next, binding))
