"""Who wrote a page's article, by its meta elements, what it marks as an author, and links to an author's own page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import unquote

from lxml import html

from tocsin.reading.markup import line_of
from tocsin.reading.names import authors

_LONGEST_BYLINE: Final = 150
_SHORT: Final = 48
"""Characters of a name or two with what leads to them, and no life of the author."""
_LOWER_NAME: Final = "translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_NAMED_AUTHORS: Final = (
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
_STATED: Final = (
    *(f"//meta[{_LOWER_NAME}='{name}']/@content" for name in _NAMED_AUTHORS),
    (
        "//meta[@property='author' or @property='article:author' or @property='article:author_name' or "
        "@property='og:article:author' or @itemprop='author']/@content"
    ),
)
_MARKED: Final = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' author-name ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
)
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur|autore)s?(?:[_-]{1,2}(?:name|link|header))?(?:$|\s)", re.IGNORECASE
)
_PROFILE: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|e|i)?|auteurs?|autor-innen|redakteure?|avtor|journalists?)/[^/?#]+/?$", re.IGNORECASE
)
"""The address of an author's own page: `/author/mira-tolan/`."""
_WORD: Final = r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w.'’-]+"
_LINE: Final = re.compile(
    r"(?:(?:(?:written|posted|reported|story|text)\s+by|by|von|par|por|texte?|texto|autor(?:in)?|auteure?|author|"
    r"автор|текст)\s*:?\s+)(?P<names>(?-i:NAME(?:(?:,\s|\s(?:and|und|et|y|e|и|й|та|&)\s)NAME){0,3}))"
    r"(?:\s*[,|(–—-].*)?$".replace(
        "NAME", rf"{_WORD}(?:\s(?:(?:de|del|da|van|von|der|le|la|bin|al)\s)*{_WORD}){{1,3}}"
    ),
    re.IGNORECASE,
)
"""A printed byline, alone on its line: what leads to a name, and a first and a family name."""
_LEAD: Final = re.compile(
    r"(?:written|posted|reported|story|by|von|par|por|text|autor|auteur|author|автор|текст)", re.IGNORECASE
)
"""What a printed byline begins with, asked first."""
_LONGEST_LINE: Final = 120
_MOST_PIECES: Final = 30
_MOST_LINKS: Final = 20
_MOST_INSIDE: Final = 4
"""Elements directly in a line: more are a block of the page's layout."""
_ELSEWHERE: Final = frozenset(("aside", "nav"))
_ELSEWHERE_CLASS: Final = re.compile(
    r"comment|respond|related|recommend|teaser|sidebar|widget|most-|latest|promo|menu", re.IGNORECASE
)


def byline(tree: html.HtmlElement, sites: tuple[str | None, ...]) -> str | None:
    """The author whom the page names first, and those beside; None where it names nobody but the site."""
    for path in _STATED:
        if found := _authors(tree.xpath(path), sites):
            return found
    for path in _MARKED:
        if found := _authors([e for e in tree.xpath(path) if not _in_footer(e)], sites):
            return found
    for marked in (_by_class(tree), _by_link(tree)):
        if found := _authors(marked, sites):
            return found
    return authors(islice(_by_line(tree), 1), sites)


def _authors(found: Iterable[html.HtmlElement | str], sites: tuple[str | None, ...]) -> str | None:
    return authors((name for name in _side_by_side(found) if len(name) <= _LONGEST_BYLINE), sites)


def _by_class(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    named = (
        e
        for e in tree.iter("a", "span", "div", "p", "li", "em", "strong", "address", "h2", "h3", "h4", "h5", "small")
        if _is_named(e)
    )
    return (e for e in named if not _is_elsewhere(e))


def _is_named(element: html.HtmlElement) -> bool:
    name = element.get("class") or element.get("id") or ""
    return bool(name and _CLASS.search(name)) and _is_short(element, _SHORT)


def _is_short(element: html.HtmlElement, limit: int) -> bool:
    """Whether it holds some text and little."""
    return bool(_short_text(element, limit))


def _short_text(element: html.HtmlElement, limit: int) -> str:
    """Its text if that is short; whatever its size, only the first pieces are looked at."""
    pieces = list(islice(element.itertext(), _MOST_PIECES + 1))
    text = " ".join("".join(pieces).split()) if len(pieces) <= _MOST_PIECES else ""
    return text if len(text) < limit else ""


def _by_link(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Links to an author's page, those whose address has the name that they show if any: others say "All articles"."""
    links = (a for a in tree.iter("a") if _PROFILE.search(a.get("href") or "") and _is_short(a, _SHORT))
    found = [link for link in islice(links, _MOST_LINKS) if not _is_elsewhere(link)]
    return [link for link in found if _is_named_by(link)] or found


def _is_named_by(link: html.HtmlElement) -> bool:
    address = unquote(link.get("href") or "").rstrip("/").rpartition("/")[2].casefold()
    return any(len(word) > 2 and word in address for word in line_of(link).casefold().split())


def _by_line(tree: html.HtmlElement) -> Iterator[str]:
    """The names in printed bylines that nothing marks as such."""
    for element in tree.iter("p", "div", "span", "em", "strong", "h4", "h5", "li", "address", "byline"):
        if len(element) > _MOST_INSIDE or (element.tag == "div" and element.find("p") is not None):
            continue
        if not _LEAD.match(_short_text(element, _LONGEST_LINE)):
            continue
        if (printed := _LINE.match(line_of(element))) and not _is_elsewhere(element):
            yield printed["names"]


def _is_elsewhere(element: html.HtmlElement) -> bool:
    """Whether it stands in a menu, a comment or what leads to other articles."""
    around = [element, *islice((a for a in element.iterancestors() if a.tag not in ("body", "html")), 8)]
    return _in_footer(element) or any(
        a.tag in _ELSEWHERE or _ELSEWHERE_CLASS.search(f"{a.get('class') or ''} {a.get('id') or ''}") for a in around
    )


def _in_footer(element: html.HtmlElement) -> bool:
    """Whether it stands below the page: who made the site, rather than the article."""
    around = list(element.iterancestors("footer", "article"))
    return bool(around) and around[-1].tag == "footer"


def _side_by_side(found: Iterable[html.HtmlElement | str]) -> Iterator[str]:
    """The texts of what stands beside the first one: authors of other articles stand elsewhere on the page."""
    around: list[html.HtmlElement] = []
    for item in found:
        if isinstance(item, str):
            yield item
            continue
        near = list(islice(item.iterancestors(), 2))
        around = around or near
        if any(one in around for one in near):
            yield line_of(item)
