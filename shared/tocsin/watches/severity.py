"""Severity, urgency and certainty of an alert (CAP 1.2), by rules that docs/watches.md states.

They say how much is claimed, how soon and how well supported: never that it is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from tocsin.model import Analysis
from tocsin.stories.origins import Reliability
from tocsin.stories.states import State
from tocsin.watches.model import SEVERITIES, Severity

Urgency = Literal["immediate", "expected", "future", "past", "unknown"]
Certainty = Literal["observed", "likely", "possible", "unlikely", "unknown"]

PEOPLE: tuple[tuple[float, Severity], ...] = ((100_000.0, "extreme"), (1_000.0, "severe"), (100.0, "moderate"))
"""Counts of things or people (no unit) from which an article is this severe."""
GRAVE_KINDS = frozenset({"threat", "accusation"})
RELIABLE: frozenset[Reliability] = frozenset({"A", "B"})
DOUBTFUL: frozenset[Reliability] = frozenset({"D", "E"})
"""Grades of the Admiralty Code: usually reliable and better; not usually reliable and worse. F cannot be judged."""
RANKED: tuple[Certainty, ...] = ("observed", "likely", "possible", "unlikely", "unknown")
FRESH = timedelta(hours=12)
STALE = timedelta(days=2)


def severity_of(analysis: Analysis) -> Severity:
    """By the largest count in a claim; a threat or an accusation is moderate at least."""
    counts = [
        max(quantity.low or 0.0, quantity.high or 0.0)
        for claim in analysis.claims
        for quantity in claim.quantities
        if quantity.unit is None and quantity.thing is not None
    ]
    largest = max(counts, default=0.0)
    for least, severity in PEOPLE:
        if largest >= least:
            return severity
    return "moderate" if any(claim.kind in GRAVE_KINDS for claim in analysis.claims) else "minor"


def higher(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=SEVERITIES.index)


def urgency_of(analysis: Analysis, published: datetime | None, now: datetime) -> Urgency:
    """What is promised or threatened lies ahead; else how long ago it was published."""
    key = analysis.claims[:3]
    if published is not None and now - published > STALE:
        return "past"
    if any(claim.kind in {"promise", "threat"} for claim in key):
        return "future"
    if published is None:
        return "unknown"
    return "immediate" if now - published <= FRESH else "expected"


def certainty_of(claims: Iterable[tuple[State, Sequence[Reliability]]]) -> Certainty:
    """By the best supported claim: its state, and how the desk grades the origins that stand behind it.

    "observed" is never ours to say.
    """
    found = [_certainty(state, grades) for state, grades in claims]
    return min(found, key=RANKED.index, default="unknown")


def _certainty(state: State, grades: Sequence[Reliability]) -> Certainty:
    if state in {"contradicted", "withdrawn"}:
        return "unlikely"
    doubtful = bool(grades) and all(grade in DOUBTFUL for grade in grades)
    if state == "corroborated":
        return "possible" if doubtful else "likely"
    if any(grade in RELIABLE for grade in grades):
        return "likely"
    return "unlikely" if doubtful else "possible"
