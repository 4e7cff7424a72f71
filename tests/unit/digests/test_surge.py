"""What is a surge, and what is a busy day."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.aws.records import Card, CardPlace, CardTopic
from tocsin.digests.counts import HourCount, Subject, count_cards
from tocsin.digests.surge import CALM_HOURS, LEAST_COUNT, Ringing, Score, deviation, follow, surging

DAYS = 29
LAST = DAYS * 24
FLOODS = Subject("floods", None)
FLOODS_VD = Subject("floods", "VD")
FLOODS_OM = Subject("floods", "OM")
STRIKES_VD = Subject("strikes", "VD")
VD = Subject(None, "VD")


def steady(subject: Subject, a_day: int, total: int) -> dict[int, HourCount]:
    """So many articles of a subject at noon of each day, among so many."""
    noon = HourCount(total, {subject.key: a_day} if a_day else {})
    return {hour: noon if hour % 24 == 12 else HourCount() for hour in range(LAST + 1)}


def with_today(hours: dict[int, HourCount], subject: Subject, count: int, total: int) -> dict[int, HourCount]:
    return {**hours, LAST - 1: HourCount(total, {subject.key: count})}


def test_what_is_written_of_as_always_is_no_surge_and_ten_times_that_is_one() -> None:
    hours = steady(FLOODS, 3, 100)
    assert surging(hours, LAST) == []
    [found] = surging(with_today(hours, FLOODS, 30, 100), LAST)
    assert found.subject == FLOODS
    assert found.articles == 33
    assert 3 <= found.expected <= 6.1


def test_more_of_everything_is_no_surge_of_anything() -> None:
    hours = steady(FLOODS, 10, 100)
    assert surging(with_today(hours, FLOODS, 90, 900), LAST) == []
    assert surging(with_today(hours, FLOODS, 90, 100), LAST) != []


def test_a_few_articles_on_a_new_subject_are_too_few() -> None:
    hours = steady(FLOODS, 0, 100)
    assert surging(with_today(hours, FLOODS, LEAST_COUNT - 1, 100), LAST) == []
    assert surging(with_today(hours, FLOODS, 3 * LEAST_COUNT, 100), LAST) != []


def test_without_a_week_of_counted_days_nothing_is_said() -> None:
    hours = with_today(steady(FLOODS, 0, 100), FLOODS, 50, 100)
    assert surging({hour: count for hour, count in hours.items() if hour > LAST - 24 * 7}, LAST) == []
    assert surging({hour: count for hour, count in hours.items() if hour > LAST - 24 * 9}, LAST) != []
    assert surging({hour: count for hour, count in hours.items() if hour != LAST - 2}, LAST) == []


def test_a_single_wild_day_in_the_past_hides_no_surge() -> None:
    hours = steady(FLOODS, 3, 100) | {LAST - 24 * 9: HourCount(200, {FLOODS.key: 150})}
    assert surging(with_today(hours, FLOODS, 40, 100), LAST) != []


@given(st.floats(0, 1_000), st.lists(st.floats(0, 1_000), min_size=1, max_size=28), st.randoms(use_true_random=False))
def test_the_deviation_knows_no_order_and_grows_with_the_count(
    count: float, before: list[float], chance: random.Random
) -> None:
    shuffled = before.copy()
    chance.shuffle(shuffled)
    assert deviation(count, before) == deviation(count, shuffled)
    assert deviation(count + 1, before) > deviation(count, before)


def test_chance_alone_hardly_ever_rings() -> None:
    """Poisson counts around 2 to 20 a day: at most one in ten thousand days above the threshold."""
    chance, false, days = random.Random(5), 0, 3_000  # noqa: S311  # a seeded simulation
    for rate in (2, 5, 20):
        past = [_poisson(chance, rate) for _ in range(days + 28)]
        false += sum(deviation(past[day + 28], past[day : day + 28]) >= 4.0 for day in range(days))
    assert false <= 2


def _poisson(chance: random.Random, rate: float) -> float:
    arrived, time = 0, chance.expovariate(rate)
    while time < 1:
        arrived, time = arrived + 1, time + chance.expovariate(rate)
    return arrived


def score(subject: Subject) -> Score:
    return Score(subject, 20, 2.0, 5.0)


def test_a_topic_and_the_same_topic_in_one_country_are_one_surge() -> None:
    ringing = follow({}, [score(FLOODS_VD), score(FLOODS), score(FLOODS_OM)], 100)
    assert ringing == {FLOODS_VD.key: Ringing(100, 100)}
    assert set(follow({}, [score(FLOODS), score(STRIKES_VD)], 100)) == {FLOODS.key, STRIKES_VD.key}
    assert set(follow({}, [score(STRIKES_VD), score(VD)], 100)) == {STRIKES_VD.key}
    assert set(follow({}, [score(FLOODS), score(FLOODS_VD), score(VD)], 100)) == {FLOODS.key}
    assert set(follow({}, [score(FLOODS), score(VD)], 100)) == {FLOODS.key, VD.key}


@settings(max_examples=50)
@given(st.lists(st.booleans(), max_size=200))
def test_a_surge_rings_again_only_after_it_was_calm(above: list[bool]) -> None:
    ringing: dict[str, Ringing] = {}
    onsets: list[int] = []
    for hour, is_above in enumerate(above):
        ringing = follow(ringing, [score(FLOODS)] if is_above else [], hour)
        onsets += [one.onset for one in ringing.values() if one.onset == hour]
    assert len(onsets) == len(set(onsets))
    loud = [hour for hour, is_above in enumerate(above) if is_above]
    for onset in onsets[1:]:
        before = max(hour for hour in loud if hour < onset)
        assert onset - before > CALM_HOURS
    assert bool(onsets) == bool(loud)


def test_an_article_counts_once_for_each_topic_country_and_pair() -> None:
    places = (
        CardPlace("VD", "Veldania", "VD"),
        CardPlace("x:port", "Port Lessing", "VD"),
        CardPlace("x:sea", "Sea", None),
    )
    card = Card(
        "a",
        "2031-05-04T00:00:00.000Z",
        None,
        None,
        None,
        None,
        None,
        "en",
        "",
        0,
        (CardTopic("floods", "", 1.0),),
        places,
        "",
    )
    counted = count_cards([card, card])
    assert counted == HourCount(2, {FLOODS.key: 2, FLOODS_VD.key: 2, VD.key: 2})
    assert [Subject.of(key) for key in counted.subjects] == [Subject.of(key) for key in sorted(counted.subjects)]
