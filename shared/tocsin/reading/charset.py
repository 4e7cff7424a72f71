"""Bytes to text: byte order mark, then UTF-8 where valid, then what is declared, then what it looks like.

A few bytes that do not fit cost these bytes and not the text: they become U+FFFD, which the article's notes count.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

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
_REPLACEMENT = "\ufffd"
_SOUND_FOR_ONE_BROKEN = 4
"""Sequences of UTF-8 for each byte that is none. Text in windows-1251, GBK or Shift JIS has less than one."""
_ALMOST_ASCII = 0.95
"""Share of ASCII in texts of the Latin script, in whose old charsets hardly two letters look like UTF-8 ("Ã©")."""
_MOST_BROKEN = 0.01
"""Share of characters that may be undecodable in what is declared."""
_MOST_CONTROLS = 0.05
"""Share of control characters in what is still text: damaged files have a few, programs and images over a tenth."""
_MARK_IN_WORD = re.compile(r"[^\W\d_][±²³¹¼½¾¶¥¿¡ªº©®€£§°¬¦¨¯¸¢¤]+[^\W\d_]|[^\W\d_]{2}[±³¹¼½¾¶¥¿¡ª¬¦¨¯¸¢¤]")
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
    candidates = [*names, "utf-8"] if escaped else [wide, "utf-8"]
    for name in filter(None, [*candidates, "damaged utf-8", *names]):
        text = _damaged_utf8(data) if name == "damaged utf-8" else _strictly(data, name)
        if text is not None:
            return text
    return _damaged(data, names) or _guessed(data)


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in spite of bytes that are none: other charsets hardly ever make one of its sequences by accident."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_REPLACEMENT) - data.count(_REPLACEMENT.encode())
    whole = sum(char > "\x7f" for char in text) - broken
    least = 1 if _share_of_ascii(data) > _ALMOST_ASCII else _SOUND_FOR_ONE_BROKEN
    return text if whole >= max(1, least * broken) else None


def _damaged(data: bytes, names: list[str | None]) -> str | None:
    """What is declared, where it fits all but a few bytes."""
    for name in names:
        text = data.decode(name, errors="replace") if name and name != "utf-8" else ""
        if text and text.count(_REPLACEMENT) <= max(1, _MOST_BROKEN * len(text)):
            return text
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
    """What it looks like: by the alphabets of Latin script, else by letter statistics; what does not fit is U+FFFD."""
    latin = _latin(data)
    if latin is not None:
        return data.decode(latin, errors="replace")
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded when needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.encoding not in _NEVER:
        return data.decode(best.encoding, errors="replace")
    if _wide(data) is None and data.count(0) == 0 and _mostly_ascii(data):
        return data.decode("utf-8", errors="replace")
    raise UnsupportedType("this is binary data, or text in no known charset; upload it as UTF-8")


def _latin(data: bytes) -> str | None:
    """The first charset, the most used before the others, that spells the language that the text is in.

    Statistics take short texts for rare charsets. The language shows in its ASCII letters, whatever the charset is.
    """
    from tocsin.text.language import detect_language  # noqa: PLC0415 - loaded when needed

    sample = data[:_SAMPLE]
    if not _mostly_ascii(sample) or 0 in sample:
        return None
    known = _alphabets()
    alphabet = known.of.get(detect_language(sample.decode("cp1252", errors="replace")))
    if alphabet is None:
        return None
    texts = ((name, _strictly(sample, name)) for name in known.charsets)
    return next((name for name, text in texts if text is not None and _spells(text.lower(), alphabet, known)), None)


def _spells(text: str, alphabet: frozenset[str], known: _Alphabets) -> bool:
    """Whether all beyond ASCII are the language's letters, and marks that stand outside of words."""
    beyond = {char for char in text if char > "\x7f"}
    return beyond <= alphabet | known.marks and not _MARK_IN_WORD.search(text)


@dataclass(frozen=True, slots=True)
class _Alphabets:
    charsets: tuple[str, ...]
    marks: frozenset[str]
    of: Mapping[str, frozenset[str]]


@cache
def _alphabets() -> _Alphabets:
    """The charsets, marks and alphabets in `data/alphabets.json`."""
    data: Mapping[str, Any] = json.loads(
        resources.files("tocsin.reading").joinpath("data/alphabets.json").read_text(encoding="utf-8")
    )
    alphabets = {language: frozenset(letters) for language, letters in data["alphabets"].items()}
    return _Alphabets(tuple(data["charsets"]), frozenset(data["marks"]), alphabets)


def _mostly_ascii(data: bytes) -> bool:
    return _share_of_ascii(data) > 0.7


def _share_of_ascii(data: bytes) -> float:
    head = data[:_SAMPLE]
    return sum(byte < 0x80 for byte in head) / max(1, len(head))
