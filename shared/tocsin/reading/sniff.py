"""What a file is, told from its bytes. Name and declared type only decide between kinds of text."""

from __future__ import annotations

import re
from typing import Literal

from tocsin.errors import Encrypted, UnsupportedType
from tocsin.reading.foreign import WHAT, Foreign, is_mailbox, opened_kind, plain_kind, xml_kind, xml_root

Kind = Literal["text", "markdown", "html", "json"]
Hint = Kind | Literal["eml"]

_ACCEPTED = "upload text, Markdown, HTML, JSON, PDF, DOCX, ODT, RTF or e-mail"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "an image, sound or video"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x00\x00\x01\xba", "a video"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\0asm", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3\0", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"%!PS", "a PostScript document"),
)
_PRINTABLE_MAGIC = (b"MZ", b"BZh", b"RIFF", b"ID3", b"OggS")  # a text may begin like this; a zero byte tells
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_MESSAGE = "__properties_version1.0".encode("utf-16-le")
"""A stream that each of Outlook's messages has, and no other file of this container."""

_HTML = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|main|meta|title|div|p|h1|script|link|table|span|br)\b",
    re.IGNORECASE,
)
_HTML_WINDOW = 4096
_JSON_FEED = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/jsonfeed\.org')
_HEADER = re.compile(r"([!-9;-~]{1,60}):[ \t\r\n]?")
_MAIL_FIRST_NAMES = (
    "from to subject date received return-path delivered-to message-id mime-version content-type reply-to sender "
    "x-mozilla-status dkim-signature authentication-results arc-seal"
)
_MAIL_FIRST = frozenset(_MAIL_FIRST_NAMES.split())
_MAIL_SURE_NAMES = "received return-path delivered-to message-id mime-version"
_MAIL_SURE = frozenset(_MAIL_SURE_NAMES.split())
_MARKDOWN = re.compile(
    r"(?m)^(?:#{1,6} \S|---\n[a-z_]{2,20}:|={3,}$|> |```)|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*"
)


def binary_kind(data: bytes) -> Literal["pdf", "zip", "msg"] | None:
    """`pdf`, `zip` or `msg` by their signatures, None for what may be text. Raises for formats that are not read."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return "pdf"
    if data.startswith(_OLE):
        if _OLE_ENCRYPTED in data[: 1 << 20]:
            raise Encrypted("this Office document needs a password; save it without one and upload it again")
        if _OLE_MESSAGE in data:
            return "msg"
        raise UnsupportedType("this is an old Office document (.doc, .xls, .ppt); save it as .docx or PDF")
    for magic, what in _FOREIGN:
        if data.startswith(magic) and (magic not in _PRINTABLE_MAGIC or b"\0" in data[:_HTML_WINDOW]):
            raise UnsupportedType(f"this is {what}, not a document; {_ACCEPTED}")
    if data[4:8] == b"ftyp":
        raise UnsupportedType(f"this is a video or image, not a document; {_ACCEPTED}")
    if data[257:262] == b"ustar":
        raise UnsupportedType("this is a tar archive; upload the files in it one by one")
    return None


def text_kind(text: str, content_type: str | None, name: str | None) -> Kind:
    """Which kind of text it is. Raises `UnsupportedType` for text that is no article, and says what it is."""
    hint = _hint(content_type, name)
    head = text[:_HTML_WINDOW].lstrip("\ufeff \t\r\n\0")
    opened = opened_kind(text) or xml_kind(text)
    if opened is not None:
        raise _is_foreign(opened, xml_root(text) if opened == "xml" else None)
    if head.startswith(("{", "[")) and (hint == "json" or _looks_like_json(head)):
        if _JSON_FEED.search(head):
            raise _is_foreign("jsonfeed")
        return "json"
    if head.startswith("<") and (_HTML.search(head) or hint == "html"):
        return "html"
    if len(_HTML.findall(head)) >= (1 if hint == "html" else 3):
        return "html"
    other = plain_kind(text, content_type, name)
    if other is not None:
        raise _is_foreign(other)
    marks = 1 if head.startswith("# ") else 2 if hint is None else _HTML_WINDOW
    if hint == "markdown" or len(_MARKDOWN.findall(head)) >= marks:
        return "markdown"
    return "text"


def is_mail(data: bytes, content_type: str | None, name: str | None) -> bool:
    """Whether header lines stand at the top, told before decoding: each part of a message has its own charset.

    Raises `UnsupportedType` where a whole mailbox follows.
    """
    if data.startswith(b"From ") and is_mailbox(data):
        raise _is_foreign("mbox")
    head = data[:_HTML_WINDOW].decode("latin-1").removeprefix("ï»¿").lstrip()
    return _is_mail(head, _hint(content_type, name))


def _is_foreign(kind: Foreign, root: str | None = None) -> UnsupportedType:
    what = WHAT[kind]
    return UnsupportedType(f"this is {what.replace(',', f' ({root}),', 1) if root else what}")


def _hint(content_type: str | None, name: str | None) -> Hint | None:
    media = (content_type or "").split(";")[0].strip().lower()
    suffix = (name or "").lower().removesuffix(".gz").rpartition(".")[2]
    if "json" in media or suffix in ("json", "jsonld"):
        return "json"
    if media in ("text/html", "application/xhtml+xml") or suffix in ("html", "htm", "xhtml"):
        return "html"
    if media == "message/rfc822" or suffix in ("eml", "mht", "mhtml"):
        return "eml"
    if media in ("text/markdown", "text/x-markdown") or suffix in ("md", "markdown"):
        return "markdown"
    return "text" if media == "text/plain" or suffix in ("txt", "text") else None


def _looks_like_json(head: str) -> bool:
    inside = head[1:].lstrip()
    return inside[:1] in ('"', "{", "[", "}", "]") and (
        head[0] == "{" or inside[:1] != '"' or '",' in head or '"]' in head
    )


def _is_mail(head: str, hint: Hint | None) -> bool:
    """Header lines at the very top, enough of the known ones that no article begins like this."""
    lines = head.splitlines()
    if lines and lines[0].startswith("From ") and len(lines) > 1:
        lines = lines[1:]
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line[:1] in (" ", "\t") and number:
            continue
        field = _HEADER.match(line)
        if field is None:
            break
        seen.add(field.group(1).lower())
    known = seen & _MAIL_FIRST
    if hint == "eml":
        return bool(known)
    return len(known) >= 3 and bool(known & _MAIL_SURE)
