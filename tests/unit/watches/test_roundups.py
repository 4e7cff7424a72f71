"""What tells of what others told rings nobody, and only what an alert told is followed up."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.model import Analysis, Article, Claim, Claimant, Quantity, Span, Summary, Topic, Versions
from tocsin.watches.model import Rule, TopicRule, Watch
from tocsin.watches.replay import Past, Replay
from tocsin.watches.roundups import is_roundup

NOW = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
WATCH = Watch("call-up", "Call-up", Rule(TopicRule(any=("mobilization",))))
CALLED = "Minister Orla Brandt said that 300 reservists would be called up in Lessing."
BUSES = "Mayor Ketta Moore said that 40 buses would stand at the town hall of Lessing."


@pytest.mark.parametrize(
    "title",
    [
        "Your Tuesday Briefing: Veldania calls up reservists",
        "Veldania round-up: call-up and floods",
        "The Papers: reservists and rain",
        "Veldania at a glance",
        "Главное за день: призыв в Лессинге",
        "Підсумки тижня в Велданії",
        "Veldania calls up reservists, a bridge falls in Orrin and more top headlines",
        "Призыв в Лессинге, паводок в Оррине и другие новости",
        "Призов у Лессінгу, повінь в Орріні та інші новини",
    ],
)
def test_round_ups_are_known_by_their_titles(title: str) -> None:
    assert is_roundup(Article("a", CALLED, title))


@pytest.mark.parametrize(
    "title",
    [
        "Police round up draft dodgers in Lessing",
        "Veldania live: reservists called up",
        "Ministers leave briefing in Lessing early",
        "Papers of the ministry are found",
        "Призыв объявлен в Лессинге",
        "Reservists and more news teams leave Lessing",
        None,
    ],
)
def test_reports_and_live_pages_are_no_round_ups(title: str | None) -> None:
    assert not is_roundup(Article("a", CALLED, title))


def test_a_title_made_to_be_slow_is_read_at_once() -> None:
    started = time.process_time()
    is_roundup(Article("a", "x", "your " * 50_000))
    assert time.process_time() - started < 0.5


def analysis(*told: tuple[str, str, float]) -> Analysis:
    """Claims of (whole text, claimant, number), each claim being what follows "said that"."""
    claims, start = [], 0
    for number, (text, name, count) in enumerate(told):
        at = start + text.index(f"{count:.0f}")
        counted = Quantity(count, count, None, None, "exactly", f"{count:.0f}", Span(at, at + len(f"{count:.0f}")))
        said = Span(start + text.index("that ") + 5, start + len(text) - 1)
        claim = Claim(f"c{number}", text[said.start - start : -1], (said,), Claimant(name))
        claims.append(replace(claim, quantities=(counted,)))
        start += len(text) + 1
    topics = (Topic("mobilization", "Mobilization", 0.9, ()),)
    return Analysis("en", Summary(), tuple(claims), topics, (), (), Versions("t", "1", "1"))


def past(name: str, *told: tuple[str, str, float], minutes: int = 0, title: str | None = None) -> Past:
    text = " ".join(sentence for sentence, _, _ in told)
    at = NOW + timedelta(minutes=minutes)
    return Past(Article(name, text, title, publisher=f"Paper {name}", published_at=at), analysis(*told), "s1", at)


def test_a_round_up_leaves_the_alert_to_the_first_report() -> None:
    replay = Replay([WATCH])
    [briefing] = replay.feed(past("a", (CALLED, "Orla Brandt", 300), title="Your Monday Briefing: reservists"))
    [report] = replay.feed(past("b", (CALLED, "Orla Brandt", 300), minutes=5))
    assert (briefing.outcome, report.outcome) == ("round-up", "rang")


def test_a_change_of_a_claim_that_no_alert_told_is_no_update() -> None:
    replay = Replay([WATCH])
    replay.feed(past("a", (CALLED, "Orla Brandt", 300)))
    [more] = replay.feed(past("b", (BUSES, "Ketta Moore", 40), minutes=5))
    [buses] = replay.feed(past("c", (BUSES.replace("40", "90"), "Ketta Moore", 90), minutes=10))
    [called] = replay.feed(past("d", (CALLED.replace("300", "900"), "Orla Brandt", 900), minutes=15))
    assert (more.outcome, buses.outcome, called.outcome) == ("story-has-alert", "story-has-alert", "rang")


def test_a_watch_that_asks_for_a_claimant_is_told_of_all_that_he_changes() -> None:
    watch = replace(WATCH, rule=replace(WATCH.rule, claimants=("Moore",)))
    replay = Replay([watch])
    replay.feed(past("a", (CALLED, "Orla Brandt", 300), (BUSES, "Ketta Moore", 40)))
    [buses] = replay.feed(past("c", (BUSES.replace("40", "90"), "Ketta Moore", 90), minutes=10))
    assert buses.outcome == "rang"
