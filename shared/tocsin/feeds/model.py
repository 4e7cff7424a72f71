"""Sources and what they hold: feeds of any form, news sitemaps, pages with article links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from tocsin.aws.keys import digest
from tocsin.text.normalize import one_line

FeedState = Literal["new", "ok", "empty", "not-modified", "failing", "gone", "blocked", "silent"]
"""new: not asked yet. empty: sound, and without an item. failing: not had, or not read. gone: ended by its publisher
(410), and asked no more. blocked: the publisher refuses. silent: sound, and without news for longer than is its way."""
BROKEN: Final = frozenset({"failing", "gone", "blocked", "silent"})
FeedKind = Literal["rss", "atom", "rdf", "jsonfeed", "sitemap", "page"]
MAX_GAPS: Final = 20
_TAGS = re.compile(r"<[^<>]*>")
"""No `<` inside: else each of many that nothing closes would be sought an end for, through all that follows."""


def untagged(html: str) -> str:
    """Text on one line, without what stands in angle brackets."""
    return one_line(_TAGS.sub(" ", html))


@dataclass(frozen=True, slots=True)
class Item:
    """One item as a source tells it. What it does not say is None, its date too: never the time of asking."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    html: str = ""
    """Its text, as HTML or plain: the whole article, a teaser, or nothing."""
    author: str | None = None
    published_at: datetime | None = None
    publisher: str | None = None
    """Of this item, where a source collects those of others."""

    @property
    def fingerprint(self) -> str:
        """Of headline and text as read, so that another date, id or markup is no change."""
        return digest("item-text", one_line(self.title or ""), untagged(self.html))[:12]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a source, its items in its own order."""

    kind: FeedKind
    items: tuple[Item, ...]
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A source and how it does. Times are `stamp`s, UTC."""

    id: str
    url: str
    title: str | None = None
    """As the desk calls it, else as it calls itself."""
    kind: FeedKind | None = None
    state: FeedState = "new"
    reason: str | None = None
    """Why it is in a state that is none to stay in."""
    due: str | None = ""
    """When it is asked next; None: no more, "": at once."""
    interval_minutes: int = 30
    etag: str | None = None
    last_modified: str | None = None
    asked_at: str | None = None
    ok_at: str | None = None
    """When it was last had and read."""
    new_at: str | None = None
    """When it last had something new."""
    arrivals: tuple[str, ...] = ()
    """Times of its newest items, oldest first: how often it brings something."""
    failures: int = 0
    """In a row."""
    collected: int = 0
    """Items that became uploads, of all time."""
    passed_over: int = 0
    """Items of the first contact that were older than its bound, and are not collected."""
    waiting: int = 0
    """New items that the last turn had no time for."""
    lost: int = 0
    """Items of which neither page nor text could be had."""
    added_at: str = ""
    version: int = 1


def feed_id(url: str) -> str:
    """The id of a source: of the URL that it was added by, also after it has moved."""
    return digest("feed", url)
