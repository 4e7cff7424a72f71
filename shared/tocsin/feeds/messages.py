"""What the collect queue carries."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tocsin.aws.keys import checked_id
from tocsin.codec import from_json
from tocsin.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Collect:
    """Ask a source; `at_once`: also if it is not due."""

    feed: str
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Fetch a page that a mail links to."""

    link: str
    publisher: str | None = None


def read_collect(body: str) -> Collect | Link:
    """Raises `InvalidInput`."""
    try:
        if b'"link"' in body.encode():
            return from_json(body, Link)
        message = from_json(body, Collect)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InvalidInput("is not what this queue carries", where="body") from error
    return Collect(checked_id(message.feed, "feed"), message.at_once)
