"""What a source's answer is, told from its bytes, and the items in it."""

from __future__ import annotations

from datetime import datetime

from tocsin.errors import Unreadable
from tocsin.feeds.linkpages import read_link_page
from tocsin.feeds.model import Reading
from tocsin.feeds.sitemaps import read_sitemap
from tocsin.feeds.syndication import is_json_feed, read_json_feed, read_syndication
from tocsin.reading.bounds import Bounds, parsing
from tocsin.reading.charset import declared_charset, decode
from tocsin.reading.foreign import xml_kind
from tocsin.reading.unpack import gunzipped

_SYNDICATION = frozenset({"rss", "atom", "rdf"})


def read_source(data: bytes, url: str, content_type: str | None, now: datetime) -> Reading:
    """Its items. A date that cannot be read, or lies in the future, is None.

    Raises a `Rejected` that says why nothing was read; a feed without items is no error.
    """
    bounds = Bounds()
    with parsing(
        bounds.seconds,
        too_large="this source is nested too deep or too large to be read",
        malformed="this source is malformed",
    ):
        return _read(gunzipped(data, bounds), url, content_type, now)


def _read(data: bytes, url: str, content_type: str | None, now: datetime) -> Reading:
    if not data.strip():
        raise Unreadable("the answer has no bytes; a feed without items still has a frame")
    text = decode(data, declared_charset(content_type))
    if is_json_feed(text):
        return read_json_feed(text, url, now)
    kind = xml_kind(text)
    if kind in _SYNDICATION:
        return read_syndication(text, url, now)
    if kind == "sitemap":
        return read_sitemap(data, url, now)
    if kind is not None or not text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise Unreadable("this is no feed, no sitemap and no page with article links")
    return read_link_page(text, url)
