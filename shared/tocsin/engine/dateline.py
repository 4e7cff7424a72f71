"""Where the text of a paragraph begins: behind "LISSA, Verran (Agency) -", or the time of a live report."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document

_DASHES: Final = frozenset(("-", "–", "—", "―", "--"))
_LONGEST: Final = 14
"""Tokens of a dateline with its dash."""


def behind_dateline(doc: Document, low: int, high: int) -> int:
    """First token of the sentence `[low, high)` that is no dateline; only a paragraph opens with one."""
    words = doc.words
    capitals = words[low].isupper() and len(words[low]) > 1
    if not (capitals or ":" in words[low]) or (low and "\n" not in doc.text[doc.ends[low - 1] : doc.starts[low]]):
        return low
    if _is_time(words[low]) and low + 1 < high:
        return low + 1
    if not capitals or any(map(str.isdigit, words[low])):
        return low  # no place is called "СУ-100"
    dash = next((at for at in range(low, min(high - 1, low + _LONGEST)) if words[at] in _DASHES), None)
    return low if dash is None else dash + 1


def _is_time(word: str) -> bool:
    hours, colon, minutes = word.partition(":")
    return bool(colon) and hours.isdigit() and minutes.isdigit()
