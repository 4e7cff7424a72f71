"""Words as they sound, in rough Latin letters: names are spelled by sound in English, Russian and Ukrainian."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Final

from tocsin.text.lexicon import rows

VOWELS: Final = "aeiou"
LEAST_LETTERS: Final = 3
ENDING: Final = 3
"""Sounds by which an inflected name may be longer than another form of it."""
SHIFTS: Final = (("g", "z"), ("k", "ts"), ("g", "s"))
"""What Ukrainian makes of the last consonant of a place in which something is: у Празі, в Америці."""


def sound(word: str) -> str:
    """A word in rough Latin letters, without its final vowels."""
    table = _sounds()
    letters = "".join(table.get(letter, letter) for letter in word.casefold() if letter.isalpha())
    return "".join(letter for letter, _ in groupby(letters)).rstrip(VOWELS)


def same_name(one: str, other: str) -> bool:
    """Whether two sounds (of `sound`) are forms of one name."""
    short, long = sorted((one, other), key=len)
    if short == long or any(_shifted(one, *shift) == other or _shifted(other, *shift) == one for shift in SHIFTS):
        return True
    return len(short) > LEAST_LETTERS and long.startswith(short) and len(long) - len(short) <= ENDING


def _shifted(name: str, before: str, after: str) -> str:
    return f"{name.removesuffix(before)}{after}" if name.endswith(before) else ""


@cache
def _sounds() -> dict[str, str]:
    return {letter: (cells[0] if cells else "").strip("-") for letter, *cells in rows("sounds.txt")}
