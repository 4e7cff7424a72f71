"""PDF: text page by page by pypdf, lines joined to paragraphs, running headers and footers left out."""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO

from pypdf import Configuration, PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PdfReadError

from tocsin.errors import EmptyDocument, Encrypted, TooLarge, Unreadable
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.draft import Draft
from tocsin.reading.paragraphs import paragraphs
from tocsin.reading.plain import headline
from tocsin.text.normalize import normalize, one_line

_OTHER_SIZE = 1.15
"""Between two sizes of type: 10 and 12 points differ, what rounding makes of one size does not."""
_HEADLINE_LINES = 5
_FULL_LINE = 0.6
"""Share of a headline's longest line: ragged lines of large type are shorter by a word or two, a kicker by more."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
"""Letters that fonts draw as one, to the letters that words are spelt and looked up with."""
_EDGE_LINES = 2
"""Lines at the top and the bottom of a page among which running headers and footers stand."""
_PAGE_NUMBER = re.compile(
    r"(?:page|стр\.?|страница|стор\.?|сторінка|с\.)?\s?\d{1,4}(?:\s?(?:of|/|из|з)\s?\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def read_pdf(data: bytes, bounds: Bounds, deadline: Deadline) -> Draft:
    """The text of a PDF. A document that needs no password to be opened is read even if it is encrypted."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs about files what belongs to no log of ours
    try:
        with apply_configuration(_limits(bounds)):
            reader = _opened(data)
            pages = _pages(reader, bounds, deadline)
            title, author = _information(reader)
    except DependencyError as error:
        raise Encrypted("this PDF is encrypted; save it without a password and upload it again") from error
    except LimitReachedError as error:
        raise TooLarge("a part of this PDF is too large to be unpacked; upload its text") from error
    except PdfReadError as error:
        raise Unreadable("this PDF is malformed or cut short; save it again and upload that") from error
    found = paragraphs("\n".join(line for page in _without_edges(pages) for line in [*page, ""]))
    if not found:
        raise EmptyDocument("this PDF has no text, only pictures of it; run text recognition over it and upload that")
    shown = title if title and _stands_first(title, found) else headline(found)
    return Draft("\n\n".join(found), "application/pdf", title=shown, file_author=author)


def _limits(bounds: Bounds) -> Configuration:
    most = bounds.unpacked_bytes
    return Configuration(
        maximum_declared_stream_length=most,
        array_based_stream_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        zlib_maximum_output_length=most,
        brotli_maximum_output_length=most,
        stream_decoding_work_maximum_length=2 * most,
        jbig2dec_binary=None,  # no program is run on what was uploaded
        disable_legacy_handling=True,
    )


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Encrypted("this PDF needs a password; save it without one and upload it again")
    return reader


def _pages(reader: PdfReader, bounds: Bounds, deadline: Deadline) -> list[list[str]]:
    """The lines of each page."""
    if len(reader.pages) > bounds.pages:
        raise TooLarge(
            f"this PDF has {len(reader.pages)} pages, more than {bounds.pages}; upload the pages that matter"
        )
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        deadline.check()
        text = normalize(_text(page))
        size += len(text)
        if size > bounds.text_bytes:
            raise TooLarge(f"the text is longer than {bounds.text_bytes} bytes; upload its parts one by one")
        pages.append(text.split("\n"))
    return pages


def _text(page: PageObject) -> str:
    """The page's text, with a blank line where a line is set in another size: headlines, leads, notes."""
    runs: list[tuple[float, list[str]]] = [(0.0, [])]
    fresh = False

    def visit(text: str, scale: list[float], matrix: list[float], _font: object, size: float) -> None:
        nonlocal fresh
        height, (last, pieces) = abs(size * matrix[3] * scale[3]), runs[-1]
        if not text.strip() or not height:
            pieces.append(text)
        elif last and max(last, height) > _OTHER_SIZE * min(last, height):
            runs.append((height, [f"\n{text}" if fresh or text.startswith("\n") else text]))
        else:
            pieces.append(text)
            runs[-1] = height, pieces
        fresh = text.endswith("\n") or (fresh and not text)

    page.extract_text(visitor_text=visit)
    shown = [(size, "".join(pieces)) for size, pieces in runs]
    body = max(shown, key=lambda run: len(run[1]))[0]
    return "".join(_heading(text) if size > _OTHER_SIZE * body else text for size, text in shown).translate(_LIGATURES)


def _heading(text: str) -> str:
    """Lines in larger type than the page's text, as one where they are one headline: all but the last are full."""
    inside = text.strip("\n")
    lines = [line.strip() for line in inside.split("\n")]
    full = _FULL_LINE * max(map(len, lines))
    one = len(lines) <= _HEADLINE_LINES and all(len(line) >= full for line in lines[:-1])
    return text.replace(inside, " ".join(lines), 1) if inside and one else text


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Drop page numbers, and lines that stand at the edge of at least half of three or more pages."""
    seen = Counter(key for page in pages for key in {_shape(line) for line in _edges(page)})
    running = {key for key, count in seen.items() if len(pages) >= 3 and count >= len(pages) / 2}
    left: list[list[str]] = []
    for page in pages:
        edges = set(_edges(page))
        left.append(
            [
                line
                for line in page
                if line not in edges or not (_shape(line) in running or _PAGE_NUMBER.fullmatch(line))
            ]
        )
    return left


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _information(reader: PdfReader) -> tuple[str | None, str | None]:
    """Title and author as the document states them. Its dates say when the file was made, not when the news was."""
    info = reader.metadata
    stated = (info.title, info.author) if info is not None else (None, None)
    title, author = (value if isinstance(value, str) else None for value in stated)
    return title, author


def _stands_first(title: str, found: list[str]) -> bool:
    """Whether the stated title opens the text; producers put file names and template names there."""
    return bool(one_line(title)) and " ".join(found[:3]).casefold().startswith(one_line(title).casefold())
