"""Pairs of claims through the judge of assertions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.engine.assertions import judge, read_assertion

HALVES = ("open", "locked", "open_later", "locked_later")


def pairs(half: str) -> Iterator[tuple[str, str, str, str, str]]:
    """`(part, language of the first, of the second, first claim, second claim)` of each line."""
    for line in Path(__file__).with_name(f"{half}.tsv").read_text("utf-8").splitlines():
        part, languages, one, other = line.split("\t")
        first, _, second = languages.partition("-")
        yield part, first, second or first, one, other


def measure(half: str) -> dict[str, float]:
    """Shares of the differing pairs that are held the same, or in conflict, and of the others that are found."""
    outcomes = [
        (part == "same", judge(read_assertion(one, first), read_assertion(other, second)).outcome)
        for part, first, second, one, other in pairs(half)
    ]
    differing = [outcome for same, outcome in outcomes if not same]
    alike = [outcome for same, outcome in outcomes if same]
    return {
        "wrongly_same": round(differing.count("same") / len(differing), 4),
        "in_conflict": round(differing.count("conflict") / len(differing), 4),
        "same_found": round(alike.count("same") / len(alike), 4),
    }
