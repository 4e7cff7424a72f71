"""The gate over the perturbed truths keeps its floors."""

from collections import Counter

from tests.eval.perturbed.cases import all_cases
from tests.eval.perturbed.score import FLOORS, judged, table


def test_there_are_more_than_a_thousand_cases_and_each_kind_has_some_in_every_language() -> None:
    cases = all_cases()
    assert len(cases) > 1000
    assert len(set(cases)) == len(cases)
    assert min(Counter((case.kind, case.language) for case in cases).values()) >= 5


def test_the_gate_turns_perturbed_truths_away_and_keeps_the_true_ones() -> None:
    broken = {row.kind: row.right for row in table(judged()) if row.right < FLOORS[row.kind]}
    assert broken == {}
