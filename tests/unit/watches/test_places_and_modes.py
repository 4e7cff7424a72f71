"""A watch and what is not plain: a namesake that is hardly less likely, and topics that do not happen."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import TopicMode
from tocsin.watches.model import Rule, TopicRule
from tocsin.watches.rules import Verdict, evaluate


def tried(rule: Rule, text: str) -> Verdict:
    return evaluate(rule, analyze_text(text, language="en"), text)


def test_a_watch_on_a_country_rings_for_a_close_runner_up_and_says_so() -> None:
    verdict = tried(Rule(places=("ES",)), "A fire burns in Valencia.")
    assert verdict.failed is None
    (evidence,) = verdict.evidence
    assert (evidence.value, evidence.words) == ("ES", ("Valencia",))
    assert evidence.name == "Valencia, Spain, or Valencia, Venezuela"


def test_a_namesake_that_the_text_rules_out_does_not_ring() -> None:
    text = "A fire burns in Valencia, where the Venezuelan army sent troops."
    assert tried(Rule(places=("ES",)), text).failed == "places"
    assert tried(Rule(places=("VE",)), text).failed is None


@pytest.mark.parametrize(
    ("modes", "failed"), [(("happening",), "topics.any"), (("happening", "denied"), None), (("denied",), None)]
)
def test_a_denial_rings_where_a_watch_asks_for_it(modes: tuple[TopicMode, ...], failed: str | None) -> None:
    rule = Rule(topics=TopicRule(any=("border-queues",), modes=modes))
    verdict = tried(rule, "There are no queues at the border with Tasmere.")
    assert verdict.failed == failed
    assert [evidence.name for evidence in verdict.evidence] == (
        [] if failed else ["Queues and closures at borders (denied)"]
    )
