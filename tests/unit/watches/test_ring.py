"""When a watch rings, waits, follows up and stays silent; and what it would have sent."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InvalidWatch
from tocsin.model import Analysis, Article, Claim, Claimant, ClaimKind, Place, Quantity, Span, Summary, Topic, Versions
from tocsin.stories.likeness import Kin
from tocsin.stories.origins import Reliability
from tocsin.stories.states import State
from tocsin.watches.backtest import backtest
from tocsin.watches.model import Delivery, Quiet, Rule, TopicRule, Watch, WordRule, read_watch
from tocsin.watches.pace import HOUR, ROLLED, Rang, due
from tocsin.watches.replay import Past, Replay
from tocsin.watches.rules import Standing, evaluate
from tocsin.watches.severity import certainty_of

NOW = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
WATCH = Watch("call-up", "Call-up", Rule(TopicRule(any=("mobilization",))))
TEXT = "Minister Orla Brandt said that 300 reservists would be called up in Lessing."


def analysis(text: str = TEXT, count: float = 300.0, kind: ClaimKind = "statement") -> Analysis:
    number = Span(text.index(f"{count:.0f}"), text.index(f"{count:.0f}") + len(f"{count:.0f}"))
    quantity = Quantity(count, count, None, "reservists", "exactly", f"{count:.0f}", number)
    said = Claim(
        "c1", text[number.start : -1], (Span(number.start, len(text) - 1),), Claimant("Orla Brandt", role="minister"),
        kind=kind, quantities=(quantity,),
    )  # fmt: skip
    return Analysis(
        "en", Summary(), (said,), (Topic("mobilization", "Mobilization", 0.9, ()),),
        (Place("GE", "Georgia", "country", "GE", ()),), (), Versions("t", "1", "1"),
    )  # fmt: skip


def past(name: str, text: str = TEXT, *, minutes: int = 0, count: float = 300.0, kind: ClaimKind = "statement") -> Past:
    at = NOW + timedelta(minutes=minutes)
    article = Article(name, text, publisher=f"Paper {name}", published_at=at)
    return Past(article, analysis(text, count, kind), "s1", at)


@pytest.mark.parametrize(
    ("rule", "failed"),
    [
        (Rule(words=WordRule(any=("reserv*",), none=("drill",))), None),
        (Rule(words=WordRule(all=("called  up", "lessing"))), None),
        (Rule(words=WordRule(any=("call",))), "words.any"),
        (Rule(words=WordRule(all=("reservists", "drill"))), "words.all"),
        (Rule(words=WordRule(any=("reservists",), none=("LESSING",))), "words.none"),
        (Rule(claimants=("minister",), kinds=("statement",)), None),
        (Rule(claimants=("minister",), kinds=("threat",)), "kinds"),
        (Rule(claimants=("queen",)), "claimants"),
        (Rule(places=("GE",), languages=("ru",)), "languages"),
        (Rule(places=("GE",), least_severity="moderate"), None),
        (Rule(places=("GE",), least_severity="severe"), "least_severity"),
        (Rule(places=("GE",), least_origins=2), "least_origins"),
        (Rule(places=("GE",), states=("contradicted",)), "states"),
    ],
)
def test_every_condition_holds_or_is_named(rule: Rule, failed: str | None) -> None:
    standing = Standing(1, {"c1": "single-source"})
    assert evaluate(rule, analysis(), TEXT, standing).failed == failed


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"rule": {"words": {"any": ["..."]}}}, "rule.words.any[0]"),
        ({"rule": {"words": {"some": ["x"]}}}, "rule.words.some"),
        ({"rule": {"kinds": ["gossip"]}}, "rule.kinds[0]"),
        ({"rule": {"places": ["GE"], "languages": ["English"]}}, "rule.languages[0]"),
        ({"delivery": {"timezone": "Mars/Olympus"}}, "delivery.timezone"),
        ({"delivery": {"quiet": {"start": "25:00", "end": "07:00"}}}, "delivery.quiet.start"),
        ({"delivery": {"most_per_hour": 0}}, "delivery.most_per_hour"),
        ({"delivery": {"quite": {}}}, "delivery.quite"),
    ],
)
def test_what_is_wrong_with_a_watch_is_pointed_to(change: dict[str, object], where: str) -> None:
    with pytest.raises(InvalidWatch) as caught:
        read_watch({"id": "w", "name": "W", "rule": {"places": ["GE"]}, **change})
    assert caught.value.where == where


def test_a_story_rings_once_and_again_only_when_a_claim_changes() -> None:
    replay = Replay([WATCH])
    [first] = replay.feed(past("a"))
    [repost] = replay.feed(past("b", minutes=5))
    text = TEXT.replace("300", "900")
    [revised] = replay.feed(past("c", text, minutes=10, count=900.0))
    assert (first.outcome, repost.outcome, revised.outcome) == ("rang", "story-has-alert", "rang")
    assert first.alert is not None
    assert revised.alert is not None
    assert (revised.alert.msg_type, revised.alert.references) == ("update", (first.alert.id,))
    assert revised.alert.incident == first.alert.id
    assert replay.feed(past("c", text, minutes=20, count=900.0)) == []


def test_a_number_that_hardly_moves_and_a_claim_of_others_ring_nobody_again() -> None:
    watch = replace(WATCH, rule=replace(WATCH.rule, claimants=("Brandt",)))
    replay = Replay([watch])
    replay.feed(past("a"))
    [told] = replay.feed(past("b", TEXT.replace("300", "330"), minutes=5, count=330.0))
    assert told.outcome == "story-has-alert"


def test_an_article_that_misses_the_rule_can_change_what_was_told_and_rings_for_nothing_else() -> None:
    replay = Replay([replace(WATCH, rule=replace(WATCH.rule, words=WordRule(none=("drill",))))])
    [first] = replay.feed(past("a"))
    silent = past("b", "Minister Orla Brandt said that 310 spades were sold in Tessa.", minutes=5, count=310.0)
    denial = past("c", minutes=10, kind="denial")
    drill = past("d", f"A drill. {TEXT}", minutes=15, kind="denial")
    other = [replace(one, analysis=replace(one.analysis, topics=())) for one in (silent, denial, drill)]
    outcomes = [told for one in other for told in replay.feed(one)]
    assert [told.outcome for told in outcomes] == ["topics.any", "rang", "topics.any"]
    update = outcomes[1].alert
    assert first.alert is not None
    assert update is not None
    assert (update.msg_type, update.references) == ("update", (first.alert.id,))
    assert [change.change for change in update.changes] == ["contradicted"]


def test_a_watch_that_rang_for_two_stories_rings_no_third_time_when_they_are_merged() -> None:
    replay = Replay([WATCH])
    [[one], [other]] = [replay.feed(replace(past(name, minutes=n), story=name)) for n, name in enumerate(("a", "b"))]
    assert one.alert is not None
    assert other.alert is not None
    text = TEXT.replace("300", "900")
    revised = replace(past("c", text, minutes=10, count=900.0), story="a", kin=(Kin("b"),))
    [told] = replay.feed(revised)
    assert told.alert is not None
    assert (told.alert.msg_type, told.alert.references) == ("update", (one.alert.id, other.alert.id))
    assert set(replay.files["a"].ledger.articles) == {"a", "b", "c"}


def test_a_story_that_was_split_off_answers_for_the_alerts_of_its_own_articles_alone() -> None:
    for moved, outcome in (("a", "story-has-alert"), ("b", "rang")):
        replay = Replay([WATCH])
        for number, name in enumerate(("a", "b")):
            replay.feed(past(name, minutes=number))
        [told] = replay.feed(replace(past("c", minutes=9), story="s2", kin=(Kin("s1", (moved,)),)))
        assert told.outcome == outcome
        assert set(replay.files["s2"].ledger.articles) == {moved, "c"}


def test_a_retraction_that_misses_the_rule_cancels_what_was_told() -> None:
    replay = Replay([WATCH])
    [first] = replay.feed(past("a"))
    text = f"Correction: the paper said that {TEXT[:-1]}. Nobody was."
    taken_back = past("b", text, minutes=5)
    article = replace(taken_back.article, publisher="Paper a")
    [told] = replay.feed(replace(taken_back, article=article, analysis=replace(taken_back.analysis, topics=())))
    assert first.alert is not None
    assert told.alert is not None
    assert (told.alert.msg_type, told.alert.incident) == ("cancel", first.alert.id)
    assert told.alert.changes[0].change == "withdrawn"


@pytest.mark.parametrize(
    ("state", "grades", "certainty"),
    [
        ("corroborated", "FF", "likely"),
        ("corroborated", "DE", "possible"),
        ("corroborated", "DF", "likely"),
        ("single-source", "F", "possible"),
        ("single-source", "B", "likely"),
        ("single-source", "E", "unlikely"),
        ("revised", "A", "likely"),
        ("contradicted", "A", "unlikely"),
        ("withdrawn", "A", "unlikely"),
    ],
)
def test_certainty_goes_by_the_state_of_the_claim_and_the_grades_of_its_origins(
    state: State, grades: tuple[Reliability, ...], certainty: str
) -> None:
    assert certainty_of([(state, tuple(grades))]) == certainty
    assert certainty_of([(state, tuple(grades)), ("withdrawn", ("A",))]) == certainty


QUIET = Delivery(timezone="Europe/Berlin", quiet=Quiet("22:00", "07:00"))


@pytest.mark.parametrize(
    ("delivery", "now", "at", "hold"),
    [
        (Delivery(), "2031-05-04T09:00", "2031-05-04T09:00", None),
        (QUIET, "2031-05-04T19:59", "2031-05-04T19:59", None),
        (QUIET, "2031-05-04T20:00", "2031-05-05T05:00", "quiet-hours"),
        (QUIET, "2031-01-05T05:59", "2031-01-05T06:00", "quiet-hours"),
        (replace(QUIET, mode="daily", at="08:00"), "2031-03-30T00:00", "2031-03-30T06:00", "digest"),
        (Delivery(mode="hourly"), "2031-05-04T09:10", "2031-05-04T10:00", "digest"),
    ],
)
def test_quiet_hours_and_digests_go_by_the_clock_on_the_wall(
    delivery: Delivery, now: str, at: str, hold: str | None
) -> None:
    found = due(delivery, [], datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (found.at, found.hold) == (datetime.fromisoformat(at).replace(tzinfo=UTC), hold)


@given(st.lists(st.integers(0, 14_400), max_size=40), st.integers(1, 5))
def test_no_hour_has_more_alerts_than_allowed_and_the_rest_is_told_at_its_end(seconds: list[int], most: int) -> None:
    sent: list[Rang] = []
    told: set[datetime] = set()
    for second in sorted(seconds):
        now = NOW + timedelta(seconds=second)
        found = due(Delivery(most_per_hour=most), sent, now)
        if found.hold in ROLLED:
            assert timedelta(0) < found.at - now <= HOUR
            told.add(found.at)
        else:
            sent.append(Rang(found.at))
    for one in sent:
        assert sum(one.at <= other.at < one.at + HOUR for other in sent) <= most
    assert all(moment.minute == moment.second == 0 for moment in told)


def test_a_cooldown_makes_the_next_story_wait() -> None:
    found = due(Delivery(cooldown_minutes=30), [Rang(NOW - timedelta(minutes=10))], NOW)
    assert (found.at, found.hold) == (NOW + timedelta(minutes=20), "cooldown")


def test_a_backtest_counts_by_day_what_would_have_been_sent_and_takes_seconds_for_thousands() -> None:
    articles = [
        replace(past(f"a{n}", minutes=n * 10), story=f"s{n // 4}", article=replace(past(f"a{n}").article, text=TEXT))
        for n in range(2_000)
    ]
    started = time.process_time()  # of this process: others on the machine take none of it
    found = backtest(replace(WATCH, enabled=False), articles, NOW + timedelta(days=30))
    assert time.process_time() - started < 10
    assert found.articles == 2_000
    assert found.outcomes["story-has-alert"] == 1_500
    assert sum(day.alerts for day in found.days.values()) == 500
    assert sum(day.suppressed for day in found.days.values()) == 1_500
