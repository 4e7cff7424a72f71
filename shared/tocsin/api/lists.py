"""What all lists share: parameters, times, and pages whose cursors are sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from tocsin.aws.cursors import Cursors
from tocsin.aws.keys import stamp
from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.records import Page
from tocsin.codec import to_json
from tocsin.errors import InvalidInput

T = TypeVar("T")
V = TypeVar("V")
MAX_PAGE = 3_000_000
"""Bytes of a page's items. Lambda ends at 6,291,556 for an answer whose body is JSON in JSON: a quotation mark or a
backslash takes two bytes there for one, and no other character more."""
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$"

Limit = Annotated[int, Query(ge=1, le=100, description="Most items of a page; a page may hold fewer.")]
LimitOrNone = Annotated[
    int | None, Query(ge=1, le=500, description="Most items of a page; as many as there is room for, without it.")
]
CursorQuery = Annotated[
    str | None, Query(min_length=1, max_length=500, description="`next` of the page before, with the same filters.")
]
Since = Annotated[datetime | None, Query(alias="from", description="Only what is of this time or later.")]
Until = Annotated[datetime | None, Query(alias="to", description="Only what is before this time.")]
Id = Annotated[str, Path(pattern=ID_PATTERN)]
IdQuery = Annotated[str | None, Query(pattern=ID_PATTERN)]


def since_until(since: datetime | None, until: datetime | None) -> tuple[str, str]:
    """Both as they stand in rows; times without an offset are UTC. Raises `InvalidInput` for a time upside down."""
    low = FIRST_TIME if since is None else stamp(utc(since, "from"))
    high = LAST_TIME if until is None else stamp(utc(until, "to"))
    if low > high:
        raise InvalidInput("is after `to`: nothing lies between them", where="from")
    return low, high


def paged(cursors: Cursors, cursor: str | None, binding: list[str], read: Callable[[str | None], Page[T]]) -> Page[T]:
    """Read the page at a cursor; its own `next` is sealed for the same list. Raises `InvalidCursor`."""
    page = read(None if cursor is None else cursors.open(cursor, binding))
    return Page(page.items, None if page.next is None else cursors.seal(page.next, binding))


def fitting(items: Iterable[object], most: int = MAX_PAGE) -> int:
    """How many of the items, from the first on, a page has room for; one at least, where there is one."""
    size = count = 0
    for item in items:
        size += len(item.model_dump_json().encode() if isinstance(item, BaseModel) else to_json(item))
        if size > most and count:
            break
        count += 1
    return count


def cut(page: Page[T], view: Callable[[T], V], position: Callable[[T], str]) -> Page[V]:
    """The views of a page as far as there is room; `position` of the last one shown is where the next starts."""
    views = [view(item) for item in page.items]
    count = fitting(views)
    if count == len(views):
        return Page(tuple(views), page.next)
    return Page(tuple(views[:count]), position(page.items[count - 1]))


def whole(
    cursors: Cursors,
    asked: tuple[str | None, int | None],
    name: str,
    items: Sequence[T],
    position: Callable[[T], str],
    *,
    falling: bool = False,
) -> Page[T]:
    """A page (`asked`: cursor and limit) of a list that is read whole, as its items are few by a bound.

    `position` is told of each item once, and grows or is `falling` from item to item: what comes or goes between two
    pages is shown or left out by where it stands.
    """

    def behind(item: T, at: str) -> bool:
        return position(item) < at if falling else position(item) > at

    cursor, limit = asked

    def read(at: str | None) -> Page[T]:
        rest = [item for item in items if at is None or behind(item, at)]
        shown = rest[:limit]
        return cut(
            Page(tuple(shown), position(shown[-1]) if len(shown) < len(rest) else None), lambda item: item, position
        )

    return paged(cursors, cursor, [name], read)


def utc(time: datetime, where: str) -> datetime:
    """A time without an offset is UTC. Raises `InvalidInput` for one that UTC cannot tell."""
    try:
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise InvalidInput("is no time in UTC that has a year of four digits", where=where) from error
