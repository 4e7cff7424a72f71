"""Web archives (WARC, ISO 28500, and ARC before it) taken into pages, by warcio; what no page is, is counted."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, Final
from urllib.parse import urlsplit

from tocsin.errors import Unreadable
from tocsin.reading.bounds import Bounds
from tocsin.reading.parts import Part, Parts
from tocsin.reading.unpack import check_ratio

MOST_RECORDS: Final = 20_000
_CHUNK: Final = 1 << 16
_PAGES: Final = ("text/html", "application/xhtml", "text/plain", "application/pdf")
_WEB: Final = ("http://", "https://")
_PACKED: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_NO_PAGES: Final = frozenset({"warcinfo", "request", "metadata", "continuation"})
"""Kinds of records that hold nothing that a reader was shown."""


class _LeftOut(Exception):
    """A record is no article; says what it is."""


def pages_in(data: bytes, bounds: Bounds) -> Parts:
    """The pages of an archive that is not packed, in its order, each with its address and when it was there.

    Raises `Unreadable` where the first record is broken, `Unsafe` and `TooLarge` where its pages unpack to too much.
    """
    found: list[Part] = []
    left: Counter[str] = Counter()
    size = 0
    with redirect_stderr(io.StringIO()):  # it prints what it finds odd, strangers' words among it
        for record in _records(data, left):
            try:
                part = _page(record, bounds)
            except _LeftOut as reason:
                left[str(reason)] += 1
                continue
            if part is not None:
                size += len(part.data)
                check_ratio(len(data), size, bounds)
                found.append(part)
                left["cut"] += bool(getattr(record.raw_stream, "limit", 0)) and len(part.data) <= bounds.raw_bytes
    if left["broken"] and not found:
        raise Unreadable("this web archive is damaged or cut short; export it again and upload that")
    return Parts(tuple(found), _notes(left))


def _records(data: bytes, left: Counter[str]) -> Iterator[Any]:
    """As far as they can be told apart: what lies behind a broken one is not."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # loaded by the first archive
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  # as above

    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(data), no_record_parse=True, arc2warc=True)):
            if number >= MOST_RECORDS:
                left["over"] += 1
                return
            yield record
    except ArchiveLoadFailed:
        left["broken"] += 1


def _page(record: Any, bounds: Bounds) -> Part | None:
    """None for what was never shown to a reader. Raises `_LeftOut`."""
    uri = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type in _NO_PAGES or not uri.startswith(_WEB):
        return None
    if record.rec_type not in {"response", "resource", "conversion"}:
        raise _LeftOut("not a page")
    kind = _head(record, uri) if record.rec_type == "response" else _header(record.rec_headers, "Content-Type")
    try:
        path, name = urlsplit(uri).path, _name(uri)
    except ValueError as error:  # "https://[": no address at all
        raise _LeftOut("damaged") from error
    if not kind.lower().startswith(_PAGES) or path == "/robots.txt":
        raise _LeftOut("not a page")
    date = _header(record.rec_headers, "WARC-Date")
    return Part(name, _body(record, bounds), kind, {"url": uri, "seen-at": date} if date else {"url": uri})


def _head(record: Any, uri: str) -> str:
    """The media type of a response that is one, its head read off the record."""
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415  # loaded with the archive

    try:
        loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        record.http_headers = loader.load_http_headers("response", uri, record.raw_stream, record.length)
    except Exception as error:
        raise _LeftOut("damaged") from error
    if record.http_headers is None:
        raise _LeftOut("damaged")
    if record.http_headers.get_statuscode() != "200":
        raise _LeftOut("not a page")
    if _header(record.http_headers, "Content-Encoding").lower() not in _PACKED:
        raise _LeftOut("packed in a way that is not read")
    return _header(record.http_headers, "Content-Type") or "text/html"


def _body(record: Any, bounds: Bounds) -> bytes:
    """Unpacked; one byte more than the bound of what is larger, which then is told as that."""
    stream, held = record.content_stream(), bytearray()
    try:
        while len(held) <= bounds.raw_bytes and (chunk := stream.read(_CHUNK)):
            held += chunk
    except Exception as error:
        raise _LeftOut("damaged") from error
    return bytes(held)


def _header(headers: Any, name: str) -> str:
    return str(headers.get_header(name) or "").strip()


def _name(uri: str) -> str:
    parts = urlsplit(uri)
    path = f"{parts.path}-{parts.query}" if parts.query else parts.path
    return f"{parts.netloc}{path if path.strip('/') else '/index.html'}"


def _notes(left: Counter[str]) -> tuple[str, ...]:
    told = {
        "not a page": "Records left out because they are no pages (redirects, errors, pictures, scripts): {}.",
        "packed in a way that is not read": "Pages left out because they are packed in a way that is not read: {}.",
        "damaged": "Pages left out because they are damaged or cut short: {}.",
        "cut": "Pages that are cut short, and taken as far as they go: {}.",
        "broken": "What lies behind a broken record was left out; export the archive again.",
        "over": f"What lies behind the record {MOST_RECORDS:,} was left out; upload the archive in parts.",
    }
    return tuple(text.format(left[what]) for what, text in told.items() if left[what])
