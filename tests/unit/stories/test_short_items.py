"""Items of a headline and a sentence: one event told in other words on one day, and what only sounds like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.stories.event import read_event
from tocsin.stories.index import YOUNG, StoryIndex
from tocsin.stories.lead import conflict, read_lead
from tocsin.stories.terms import read_terms

AT = datetime(2031, 5, 4, 8, tzinfo=UTC)
PLEDGE = (
    "Latvian cabinet to send $41M medicine aid package to Malta\n\n"
    "The ministers Odd Marl, Ulla Kess and Jan Tollin spoke."
)
SHIPS = (
    "Latvia to Send $41 Million More in Medicine Aid to Malta\n\n"
    "The medicine package has no vaccines, said Dario Venn of Orra Relief."
)
OTHER = "Latvian Harbour Pilots Want Higher Wages Than Malta Pays\n\nTheir union asks for a tenth more, Venn said."


def together(one: str, other: str, later: timedelta = timedelta(hours=5), *, size: int = 1) -> bool:
    """Whether an item joins a story in which `one` stands, `size` times."""
    index = StoryIndex()
    first = [index.assign(f"a{number}", one, AT) for number in range(size)]
    assert len(set(first)) == 1
    return index.assign("b", other, AT + later) == first[0]


def test_two_items_of_a_day_that_name_other_people_are_one_event_where_their_words_are_alike() -> None:
    assert together(PLEDGE, SHIPS)
    assert not together(PLEDGE, OTHER)


def test_words_alone_join_neither_the_next_days_item_nor_one_to_a_story_of_many_articles() -> None:
    assert not together(PLEDGE, SHIPS, timedelta(hours=25))
    assert not together(PLEDGE, SHIPS, size=YOUNG)


def test_items_without_any_name_in_common_are_two_events_however_alike_their_words() -> None:
    one = "Care homes close their doors for two weeks\n\nStaff in Tessa stay inside for two weeks, says Odd Marl."
    other = "Care homes pay staff for two weeks inside\n\nStaff in Lessing get more if they stay, says Ulla Venn."
    assert not together(one, other)


def test_a_headline_that_gives_all_its_words_a_capital_names_nobody() -> None:
    body = "\n\nThe old mill of Osk burned all night, says Marl, whom Venn called."
    assert set(read_terms(f"Old Mill Burns Down While Firefighters Sleep{body}").names) == {"osk", "marl", "venn"}
    assert "tessa" in read_terms(f"Old mill of Tessa burns down{body}").names


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Marl says the firm will be held accountable", "arrest"),
        ("The vote was held on Sunday", "arrest"),
        ("The army launches a campaign for recruits", "launch"),
        ("The minister is searching for a pretext", "search"),
    ],
)
def test_verbs_of_many_meanings_name_no_kind_of_event(words: str, kind: str) -> None:
    assert kind not in read_event(words, "").kinds


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Two men held over a fire in Tessa", "arrest"),
        ("A rocket launch was put off", "launch"),
        ("Crews search for six sailors", "search"),
    ],
)
def test_beside_the_words_that_tell_them_they_do(words: str, kind: str) -> None:
    assert kind in read_event(words, "").kinds


def test_who_wants_somebody_held_accountable_tells_no_other_event() -> None:
    found = read_lead("Mass grave found in Riga\n\nMore than 70 bodies lie there, officials say.", at=AT)
    words = read_lead("Mass grave in Riga: Marl says the army will be 'held accountable'\n\nHe spoke at noon.", at=AT)
    assert conflict(words, found) is None
