"""Which story an article belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from tocsin.stories.index import MAX_KEPT_TERMS, MAX_TERMS, Posting, StoryIndex, StoryState, place
from tocsin.stories.lookup import MAX_ASKED
from tocsin.stories.terms import read_terms

FIRE = "Fire destroys the old mill in Tessa. Firefighters from Tessa and Lessing fought the fire at the mill all night."
FIRE_AGAIN = "The mill in Tessa burned down. Firefighters said that the fire at the old mill was out by morning."
VOTE = "Omberland elects Dario Venn president. Venn won the vote in Omberland with sixty per cent, the commission said."


def test_reports_of_one_event_are_one_story_and_another_event_is_another() -> None:
    index = StoryIndex()
    first = index.assign("a", FIRE, "2031-05-04T10:00:00+00:00")
    assert index.assign("b", VOTE, "2031-05-04T11:00:00+00:00") != first
    assert index.assign("c", FIRE_AGAIN, "2031-05-05T10:00:00+00:00") == first
    assert index.assign("a", FIRE) == first


def test_times_with_and_without_an_offset_can_be_mixed() -> None:
    index = StoryIndex()
    first = index.assign("a", FIRE, "2031-05-04")
    assert index.assign("b", FIRE_AGAIN, datetime(2031, 5, 5, tzinfo=UTC)) == first


def test_a_like_event_months_later_is_another_story() -> None:
    index = StoryIndex()
    first = index.assign("a", FIRE, "2031-05-04T10:00:00+00:00")
    assert index.assign("b", FIRE_AGAIN, "2031-09-05T10:00:00+00:00") != first


def test_a_story_that_gets_an_article_a_day_ends() -> None:
    """Else it comes to be about a war, and news of the war rings nobody."""
    index = StoryIndex()
    stories = [
        index.assign(f"{day}", f"{VOTE} {day} towns of Omberland heard Venn.", f"2031-05-{day:02}T10:00:00+00:00")
        for day in range(1, 26, 2)
    ]
    assert stories == [stories[0]] * 6 + [stories[6]] * 6 + [stories[12]]
    assert len({stories[0], stories[6], stories[12]}) == 3


def test_questions_and_answers_are_bounded_however_long_the_article() -> None:
    class Asked:
        terms = 0

        def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
            self.terms = len(terms)
            return {}

        def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
            assert not ids
            return {}

    memory = Asked()
    text = " ".join(f"Word{number:05d}x" for number in range(5_000))
    outcome = place("a", None, text, None, memory)
    assert memory.terms <= MAX_TERMS + MAX_ASKED + 1 <= 100
    assert len(outcome.postings) == MAX_KEPT_TERMS + 1


def test_no_words_at_all_still_give_a_story() -> None:
    index = StoryIndex()
    assert index.assign("a", "") != index.assign("b", "")


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("The vote of 4 May was repeated on May 18th.", {"5"}, {"5-4", "5-18"}),
        ("On the 4th of May, and they may march in Sept. 2031.", {"5", "9"}, {"5-4"}),
        ("Сход 21 сентября и 3-го июня; наступного дня, 7 червня.", {"9", "6"}, {"9-21", "6-3", "6-7"}),
    ],
)
def test_days_and_months_are_read_in_three_languages(text: str, months: set[str], days: set[str]) -> None:
    found = read_terms(text).dates
    assert (set(found.months), set(found.days)) == (months, days)
