"""Bytes to text: byte order mark, then UTF-8 where valid, then what is declared, then what it looks like."""

from __future__ import annotations

import codecs
import re

from tocsin.errors import UnsupportedType

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_INSIDE = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARED_OUTSIDE = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 65_536
"""Enough letters for statistics; the whole is decoded with what the sample shows."""
_ESCAPED = (b"\x1b$", b"\x1b(", b"~{")  # ISO-2022 and HZ hide in ASCII, so that a declaration has to count
_WEB_NAMES = {  # the WHATWG Encoding Standard reads these labels as their Windows supersets
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_NEVER = frozenset(
    {"utf-7", "utf-16", "utf-32", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)
_MOST_CONTROLS = 0.05
"""Share of control characters in what is still text: damaged files have a few, programs and images over a tenth."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def declared_charset(content_type: str | None) -> str | None:
    """The charset parameter of a `Content-Type`, if there is one."""
    found = _DECLARED_OUTSIDE.search(content_type or "")
    return found.group(1) if found else None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`. Raises `UnsupportedType` for bytes that are no text in any charset."""
    text = _decoded(data, declared)
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise UnsupportedType("this is binary data, not a document; upload text, HTML, JSON, PDF, DOCX or e-mail")
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    inside = _DECLARED_INSIDE.search(data[:_HEAD])
    names = [_codec(declared), _codec(inside.group(1).decode("ascii", "replace") if inside else None)]
    escaped = any(sign in data for sign in _ESCAPED)
    wide = _wide(data)
    candidates = [*names, "utf-8"] if escaped else [wide, "utf-8", *names]
    for name in filter(None, candidates):
        text = _strictly(data, name)
        if text is not None:
            return text
    return _guessed(data)


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _codec(label: str | None) -> str | None:
    """Python's name of a charset label, or None for unknown and unsafe ones."""
    if not label:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if info.name in _NEVER or not info._is_text_encoding:  # noqa: SLF001 - the only way to tell text codecs from rot13 and zlib
        return None
    return _WEB_NAMES.get(info.name, info.name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes in every other place, as Latin letters, spaces and punctuation leave them."""
    head = data[:_HEAD]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if most < len(head) // 2 * 0.1 or least > most * 0.1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(data: bytes) -> str:
    """What it looks like by letter statistics; bytes that do not fit become U+FFFD."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded when needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.encoding not in _NEVER:
        return data.decode(best.encoding, errors="replace")
    if _wide(data) is None and data.count(0) == 0 and _mostly_ascii(data):
        return data.decode("utf-8", errors="replace")
    raise UnsupportedType("this is binary data, or text in no known charset; upload it as UTF-8")


def _mostly_ascii(data: bytes) -> bool:
    head = data[:_SAMPLE]
    return sum(byte < 0x80 for byte in head) > 0.7 * len(head)
