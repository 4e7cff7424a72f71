"""What a filter names must be there: an unknown topic, place or watch is a mistake, and no empty list."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tocsin.aws.services import Services
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from tocsin.aws.keys import ListKind

# The gazetteer and the taxonomy are loaded only for what nothing is listed under.
# ruff: noqa: PLC0415


def place_id(value: str) -> str:
    """A place's id as it is listed: codes of ISO 3166 in capitals, `x:...` and `gn:...` in small letters."""
    return value.lower() if ":" in value else value.upper()


def require_known(services: Services, kind: ListKind, value: str) -> None:
    """Called for an empty list: raises `InvalidInput` if nothing was ever listed there and nobody knows the value."""
    if kind not in {"topic", "place", "watch-alert", "in-story"} or services.lists.page(kind, value, limit=1).items:
        return
    if kind == "topic":
        from tocsin.watches.known import known_topic

        known_topic(value, services.topics)
    elif kind == "place":
        from tocsin.watches.known import known_place

        known_place(value)
    elif kind == "watch-alert":
        known_watches(services, {"watch": value})
    else:
        raise InvalidInput("is no story", where="story")


def known_watches(services: Services, values: Mapping[str, str]) -> None:
    """Raises `InvalidInput` at the first of these ids that no watch has, with the one that may have been meant."""
    ids = [watch.id for watch in services.watches.all()] if values else []
    for where, value in values.items():
        if value not in ids:
            near = get_close_matches(value, ids, n=1)
            meant = f": did you mean `{near[0]}`?" if near else ""
            named = "" if where == value else f"`{value}` "
            raise InvalidInput(f"{named}is no watch{meant}", where=where)
