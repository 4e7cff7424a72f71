"""The gate's answers to the perturbed truths, and the floors below which it must not fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.eval.perturbed.cases import LANGUAGES, Case, all_cases

from tocsin.engine.gate import Support, support

FLOORS = dict.fromkeys(("verbatim", "cosmetic"), 0.98)
FLOORS |= {"shortened": 0.98}
FLOORS |= dict.fromkeys(("number", "name", "negation", "quote"), 0.99)
FLOORS |= dict.fromkeys(("unit", "speaker", "hedge", "attribution"), 0.95)
"""Share of right answers per kind."""


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    cases: int
    right: float
    languages: tuple[float, ...]


def judged() -> list[tuple[Case, Support]]:
    """Every case with the gate's answer."""
    return [(case, support(case.sentence, case.source)) for case in all_cases()]


def table(results: Sequence[tuple[Case, Support]]) -> list[Row]:
    """Share of right answers per kind, in all and per language."""
    rows = []
    for kind in FLOORS:
        mine = [(case, answer) for case, answer in results if case.kind == kind]
        shares = tuple(_share([pair for pair in mine if pair[0].language == language]) for language in LANGUAGES)
        rows.append(Row(kind, len(mine), _share(mine), shares))
    return rows


def _share(pairs: Sequence[tuple[Case, Support]]) -> float:
    return sum((not answer.reasons) == case.supported for case, answer in pairs) / len(pairs) if pairs else 1.0
