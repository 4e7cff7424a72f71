"""A newsletter or an alert mail taken to pieces: items with a headline that is a link, and their text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from tocsin.reading.bounds import Bounds
from tocsin.reading.mail import mail_markup, read_mail_head
from tocsin.reading.markup import BLOCKS, SILENT, parse_html
from tocsin.reading.parts import Part, numbered
from tocsin.text.normalize import one_line

LEAST_TEXT: Final = 280
"""Characters of an item that carries its text: teasers have a sentence or two."""
LEAST_ITEMS: Final = 2
_HEADLINE: Final = range(20, 221)
"""Characters; "Read more" and "Unsubscribe" are shorter."""
_LEAST_LINE: Final = 40
_LINKED: Final = 0.8
"""The share of a line that is link where the line is a headline."""


@dataclass(slots=True)
class Entry:
    """An item: what its headline says and links to, and the lines below it."""

    title: str
    url: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines)

    @property
    def is_whole(self) -> bool:
        return len(self.text) >= LEAST_TEXT


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    url: str
    linked: int


def entries_of(data: bytes, bounds: Bounds) -> list[Entry]:
    """The items of a mail in its order; none for a mail that is one article."""
    markup = mail_markup(data, bounds)
    found: list[Entry] = []
    for line in _lines(markup, bounds) if markup else ():
        if line.url and len(line.text) in _HEADLINE and line.linked >= _LINKED * len(line.text):
            if not any(entry.url == line.url for entry in found):
                found.append(Entry(line.text, line.url))
        elif found and len(line.text) >= _LEAST_LINE:
            found[-1].lines.append(line.text)
    return found if len(found) >= LEAST_ITEMS else []


def article_parts(data: bytes, entries: Sequence[Entry]) -> Iterator[Part]:
    """Of those that carry their text."""
    publisher, date = read_mail_head(data)
    told = (
        {"title": one.title, "text": one.text, "url": one.url, "publisher": publisher, "published_at": date}
        for one in entries
        if one.is_whole
    )
    written = (json.dumps({name: value for name, value in one.items() if value}).encode() for one in told)
    return numbered(written, "item", "json", "application/json")


def _lines(markup: str, bounds: Bounds) -> Iterator[_Line]:
    """The lines of a page, each with the address to which most of it links."""
    tree = parse_html(markup, bounds)
    pieces: list[tuple[str, str]] = []
    url = ""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = tag in BLOCKS or tag == "br"
        if breaks and pieces:
            yield from _line(pieces)
            pieces = []
        if event == "start":
            if tag in SILENT:
                walker.skip_subtree()
                continue
            url = _target(element) if tag == "a" else url
            pieces.append((element.text or "", url))
        else:
            url = "" if tag == "a" else url
            pieces.append((element.tail or "", url))
    yield from _line(pieces)


def _line(pieces: Sequence[tuple[str, str]]) -> Iterator[_Line]:
    text = one_line("".join(text for text, _ in pieces))
    if not text:
        return
    urls = [url for text, url in pieces if url and text.strip()]
    linked = sum(len(one_line(text)) for text, url in pieces if urls and url == urls[0])
    yield _Line(text, urls[0] if urls else "", linked)


def _target(element: html.HtmlElement) -> str:
    href = (element.get("href") or "").strip()
    return href if href.lower().startswith(("https://", "http://")) and len(href) <= 2_048 else ""
