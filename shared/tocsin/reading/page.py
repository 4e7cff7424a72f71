"""Web pages: text by trafilatura, metadata from JSON-LD, then meta elements, then the page's visible structure."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import html

from tocsin.errors import Rejected
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.draft import Draft
from tocsin.reading.markup import first, parse_html, tree_text, unescaped
from tocsin.reading.newsjson import Object, article_in, load, schema_articles
from tocsin.reading.standfirst import with_standfirst

_PREAMBLE = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_SHORTEST_TEXT = 25
"""Characters below which trafilatura's answer counts as none."""
_SENTENCE = re.compile(r"\S.{13,}[.!?…。！？।؟][\"'”’»)\]]*$")
_SUFFIX = re.compile(r"\s+[|–—·•»:-]\s+[^|–—·•»]{2,60}$")
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//meta[@name='twitter:title']/@content",
    "//h1[1]",
    "//title[1]",
)
_DATES = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publishdate' or @name='DC.date.issued']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//time[@pubdate]/@datetime",
)
_BYLINES = (
    "//meta[@name='author' or @name='byl' or @name='DC.creator' or @name='parsely-author']/@content",
    "//meta[@property='author' or @property='article:author']/@content",
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
)
_PUBLISHERS = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='publisher' or @name='DC.publisher' or @name='dcterms.publisher']/@content",
    "//meta[@name='application-name']/@content",
)
_URLS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_LANGUAGES = (
    "/html/@lang",
    "//meta[@property='og:locale']/@content",
    "//meta[@http-equiv='content-language']/@content",
)


def read_page(text: str, content_type: str, url: str | None, bounds: Bounds, deadline: Deadline) -> Draft:
    """The article of a page. Raises a `Rejected` when the page breaks a bound or cannot be parsed."""
    tree = parse_html(_PREAMBLE.sub("", text, count=1), bounds)
    found = _described(tree, content_type, bounds)
    deadline.check()
    body = with_standfirst(tree, _main_text(tree, url))
    deadline.check()
    if len(body) < _SHORTEST_TEXT:
        body = found.text if len(found.text) >= _SHORTEST_TEXT else _all_sentences(tree)
    return replace(found, text=unescaped(body))


def _main_text(tree: html.HtmlElement, url: str | None) -> str:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs about pages what belongs to no log of ours
    import trafilatura  # noqa: PLC0415 - loaded when needed

    body = trafilatura.extract(tree, url=url, include_comments=False, include_formatting=False)
    return "\n\n".join(_without_rules(line) for line in (body or "").splitlines())


def _all_sentences(tree: html.HtmlElement) -> str:
    """The page's whole text if there is a sentence in it, or if it is but a fragment; menus and footers are none."""
    text = tree_text(tree)
    return (
        text
        if tree.find(".//title") is None or any(_SENTENCE.search(" ".join(line.split())) for line in text.split("\n\n"))
        else ""
    )


def _without_rules(line: str) -> str:
    """A row of a table as trafilatura draws it, without the strokes around it."""
    return line.strip("| ") if line.startswith("|") else line


def _described(tree: html.HtmlElement, content_type: str, bounds: Bounds) -> Draft:
    """What the page says about its article: JSON-LD first, meta elements for what that leaves open."""
    linked = next(_linked(tree, content_type, bounds), Draft("", content_type))
    publisher = linked.publisher or _any(tree, _PUBLISHERS)
    return replace(
        linked,
        title=_headline(tree, linked.title, publisher),
        byline=linked.byline or _name(_any(tree, _BYLINES)),
        publisher=publisher,
        url=_absolute(_any(tree, _URLS)) or _absolute(linked.url),
        published_at=linked.published_at or _any(tree, _DATES),
        language=linked.language or _any(tree, _LANGUAGES),
    )


def _linked(tree: html.HtmlElement, content_type: str, bounds: Bounds) -> Iterator[Draft]:
    """The articles in the page's JSON-LD; scripts that are broken are passed over."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            articles: Iterator[Object] = schema_articles(load(script.text or "", bounds))
            for article in articles:
                draft = article_in(article, content_type, bounds)
                if draft is not None:
                    yield draft
        except Rejected:
            continue


def _any(tree: html.HtmlElement, paths: tuple[str, ...]) -> str | None:
    return next(filter(None, (first(tree, path) for path in paths)), None)


def _headline(tree: html.HtmlElement, linked: str | None, publisher: str | None) -> str | None:
    """The headline without the site's name behind it: JSON-LD, a heading that the page's title confirms, the title."""
    title = linked or _any(tree, _TITLES)
    heading = first(tree, "//h1[1]")
    if title is None:
        return None
    if heading and title != heading and title.startswith(heading):
        return heading
    stem = _SUFFIX.sub("", title)
    if publisher and title.casefold().endswith(publisher.casefold()):
        return stem
    return stem if linked is None and first(tree, "//title[1]") == title else title


def _name(byline: str | None) -> str | None:
    return byline if byline and not byline.startswith(("http://", "https://")) and len(byline) <= 200 else None


def _absolute(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
