"""A page with article links, for publishers without a feed: links to the same site that look like articles."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from tocsin.errors import Unreadable
from tocsin.feeds.model import Item, Reading
from tocsin.reading.bounds import Bounds
from tocsin.reading.markup import first, line_of, parse_html
from tocsin.text.normalize import one_line

_SHORTEST_HEADLINE = 20
_SLUG = re.compile(r"(?:[^/\-_]+[-_]){3,}[^/\-_]+|\d{4,}")
"""What addresses of articles have, and those of sections lack: a headline's words, or a number."""
_ASIDE = re.compile(
    r"/(?:tags?|authors?|topics?|categor(?:y|ies)|search|login|account|about|contacts?|video|rss|page)/", re.IGNORECASE
)
MAX_LINKS = 200


def read_link_page(text: str, url: str) -> Reading:
    """Its links in the page's order, each once. Raises `Unreadable` where none looks like an article."""
    tree = parse_html(text, Bounds())
    host = _site(urlsplit(url).hostname)
    found: dict[str, Item] = {}
    for link in tree.iter("a"):
        address, headline = _address(link.get("href"), url), one_line(line_of(link))
        if address is None or len(headline) < _SHORTEST_HEADLINE or len(found) >= MAX_LINKS:
            continue
        parts = urlsplit(address)
        if _site(parts.hostname) == host and _SLUG.search(parts.path) and not _ASIDE.search(parts.path):
            found.setdefault(address, Item(address, address, headline))
    if not found:
        raise Unreadable("this page is no feed, and has no links that look like articles; add the publisher's feed")
    return Reading("page", tuple(found.values()), first(tree, "//title"), None)


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _address(link: str | None, base: str) -> str | None:
    """Without the fragment: places on one page are one article."""
    try:
        parts = urlsplit(urljoin(base, (link or "").strip()))
    except ValueError:
        return None
    return urlunsplit(parts._replace(fragment="")) if parts.scheme in {"http", "https"} else None
