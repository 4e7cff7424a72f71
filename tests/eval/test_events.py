"""Events told in several languages ring once, and near misses are not swallowed: the half that rules were made with."""

from __future__ import annotations

import pytest
from tests.eval.events.measure import measure, told


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    return measure("open")


def test_articles_of_one_event_are_one_story_in_any_language(found: dict[str, float]) -> None:
    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.90


def test_an_event_rings_once_and_no_other_is_silent_for_it(found: dict[str, float]) -> None:
    assert found["alerts_repeated"] <= 6
    assert (found["near_misses_swallowed"], found["near_misses_silent"]) == (0, 0)


def test_each_half_holds_thirty_events_in_languages_by_four_articles_and_two_near_misses_each() -> None:
    for half in ("open", "locked"):
        articles = told("open" if half == "open" else "locked")
        for event in {one.event for one in articles}:
            mine = [one for one in articles if one.event == event and one.mark != "!"]
            assert len(mine) >= 4
            assert len({one.language for one in mine}) >= 2
