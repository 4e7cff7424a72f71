"""Lists of sources as OPML 2.0, in and out."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from tocsin.errors import InvalidInput
from tocsin.feeds.model import Feed

MAX_BYTES = 2 * 1024 * 1024


def read_opml(data: bytes) -> list[tuple[str, str | None]]:
    """URL and title of each source, folders opened, each once. Raises `InvalidInput`."""
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"has more than {MAX_BYTES:,} bytes", where="opml")
    if b"<!ENTITY" in data.upper():
        raise InvalidInput("declares XML entities, which no list of feeds needs", where="opml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise InvalidInput("is no sound XML", where="opml") from error
    if str(root.tag).lower() != "opml":
        raise InvalidInput("is no OPML", where="opml")
    found: dict[str, str | None] = {}
    for outline in root.iter("outline"):
        attributes = {str(name).lower(): str(value).strip() for name, value in outline.items()}
        if url := attributes.get("xmlurl"):
            found.setdefault(url, attributes.get("title") or attributes.get("text") or None)
    return list(found.items())


def write_opml(feeds: Iterable[Feed]) -> bytes:
    """Every source, by title."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Tocsin: feeds"
    body = etree.SubElement(root, "body")
    for feed in sorted(feeds, key=lambda one: (one.title or one.url, one.id)):
        name = _printable(feed.title or feed.url)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_printable(feed.url))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _printable(text: str) -> str:
    """XML has no place for control characters."""
    return "".join(letter for letter in text if letter.isprintable())
