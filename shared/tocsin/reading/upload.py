"""The way of one upload: unpack, tell what it is, read it, clean it, settle its metadata. All within bounds."""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.errors import EmptyDocument, TooLarge
from tocsin.model import Article
from tocsin.reading.bounds import Bounds, Clock, Deadline, parsing
from tocsin.reading.charset import declared_charset, decode
from tocsin.reading.draft import Draft
from tocsin.reading.foreign import xml_kind, xml_root
from tocsin.reading.settle import settle
from tocsin.reading.sniff import binary_kind, is_mail, text_kind
from tocsin.reading.standing import Standing, standing_of
from tocsin.reading.unpack import gunzipped

NO_DOCUMENT = "this document is nested too deep or too large to be read; upload its text"
_MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Item:
    """An article, and what its agency says of it beside its text."""

    article: Article
    standing: Standing


def read_upload(
    data: bytes,
    *,
    name: str | None = None,
    content_type: str | None = None,
    metadata: Mapping[str, str] | None = None,
    last_modified: datetime | None = None,
    url: str | None = None,
    bounds: Bounds | None = None,
    clock: Clock = time.monotonic,
) -> Article:
    """The article in an uploaded object. Raises a `Rejected` that says what is wrong and what to do; nothing else.

    `name` and `content_type` only decide between kinds of text. `metadata` are the object's `x-amz-meta-*` values, by
    name with or without that prefix. A publication date after `last_modified` (or now, without it) is not believed.
    An embargo is told in the notes.
    """
    return read_item(
        data,
        name=name,
        content_type=content_type,
        metadata=metadata,
        last_modified=last_modified,
        url=url,
        bounds=bounds,
        clock=clock,
    ).article


def read_item(
    data: bytes,
    *,
    name: str | None = None,
    content_type: str | None = None,
    metadata: Mapping[str, str] | None = None,
    last_modified: datetime | None = None,
    url: str | None = None,
    bounds: Bounds | None = None,
    clock: Clock = time.monotonic,
) -> Item:
    """`read_upload`, with what may be done with it when. Raises as that does; `Withheld` says of which item."""
    limits = bounds or Bounds()
    deadline = Deadline.after(limits.seconds, clock)
    now = last_modified or datetime.now(UTC)
    bound = parsing(
        limits.seconds,
        too_large=NO_DOCUMENT,
        malformed="this document is malformed or cut short; save it again and upload that",
    )
    with bound, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parsers warn their developers about what uploaders wrote
        draft = _draft(data, limits, deadline, name=name, content_type=content_type, url=url, now=now)
        deadline.check()
        standing = standing_of(draft.signals, now=now)
        return Item(settle(draft, metadata or {}, limits, now=now, url=url), standing)


def _draft(
    data: bytes,
    bounds: Bounds,
    deadline: Deadline,
    *,
    name: str | None,
    content_type: str | None,
    url: str | None,
    now: datetime,
) -> Draft:
    if not data:
        raise EmptyDocument("the upload has no bytes")
    if len(data) > bounds.raw_bytes:
        raise TooLarge(f"the upload has {len(data)} bytes, more than {bounds.raw_bytes}; upload a shorter document")
    data = gunzipped(data, bounds)
    if not data.strip():
        raise EmptyDocument("there is nothing in this upload but white space")
    if data.startswith(b"{\\rtf"):
        from tocsin.reading.rtf import read_rtf  # noqa: PLC0415 - loaded when needed

        return read_rtf(data, bounds, deadline)
    kind = binary_kind(data)
    if kind == "pdf":
        from tocsin.reading.pdf import read_pdf  # noqa: PLC0415 - loaded when needed

        return read_pdf(data, bounds, deadline)
    if kind == "msg":
        from tocsin.reading.outlook import read_msg  # noqa: PLC0415 - loaded when needed

        return read_msg(data, bounds, deadline, now=now)
    if kind == "zip":
        from tocsin.reading.docx import read_docx  # noqa: PLC0415 - loaded when needed
        from tocsin.reading.packages import package_kind, read_package  # noqa: PLC0415 - as above

        if (package := package_kind(data)) is not None:
            return read_package(package, data, bounds, deadline)
        return read_docx(data, bounds, deadline)
    return _textual(data, bounds, deadline, name=name, content_type=content_type, url=url, now=now)


def _textual(
    data: bytes,
    bounds: Bounds,
    deadline: Deadline,
    *,
    name: str | None,
    content_type: str | None,
    url: str | None,
    now: datetime,
) -> Draft:
    """The kinds that are text, each reader imported when it is needed."""
    if is_mail(data, content_type, name):
        from tocsin.reading.mail import read_mail  # noqa: PLC0415 - loaded when needed

        return read_mail(data, bounds, deadline, now=now)
    text = decode(data, declared_charset(content_type))
    if (wire := xml_kind(text)) in {"nitf", "newsml"} and (draft := _wire(wire, xml_root(text) or "", data, bounds)):
        return draft
    kind = text_kind(text, content_type, name)
    deadline.check()
    if kind == "html":
        from tocsin.reading.page import read_page  # noqa: PLC0415 - loaded when needed

        return read_page(text, _MEDIA_TYPES[kind], bounds, deadline, url=url, now=now)
    if kind == "json":
        from tocsin.reading.newsjson import read_json  # noqa: PLC0415 - loaded when needed

        return read_json(text, _MEDIA_TYPES[kind], bounds)
    from tocsin.reading.plain import read_markdown, read_text  # noqa: PLC0415 - loaded when needed

    if kind == "markdown":
        return read_markdown(text, _MEDIA_TYPES[kind], bounds)
    return read_text(text, _MEDIA_TYPES[kind])


def _wire(kind: str | None, root: str, data: bytes, bounds: Bounds) -> Draft | None:
    """What agencies send as XML; None for NewsML that is no item."""
    from tocsin.reading.newsml1 import ROOTS, read_newsml1  # noqa: PLC0415 - loaded when needed
    from tocsin.reading.wirexml import read_newsml, read_nitf  # noqa: PLC0415 - as above

    if kind == "nitf":
        return read_nitf(data)
    if root in ROOTS:
        return read_newsml1(data, bounds)
    return read_newsml(data, bounds) if root.endswith("newsItem") else None
