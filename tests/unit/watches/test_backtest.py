"""Back-tests against playing everything back, and reasons told condition by condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from tests.eval.corpus.generate import corpus

from tocsin.engine.embedded import analyze_text
from tocsin.stories.index import StoryIndex
from tocsin.text.document import read
from tocsin.watches.backtest import backtest
from tocsin.watches.explain import REASONS, checks, passages, reason
from tocsin.watches.model import Delivery, Quiet, Rule, TopicRule, Watch, WordRule
from tocsin.watches.replay import Past, Replay
from tocsin.watches.rules import Condition, Standing, evaluate
from tocsin.watches.why import Outcome

QUEUES = TopicRule(any=("border-queues",))
RULES = {
    "topic": Rule(QUEUES),
    "words": Rule(words=WordRule(any=("hotel*", "tents"), none=("football",))),
    "words of a topic": Rule(QUEUES, words=WordRule(any=("lorries", "cars"))),
    "denials": Rule(QUEUES, kinds=("denial",)),
    "agreed": Rule(QUEUES, least_origins=2),
    "disputed": Rule(QUEUES, states=("contradicted",)),
    "nothing": Rule(TopicRule(any=("nuclear-risk",))),
}
DELIVERY = Delivery(timezone="Europe/Kyiv", quiet=Quiet("22:00", "06:00"), most_per_hour=2)


@cache
def stream() -> tuple[Past, ...]:
    """A fortnight of invented news, some of it late or delivered twice."""
    index, found = StoryIndex(), []
    for item in corpus(events=16, articles=120, seed=11):
        article = item.article
        story = index.assign(article.id, f"{article.title}\n\n{article.text}", article.published_at)
        analysis = analyze_text(article.text, article.title, article.language, article.published_at)
        found.append(Past(article, analysis, story, item.at))
    once = {past.article.id: past for past in reversed(found)}
    return tuple(sorted(once.values(), key=lambda past: (past.at, past.article.id)))


@pytest.mark.parametrize("name", RULES)
def test_playing_back_only_stories_that_may_ring_sends_what_playing_back_everything_sends(name: str) -> None:
    watch = Watch("w", "W", RULES[name], delivery=DELIVERY)
    replay = Replay([watch])
    every = [told for past in stream() for told in replay.feed(past)]
    asked: list[str] = []

    def texts(articles: Sequence[str]) -> dict[str, str]:
        asked.extend(articles)
        return {past.article.id: past.article.text for past in stream() if past.article.id in articles}

    bare = [replace(past, article=replace(past.article, text="")) for past in stream()]
    found = backtest(watch, bare, stream()[-1].at, texts=texts)
    sent = [told.alert for told in every if told.alert is not None]
    assert list(found.examples) == sent[:10]
    assert sum(day.alerts + day.updates + day.cancels for day in found.days.values()) == len(sent)
    # Words are tried last where no article of the story can ring: there the condition that is told may be another.
    conditions = set(get_args(Condition))
    outcomes = Counter(told.outcome for told in every if told.outcome not in conditions)
    assert {k: v for k, v in found.outcomes.items() if k not in conditions} == outcomes
    assert sum(found.outcomes.values()) == found.articles == len(stream())
    assert len(asked) == len(set(asked))
    if name == "nothing":
        assert asked == []


def test_what_is_left_out_when_it_must_stop_is_the_end_and_is_told() -> None:
    watch, patience = Watch("w", "W", RULES["topic"]), iter([True] * 50 + [False])
    found = backtest(watch, stream(), stream()[-1].at, go_on=lambda: next(patience))
    assert found.articles == 50
    assert found.covered_until is not None
    assert found.covered_until[:16] == stream()[50].at.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("name", RULES)
def test_every_condition_is_told_and_the_first_that_fails_is_the_one_that_is_noted(name: str) -> None:
    rule = RULES[name]
    for past in stream()[:40]:
        text, standing = past.article.text, Standing()
        told = checks(rule, past.analysis, text, standing)
        failing = [check.condition for check in told if not check.holds]
        assert next(iter(failing), None) == evaluate(rule, past.analysis, text, standing).failed
        assert all(check.wanted for check in told)
        for check in told:
            assert check.may_yet_hold <= (not check.holds)
            quoted = passages(read(text, language="en"), check.words)
            assert all(text[one.start : one.end] == one.quote for one in quoted)


def test_every_outcome_has_its_words() -> None:
    outcomes = {value for part in get_args(Outcome) for value in (get_args(part) or (part,))}
    assert {outcome for outcome in outcomes if reason(outcome) == outcome} == set()
    assert set(REASONS) <= outcomes | {"not-tried"}
