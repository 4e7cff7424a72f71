"""XML of agencies as a tree that is asked by local names in small letters: prefixes, versions and spellings differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from tocsin.errors import Unreadable, Unsafe
from tocsin.reading.bounds import Bounds
from tocsin.reading.markup import fragment_text
from tocsin.text.normalize import one_line

BLOCKS = frozenset(("p", "hl1", "hl2", "li", "td", "th", "dt", "dd", "bq", "block", "note", "br"))
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def parsed(data: bytes) -> etree._Element:
    """Raises `Unsafe` for declared entities, `Unreadable` for broken XML."""
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise Unsafe("this document declares XML entities, which no agency does; export it again")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("this XML is malformed or cut short; export it again and upload that") from error


def line_of(element: etree._Element) -> str:
    """All its text on one line, words apart where blocks part them and nowhere else: "<b>R</b>euters, said"."""
    return one_line("".join(_pieces(element)))


def markup_text(children: Iterable[etree._Element], bounds: Bounds) -> str:
    """XHTML of any prefix as text, a blank line between paragraphs."""
    markup = "".join(etree.tostring(child, encoding="unicode", method="html") for child in children)
    return fragment_text(re.sub(r"(</?)\w+:", r"\1", markup), bounds)


def _pieces(element: etree._Element) -> Iterator[str]:
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner is not element and local(inner) in BLOCKS:
            yield " "
        if event == "start" and isinstance(inner.tag, str):
            yield inner.text or ""
        elif event == "end" and inner is not element:
            yield inner.tail or ""


def told(*dates: str | None) -> tuple[str, ...]:
    return tuple(date for date in dates if date)


def language_in(root: etree._Element) -> str | None:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return attribute_in(root, "language", "tag") or next((e.get(name) for e in root.iter() if e.get(name)), None)


def text_in(root: etree._Element, name: str) -> str | None:
    """Of the first of its name that has one."""
    found = (line_of(one) for one in root.iter() if local(one) == name)
    return next(filter(None, found), None)


def said_in(root: etree._Element, name: str) -> str | None:
    """Its text, "" where it is there and empty, None where it is not there."""
    found = next((one for one in root.iter() if local(one) == name), None)
    return None if found is None else line_of(found)


def attribute_in(root: etree._Element, name: str, attribute: str) -> str | None:
    return next((value for one in root.iter() if local(one) == name and (value := one.get(attribute))), None)


def local(element: etree._Element) -> str:
    """In small letters; "" for comments and the like."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
