"""A feed that was uploaded as a file: its items that carry their text, each as a part. Nothing is fetched for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from tocsin.errors import Rejected, Unreadable
from tocsin.feeds.items import has_text, own_text
from tocsin.feeds.model import Item
from tocsin.feeds.read import read_source
from tocsin.feeds.seen import marks_of
from tocsin.feeds.syndication import is_json_feed
from tocsin.reading.bounds import Bounds, alarm
from tocsin.reading.charset import declared_charset, decode
from tocsin.reading.foreign import xml_kind
from tocsin.reading.parts import MOST_PARTS, Part, Parts, gathered
from tocsin.reading.unpack import gunzipped

_LOOKS = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b|<channel>|jsonfeed\.org", re.IGNORECASE)
_KINDS = frozenset({"rss", "atom", "rdf"})
_LONGEST_WORDS = 500
_LONGEST_URL = 2_048
"""Of what each part carries of its feed: it is held once for each of a thousand."""
NO_BASE = "https://feed.invalid/"
"""A file has no address: what it links to relatively stays unknown."""


def feed_parts(data: bytes, content_type: str | None, now: datetime, *, most: int = MOST_PARTS) -> Parts | None:
    """None for what is no feed. Raises a `Rejected` for a feed that cannot be read."""
    bounds = Bounds()
    with alarm(bounds.seconds):
        try:
            return _parts(data, content_type, now, bounds, most)
        except Rejected:
            raise
        except Exception as error:  # as in `read_source`: what strangers wrote may break anything
            raise Unreadable("this feed is malformed; upload its articles") from error


def _parts(data: bytes, content_type: str | None, now: datetime, bounds: Bounds, most: int) -> Parts | None:
    data = gunzipped(data, bounds)
    if _LOOKS.search(data[:8_192].replace(b"\0", b"")) is None:
        return None  # every page comes by here
    text = decode(data, declared_charset(content_type))
    if xml_kind(text) not in _KINDS and not is_json_feed(text):
        return None
    reading = read_source(data, NO_BASE, content_type, now)
    named = list(zip(marks_of(reading.items), (_absolute(item) for item in reading.items), strict=True))
    told = [(marks[0], item) for marks, item in named if has_text(item)]
    parts = gathered((_part(mark, item, reading.title) for mark, item in told), bounds, most)
    bare = len(named) - len(told)
    items = "1 item is a link" if bare == 1 else f"{bare} items are links"
    notes = (f"{items} without text: left out. Add the feed itself to have what is linked fetched.",)
    return replace(parts, notes=parts.notes + notes) if bare else parts


def _part(mark: str, item: Item, publisher: str | None) -> Part:
    taken = own_text(item)
    told = {"publisher": item.publisher or publisher, "title": item.title}
    words = {name: text[:_LONGEST_WORDS] for name, text in told.items() if text}
    url = {"url": item.url} if item.url and len(item.url) <= _LONGEST_URL else {}
    return Part(f"{mark}.json", taken.data, taken.content_type, words | url)


def _absolute(item: Item) -> Item:
    return replace(item, url=None) if item.url and item.url.startswith(NO_BASE) else item
