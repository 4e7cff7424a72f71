"""What agencies send as XML: NITF 3 and NewsML-G2 (IPTC). Read by local names: prefixes and versions differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tocsin.errors import Unreadable, Unsafe
from tocsin.reading.bounds import Bounds
from tocsin.reading.draft import Draft
from tocsin.reading.markup import fragment_text
from tocsin.reading.parts import Part, numbered
from tocsin.reading.standing import Signals, embargo_note
from tocsin.text.normalize import one_line

NITF_TYPE = "application/nitf+xml"
NEWSML_TYPE = "application/vnd.iptc.g2.newsitem+xml"
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_BLOCKS = frozenset(("p", "hl2", "li", "td", "th", "dt", "dd", "bq", "note"))


def newsml_items(data: bytes) -> Iterator[Part] | None:
    """The news items of a message, each a document of its own; None for a document that is one item by itself."""
    try:
        root = parsed(data)
    except Unreadable:
        return None  # a page that speaks of news messages
    if _local(root) != "newsmessage":
        return None
    items = [element for element in root.iter() if _local(element) == "newsitem"]
    return numbered(
        (etree.tostring(item, encoding="UTF-8", with_tail=False) for item in items), "item", "xml", NEWSML_TYPE
    )


def read_newsml(data: bytes, bounds: Bounds) -> Draft:
    """One newsItem; an embargo is told in the notes too."""
    root = parsed(data)
    nitf = next((element for element in root.iter() if _local(element) == "nitf"), None)
    inner = _nitf(nitf) if nitf is not None else None
    text = inner.text if inner else _inline(root, bounds)
    created = _told(_text(root, "versioncreated"), _text(root, "contentcreated"), _text(root, "firstcreated"))
    embargo = _said(root, "embargoed")
    return Draft(
        text=text,
        content_type=NEWSML_TYPE,
        title=_text(root, "headline") or (inner.title if inner else None),
        byline=_text(root, "by") or (inner.byline if inner else None),
        publisher=_provider(root) or (inner.publisher if inner else None),
        url=_attribute(root, "link", "href"),
        published_at=created,
        language=_language(root),
        notes=embargo_note(embargo),
        signals=Signals(
            item=root.get("guid"),
            version=root.get("version"),
            created=created,
            status=_attribute(root, "pubstatus", "qcode") or _attribute(root, "pubstatus", "uri"),
            embargo=embargo,
        ),
    )


def read_nitf(data: bytes) -> Draft:
    """One NITF document."""
    return _nitf(parsed(data))


def parsed(data: bytes) -> etree._Element:
    """Raises `Unsafe` for declared entities, `Unreadable` for broken XML."""
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise Unsafe("this document declares XML entities, which no agency does; export it again")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("this XML is malformed or cut short; export it again and upload that") from error


def _nitf(root: etree._Element) -> Draft:
    content = next(
        (element for name in ("body.content", "body") for element in root.iter() if _local(element) == name), None
    )
    blocks = [] if content is None else [e for e in content.iter() if _local(e) in _BLOCKS and not _within_block(e)]
    paragraphs = [text for block in blocks if (text := one_line(" ".join(map(str, block.itertext()))))]
    created = _told(_attribute(root, "date.issue", "norm"), _attribute(root, "pubdata", "date.publication"))
    release = _attribute(root, "date.release", "norm")
    return Draft(
        text="\n\n".join(paragraphs),
        content_type=NITF_TYPE,
        title=_text(root, "hl1") or _text(root, "title"),
        byline=_text(root, "byline"),
        publisher=_attribute(root, "pubdata", "name") or _attribute(root, "doc.copyright", "holder"),
        url=None,
        published_at=created,
        language=_language(root),
        notes=embargo_note(release),
        signals=_nitf_signals(root, created, release),
    )


def _nitf_signals(root: etree._Element, created: tuple[str, ...], release: str | None) -> Signals:
    """`du-key` stays the same from version to version; `doc-id` names the document where there is none."""
    status = root.get("management-status") or _attribute(root, "docdata", "management-status")
    return Signals(
        item=_attribute(root, "du-key", "key") or _attribute(root, "doc-id", "id-string"),
        version=_attribute(root, "du-key", "version"),
        created=created,
        status=status,
        embargo=release or ("" if (status or "").lower() == "embargoed" else None),
    )


def _within_block(element: etree._Element) -> bool:
    return any(_local(parent) in _BLOCKS or _local(parent) == "media" for parent in element.iterancestors())


def _inline(root: etree._Element, bounds: Bounds) -> str:
    """The text as XHTML or plain; of several renditions the longest."""
    found = [""]
    for element in root.iter():
        if _local(element) == "inlinexml":
            markup = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
            found.append(fragment_text(re.sub(r"(</?)\w+:", r"\1", markup), bounds))
        elif _local(element) == "inlinedata":
            found.append("".join(map(str, element.itertext())))
    return max(found, key=len)


def _provider(root: etree._Element) -> str | None:
    for name in ("provider", "infosource", "creditline"):
        element = next((one for one in root.iter() if _local(one) == name), None)
        if element is not None and (
            text := _text(element, "name") or element.get("literal") or one_line(element.text or "")
        ):
            return text
    return None


def _told(*dates: str | None) -> tuple[str, ...]:
    return tuple(date for date in dates if date)


def _language(root: etree._Element) -> str | None:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return _attribute(root, "language", "tag") or next((e.get(name) for e in root.iter() if e.get(name)), None)


def _text(root: etree._Element, name: str) -> str | None:
    found = (one_line(" ".join(map(str, one.itertext()))) for one in root.iter() if _local(one) == name)
    return next(filter(None, found), None)


def _said(root: etree._Element, name: str) -> str | None:
    """Its text, "" where it is there and empty, None where it is not there."""
    found = next((one for one in root.iter() if _local(one) == name), None)
    return None if found is None else one_line(" ".join(map(str, found.itertext())))


def _attribute(root: etree._Element, name: str, attribute: str) -> str | None:
    return next((value for one in root.iter() if _local(one) == name and (value := one.get(attribute))), None)


def _local(element: etree._Element) -> str:
    """In small letters; "" for comments and the like."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
