"""Months and days of the year that a text names: events of one kind differ in these when they share all words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tocsin.text.lexicon import rows

LAST_DAY = 31
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "го"})


class Dates(NamedTuple):
    """Months by their numbers, and days as "month-day"."""

    months: frozenset[str]
    days: frozenset[str]


def read_dates(words: Sequence[str]) -> Dates:
    """The dates in the words of a text, in their order and as written; years are not looked at."""
    months, days = set[str](), set[str]()
    for place, word in enumerate(words):
        month = _month(word)
        if month is not None:
            months.add(month)
            days.update(f"{month}-{day}" for day in _beside(words, place))
    return Dates(frozenset(months), frozenset(days))


def event_days(words: Sequence[str]) -> frozenset[str]:
    """The days of `words` that no year stands beside: with one it is the stamp of a page, or history."""
    found = ((place, month) for place, word in enumerate(words) if (month := _month(word)) is not None)
    return frozenset(
        f"{month}-{day}"
        for place, month in found
        if not any(_YEAR.fullmatch(near) for near in words[max(0, place - 2) : place + 3])
        for day in _beside(words, place)
    )


def is_month(word: str) -> bool:
    """Whether the word names a month."""
    return _month(word) is not None


def _month(word: str) -> str | None:
    """Its number; "may" and "march" without a capital are no months."""
    if word.isascii() and not word[0].isupper():
        return None
    return _months().get(word.lower())


def _beside(words: Sequence[str], place: int) -> list[str]:
    """The day before or behind a month: "4 May", "4th of May" without its "of", "May 4"."""
    first = place - 1
    if first > 0 and words[first].lower() == "of":
        first -= 1
    if first > 0 and words[first].lower() in _ORDINALS:
        first -= 1
    found = [words[near] for near in (first, place + 1) if 0 <= near < len(words)]
    numbers = [int(day) for day in found if day.isascii() and day.isdigit() and len(day) <= 2]
    return [str(day) for day in numbers if 0 < day <= LAST_DAY]


@cache
def _months() -> dict[str, str]:
    return {form: number for number, *forms in rows("months.txt") for form in forms}
