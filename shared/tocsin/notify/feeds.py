"""What a feed reader takes: JSON Feed 1.1, Atom (RFC 4287), RSS 2.0, and Atom that carries CAP messages.

The same entries give the same bytes: nothing but them tells when a feed was changed.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final
from xml.etree import ElementTree as ET  # only written here; what is parsed was written by `tocsin.notify.cap`

ATOM: Final = "http://www.w3.org/2005/Atom"
RSS_TYPE: Final = "application/rss+xml"
ATOM_TYPE: Final = "application/atom+xml"
JSON_FEED_TYPE: Final = "application/feed+json"
CAP_TYPE: Final = "application/cap+xml"
NEVER: Final = "1970-01-01T00:00:00Z"
"""When a feed without entries was changed."""
_NO_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An alert, a story or an article. `id` is a URI that it keeps; `at` a time in UTC; `cap` a message of CAP 1.2."""

    id: str
    title: str
    text: str
    at: str
    url: str | None = None
    tags: tuple[str, ...] = ()
    cap: bytes | None = None
    cap_url: str | None = None
    """Where that message is; it needs a key that reads."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, the last first. `url` is where the feed itself is, without what opens it."""

    id: str
    title: str
    url: str | None
    entries: Sequence[Entry]

    @property
    def updated(self) -> str:
        return max((entry.at for entry in self.entries), default=NEVER)


def json_feed(feed: Feed) -> str:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    document: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    document |= {"feed_url": feed.url} if feed.url else {}
    document["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def atom(feed: Feed) -> str:
    """Atom; an entry with a CAP message carries it as its content, and its text as the summary."""
    ET.register_namespace("", ATOM)
    root = ET.Element(_tag("feed"))
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(ET.SubElement(root, _tag("author")), "name", "Tocsin")
    if feed.url:
        ET.SubElement(root, _tag("link"), {"rel": "self", "href": feed.url})
    for entry in feed.entries:
        _entry(ET.SubElement(root, _tag("entry")), entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def rss(feed: Feed, site: str) -> str:
    """RSS 2.0 (rssboard.org/rss-specification); `site` is the address of what the feed is of."""
    ET.register_namespace("atom", ATOM)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    changed = _rfc_822(feed.updated)
    for name, text in (("title", feed.title), ("link", site), ("description", feed.title), ("lastBuildDate", changed)):
        _plain(channel, name, text)
    if feed.url:
        ET.SubElement(channel, _tag("link"), {"rel": "self", "href": feed.url, "type": RSS_TYPE})
    for entry in feed.entries:
        _rss_item(ET.SubElement(channel, "item"), entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _rss_item(item: ET.Element, entry: Entry) -> None:
    """What a description says is read as HTML, so that text in it is escaped once more."""
    _plain(item, "title", entry.title)
    if entry.url:
        _plain(item, "link", entry.url)
    _plain(item, "description", html.escape(entry.text, quote=False))
    for tag in entry.tags:
        _plain(item, "category", tag)
    _plain(item, "guid", entry.id, isPermaLink="false")
    _plain(item, "pubDate", _rfc_822(entry.at))


def _rfc_822(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at), usegmt=True)


def _plain(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _clean(text)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.at,
    }
    item |= {"url": entry.url} if entry.url else {}
    return item | ({"tags": list(entry.tags)} if entry.tags else {})


def _entry(element: ET.Element, entry: Entry) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.at)
    if entry.url:
        ET.SubElement(element, _tag("link"), {"rel": "alternate", "href": entry.url})
    for tag in entry.tags:
        ET.SubElement(element, _tag("category"), {"term": _clean(tag)})
    if entry.cap_url:
        ET.SubElement(element, _tag("link"), {"rel": "alternate", "type": CAP_TYPE, "href": entry.cap_url})
    if entry.cap is None:
        _add(element, "content", entry.text, type="text")
        return
    _add(element, "summary", entry.text, type="text")
    content = ET.SubElement(element, _tag("content"), {"type": CAP_TYPE})
    content.append(ET.fromstring(entry.cap))  # noqa: S314  # written by us a moment ago


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, _tag(name), attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"
