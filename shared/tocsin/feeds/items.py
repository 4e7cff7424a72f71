"""A new item as an object under `uploads/`: its page, or the source's own text where that is whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.aws.objects import MAX_UPLOAD_BYTES, UPLOADS
from tocsin.codec import to_json
from tocsin.errors import FetchError
from tocsin.feeds.hosts import Disallowed, Hosts
from tocsin.feeds.model import Feed, Item, untagged
from tocsin.fetch import Answer

WHOLE: Final = 900
"""Characters from which a source's own text counts as the article: teasers have 100 to 500."""
LEAST: Final = 40
_CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;|&#8230;|(?:read|continue|more|читать|читати|далее|далі|подробнее)\b.{0,30})\W*$",
    re.IGNORECASE,
)
_DOCUMENTS = ("text/html", "application/xhtml", "application/pdf", "text/plain")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is put for an item, and whence."""

    data: bytes
    content_type: str
    origin: Literal["page", "feed"]


def take(item: Item, hosts: Hosts) -> Taken | None:
    """The item's article; None where neither its page nor any text of it can be had. Raises `HostBusy`."""
    own = own_text(item) if has_text(item) else None
    if own is not None and len(own.data) > MAX_UPLOAD_BYTES:
        own = None  # written as JSON a text may be twice as long as in the feed, of which all was within the bound
    if own is not None and is_whole(item):
        return own
    return _page(item, hosts) or own


def is_whole(item: Item) -> bool:
    """Whether the source carries the article and not its opening. What has no page of its own is all there is."""
    text = _plain(item)
    if not item.url:
        return has_text(item)
    return len(text) >= WHOLE and not _CUT.search(text[-80:])


def key_of(feed: Feed, mark: str, item: Item) -> str:
    """The object's key, of what it is and says: the same again is the same object, a changed one is another."""
    return f"{UPLOADS}feeds/{feed.id}/{mark}-{item.fingerprint}"


def metadata_of(feed: Feed, item: Item) -> dict[str, str]:
    """What the source says of the item; a date only where the item has one."""
    told = {
        "publisher": item.publisher or feed.title,
        "url": item.url,
        "published-at": item.published_at.isoformat() if item.published_at else None,
        "title": untagged(item.title) if item.title else None,
        "source": feed.url,
    }
    return {name: value for name, value in told.items() if value}


def page_of(url: str, hosts: Hosts) -> Taken | None:
    """A page; None for what can be no article. Raises as `Hosts.get` does."""
    return _document(hosts.get(url))


def _page(item: Item, hosts: Hosts) -> Taken | None:
    if not item.url:
        return None
    try:
        return page_of(item.url, hosts)
    except (FetchError, Disallowed):
        return None


def _document(answer: Answer) -> Taken | None:
    kind = answer.headers.get("content-type", "text/html")
    known = kind.strip().lower().startswith(_DOCUMENTS)
    if answer.status != 200 or not known or not answer.body.strip():
        return None
    return Taken(answer.body, kind, "page")


def has_text(item: Item) -> bool:
    """Whether the source tells more than a headline."""
    return len(_plain(item)) >= LEAST


def own_text(item: Item) -> Taken:
    """The source's own text of an item, as the JSON that uploads may be."""
    article = {
        "title": item.title,
        "text": item.html,
        "byline": item.author,
        "url": item.url,
        "published_at": item.published_at.isoformat() if item.published_at else None,
    }
    return Taken(to_json({name: value for name, value in article.items() if value}), "application/json", "feed")


def _plain(item: Item) -> str:
    return untagged(item.html)
