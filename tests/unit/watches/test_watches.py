"""Watches are checked when they are read, and say with which words they ring."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import InvalidWatch
from tocsin.model import Analysis, Article, Claim, Place, Span, Summary, Topic, Versions
from tocsin.watches.alert import Occasion, alert_id, raise_alert
from tocsin.watches.model import Rule, TopicRule, Watch, read_watch
from tocsin.watches.rules import evaluate

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "watches.json"
TEXT = "Reservists were called up in Lessing, and again called up in Tessa."


def analysis() -> Analysis:
    called = (Span(16, 25), Span(48, 57))
    assert TEXT[16:25] == TEXT[48:57] == "called up"
    return Analysis(
        language="en",
        summary=Summary(),
        claims=(Claim("c1", "x", (Span(0, 25),)),),
        topics=(Topic("mobilization", "Mobilization", 0.9, called), Topic("protests", "Protests", 0.6, ())),
        places=(Place("x:lessing", "Lessing", "city", "VD", (Span(29, 36),), region="VD-N"),),
        entities=(),
        versions=Versions("test/1", "1", "1"),
    )


def test_the_seed_watches_are_good() -> None:
    watches = [read_watch(data) for data in json.loads(SEEDS.read_text("utf-8"))]
    assert len({watch.id for watch in watches}) == len(watches) > 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"id": "No Spaces"}, "id"),
        ({"id": "-x"}, "id"),
        ({"name": "  "}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"rule": {}}, "rule"),
        ({"rule": {"topics": {"any": ["a#b"]}}}, "rule.topics.any[0]"),
        ({"rule": {"topics": {"some": []}}}, "rule.topics.some"),
        ({"rule": {"places": ["RU"], "least_claims": -1}}, "rule.least_claims"),
        ({"rule": {"places": ["RU"], "least_confidence": 1.5}}, "rule.least_confidence"),
        ({"rule": {"places": "RU"}}, "rule.places"),
        ({"rule": {"places": ["x"] * 51}}, "rule.places"),
        ({"severity": "loud"}, "severity"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_watch_that_cannot_be_evaluated_is_refused_with_the_part_that_is_wrong(
    change: dict[str, Any], where: str
) -> None:
    good = {"id": "call-up", "name": "Call-up", "rule": {"topics": {"any": ["mobilization"]}}}
    assert read_watch(good).id == "call-up"
    with pytest.raises(InvalidWatch) as caught:
        read_watch({**good, **change})
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("rule", "failed"),
    [
        (Rule(TopicRule(any=("floods", "mobilization"))), None),
        (Rule(TopicRule(all=("mobilization", "protests"))), None),
        (Rule(TopicRule(any=("mobilization",)), places=("VD",), least_claims=1), None),
        (Rule(places=("VD-N",)), None),
        (Rule(kinds=("statement",), least_confidence=1.0), None),
        (Rule(TopicRule(any=("floods",))), "topics.any"),
        (Rule(TopicRule(any=("mobilization",), all=("mobilization", "floods"))), "topics.all"),
        (Rule(TopicRule(any=("mobilization",)), places=("OM",)), "places"),
        (Rule(TopicRule(any=("mobilization",)), least_claims=2), "least_claims"),
    ],
)
def test_a_rule_holds_or_names_the_first_condition_that_does_not(rule: Rule, failed: str | None) -> None:
    assert evaluate(rule, analysis(), TEXT).failed == failed


def test_evidence_is_in_the_articles_own_words_each_once() -> None:
    verdict = evaluate(Rule(TopicRule(any=("mobilization",)), places=("VD",)), analysis(), TEXT)
    assert [(found.value, found.words) for found in verdict.evidence] == [
        ("mobilization", ("called up",)),
        ("VD", ("Lessing",)),
    ]


def test_an_alert_is_the_same_for_the_same_watch_and_story_and_quotes_the_article() -> None:
    watch = Watch("call-up", "Call-up", Rule(TopicRule(any=("mobilization",))))
    verdict = evaluate(watch.rule, analysis(), TEXT)
    article = Article("a1", TEXT, title="Called up")
    alert = raise_alert(watch, verdict, Occasion(article, analysis(), "s1", "2031-05-04T00:00:00.000Z"))
    assert alert.id == alert_id("call-up", "s1")
    assert alert.id != alert_id("call-up", "s2")
    assert alert.claims[0].quote == "Reservists were called up"
    assert alert.summary == TEXT


def test_a_claim_that_is_less_likely_right_counts_for_no_condition() -> None:
    found = analysis()
    unsure = replace(found, claims=(replace(found.claims[0], confidence=0.5),))
    kinds, count = Rule(kinds=("statement",), least_confidence=0.6), Rule(least_claims=1, least_confidence=0.6)
    assert evaluate(kinds, found, TEXT).failed is None
    assert [evaluate(rule, unsure, TEXT).failed for rule in (kinds, count)] == ["kinds", "least_claims"]
