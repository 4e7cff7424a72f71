"""Forms with files (multipart/form-data, RFC 7578), read from the bytes that the gateway hands over.

The standard library's e-mail parser would take a file that is itself a message for parts of the form; a form is flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from tocsin.errors import InvalidInput

MAX_PARTS = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One field: a file if the browser names one (the name is whatever the browser says), else text."""

    name: str
    data: bytes
    filename: str | None
    content_type: str


def is_multipart(content_type: str) -> bool:
    return content_type.lower().startswith("multipart/form-data")


def read_parts(content_type: str, body: bytes) -> list[Part]:
    """The parts in their order. Raises `InvalidInput` for what no browser sends."""
    header = Message()
    header["content-type"] = content_type
    boundary = str(header.get_param("boundary") or "")
    if not (is_multipart(content_type) and boundary.isascii() and 0 < len(boundary) <= 70):
        raise InvalidInput("has no boundary between its parts", where="form")
    return list(_parts(b"\r\n--" + boundary.encode(), body))


def _parts(mark: bytes, body: bytes) -> Iterator[Part]:
    pieces = (b"\r\n" + body).split(mark, MAX_PARTS + 2)[1:]
    if not pieces or len(pieces) > MAX_PARTS + 1:
        raise InvalidInput(f"has no parts, or more than {MAX_PARTS}", where="form")
    for piece in pieces:
        if piece.startswith(b"--"):
            return
        head, found, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not found:
            break
        yield _part(head, data)
    raise InvalidInput("ends before its end", where="form")


def _part(head: bytes, data: bytes) -> Part:
    headers = HeaderParser().parsestr(head.decode("utf-8", "replace"))
    name = headers.get_param("name", header="content-disposition")
    filename = headers.get_param("filename", header="content-disposition")
    if not isinstance(name, str):
        raise InvalidInput("has a part without a name", where="form")
    return Part(name, data, filename if isinstance(filename, str) else None, headers.get_content_type())
