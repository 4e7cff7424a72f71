"""Web pages: text by trafilatura, metadata from JSON-LD, then meta elements, then the page's visible structure."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import html

from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.bylines import byline
from tocsin.reading.dates import in_zone_of, parse_date
from tocsin.reading.draft import Draft
from tocsin.reading.entrytimes import show_times
from tocsin.reading.headings import confirmed_heading, shown_heading
from tocsin.reading.linked import linked_values
from tocsin.reading.markup import every, first, parse_html, plain_field, tree_text, unescaped
from tocsin.reading.names import authors
from tocsin.reading.newsjson import page_dates, schema_articles
from tocsin.reading.pagedates import dates_in, guessed
from tocsin.reading.pruned import prune
from tocsin.reading.standfirst import compared, with_standfirst

_PREAMBLE = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_MOST_ARTICLES = 20
_MOST_CLOCKS = 4
"""Other times on a page that are compared with that of publication."""
_CUT_AT = 110
_SHORTEST_TEXT = 25
"""Characters below which trafilatura's answer counts as none."""
_SENTENCE = re.compile(r"\S.{13,}[.!?…。！？।؟][\"'”’»)\]]*$")
_SUFFIX = re.compile(r"\s+[|–—·•»:-]\s+[^|–—·•»]{2,60}$")
_TOPIC = re.compile(r"\s?[:,]\s")
"""Behind what a headline is about, which some pages set as their heading: "Sorvag: Ferry stays in port"."""
_SHORTEST_HEADING = 15
_STATED_TITLES = ("//meta[@property='og:title']/@content", "//meta[@name='twitter:title']/@content")
_SHOWN_TITLES = ("//h1[1]", "//title[1]")
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
_SHARE_OF_ENTRIES = 0.8
"""Of a live page's text that its entries hold if they are what it shows: some sites declare only the last few."""


def read_page(
    text: str, content_type: str, bounds: Bounds, deadline: Deadline, *, url: str | None, now: datetime
) -> Draft:
    """The article of a page. Raises a `Rejected` when the page breaks a bound or cannot be parsed."""
    tree = parse_html(_PREAMBLE.sub("", text, count=1), bounds)
    found = _described(tree, content_type, bounds)
    found = replace(found, published_at=_dates(tree, found, url, now))
    deadline.check()
    prune(tree)
    if not found.live:
        found = replace(found, published_at=_with_newest(tree, found.published_at, now))
    body = with_standfirst(tree, _main_text(tree, url))
    deadline.check()
    if len(body) < _SHORTEST_TEXT:
        body = found.text if len(found.text) >= _SHORTEST_TEXT else _all_sentences(tree)
    if found.live and len(found.text) >= _SHARE_OF_ENTRIES * len(body):
        body = found.text
    return replace(found, text=unescaped(body))


def _dates(tree: html.HtmlElement, found: Draft, url: str | None, now: datetime) -> tuple[str, ...]:
    """The first date that can be read, of those that the page says; a guess where there is none."""
    for written in chain(found.published_at, dates_in(tree)):
        if (found_at := parse_date(written, now=now)) is not None:
            return (written,) if found_at.utcoffset() else (_in_its_zone(tree, written, found_at, now),)
    guess = guessed(tree, url or found.url, now)
    return (guess,) if guess else ()


def _in_its_zone(tree: html.HtmlElement, written: str, published: datetime, now: datetime) -> str:
    """A time that is told in UTC, in the zone of the same moment elsewhere on the page: the day that readers saw."""
    others = islice((date for date in dates_in(tree) if date != written and ":" in date), _MOST_CLOCKS)
    zone = next(filter(None, (in_zone_of(published, parse_date(date, now=now), date) for date in others)), None)
    return published.astimezone(zone).isoformat() if zone else written


def _with_newest(tree: html.HtmlElement, dates: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Entries with a time each are shown with it, and the newest of them is when the page is of, if it is the later."""
    published = next(filter(None, (parse_date(date, now=now) for date in dates)), None)
    newest = show_times(tree, published.tzinfo if published else None)
    later = parse_date(newest, now=now) if newest else None
    return (newest, *dates) if newest and later and published and later > published else dates


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
    linked = _linked(tree, content_type, bounds)
    site, url = _any(tree, _PUBLISHERS), _absolute(_any(tree, _URLS)) or _absolute(linked.url)
    publisher, sites = linked.publisher or site, (linked.publisher, site, _host(url))
    return replace(
        linked,
        title=_headline(tree, linked.title, sites),
        byline=authors([linked.byline or ""], sites) or byline(tree, sites),
        publisher=publisher,
        url=url,
        language=linked.language or _any(tree, _LANGUAGES),
    )


def _linked(tree: html.HtmlElement, content_type: str, bounds: Bounds) -> Draft:
    """The page's article in its JSON-LD: the one with the page's headline, else the first; empty without one."""
    values = list(linked_values(tree, bounds))
    articles = list(islice(schema_articles(values, content_type, bounds), _MOST_ARTICLES))
    if not articles:
        return Draft("", content_type, published_at=tuple(islice(page_dates(values), _MOST_ARTICLES)))
    shown = compared(" ".join(every(tree, "//title | //h1 | //meta[@property='og:title']/@content")))
    confirmed = (a for a in articles if a.title and compared(plain_field(a.title)) in shown)
    return next(confirmed, articles[0])


def _host(url: str | None) -> str | None:
    """The name that an address goes by: `oldmerepost` of `https://www.oldmerepost.example/1`."""
    labels = urlsplit(url).netloc.removeprefix("www.").split(".") if url else []
    return max(labels[:-1], key=len, default=None)


def _any(tree: html.HtmlElement, paths: tuple[str, ...]) -> str | None:
    return next(filter(None, (first(tree, path) for path in paths)), None)


def _headline(tree: html.HtmlElement, linked: str | None, sites: tuple[str | None, ...]) -> str | None:
    """The heading that says what the page states of itself; else what it states, without the site's name behind it."""
    title = plain_field(linked) if linked else _any(tree, _STATED_TITLES)
    if title is None and (confirmed := confirmed_heading(tree)):
        return confirmed
    stated = [title, *(first(tree, path) for path in (*_STATED_TITLES, "//title[1]"))]
    if shown := shown_heading(tree, [plain_field(one) for one in stated if one], sites):
        return shown
    title = title or _any(tree, _SHOWN_TITLES)
    return _without_site(tree, title, linked, sites) if title else None


def _without_site(tree: html.HtmlElement, title: str, linked: str | None, sites: tuple[str | None, ...]) -> str:
    heading = first(tree, "//h1[1]")
    key, shown = compared(title), compared(heading or "")
    is_topic = len(shown) < _SHORTEST_HEADING and _TOPIC.match(title[len(heading or "") :])
    if heading and shown and not is_topic and (key.startswith(shown) or (_is_cut(title) and shown.startswith(key))):
        return heading if shown != key else title
    stem = _SUFFIX.sub("", title)
    behind = compared(title[len(stem) :])
    if behind and any(site and behind.endswith(compared(site)) for site in sites):
        return stem
    return stem if linked is None and first(tree, "//title[1]") == title else title


def _is_cut(title: str) -> bool:
    """Whether a program shortened it: with dots at its end, or at the 110 characters that search engines asked for."""
    return title.endswith(("...", "…")) or _CUT_AT - 15 <= len(title) <= _CUT_AT


def _absolute(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
