"""NewsML 1.0 to 1.2 (IPTC, 2000 to 2003): a NewsItem with its ContentItems as NITF, XHTML or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from tocsin.errors import TooLarge, Unreadable
from tocsin.reading.bounds import Bounds
from tocsin.reading.draft import Draft
from tocsin.reading.newsjson import plain_text
from tocsin.reading.parts import Part, numbered
from tocsin.reading.standing import Signals, embargo_note
from tocsin.reading.wiretree import attribute_in, language_in, local, markup_text, parsed, said_in, text_in, told
from tocsin.reading.wirexml import nitf_draft

NEWSML1_TYPE: Final = "text/vnd.iptc.newsml"
ROOTS: Final = frozenset(("NewsML", "NewsItem"))
"""Spelled like this; `newsItem` is of NewsML-G2."""
_PUBLISHERS: Final = ("provider", "sentfrom", "source")
_NO_TEXT: Final = ("css", "javascript", "image/", "audio/", "video/")
_MOST_ENVELOPE: Final = 64 * 1024
"""Bytes; it names who sent what when, and is copied into each item."""
_LIKE: Final = 0.8
"""Of the longest rendition's length that one with paragraphs must have to be taken for the same text."""


def newsml1_items(data: bytes) -> Iterator[Part] | None:
    """The items of a document of several, each in its envelope; None for a document of one, and for no NewsML.

    Raises `TooLarge` for an envelope that is none.
    """
    try:
        root = parsed(data)
    except Unreadable:
        return None  # a page that speaks of NewsML
    items = [child for child in root if local(child) == "newsitem"] if local(root) == "newsml" else []
    if len(items) < 2:
        return None
    envelopes = [child for child in root if local(child) == "newsenvelope"]
    if sum(len(etree.tostring(envelope)) for envelope in envelopes) > _MOST_ENVELOPE:
        raise TooLarge(f"this document has an envelope of more than {_MOST_ENVELOPE:,} bytes; upload its items apart")
    return numbered((_enveloped(envelopes, item) for item in items), "item", "xml", NEWSML1_TYPE)


def read_newsml1(data: bytes, bounds: Bounds) -> Draft:
    """One NewsItem. An item is known by provider, day and id; its revisions are numbered."""
    root = parsed(data)
    nitf = next((element for element in root.iter() if local(element) == "nitf"), None)
    inner = nitf_draft(nitf) if nitf is not None else None
    created = told(text_in(root, "thisrevisioncreated"), text_in(root, "firstcreated"))
    status = attribute_in(root, "status", "FormalName")
    embargo = _embargo(root) if (status or "").lower() == "embargoed" else None
    return Draft(
        text=inner.text if inner else _text(root, bounds),
        content_type=NEWSML1_TYPE,
        title=text_in(root, "headline") or (inner.title if inner else None),
        byline=text_in(root, "byline"),
        publisher=_publisher(root) or (inner.publisher if inner else None),
        published_at=created,
        language=attribute_in(root, "language", "FormalName") or language_in(root),
        notes=embargo_note(embargo),
        signals=Signals(
            item=":".join(filter(None, (text_in(root, name) for name in ("providerid", "dateid", "newsitemid"))))
            or None,
            version=text_in(root, "revisionid"),
            created=created,
            status=status,
            embargo=embargo,
        ),
    )


def _enveloped(envelopes: list[etree._Element], item: etree._Element) -> bytes:
    whole = etree.Element("NewsML")
    whole.extend(map(deepcopy, envelopes))
    whole.append(deepcopy(item))
    return etree.tostring(whole, encoding="UTF-8")


def _embargo(root: etree._Element) -> str:
    """When the status is to change; "" where that is not told."""
    change = next((element for element in root.iter() if local(element) == "statuswillchange"), None)
    return (said_in(change, "dateandtime") or "") if change is not None else ""


def _publisher(root: etree._Element) -> str | None:
    found = (element for name in _PUBLISHERS for element in root.iter() if local(element) == name)
    return next(filter(None, (attribute_in(element, "party", "FormalName") for element in found)), None)


def _text(root: etree._Element, bounds: Bounds) -> str:
    """Of several renditions the one with paragraphs, if it has as much text as the longest."""
    found = [_content(data, bounds) for data in root.iter() if local(data) == "datacontent" and _is_text(data)]
    most = max((len(text) for text, _ in found), default=0)
    return next((text for text, marked in found if marked and len(text) >= _LIKE * most), "") or next(
        (text for text, _ in found if len(text) == most), ""
    )


def _is_text(data: etree._Element) -> bool:
    item = next((element for element in data.iterancestors() if local(element) == "contentitem"), data)
    kind = (attribute_in(item, "mimetype", "FormalName") or attribute_in(item, "format", "FormalName") or "").lower()
    return not any(name in kind for name in _NO_TEXT)


def _content(data: etree._Element, bounds: Bounds) -> tuple[str, bool]:
    """Its text, and whether it came in elements: XHTML, or paragraphs with nothing around them."""
    children = [child for child in data if local(child) not in {"", "media"}]
    if children:
        return markup_text(children, bounds), True
    return plain_text("".join(map(str, data.itertext())), bounds), False
