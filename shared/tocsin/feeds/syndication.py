"""RSS, Atom and RDF by feedparser, which forgives what feeds get wrong; JSON Feed and its dates by ourselves.

Dates are read from what is written: feedparser's own reading takes a zone that it does not know for UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin
from xml.sax import SAXException

from tocsin.errors import Unreadable, Unsafe
from tocsin.feeds.model import FeedKind, Item, Reading
from tocsin.reading.bounds import Bounds
from tocsin.reading.dates import parse_date
from tocsin.reading.newsjson import load, names_of, text_of

MAX_ITEMS: Final = 1_000
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\ufeff?\s*<\?xml\b[^>]{0,300}\?>")
_KINDS: tuple[tuple[str, FeedKind], ...] = (("atom", "atom"), ("rss10", "rdf"), ("rss090", "rdf"), ("rss", "rss"))
_WEB = ("http://", "https://")


def read_syndication(text: str, url: str, now: datetime) -> Reading:
    """Raises `Unsafe` for declared entities, `Unreadable` for what is no feed. Broken XML is read as far as it goes."""
    if _ENTITY.search(text.replace("\0", "")):
        raise Unsafe("this feed declares XML entities, which no feed needs")
    import feedparser  # noqa: PLC0415  # loaded by the first feed

    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    data = _PROLOGUE.sub("", text, count=1).encode("utf-8", "replace")  # which names the charset that it had
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=False)
    version = str(parsed.get("version") or "")
    kind = next((kind for mark, kind in _KINDS if version.startswith(mark)), None)
    if kind is None and not parsed.entries:
        raise Unreadable("this is no feed that is known")
    if not parsed.entries and isinstance(parsed.get("bozo_exception"), SAXException):
        raise Unreadable("this feed is cut short or broken, and no item of it can be read")
    about = parsed.get("feed", {})
    items = tuple(_entry(dict(entry), url, now) for entry in parsed.entries[:MAX_ITEMS])
    return Reading(kind or "rss", items, _text(about.get("title")), _text(about.get("language")))


def read_json_feed(text: str, url: str, now: datetime) -> Reading:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org). Raises `Unreadable`."""
    value = load(text, Bounds())
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise Unreadable("this JSON is no JSON Feed")
    items = [_json_item(item, url, now) for item in value["items"][:MAX_ITEMS] if isinstance(item, dict)]
    return Reading("jsonfeed", tuple(items), text_of(value.get("title")), text_of(value.get("language")))


def _entry(entry: Mapping[str, Any], url: str, now: datetime) -> Item:
    bodies = [str(body.get("value") or "") for body in entry.get("content", [])] + [str(entry.get("summary") or "")]
    written = [entry.get(name) for name in ("published", "updated", "created")]
    source = entry.get("source")
    return Item(
        id=_text(entry.get("id")),
        url=link(_text(entry.get("link")) or _text(entry.get("id")), url),
        title=_text(entry.get("title")),
        html=max(bodies, key=len),
        author=_text(entry.get("author")),
        published_at=next((at for text in written if (at := parse_date(_text(text), now=now))), None),
        publisher=_text(source.get("title")) if isinstance(source, dict) else None,
    )


def _json_item(item: Mapping[str, Any], url: str, now: datetime) -> Item:
    found = item.get("id")
    return Item(
        id=str(found) if isinstance(found, str | int) and found != "" else None,
        url=link(text_of(item.get("url")) or text_of(item.get("external_url")), url),
        title=text_of(item.get("title")),
        html=text_of(item.get("content_html"))
        or text_of(item.get("content_text"))
        or text_of(item.get("summary"))
        or "",
        author=names_of(item.get("authors")) or names_of(item.get("author")),
        published_at=next(
            (
                at
                for name in ("date_published", "date_modified")
                if (at := parse_date(text_of(item.get(name)), now=now))
            ),
            None,
        ),
    )


def link(found: str | None, base: str) -> str | None:
    """An absolute address of the web, or None: ids are often no addresses."""
    if not found or (":" in found.partition("/")[0] and not found.lower().startswith(_WEB)):
        return None
    try:
        return urljoin(base, found.strip())
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def is_json_feed(text: str) -> bool:
    """Whether it says of itself that it is one."""
    head = text[:4_096].replace("\\/", "/")
    return head.lstrip("\ufeff \r\n\t").startswith("{") and "jsonfeed.org/version" in head
