"""Numbers that German, French, Spanish, Polish and Turkish write in words, put in digits: the engine counts those."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

SCALE: Final = 1000
"""From here on a number multiplies what stands before it: "noventa mil", "2,5 Millionen"."""
MAX_DECIMALS: Final = 3
_DIGITS: Final = r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d{1,2})?"
_GROUPED: Final = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)")


def in_digits(text: str, language: str) -> str:
    """The text with such numbers in digits; as it is in any other language."""
    values = _values().get(language)
    return _pattern(language).sub(lambda found: _digits(found[0], values), text) if values else text


def _digits(found: str, values: dict[str, int]) -> str:
    """Of number words in a row, the digits before them included."""
    total: float | None = None
    for part in re.findall(rf"{_DIGITS}|[^\W\d_]+", found):
        value = float(_GROUPED.sub("", part).replace(",", ".")) if part[0].isdigit() else values[part.lower()]
        if total is None:
            total = value
        elif value >= SCALE:
            total *= value
        else:
            return found  # "vier fünf": two numbers
    return found if total is None else f"{round(total, MAX_DECIMALS):.12g}"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A word, or words and digits before scales."""
    values = _values()[language]
    scales = "|".join(sorted((word for word, value in values.items() if value >= SCALE), key=len, reverse=True))
    words = "|".join(sorted(values, key=len, reverse=True))
    return re.compile(rf"\b(?:(?:{words})(?: (?:{scales}))*|{_DIGITS}(?: (?:{scales}))+)\b", re.IGNORECASE)


@cache
def _values() -> dict[str, dict[str, int]]:
    """By language and word."""
    found: dict[str, dict[str, int]] = {}
    for line in files("tocsin.stories").joinpath("data/numerals.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, value, *forms = line.split()
            found.setdefault(language, {}).update(dict.fromkeys(forms, int(value)))
    return found
