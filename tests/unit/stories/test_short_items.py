"""Items of a headline and a sentence: one event told in other words on one day, and what only sounds like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from tocsin.model import Analysis, Article
from tocsin.stories.anew import Told
from tocsin.stories.belonging import belonging
from tocsin.stories.event import read_event
from tocsin.stories.index import StoryIndex
from tocsin.stories.latest import GROWN, tells_of_now
from tocsin.stories.lead import conflict, read_lead
from tocsin.stories.likeness import StoryState, trace_of, weighed, with_lead
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
    assert together(PLEDGE.replace("$41M", "big"), SHIPS.replace("$41 Million More", "Big"))
    assert not together(PLEDGE.replace("$41M", "big"), SHIPS.replace("$41 Million More", "Big"), size=GROWN)


def test_a_figure_that_tells_joins_an_item_to_a_story_of_many_articles() -> None:
    assert together(PLEDGE, SHIPS, size=GROWN)


def test_a_place_in_another_spelling_is_enough_where_what_happened_is_in_common_too() -> None:
    one = "Fire destroys old paper mill in Kharkov\n\nFlames destroy the old paper mill, say officials in the city."
    other = "Fire Destroys Old Paper Mill in Kharkiv, Ulla Venn Says\n\nOdd Marl sent officials to the paper mill."
    assert together(one, other)
    assert not together(one.replace("Kharkov", "Minsk"), other)
    wages = "Old paper mill pays more in Kharkov\n\nThe old paper mill pays more, say officials in the city."
    higher = "Old Paper Mill Pays More in Kharkiv, Ulla Venn Says\n\nOdd Marl sent officials to the paper mill."
    assert not together(wages, higher)


def test_a_grown_story_is_joined_by_what_is_like_its_last_article_and_a_young_one_by_what_is_like_all_of_it() -> None:
    harbour = "Harbour of Tessa stays closed, says Odd Marl\n\nCranes of the Tessa harbour stand still in the strike."
    museum = "Museum shows old paintings\n\nVisitors may see forty pictures by Ulla Venn."
    article, last = (weighed(read_terms(text), lambda _: 1.0, 90) for text in (harbour, museum))
    state = with_lead(read_lead(museum, at=AT), StoryState("s", None, AT, AT, GROWN, {}, "a", trace=trace_of(last)))
    lead = read_lead(harbour, at=AT)
    assert not tells_of_now(article, lead, state)
    assert tells_of_now(article, lead, replace(state, size=GROWN - 1))
    assert tells_of_now(article, lead, with_lead(lead, replace(state, trace=trace_of(article))))
    assert tells_of_now(article, read_lead(harbour), state)


def test_a_plane_that_comes_down_on_flats_is_at_both_and_two_buildings_are_two_events() -> None:
    plane = read_lead("Plane crashes in Tula\n\nA helicopter crashed in Tula.", at=AT)
    flats = read_lead("Crash on flats in Tula\n\nIt crashed into an apartment house in Tula.", at=AT)
    school = read_lead("Crash at school in Tula\n\nIt crashed into a school in Tula.", at=AT)
    assert conflict(plane, flats) is None
    assert conflict(school, flats) == "site"


def test_a_protest_of_the_next_day_is_another_one_unless_a_number_is_the_same() -> None:
    one = read_lead("Protest in Tula\n\nStudents protest in Tula, 340 came.", at=AT)
    later = AT + timedelta(hours=30)
    assert conflict(read_lead("Protest in Tula goes on\n\nStudents protest in Tula.", at=later), one) == "again"
    assert conflict(read_lead("Protest in Tula told\n\nStudents protest in Tula, 340 came.", at=later), one) is None


def test_items_without_any_name_in_common_are_two_events_however_alike_their_words() -> None:
    one = "Care homes close their doors for two weeks\n\nStaff in Tessa stay inside for two weeks, says Odd Marl."
    other = "Care homes pay staff for two weeks inside\n\nStaff in Lessing get more if they stay, says Ulla Venn."
    assert not together(one, other)


def test_why_tells_that_two_items_of_one_day_are_one_event_in_like_words() -> None:
    unread = cast("Analysis", None)
    one, other, apart = (Told(Article(text[:9], text), unread, AT) for text in (PLEDGE, SHIPS, OTHER))
    found = belonging(other, [one, apart], lambda _: 1.0)
    by_id = {met.article: met.one_day for met in found.meetings}
    assert by_id[one.article.id] >= found.least_one_day
    assert by_id[apart.article.id] == 0


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
        ("Crash into a tower block", "protest"),
        ("Crash into a tower block", "closure"),
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
        ("Farmers are blocking the ring road", "protest"),
        ("A raid plunged the city into darkness", "blackout"),
    ],
)
def test_beside_the_words_that_tell_them_they_do(words: str, kind: str) -> None:
    assert kind in read_event(words, "").kinds


def test_who_wants_somebody_held_accountable_tells_no_other_event() -> None:
    found = read_lead("Mass grave found in Riga\n\nMore than 70 bodies lie there, officials say.", at=AT)
    words = read_lead("Mass grave in Riga: Marl says the army will be 'held accountable'\n\nHe spoke at noon.", at=AT)
    assert conflict(words, found) is None


def test_french_words_are_read_without_what_is_elided_before_them() -> None:
    event = read_event("L'incendie d'un hôpital", "Après l’explosion, l'hôpital de Tessa est fermé.", "fr")
    assert {"fire", "explosion"} <= set(event.kinds)
    assert event.sites == ("hospital",)
