"""The numbers of an assertion, each with what it counts: the thing named with it, and what befell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.engine.assertions.terms import Count, Term
from tocsin.engine.compare.words import Word
from tocsin.model import Quantity

ABOUT: Final = 0.15
"""How far "about" reaches to either side."""
NEAR: Final = 6
"""Words between a number and the predicate that tells what befell those counted."""


def counts_of(found: Sequence[Word], terms: Sequence[Term], quantities: Sequence[Quantity]) -> tuple[Count, ...]:
    """The counts of a text in reading order."""
    return tuple(_count(found, terms, quantity) for quantity in quantities if _value(quantity) is not None)


def _count(found: Sequence[Word], terms: Sequence[Term], quantity: Quantity) -> Count:
    low, high, bound = (
        quantity.low,
        quantity.high,
        quantity.modifier in {"at-least", "more-than", "at-most", "less-than"},
    )
    if quantity.modifier == "about":
        low, high = (None if low is None else low * (1 - ABOUT)), (None if high is None else high * (1 + ABOUT))
    elif quantity.modifier == "at-most" and low is None and re.match(r"до\s", quantity.text):
        low, bound = high, False  # "выросло до 43" says to which number, not to which at most
    elif quantity.modifier in {"at-least", "more-than"}:
        high = None
    elif quantity.modifier in {"at-most", "less-than"}:
        low = None
    first = next((n for n, word in enumerate(found) if word.end > quantity.span.start), len(found))
    last = next((n for n, word in enumerate(found) if word.start >= quantity.span.end), len(found))
    value = _value(quantity) or 0.0
    thing = tuple(term for term in terms if first <= term.at < max(last, first + 2) and term.kind != "light")
    fate = _fate(terms, first, last)
    return Count(low, high, value, bound, quantity.unit, thing, fate, quantity.text)


def _value(quantity: Quantity) -> float | None:
    return quantity.low if quantity.low is not None else quantity.high


def _fate(terms: Sequence[Term], first: int, last: int) -> tuple[Term, ...]:
    """The predicates nearest to the number, on either side of it in its clause."""
    clause = {term.clause for term in terms if first <= term.at <= last}
    return tuple(
        term
        for term in terms
        if term.kind == "predicate"
        and not first <= term.at < last
        and -NEAR <= term.at - first <= NEAR + last - first
        and (not clause or term.clause in clause)
    )
