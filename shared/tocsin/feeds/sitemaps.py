"""News sitemaps: a publisher's list of its newest articles (sitemaps.org 0.9 with Google's news extension)."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from tocsin.errors import Unreadable, UnsupportedType
from tocsin.feeds.model import Item, Reading
from tocsin.feeds.syndication import MAX_ITEMS, link
from tocsin.reading.dates import parse_date


def read_sitemap(data: bytes, url: str, now: datetime) -> Reading:
    """Its pages that have a date, or are news. Raises `UnsupportedType` for a list of sitemaps, else `Unreadable`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser=parser)
    if root is None:
        raise Unreadable("this sitemap is malformed")
    if _local(root) == "sitemapindex":
        raise UnsupportedType("this is a list of sitemaps; add the one that lists the news")
    pages = [child for child in root if _local(child) == "url"]
    items = [item for page in pages if (item := _page(page, url, now)) is not None]
    items.sort(key=lambda item: item.published_at.timestamp() if item.published_at else 0, reverse=True)
    publisher = next((item.publisher for item in items if item.publisher), None)
    return Reading("sitemap", tuple(items[:MAX_ITEMS]), publisher, _first(root, "language"))


def _page(page: etree._Element, base: str, now: datetime) -> Item | None:
    address = _first(page, "loc")
    written = _first(page, "publication_date") or _first(page, "lastmod")
    title = _first(page, "title")
    if not address or not (written or title):
        return None  # a plain sitemap lists all that a site ever had
    url = link(address, base)
    if url is None:
        return None
    return Item(url, url, title, published_at=parse_date(written, now=now), publisher=_first(page, "name"))


def _first(element: etree._Element, name: str) -> str | None:
    """The text of the first element of that local name below, but for images and videos, which have titles too."""
    for child in element.iter():
        space = str(child.tag).partition("}")[0]
        if _local(child) == name and "image" not in space and "video" not in space:
            return (child.text or "").strip() or None
    return None


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
