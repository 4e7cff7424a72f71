"""Leads in terms of no language: what makes two articles one event in any language, and what makes them two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.stories.agree import ENOUGH
from tocsin.stories.event import read_event
from tocsin.stories.index import StoryIndex, StoryState
from tocsin.stories.lead import Lead, conflict, met, read_lead
from tocsin.stories.lookup import MAX_ASKED, MAX_KEPT, keys_of
from tocsin.stories.regroup import may_merge

AT = datetime(2031, 5, 4, 9, tzinfo=UTC)
FLOOD = {
    "en": "Flood in Tarnow kills 4\n\nFour people drowned in Tarnow when a river burst its banks; 230 homes are wet.",
    "ru": "Наводнение в Тарнуве: четверо погибших\n\nЧетыре человека утонули в польском Тарнуве, подтоплены 230 домов.",
    "uk": "Повінь у Тарнуві: четверо загиблих\n\nЧетверо людей потонули в Тарнуві, вода залила 230 будинків.",
    "fr": "Inondations à Tarnow\n\nQuatre personnes sont mortes à Tarnow, en Pologne, où 230 maisons sont inondées.",
}


def lead(text: str, hours: float = 0.0) -> Lead:
    return read_lead(text, at=AT + timedelta(hours=hours))


def test_an_event_is_read_into_the_same_terms_in_three_languages() -> None:
    found = [read_event(*FLOOD[language].split("\n\n")) for language in ("en", "ru", "uk")]
    assert len({event.places for event in found}) == 1
    assert {event.language for event in found} == {"en", "ru", "uk"}
    for event in found:
        assert "flood" in event.head
        assert ("dead", 4.0) in event.counts
        assert 230.0 in {*event.figures, *(value for _, value in event.counts)}


def test_one_event_told_in_four_languages_is_one_story_and_the_next_towns_is_another() -> None:
    index = StoryIndex()
    stories = {index.assign(name, text, AT + timedelta(hours=n)) for n, (name, text) in enumerate(FLOOD.items())}
    assert len(stories) == 1
    other = index.assign("b", FLOOD["en"].replace("Tarnow", "Košice").replace("230", "90"), AT + timedelta(hours=5))
    assert other not in stories


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "Paint works burn in Tula\n\nA fire broke out at a paint factory in Tula; nobody was hurt.",
            "Fire in hospital kitchen in Tula\n\nForty patients left a hospital in Tula after a fire in its kitchen.",
            "site",
        ),
        (
            "Explosion near clinic in Tula\n\nA gas bottle exploded near a clinic in Tula, hurting a man.",
            "Paint works burn in Tula\n\nA fire broke out at a paint factory in Tula; nobody was hurt.",
            "kind",
        ),
        (
            "Flood in Tarnow kills four\n\nFour people drowned when a river flooded Tarnow.",
            "Flood in Varna kills four\n\nFour people drowned when a river flooded Varna.",
            "place",
        ),
        (
            "Оползень: пятеро погибших\n\nПри сходе оползня погибли пять человек, сообщило министерство.",
            "Оползень: четырнадцать погибших\n\nЖертвами оползня стали 14 погибших, сообщило министерство.",
            "count",
        ),
        (
            "Водитель взят под стражу\n\nСуд в Туле арестовал водителя на два месяца.",
            "Автобус опрокинулся в Туле\n\nВ Туле опрокинулся автобус, два пассажира погибли.",
            "kind",
        ),
    ],
)
def test_what_conflicts_in_place_count_kind_or_site_is_two_events_whatever_the_wording(
    one: str, other: str, why: str
) -> None:
    assert conflict(lead(one), lead(other)) == why
    assert conflict(lead(other), lead(one)) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Bus crash near Tula kills seven\n\nSeven people died when a bus left the road near Tula.",
            "Toll of Tula bus crash rises to nine\n\nTwo more died after a bus crash near Tula: nine are dead.",
        ),
        (
            "Editor arrested in Tula\n\nPolice arrested an editor in Tula on Tuesday.",
            "Editor free again\n\nPolice in Tula released the editor on Wednesday.",
        ),
        (
            "Crossing closed after landslide\n\nA landslide closed the crossing of Larsi in Georgia.",
            "Crossing open again\n\nThe crossing of Larsi in Georgia reopened after a landslide.",
        ),
    ],
)
def test_a_toll_that_rises_and_what_ends_an_event_stay_in_its_story(one: str, other: str) -> None:
    assert conflict(lead(other, 20), lead(one)) is None


def test_shells_that_fall_on_one_town_the_next_day_are_another_event() -> None:
    one = lead("Shelling of Kherson wounds six\n\nArtillery hit Kherson, wounding six people.")
    other = "Shelling of Kherson wounds three\n\nArtillery hit Kherson, wounding three people."
    assert conflict(lead(other, 24), one) == "again"
    assert conflict(lead(other, 2), one) is None


def test_terms_alone_join_nothing_where_the_time_is_unknown_or_far_apart() -> None:
    one = lead(FLOOD["en"])
    assert met(one, lead(FLOOD["ru"], 3)).value >= ENOUGH
    assert met(one, lead(FLOOD["ru"], 100)).value == 0.0
    assert met(read_lead(FLOOD["en"]), read_lead(FLOOD["ru"])).value == 0.0


def test_an_event_is_kept_under_few_terms_and_looked_up_under_a_bounded_number() -> None:
    many = "Fire, flood, storm and explosion in Tula, Perm, Kazan and Omsk: 230 homes, 4,512 cars\n\nAll burned."
    asked, kept = keys_of(lead(many))
    assert len(kept) <= MAX_KEPT
    assert set(kept) <= set(asked)
    assert len(asked) <= MAX_ASKED
    assert keys_of(lead("Nothing here\n\nNothing at all.")) == ([], [])


def test_two_stories_in_two_languages_become_one_by_what_their_leads_tell() -> None:
    def story(language: str, text: str) -> StoryState:
        return StoryState(language, None, AT, AT, 1, {language: 1}, language, leads=(lead(text),))

    assert may_merge(story("en", FLOOD["en"]), story("ru", FLOOD["ru"]))
    assert not may_merge(story("en", FLOOD["en"].replace("Tarnow", "Varna")), story("ru", FLOOD["ru"]))
