"""How grave an alert is, and what that lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.watches.test_ring import WATCH, past

from tocsin import analyze_text
from tocsin.model import Article
from tocsin.watches.alert import Alert, Occasion
from tocsin.watches.model import SEVERITIES, Delivery, Quiet, Rule, Severity, TopicRule, Watch, WordRule, read_watch
from tocsin.watches.pace import Rang, due
from tocsin.watches.replay import Replay
from tocsin.watches.ring import try_watch
from tocsin.watches.severity import severity_of

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
NIGHT = Delivery(quiet=Quiet("22:00", "07:00"))


def rung(text: str, watch: Watch, title: str | None = None) -> Alert:
    found = try_watch(
        watch, Occasion(Article("a1", text, title), analyze_text(text, title), "s1", "2031-05-04T12:00:00Z")
    )
    assert found.alert is not None
    return found.alert


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The airline of Ostavia said that 100,000 passengers were hit by the strike.", "moderate"),
        ("The ministry of Ostavia said that 40 lorries waited at the crossing.", "minor"),
        ("The ministry of Ostavia said that 3 people were killed in Karvel.", "moderate"),
        ("The ministry of Ostavia said that 31 people were killed in Karvel.", "severe"),
        ("The ministry of Ostavia said that 240 people had died in Karvel.", "extreme"),
        ("The ministry of Ostavia said that 240 people were injured in Karvel.", "severe"),
        ("The grid of Ostavia said that 20,000 homes were without power.", "severe"),
        ("The ministry of Ostavia denied that 240 people had died in Karvel.", "minor"),
        ("Министерство Оставии сообщило, что погибли 240 человек.", "extreme"),
        ("Міністерство Оставії повідомило, що загинули 31 людина.", "severe"),
        ("Министерство Оставии сообщило, что 20 000 жителей остались без света.", "severe"),
    ],
)
def test_harm_is_counted_apart_from_other_numbers(text: str, severity: Severity) -> None:
    assert severity_of(analyze_text(text)) == severity


def test_a_watchs_severity_is_the_most_that_its_alerts_are_unless_it_may_rise() -> None:
    text = "The ministry of Ostavia said that 240 people had died in Karvel."
    watch = Watch("karvel", "Karvel", Rule(words=WordRule(any=("karvel",))), severity="minor")
    held, risen = rung(text, watch), rung(text, replace(watch, rises=True))
    assert (held.severity, held.gravity) == ("minor", "extreme")
    assert (risen.severity, risen.gravity) == ("extreme", "extreme")
    assert rung("Karvel sold 2 spades on Monday morning.", replace(watch, severity="severe")).severity == "severe"


@pytest.mark.parametrize(
    ("before", "now", "hold"),
    [
        ("moderate", "moderate", "cooldown"),
        ("moderate", "severe", None),
        ("extreme", "extreme", "cooldown"),
        ("severe", "minor", "cooldown"),
    ],
)
def test_what_is_graver_than_what_began_a_cooldown_does_not_wait_for_its_end(
    before: Severity, now: Severity, hold: str | None
) -> None:
    sent = [Rang(NOON - timedelta(minutes=5), before)]
    assert due(Delivery(cooldown_minutes=30), sent, NOON, now).hold == hold
    assert due(Delivery(most_per_hour=1), sent, NOON, now).hold == ("hourly-limit" if hold else None)


@pytest.mark.parametrize(
    ("level", "gravity", "hold"),
    [
        ("extreme", "extreme", None),
        ("extreme", "severe", "quiet-hours"),
        ("severe", "severe", None),
        ("severe", "moderate", "quiet-hours"),
        ("never", "extreme", "quiet-hours"),
    ],
)
def test_the_gravest_news_of_the_night_is_not_held_unless_the_watch_says_so(
    level: str, gravity: Severity, hold: str | None
) -> None:
    watch = read_watch(
        {
            "id": "night",
            "name": "Night",
            "rule": {"places": ["GE"]},
            "delivery": {"quiet": {"start": "22:00", "end": "07:00", "pass": level}},
        }
    )
    night = NOON.replace(hour=23)
    assert due(watch.delivery, [], night, gravity).hold == hold


@given(
    st.lists(st.tuples(st.integers(0, 7_200), st.sampled_from(SEVERITIES)), max_size=30),
    st.sampled_from(SEVERITIES),
    st.integers(0, 60),
    st.integers(1, 4),
)
def test_nothing_graver_ever_waits_longer(
    sent: list[tuple[int, Severity]], gravity: Severity, cooldown: int, most: int
) -> None:
    rang = [Rang(NOON - timedelta(seconds=ago), grave) for ago, grave in sent]
    delivery = replace(NIGHT, cooldown_minutes=cooldown, most_per_hour=most)
    times = [due(delivery, rang, NOON.replace(hour=23), grave).at for grave in SEVERITIES]
    assert times == sorted(times, reverse=True)
    assert due(delivery, rang, NOON, gravity).at >= NOON


def test_a_back_test_lets_the_graver_through_too() -> None:
    watch = replace(WATCH, delivery=Delivery(cooldown_minutes=60))
    replay = Replay([watch])
    first = replay.feed(past("a"))
    second = replay.feed(replace(past("b", minutes=5), story="s2"))
    deadly = "Minister Orla Brandt said that 300 reservists had died in Lessing."
    third = replay.feed(replace(past("c", deadly, minutes=10), story="s3"))
    assert [one.outcome for one in (*first, *second, *third)] == ["rang", "cooldown", "rang"]


def test_an_alert_leads_with_the_claims_that_met_its_watch() -> None:
    text = (
        "The health ministry of Ostavia said on Monday that 31 people had died of the fever. "
        "The bank of Ostavia promised that rates would fall next year. "
        "The border service said that lorries queue for 12 kilometres at the Karvel crossing."
    )
    watch = Watch("queues", "Queues at borders", Rule(TopicRule(any=("border-queues",))), severity="moderate")
    alert = rung(text, watch, "Fever and lorries in Ostavia")
    assert alert.claims[0].meets
    assert "queue for 12 kilometres" in alert.claims[0].quote
    assert alert.severity == "moderate"
    assert not any(claim.meets for claim in alert.claims[1:])
