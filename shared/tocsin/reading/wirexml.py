"""What agencies send as XML: NITF 3 and NewsML-G2 (IPTC). Read by local names: prefixes and versions differ."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tocsin.errors import Unreadable
from tocsin.reading.bounds import Bounds
from tocsin.reading.draft import Draft
from tocsin.reading.parts import Part, numbered
from tocsin.reading.standing import Signals, embargo_note
from tocsin.reading.wiretree import (
    attribute_in,
    language_in,
    line_of,
    local,
    markup_text,
    parsed,
    said_in,
    text_in,
    told,
)
from tocsin.text.normalize import one_line

NITF_TYPE = "application/nitf+xml"
NEWSML_TYPE = "application/vnd.iptc.g2.newsitem+xml"
_BLOCKS = frozenset(("p", "hl2", "li", "td", "th", "dt", "dd", "bq", "note"))


def newsml_items(data: bytes) -> Iterator[Part] | None:
    """The news items of a message, each a document of its own; None for a document that is one item by itself.

    What lies in an item is a part of that one.
    """
    try:
        root = parsed(data)
    except Unreadable:
        return None  # a page that speaks of news messages
    if local(root) != "newsmessage":
        return None
    items = [element for element in root.iter() if local(element) == "newsitem" and not _within_item(element)]
    return numbered(
        (etree.tostring(item, encoding="UTF-8", with_tail=False) for item in items), "item", "xml", NEWSML_TYPE
    )


def read_newsml(data: bytes, bounds: Bounds) -> Draft:
    """One newsItem; an embargo is told in the notes too."""
    root = parsed(data)
    nitf = next((element for element in root.iter() if local(element) == "nitf"), None)
    inner = nitf_draft(nitf) if nitf is not None else None
    text = inner.text if inner else _inline(root, bounds)
    created = told(text_in(root, "versioncreated"), text_in(root, "contentcreated"), text_in(root, "firstcreated"))
    embargo = said_in(root, "embargoed")
    return Draft(
        text=text,
        content_type=NEWSML_TYPE,
        title=text_in(root, "headline") or (inner.title if inner else None),
        byline=text_in(root, "by") or (inner.byline if inner else None),
        publisher=_provider(root) or (inner.publisher if inner else None),
        url=attribute_in(root, "link", "href"),
        published_at=created,
        language=language_in(root),
        notes=embargo_note(embargo),
        signals=Signals(
            item=root.get("guid"),
            version=root.get("version"),
            created=created,
            status=attribute_in(root, "pubstatus", "qcode") or attribute_in(root, "pubstatus", "uri"),
            embargo=embargo,
        ),
    )


def read_nitf(data: bytes) -> Draft:
    """One NITF document."""
    return nitf_draft(parsed(data))


def nitf_draft(root: etree._Element) -> Draft:
    """A NITF document, by itself or in another one."""
    content = next(
        (element for name in ("body.content", "body") for element in root.iter() if local(element) == name), None
    )
    blocks = [] if content is None else [e for e in content.iter() if local(e) in _BLOCKS and not _within_block(e)]
    paragraphs = [text for block in blocks if (text := line_of(block))]
    created = told(attribute_in(root, "date.issue", "norm"), attribute_in(root, "pubdata", "date.publication"))
    release = attribute_in(root, "date.release", "norm")
    return Draft(
        text="\n\n".join(paragraphs),
        content_type=NITF_TYPE,
        title=text_in(root, "hl1") or text_in(root, "title"),
        byline=text_in(root, "byline"),
        publisher=attribute_in(root, "pubdata", "name") or attribute_in(root, "doc.copyright", "holder"),
        url=None,
        published_at=created,
        language=language_in(root),
        notes=embargo_note(release),
        signals=_nitf_signals(root, created, release),
    )


def _nitf_signals(root: etree._Element, created: tuple[str, ...], release: str | None) -> Signals:
    """`du-key` stays the same from version to version; `doc-id` names the document where there is none."""
    status = root.get("management-status") or attribute_in(root, "docdata", "management-status")
    return Signals(
        item=attribute_in(root, "du-key", "key") or attribute_in(root, "doc-id", "id-string"),
        version=attribute_in(root, "du-key", "version"),
        created=created,
        status=status,
        embargo=release or ("" if (status or "").lower() == "embargoed" else None),
    )


def _within_item(element: etree._Element) -> bool:
    return any(local(parent) == "newsitem" for parent in element.iterancestors())


def _within_block(element: etree._Element) -> bool:
    return any(local(parent) in _BLOCKS or local(parent) == "media" for parent in element.iterancestors())


def _inline(root: etree._Element, bounds: Bounds) -> str:
    """The text as XHTML or plain; of several renditions the longest."""
    found = [""]
    for element in root.iter():
        if local(element) == "inlinexml":
            found.append(markup_text(element, bounds))
        elif local(element) == "inlinedata":
            found.append("".join(map(str, element.itertext())))
    return max(found, key=len)


def _provider(root: etree._Element) -> str | None:
    for name in ("provider", "infosource", "creditline"):
        element = next((one for one in root.iter() if local(one) == name), None)
        if element is not None and (
            text := text_in(element, "name") or element.get("literal") or one_line(element.text or "")
        ):
            return text
    return None
