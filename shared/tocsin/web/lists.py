"""Pages of lists: cursors are sealed as in the API, each for its own list; filters are in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from tocsin.aws.records import Page
from tocsin.web.routes import Ask

T = TypeVar("T")


def page_of(ask: Ask, binding: list[str], read: Callable[[str | None], Page[T]]) -> Page[T]:
    """The page at `?after=`. Raises `InvalidCursor` for one that this list did not hand out."""
    after = ask.request.query.get("after", "")
    page = read(ask.services.cursors.open(after, binding) if after else None)
    return Page(page.items, None if page.next is None else ask.services.cursors.seal(page.next, binding))


def changed(query: Mapping[str, str], **values: str) -> str:
    """An address's query with these values in it, from its first page; an empty value takes its name out."""
    return urlencode({name: value for name, value in {**query, "after": "", **values}.items() if value})
