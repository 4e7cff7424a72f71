"""Severity, urgency and certainty of an alert (CAP 1.2), by rules that docs/watches.md states.

They say how much is claimed, how soon and how well supported: never that it is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from tocsin.model import Analysis, Claim, Quantity
from tocsin.stories.origins import Reliability
from tocsin.stories.states import State
from tocsin.watches.model import SEVERITIES, Severity

Urgency = Literal["immediate", "expected", "future", "past", "unknown"]
Certainty = Literal["observed", "likely", "possible", "unlikely", "unknown"]

Harm = Literal["killed", "hurt", "uprooted"]
"""killed: deaths. hurt: injured, missing, taken. uprooted: displaced, evacuated, without power or water."""
HARM: dict[Harm, tuple[tuple[float, Severity], ...]] = {
    "killed": ((100.0, "extreme"), (10.0, "severe"), (1.0, "moderate")),
    "hurt": ((1_000.0, "extreme"), (100.0, "severe"), (10.0, "moderate")),
    "uprooted": ((1_000_000.0, "extreme"), (10_000.0, "severe"), (100.0, "moderate")),
}
"""Counts of people from which an article is this severe: each step is ten times the one before, and what can be made
good again weighs a tenth or less of what cannot."""
OTHERS = 100.0
"""Any other count of things or people from here on is moderate, and never more: passengers, lorries, votes."""
GRAVE_KINDS = frozenset({"threat", "accusation"})
NOT_SAID = frozenset({"denied", "doubted", "refused", "unaffirmed"})
"""Claims of these polarities report no harm."""
NEAR = 60
"""Characters of a claim to either side of a number in which words of harm are of it."""
RELIABLE: frozenset[Reliability] = frozenset({"A", "B"})
DOUBTFUL: frozenset[Reliability] = frozenset({"D", "E"})
"""Grades of the Admiralty Code: usually reliable and better; not usually reliable and worse. F cannot be judged."""
RANKED: tuple[Certainty, ...] = ("observed", "likely", "possible", "unlikely", "unknown")
FRESH = timedelta(hours=12)
STALE = timedelta(days=2)


def severity_of(analysis: Analysis) -> Severity:
    """By the gravest harm that a claim counts; any other large number, a threat or an accusation is moderate."""
    found: list[Severity] = ["minor"]
    for claim in analysis.claims:
        if claim.kind in GRAVE_KINDS:
            found.append("moderate")
        if claim.stance not in NOT_SAID and not claim.negated:
            found += (_severity(claim, quantity) for quantity in claim.quantities if quantity.unit is None)
    return max(found, key=SEVERITIES.index)


def _severity(claim: Claim, quantity: Quantity) -> Severity:
    count = max(quantity.low or 0.0, quantity.high or 0.0)
    harm = harm_of(claim, quantity)
    if harm is None:
        return "moderate" if quantity.thing is not None and count >= OTHERS else "minor"
    return next((severity for least, severity in HARM[harm] if count >= least), "minor")


def harm_of(claim: Claim, quantity: Quantity) -> Harm | None:
    """What is counted, where it is harm done to people: the gravest that stands near the number."""
    at = claim.text.find(quantity.text)
    near = claim.text[max(0, at - NEAR) : at + len(quantity.text) + NEAR] if at >= 0 else ""
    words = f"{quantity.thing or ''} {near}"
    return next((harm for harm, pattern in _harm_words().items() if pattern.search(words)), None)


@cache
def _harm_words() -> dict[Harm, re.Pattern[str]]:
    lines = files("tocsin.watches").joinpath("data/harm.txt").read_text("utf-8").splitlines()
    words: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            harm, _, beginnings = line.partition(":")
            words.setdefault(harm, []).extend(beginnings.split())
    return {harm: re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, words[harm]))})", re.IGNORECASE) for harm in HARM}


def _phrase(beginnings: str) -> str:
    """`without_power`: words one after another, each with any ending."""
    return r"\w*\s+".join(map(re.escape, beginnings.split("_")))


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
