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
NEAR: Final = 16
"""Words between a number and the predicate that it is told with."""
_MOVES: Final = frozenset({"rise", "fall", "arrive"})


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
    behind = max(last, first + 2) if quantity.unit is None else first
    thing = tuple(term for term in terms if first <= term.at < behind and term.kind != "light")
    fate = _fate(terms, first, last)
    return Count(low, high, value, bound, quantity.unit, thing, fate, quantity.text)


def _value(quantity: Quantity) -> float | None:
    return quantity.low if quantity.low is not None else quantity.high


def _fate(terms: Sequence[Term], first: int, last: int) -> tuple[Term, ...]:
    """The predicate that the number is told with: within it ("12 dead"), else the last before it in the clause, or the
    next. What only rises or falls to the number is passed over for what stands at the head of the clause."""
    inside = tuple(term for term in terms if first <= term.at <= last and term.kind == "predicate")
    if inside:
        return inside
    clause = {term.clause for term in terms if first - 1 <= term.at <= last}
    near = [
        term
        for term in terms
        if term.kind == "predicate" and (not clause or term.clause in clause) and abs(term.at - first) <= NEAR
    ]
    near = [term for term in near if not term.after] or near  # "by the explosion 8 were hurt" counts the hurt
    before = [term for term in near if term.at < first]
    if before and not before[-1].concepts.isdisjoint(_MOVES):
        before = before[:1] if before[0].concepts.isdisjoint(_MOVES) else []
    after = [term for term in near if term.at >= last and term.concepts.isdisjoint(_MOVES)]
    return tuple(before[-1:] or after[:1])
