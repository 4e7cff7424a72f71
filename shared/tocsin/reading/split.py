"""Whether an upload holds many articles, and which: told from its bytes, as everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tocsin.errors import TooLarge
from tocsin.reading.archives import files_in, is_archive, messages_in
from tocsin.reading.bounds import Bounds, parsing
from tocsin.reading.charset import declared_charset, decode
from tocsin.reading.foreign import is_mailbox, said_kind
from tocsin.reading.parts import MOST_DEPTH, MOST_PARTS, Part, Parts, depth_of, gathered, inherited, room_in
from tocsin.reading.unpack import gunzipped


def split_upload(
    data: bytes,
    *,
    name: str | None = None,
    content_type: str | None = None,
    metadata: Mapping[str, str] | None = None,
    bounds: Bounds | None = None,
) -> Parts | None:
    """Its parts; None for one article, and for what is neither: `read_upload` says what.

    Raises a `Rejected` that says why it could not be taken to pieces; nothing else.
    """
    limits, said = bounds or Bounds(), dict(metadata or {})
    if not data or len(data) > limits.raw_bytes:
        return None
    with parsing(
        limits.seconds,
        too_large="this is too large to be taken to pieces; upload the articles in it",
        malformed="this is malformed or cut short; export it again and upload that",
    ):
        found = _parts(gunzipped(data, limits), name, content_type, said, limits)
        return None if found is None else _gathered(found, said, limits)


def _gathered(found: Iterator[Part] | Parts, said: Mapping[str, str], bounds: Bounds) -> Parts:
    if depth_of(said) >= MOST_DEPTH:
        raise TooLarge(f"this lies in more than {MOST_DEPTH} archives; upload what is in it")
    parts, told = (found.parts, found.notes) if isinstance(found, Parts) else (found, ())
    kept = gathered(parts, bounds, min(MOST_PARTS, room_in(said)))
    return replace(kept, notes=kept.notes + told)


def _parts(
    data: bytes, name: str | None, content_type: str | None, metadata: Mapping[str, str], bounds: Bounds
) -> Iterator[Part] | Parts | None:
    if is_archive(data):
        return files_in(data, bounds)
    if data.startswith((b"WARC/", b"filedesc://")):
        from tocsin.reading.webarchive import pages_in  # noqa: PLC0415  # loaded when needed

        return pages_in(data, bounds)
    if data.startswith(b"From ") and is_mailbox(data):
        return messages_in(data)
    head = data[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        return _of_markup(data)
    kind, mapping = said_kind(content_type, name), inherited(metadata).get("csv-columns")
    if kind == "jsonl" or (mapping and kind in {"csv", None}) or head.startswith((b"[", b"{")):
        return _of_lists(decode(data, declared_charset(content_type)), kind, mapping, bounds)
    return None


def _of_lists(text: str, kind: str | None, mapping: str | None, bounds: Bounds) -> Iterator[Part] | None:
    from tocsin.reading.tables import are_lines, articles_in, lines_in, rows_in  # noqa: PLC0415  # loaded when needed

    if kind == "jsonl":
        return lines_in(text)
    if text.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return lines_in(text) if are_lines(text) else articles_in(text, bounds)
    return rows_in(text, mapping) if mapping else None


def _of_markup(data: bytes) -> Iterator[Part] | None:
    head = data[:65_536].lower()
    if b"newsmessage" not in head and b"<newsml" not in head:
        return None  # every page comes by here
    from tocsin.reading.newsml1 import newsml1_items  # noqa: PLC0415  # loaded when needed
    from tocsin.reading.wirexml import newsml_items  # noqa: PLC0415  # as above

    return newsml_items(data) or newsml1_items(data)
