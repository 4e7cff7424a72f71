"""A line such as "Lena Harsk, Merin Post, 9 November 2026" to who wrote it, for whom, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from tocsin.reading.dates import parse_date

_SEPARATORS = re.compile(r"\s*[|•·;]\s*|\s+[–—-]\s+|,\s+")
_YEAR = re.compile(r"\b\d{4}\b")
_NOTE = re.compile(r"\s*\([^()]{0,60}\)$")
_MOST_DATE_PARTS = 3
"""Commas inside of a date: "Monday, November 9, 2026" has two."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a byline tells; `published` as written."""

    byline: str | None = None
    publisher: str | None = None
    published: str | None = None


@cache
def _outlets() -> frozenset[str]:
    """The words in `data/outlets.txt`."""
    lines = resources.files("tocsin.reading").joinpath("data/outlets.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def credit(line: str | None, *, now: datetime) -> Credit:
    """Take apart what is plain; what is not stays in the byline as it was written."""
    if not line:
        return Credit()
    cuts = [(0, 0), *(match.span() for match in _SEPARATORS.finditer(line))]
    published = None
    for start, end in cuts[-_MOST_DATE_PARTS:]:
        written = line[end:]
        if _YEAR.search(written) and parse_date(written, now=now) is not None:
            line, published = line[:start], written
            break
    cuts = [cut for cut in cuts if cut[1] < len(line)]
    if len(cuts) > 1 and _is_outlet(line[cuts[-1][1] :]):
        return Credit(line[: cuts[-1][0]], line[cuts[-1][1] :], published)
    return Credit(line or None, None, published)


def _is_outlet(part: str) -> bool:
    """Asked only of what follows an author: "Emily Post" alone may be a person. In Cyrillic the kind may come first."""
    words = _NOTE.sub("", part).casefold().replace("’", "'").split()
    if not words:
        return False
    known = _outlets()
    return words[-1].strip(".") in known or (words[0] in known and not words[0].isascii())
