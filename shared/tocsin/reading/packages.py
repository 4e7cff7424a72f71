"""Documents that are zip archives of XML and no DOCX: OpenDocument text (ODT) and EPUB."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final, Literal
from urllib.parse import unquote

from lxml import etree

from tocsin.errors import Encrypted, TooLarge, Unreadable
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.draft import Draft
from tocsin.reading.markup import CELL_SEPARATOR, fragment_text
from tocsin.reading.plain import headline
from tocsin.reading.unpack import check_ratio, member
from tocsin.reading.wiretree import parsed
from tocsin.text.normalize import one_line

ODT_TYPE: Final = "application/vnd.oasis.opendocument.text"
EPUB_TYPE: Final = "application/epub+zip"
_MOST_ENTRIES: Final = 2_000
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ASIDE: Final = frozenset(("tracked-changes", "annotation", "annotation-end", "table-of-content", "sequence-decls"))
_SPACES: Final = frozenset(("s", "tab", "line-break"))


def package_kind(data: bytes) -> Literal["odt", "epub"] | None:
    """Told by the archive's names and the type that it states; None for any other."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "META-INF/container.xml" in names:
                return "epub"
            stated = member(archive, "mimetype", 200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None  # the reader of DOCX says what is wrong with it
    return "odt" if "content.xml" in names and stated.strip() == ODT_TYPE.encode() else None


def read_package(kind: Literal["odt", "epub"], data: bytes, bounds: Bounds, deadline: Deadline) -> Draft:
    """Raises `Encrypted`, `TooLarge`, `Unsafe`, `Unreadable`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Encrypted("this document needs a password; save it without one and upload it again")
        if len(entries) > _MOST_ENTRIES:
            raise TooLarge(f"this document has more than {_MOST_ENTRIES} entries; upload its text")
        check_ratio(len(data), sum(entry.file_size for entry in entries), bounds)
        deadline.check()
        return _odt(archive, bounds) if kind == "odt" else _epub(archive, bounds, deadline)


def _odt(archive: zipfile.ZipFile, bounds: Bounds) -> Draft:
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise Encrypted("this document needs a password; save it without one and upload it again")
    content = member(archive, "content.xml")
    if content.count(b"<") > 30 * bounds.elements:
        raise TooLarge("this document has too many elements; upload its text")
    root = parsed(content)
    paragraphs = [text for text in _paragraphs(root) if text]
    meta = _part(archive, "meta.xml")
    about = parsed(meta) if meta else root
    return Draft(
        text="\n\n".join(paragraphs),
        content_type=ODT_TYPE,
        title=_named(about, "title") or headline(paragraphs),
        file_author=_named(about, "initial-creator") or _named(about, "creator"),
    )


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Paragraphs and headings in order, a row of a table as one line; comments and deletions left out."""
    for child in element:
        name = _local(child)
        if name in _ASIDE:
            continue
        if name == "table-row":
            yield CELL_SEPARATOR.join(filter(None, (" ".join(_paragraphs(cell)).strip() for cell in child)))
        elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield one_line("".join(_pieces(child)))
        else:
            yield from _paragraphs(child)


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _local(child) in _SPACES:
            yield " "
        elif _local(child) not in _ASIDE and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _epub(archive: zipfile.ZipFile, bounds: Bounds, deadline: Deadline) -> Draft:
    """The documents of the spine, in its order."""
    container = parsed(member(archive, "META-INF/container.xml"))
    path = next((e.get("full-path") for e in container.iter() if _local(e) == "rootfile"), None) or ""
    package = parsed(_part(archive, path) or b"<none/>")
    hrefs = {e.get("id"): e.get("href") for e in package.iter() if _local(e) == "item"}
    texts = []
    for reference in (e for e in package.iter() if _local(e) == "itemref"):
        deadline.check()
        name = posixpath.normpath(
            posixpath.join(posixpath.dirname(path), unquote(hrefs.get(reference.get("idref")) or ""))
        )
        if page := _part(archive, name):
            texts.append(fragment_text(page.decode("utf-8", "replace"), bounds))
        if sum(map(len, texts)) > bounds.text_bytes:
            raise TooLarge("this book has more text than an article may; upload the article alone")
    if not texts:
        raise Unreadable("this EPUB names no text that is in it; export it again")
    return Draft(
        text="\n\n".join(texts),
        content_type=EPUB_TYPE,
        title=_named(package, "title"),
        byline=_named(package, "creator"),
        publisher=_named(package, "publisher"),
        published_at=tuple(filter(None, [_named(package, "date")])),
        language=_named(package, "language"),
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Empty where there is none."""
    try:
        return member(archive, name)
    except KeyError:
        return b""


def _named(root: etree._Element, name: str) -> str | None:
    found = (one_line(element.text or "") for element in root.iter() if _local(element) == name)
    return next(filter(None, found), None)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
