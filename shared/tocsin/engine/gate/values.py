"""Does a source tell a number, whatever else it tells with it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tocsin.engine.compare.words import Word

ROUNDED: Final = 0.05
"""How far the number may be from one that is told as "about" it."""
PAST: Final = 0.1
"""How far it may be past a bound that is told: 312 is "more than 300", and nobody writes that it is more than 100."""
_OVER: Final = frozenset({"at-least", "more-than"})
_UNDER: Final = frozenset({"at-most", "less-than"})


class Value(NamedTuple):
    """One number of a text. `unit` is "" where none is told."""

    number: float
    unit: str
    modifier: str


def values(word: Word) -> Iterator[Value]:
    """The numbers that a word of the kind "number" tells: of a range its two ends."""
    bounds, _, rest = word.lower.partition(" ")
    unit, _, modifier = rest.partition(" ")
    low, _, high = bounds.partition("..")
    for written in (low, high) if high and high != low else (low,):
        try:
            yield Value(float(written.replace(",", "").replace(" ", "")), unit, modifier or "exactly")
        except ValueError:  # an open end, or no number
            continue


def told(word: Word, source: Sequence[Word]) -> bool:
    """Whether `source` has the numbers of `word`, with its bounds and no other unit; or one that is rounded to it; or
    the same words ("Eight Iranian guards" may be a name to who reads numbers)."""
    if any(other.lower == word.text.lower() for other in source):
        return True
    given = [value for other in source if other.kind in ("number", "quantifier") for value in values(other)]
    wanted = list(values(word))
    return bool(wanted) and all(any(_same(value, other) for other in given) for value in wanted)


def _same(value: Value, other: Value) -> bool:
    if value.unit and other.unit and value.unit != other.unit:
        return False
    if value.modifier == other.modifier:
        return value.number == other.number
    if other.modifier != "exactly":
        return False
    away = (other.number - value.number) / value.number if value.number else 1.0
    if value.modifier == "about":
        return abs(away) <= ROUNDED
    return (value.modifier in _OVER and 0 < away <= PAST) or (value.modifier in _UNDER and -PAST <= away < 0)
