"""All pages of a list one after the other, for who is not bound by the size of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel

from tocsin.api.alerts import alert_item
from tocsin.api.claims import claim_item
from tocsin.api.known import place_id, require_known
from tocsin.api.lists import since_until
from tocsin.api.views import StoryItem
from tocsin.aws.keys import ListKind
from tocsin.aws.records import Page
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.queries.claims import Asked, claims_page
from tocsin.queries.filters import Filters
from tocsin.queries.stories import AskedStories, stories_page
from tocsin.reports.export import Format, Kind, csv_table, json_lines

T = TypeVar("T")
PAGE: Final = 100
TAKES: Final[dict[Kind, frozenset[str]]] = {
    "claims": frozenset({"topic", "place", "claimant", "kind", "state", "language", "least_origins"}),
    "stories": frozenset({"topic", "place", "claimant", "state"}),
    "alerts": frozenset({"watch"}),
}
"""The filters of each list, as the API names them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported. Raises `InvalidInput` for a filter that its list does not have."""

    kind: Kind
    filters: Mapping[str, Any]
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        for name in self.filters.keys() - TAKES[self.kind]:
            raise InvalidInput(
                f"is no filter of {self.kind}; these are {', '.join(sorted(TAKES[self.kind]))}", where=name
            )


def export_pages(services: Services, wanted: Wanted, form: Format) -> Iterator[str]:
    """The pieces of a table or of JSON lines; what is known is asked before the first."""
    filters = dict(wanted.filters)
    if "place" in filters:
        filters["place"] = place_id(filters["place"])
    lists: dict[str, ListKind] = {"topic": "topic", "place": "place", "watch": "watch-alert"}
    for name in filters.keys() & lists:
        require_known(services, lists[name], filters[name])
    low, high = since_until(wanted.since, wanted.until)
    first = True
    for items in _READERS[wanted.kind](services, filters, low, high):
        told = [item.model_dump(mode="json") for item in items]
        yield csv_table(wanted.kind, told, head=first) if form == "csv" else json_lines(told)
        first = False


def _claims(services: Services, filters: Mapping[str, Any], low: str, high: str) -> Iterator[list[BaseModel]]:
    of_articles = {name: value for name, value in filters.items() if name not in {"state", "least_origins"}}
    asked = Asked(Filters(**of_articles), filters.get("state"), filters.get("least_origins"))
    for page in _pages(lambda at: claims_page(services, asked, since=low, until=high, position=at)):
        yield [claim_item(head, one) for head, said in page for one in said]


def _stories(services: Services, filters: Mapping[str, Any], low: str, high: str) -> Iterator[list[BaseModel]]:
    asked = AskedStories(Filters(**{n: v for n, v in filters.items() if n != "state"}), filters.get("state"))
    for page in _pages(lambda at: stories_page(services, asked, limit=PAGE, since=low, until=high, position=at)):
        yield [StoryItem.of(story) for story in page]


def _alerts(services: Services, filters: Mapping[str, Any], low: str, high: str) -> Iterator[list[BaseModel]]:
    kind: Literal["alert", "watch-alert"] = "watch-alert" if "watch" in filters else "alert"
    value = filters.get("watch", "all")
    read = services.alerts.page
    for page in _pages(lambda at: read(kind, value, limit=PAGE, since=low, until=high, position=at)):
        yield [alert_item(services, sent) for sent in page]


def _pages(read: Callable[[str | None], Page[T]]) -> Iterator[tuple[T, ...]]:
    """Every page of a list, the empty ones too."""
    page = read(None)
    yield page.items
    while page.next is not None:
        page = read(page.next)
        yield page.items


_READERS: Final = {"claims": _claims, "stories": _stories, "alerts": _alerts}
