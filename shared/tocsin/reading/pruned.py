"""The page without what is not shown, stands in boxes, or belongs to another article, before its text is looked for.

Nothing is taken out that holds the headline or much of the page's text: sites hide and box whole articles too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import html

from tocsin.reading.asks import is_ask

_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOX = re.compile(
    r"pay-?wall|reg-?wall|newsletter|subscri(?:be|ption)|premium|signup|sign-up|login|cookie|consent|gdpr|paid-content|"
    r"comment-?(?:form|respond)|respond|disqus",
    re.IGNORECASE,
)
_LONGEST_BOX = 800
"""Characters of a box that asks for something. Whole articles stand in elements of class `paywall` too."""
_MOST_SHARE = 0.4
"""Of the text in paragraphs that one element taken out may hold."""
_CHUNK = re.compile(r"body|content|text|article|story|chunk|entry|post", re.IGNORECASE)
_NO_CHUNK = re.compile(
    r"comment|reply|teaser|related|recommend|card|promo|list|item|preview|summary|author|bio", re.IGNORECASE
)
_SHORTEST_CHUNK = 300
_MOST_CHUNKS = 12
_MOST_LINKED = 0.3
_ASIDE_SHARE = 0.6
"""Of the text in paragraphs that makes an `aside` the page's main text."""


def prune(tree: html.HtmlElement) -> None:
    """Take out of `tree` what readers do not see as the article, and put together what they see as one."""
    total = _told(tree)
    if not total:
        return
    for element in [*_unseen(tree), *_boxes(tree)]:
        if element.getparent() is not None and _told(element) <= _MOST_SHARE * total and element.find(".//h1") is None:
            _drop(element)
    for article in _second_articles(tree):
        _drop(article)
    for aside in tree.findall(".//aside"):
        if _told(aside) > _ASIDE_SHARE * total:
            aside.tag = "div"
    _join_chunks(tree)


def _told(element: html.HtmlElement) -> int:
    """Characters in paragraphs."""
    paragraphs = [element] if element.tag == "p" else element.iter("p")
    return sum(len(piece.strip()) for paragraph in paragraphs for piece in paragraph.itertext())


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _unseen(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from tree.xpath("//body//*[@hidden and not(@hidden='until-found')]")
    yield from (e for e in tree.xpath("//body//*[@style]") if _UNSEEN_STYLE.search(e.get("style", "")))


def _boxes(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Short elements whose class or id calls them a wall, form or notice, and whose text asks for something."""
    for element in tree.iter("div", "section", "aside", "form", "p", "ul"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(name) > 1 and _BOX.search(name):
            pieces = [" ".join(piece.split()) for piece in element.itertext()]
            lines = [piece for piece in pieces if piece]
            if sum(map(len, lines)) <= _LONGEST_BOX and any(is_ask(_folded(line)) for line in lines):
                yield element


def _folded(line: str) -> str:
    return line.casefold().replace("’", "'")


def _second_articles(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The `article` elements behind the first that has a heading of the first rank, where they have one too."""
    headed = [article for article in tree.iter("article") if article.find(".//h1") is not None]
    alone = [a for a in headed if not any(inner is not a and inner in headed for inner in a.iter("article"))]
    return alone[1:] if alone and _told(alone[0]) >= _SHORTEST_CHUNK else []


def _join_chunks(tree: html.HtmlElement) -> None:
    """Move the parts of a text that stands in several containers of one class into the first of them."""
    groups: dict[tuple[str, str, html.HtmlElement | None], list[html.HtmlElement]] = defaultdict(list)
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if name and _CHUNK.search(name) and not _NO_CHUNK.search(name):
            article = next(element.iterancestors("article"), None)
            groups[(str(element.tag), name, article)].append(element)
    for chunks in groups.values():
        if 2 <= len(chunks) <= _MOST_CHUNKS and all(map(_is_chunk, chunks)) and _stand_together(chunks):
            for chunk in chunks[1:]:
                chunks[0].extend(list(chunk))


def _is_chunk(element: html.HtmlElement) -> bool:
    told = _told(element)
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return told >= _SHORTEST_CHUNK and linked <= _MOST_LINKED * told and element.find(".//h1") is None


def _stand_together(chunks: list[html.HtmlElement]) -> bool:
    """Whether none stands within another, and no other article's heading stands between them."""
    inside = any(other in chunks for chunk in chunks for other in chunk.iterancestors())
    shared = set(chunks[0].iterancestors()).intersection(*(set(chunk.iterancestors()) for chunk in chunks[1:]))
    around = [a for chunk in chunks for a in chunk.iterancestors() if a not in shared]
    headed = any(one.find(f".//{tag}") is not None for one in around for tag in ("h1", "article"))
    named = any(_NO_CHUNK.search(one.get("class") or "") for one in around)
    return not inside and not headed and not named
