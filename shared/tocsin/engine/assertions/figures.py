"""Which counts of two assertions are of the same, and which of these cannot both hold."""

from __future__ import annotations

from typing import Final

from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.terms import Count

ROUNDING: Final = 0.02
"""Two figures this near are one, rounded differently."""


def comparable(both: Beside, one: Count, other: Count) -> bool:
    """Whether two counts are of the same: of one unit, and of one thing or, where that is untold or is people, of what
    befell it."""
    if one.unit != other.unit:
        return False
    if one.thing and other.thing and not both.alike(one.thing, other.thing):
        return both.alike(one.thing, other.fate) or both.alike(one.fate, other.thing)
    all_of_one, all_of_other = (*one.thing, *one.fate), (*other.thing, *other.fate)
    if bool(one.thing) != bool(other.thing) and not (one.fate and other.fate):
        return both.alike(all_of_one, all_of_other)
    return not (one.fate and other.fate) or both.alike(all_of_one, all_of_other)


def excludes(one: Count, other: Count) -> bool:
    """Whether no value lies in both, rounding allowed for."""
    return _below(one, other) or _below(other, one)


def _below(one: Count, other: Count) -> bool:
    return one.high is not None and other.low is not None and one.high + ROUNDING * abs(one.high) < other.low
