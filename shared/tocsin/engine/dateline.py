"""Where the text of a paragraph begins: behind "LISSA, Verran (Agency) -", or the time of a live report."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Final

from tocsin.text.document import Document
from tocsin.text.lexicon import rows

_DASHES: Final = frozenset(("-", "–", "—", "―", "--"))
_LONGEST: Final = 14
"""Tokens of a dateline with its dash."""
_STAMPING: Final = frozenset(("updated", "published", "posted"))
_JOINING: Final = frozenset(("at", "on", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_ACRONYM: Final = 3
"""Letters of what may be the first word of the report: "США Китай" never stands so, "МИД Велма" may."""
_ZONE: Final = 5
"""Letters of "PM" and of the longest time zone, and one more."""


def behind_dateline(doc: Document, low: int, high: int) -> int:
    """First token of the sentence `[low, high)` that is no dateline; only a paragraph opens with one."""
    words = doc.words
    stamped = _behind_day(doc, low, high)
    if stamped > low:
        return stamped
    capitals = words[low].isupper() and len(words[low]) > 1
    if not (capitals or ":" in words[low]) or (low and "\n" not in doc.text[doc.ends[low - 1] : doc.starts[low]]):
        return low
    if _is_time(words[low]) and low + 1 < high:
        return low + 1
    if not capitals or any(map(str.isdigit, words[low])):
        return low  # no place is called "СУ-100"
    dash = next((at for at in range(low, min(high - 1, low + _LONGEST)) if words[at] in _DASHES), None)
    return low if dash is None else dash + 1


def _behind_day(doc: Document, low: int, high: int) -> int:
    """Behind "Дорно, 25 января 2021, 08:51 — VELM", or what is left of it: ", 08:51 VELM"."""
    words, at = doc.words, low + 1
    if doc.language == "en" or at + 1 >= high:
        return low
    if words[low] == "," and _is_time(words[at]):
        behind = at + 1
    elif doc.capital[low] and words[at] == "," and words[at + 1].isdigit():
        stop = min(high - 1, low + _LONGEST)
        dash = next((i for i in range(at + 3, stop) if words[i] in _DASHES), stop)
        if dash == stop or not all(_is_of_day(word) for word in words[at + 3 : dash]):
            return low
        behind = dash + 1
    else:
        return low
    agency = behind + 1 < high and words[behind].isupper() and len(words[behind]) > _ACRONYM
    return behind + 1 if agency and not words[behind + 1][0].islower() else behind


def _is_of_day(word: str) -> bool:
    return not any(map(str.isalpha, word))


def behind_stamp(doc: Document, low: int, high: int) -> int:
    """First token of `[low, high)` behind when the page was changed, "Updated Mar 3, 2031 9:15 AM ET", if a figure is
    in it."""
    if doc.lowers[low] not in _STAMPING:
        return low
    behind = next((at for at in range(low + 1, high) if not _is_of_stamp(doc.words[at])), low)
    return behind if any(map(str.isdigit, "".join(doc.words[low:behind]))) else low


def _is_of_stamp(word: str) -> bool:
    return not word.isalpha() or word in _JOINING or word.lower() in _months() or (word.isupper() and len(word) < _ZONE)


@cache
def _months() -> frozenset[str]:
    return frozenset(chain.from_iterable(rows("months.txt")))


def _is_time(word: str) -> bool:
    hours, colon, minutes = word.partition(":")
    return bool(colon) and hours.isdigit() and minutes.isdigit()
