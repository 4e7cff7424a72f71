"""When an assertion says that something was: weekdays, days, months, years, times of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from tocsin.engine.assertions.lexicon import keys_of, weekdays
from tocsin.engine.assertions.terms import Times
from tocsin.engine.compare.words import Word
from tocsin.text.lexicon import rows

_CLOCK: Final = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.,:])(?!\s?(?:percent|%|млн|million))")
_HOUR: Final = re.compile(r"(?<![\d:.,])(1[0-2]|[1-9])\s?([ap])\.?m\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LAST_DAY: Final = 31
_HALF_DAY: Final = 12


def times_of(text: str, found: Sequence[Word], language: str) -> Times:
    """The times that a text names."""
    days: set[str] = set()
    months: set[str] = set()
    for n, word in enumerate(found):
        month = _month(word)
        if month is None:
            continue
        months.add(month)
        beside = [found[m].lower for m in (n - 1, n + 1) if 0 <= m < len(found)]
        days.update(f"{month}-{int(day)}" for day in beside if day.isdecimal() and 0 < int(day) <= _LAST_DAY)
    keys = [key for word in found if word.kind == "content" for key in keys_of(word.lower, language)]
    return Times(
        frozenset(weekdays()[key] for key in keys if key in weekdays()),
        frozenset(days),
        frozenset(months),
        frozenset(word.lower for word in found if _YEAR.fullmatch(word.lower)),
        _clock(text),
    )


def is_time(word: Word, keys: frozenset[str]) -> bool:
    """Whether a word names a weekday, a month or a year."""
    return not keys.isdisjoint(weekdays()) or _month(word) is not None or _YEAR.fullmatch(word.lower) is not None


def _clock(text: str) -> int | None:
    told = _CLOCK.search(text)
    if told:
        return int(told[1]) * 60 + int(told[2])
    hour = _HOUR.search(text)
    return (int(hour[1]) % _HALF_DAY + _HALF_DAY * (hour[2].lower() == "p")) * 60 if hour else None


def _month(word: Word) -> str | None:
    """Its number; "may" and "march" without a capital are no months."""
    if word.text.isascii() and not word.capital:
        return None
    return _months().get(word.lower)


@cache
def _months() -> dict[str, str]:
    return {form: number for number, *forms in rows("months.txt") for form in forms}
