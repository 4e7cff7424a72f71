"""DOCX: the archive is checked before anything in it is opened, then python-docx reads it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from tocsin.errors import Encrypted, TooLarge, Unreadable, Unsafe, UnsupportedType
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.draft import Draft
from tocsin.reading.markup import CELL_SEPARATOR
from tocsin.reading.officepackage import mended
from tocsin.reading.plain import headline
from tocsin.reading.unpack import check_ratio, member
from tocsin.text.normalize import one_line

if TYPE_CHECKING:
    from docx.document import Document

_MAIN_PART = "word/document.xml"
_MOST_ENTRIES = 2_000
_MARKS_PER_ELEMENT = 30
"""Tags of a run of text in WordprocessingML with its properties; some programs write a run for each word."""
_OTHER_ARCHIVES = (
    ("xl/workbook.xml", "an Excel workbook; save the text of it as DOCX or plain text"),
    ("ppt/presentation.xml", "a PowerPoint presentation; save the text of it as DOCX or plain text"),
    ("META-INF/container.xml", "an EPUB book; upload the article as HTML or text"),
    ("content.xml", "an OpenDocument file; save it as DOCX or PDF"),
    ("AndroidManifest.xml", "an Android program, not a document"),
)
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("Title", "Heading 1")


def read_docx(data: bytes, bounds: Bounds, deadline: Deadline) -> Draft:
    """The text of a DOCX, tables and text boxes in place. Raises a `Rejected` for any other archive."""
    _inspect(data, bounds, deadline)
    import docx  # noqa: PLC0415 - loaded when needed

    package = mended(data)
    document = docx.Document(BytesIO(package))
    deadline.check()
    found: list[str] = []
    title: str | None = None
    for element in document.element.body.iter(f"{_W}p", f"{_W}tr"):
        text = _row(element) if element.tag == f"{_W}tr" else one_line(_text_of(element))
        if not text or _is_told_elsewhere(element):
            continue
        if title is None and len(found) < 3 and _style(document, element) in _HEADINGS:
            title = text
        found.append(text)
    found.extend(_notes(package))
    properties = document.core_properties
    return Draft(
        text="\n\n".join(found),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=title or headline(found),
        file_author=properties.author if properties.author != "python-docx" else None,
    )


def _notes(package: bytes) -> Iterator[str]:
    """Footnotes, then endnotes, which stand in parts of their own; their separators have no text."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        parts = [member(archive, name) for name in ("word/footnotes.xml", "word/endnotes.xml") if name in names]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for part in parts:
        for paragraph in etree.fromstring(part, parser=parser).iter(f"{_W}p"):
            if text := one_line(_text_of(paragraph)):
                yield text


def _is_told_elsewhere(element: etree._Element) -> bool:
    """In a copy for older programs, or in a table's row, which is told as one line."""
    return any(ancestor.tag in (_FALLBACK, f"{_W}tr") for ancestor in element.iterancestors())


def _row(row: etree._Element) -> str:
    """A row as one line; of a table in a table, all in the cell that it stands in."""
    cells = (
        " ".join(one_line(_text_of(p)) for p in cell.iter(f"{_W}p")).strip() for cell in row.iterchildren(f"{_W}tc")
    )
    return CELL_SEPARATOR.join(filter(None, cells))


def _inspect(data: bytes, bounds: Bounds, deadline: Deadline) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data), bounds)
            for entry in entries:
                deadline.check()
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(member(archive, entry), bounds)
    except zipfile.BadZipFile as error:
        raise Unreadable("this archive is damaged or cut short; save the document again and upload that") from error


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, bounds: Bounds) -> None:
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Encrypted("this archive needs a password; save it without one and upload it again")
    if len(entries) > _MOST_ENTRIES:
        raise TooLarge(
            f"this archive has {len(entries)} entries, more than {_MOST_ENTRIES}; upload the document itself"
        )
    check_ratio(packed, sum(entry.file_size for entry in entries), bounds)
    if _MAIN_PART not in names:
        what = next(
            (what for name, what in _OTHER_ARCHIVES if name in names),
            "a zip archive; upload the files in it one by one",
        )
        raise UnsupportedType(f"this is {what}")


def _check_part(xml: bytes, bounds: Bounds) -> None:
    """Office writes no document types: one that is there is meant for harm (entity bombs, files read from disk)."""
    if _DECLARES.search(xml.replace(b"\0", b"")):
        raise Unsafe("this document declares XML entities, which no word processor does; save it again as DOCX")
    if xml.count(b"<") > _MARKS_PER_ELEMENT * bounds.elements:
        raise TooLarge("this document has too many elements; upload its text")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        etree.fromstring(xml, parser=parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):  # libxml2 stops at 256
            raise TooLarge("this document is nested too deep; upload its text") from error
        raise Unreadable("this document is malformed; save it again and upload that") from error


def _text_of(paragraph: etree._Element) -> str:
    """The paragraph's own text: insertions and links with it, deletions, field codes and nested text boxes without."""
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK):
            yield from _pieces(child)


def _style(document: Document, paragraph: etree._Element) -> str | None:
    """The name of the paragraph's style, by its id."""
    reference = paragraph.find(f"{_W}pPr/{_W}pStyle")
    identifier = reference.get(f"{_W}val") if reference is not None else None
    return next((style.name for style in document.styles if style.style_id == identifier), None) if identifier else None
