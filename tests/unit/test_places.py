"""Places in texts: what is found, what is kept out, which of several is meant, and who goes where."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine.places import find_places, lookup
from tocsin.model import Place
from tocsin.text.document import read


def places(text: str, language: str = "en") -> dict[str, Place]:
    return {place.id: place for place in find_places(read(text, language=language))}


def roles(text: str, language: str = "en") -> dict[str, str | None]:
    return {place.name: place.role for place in places(text, language).values()}


def names(text: str, language: str = "en") -> list[str]:
    return [place.name for place in places(text, language).values()]


def test_every_mention_is_a_span_and_places_come_in_order_of_first_mention() -> None:
    text = "Poland sent buses to Lviv. In Lviv, Poland's consul met drivers from Kyiv."
    found = find_places(read(text, language="en"))
    assert [place.name for place in found] == ["Poland", "Lviv", "Kyiv"]
    assert [[text[s.start : s.end] for s in place.spans] for place in found] == [
        ["Poland", "Poland"],
        ["Lviv", "Lviv"],
        ["Kyiv"],
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ferries left Odesa.", "en"),
        ("Ferries left Odessa.", "en"),
        ("Паромы вышли из Одессы.", "ru"),
        ("В Одессе тихо.", "ru"),
        ("Пороми вийшли з Одеси.", "uk"),
        ("Над Одесою збили дрон.", "uk"),
    ],
)
def test_one_city_is_one_place_in_every_language_and_case(text: str, language: str) -> None:
    assert list(places(text, language)) == ["gn:698740"]


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton sang for Jordan Peterson and Orlando Bloom.",
        "Jack London and Mr. Lincoln never met Whitney Houston.",
        "Chelsea Marsh had read it: nice work, reading it was a pleasure. Reading helps.",
        "Deutsche Bank, China Mobile, the Washington Post and Bank of America declined to comment.",
        "Russian soldiers, two Georgians and a Turkish driver waited.",
        "Real Madrid drew with Inter Milan.",
        "The Dnipro River froze, and ships kept off the Strait of Malacca.",
        "Белова заявила, что Ольга Павлова и Пётр Королёв ждут на берегу Днепра.",
        "Владимир Кротов и Роман Лесных приехали с Надеждой Зиминой.",
        "Мир дороже. Ровно в полдень орёл сел на крышу.",
        "Украинские солдаты, россияне и грузины стояли рядом.",
        "Володимир Гай і Роман Степовий мовчали. Надія є.",
    ],
)
def test_people_companies_clubs_demonyms_and_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_a_first_name_that_is_also_a_town_is_the_town_where_a_preposition_and_its_case_say_so() -> None:
    assert names("Владимир Кротов уехал из Владимира.", "ru") == ["Vladimir"]
    assert names("Суд в Орле отложил дело.", "ru") == ["Oryol"]


def test_georgia_is_the_country_beside_its_neighbours_and_the_state_beside_its_towns() -> None:
    assert "GE" in places("Drivers from Russia and Armenia waited to enter Georgia.")
    assert "US-GA" in places("The plant near Atlanta, Georgia, hires in Savannah. Georgia pays half.")
    assert "US-GA" in places("A Republican senator from Georgia objected.")
    assert "GE" in places("Envoys of Georgia and Ukraine flew in from Washington, Chicago and Boston.")


def test_the_queue_for_the_south_gives_its_destinations_to_the_whole_list() -> None:
    found = roles("Those without visas travel to neighboring Georgia, Kazakhstan and Mongolia, or fly towards Turkey.")
    assert found == dict.fromkeys(["Georgia", "Kazakhstan", "Mongolia", "Turkey"], "destination")


def test_english_roles_follow_prepositions_and_verbs() -> None:
    text = "Many fled from Kherson to Odesa. They left Belarus for Armenia. Shells fell in Kupiansk, 300 km from Kyiv."
    assert roles(text) == {
        "Kherson": "origin",
        "Odesa": "destination",
        "Belarus": "origin",
        "Armenia": "destination",
        "Kupiansk": "location",
        "Kyiv": "location",
    }


def test_aid_sent_to_a_country_takes_nobody_there() -> None:
    assert roles("Nordia sent more aid to Ukraine.")["Ukraine"] is None
    assert roles("Two regiments were sent to Ukraine.")["Ukraine"] == "destination"
    assert roles("Those with money fly to Turkey.")["Turkey"] == "destination"
    assert roles("Nordia demanded an apology from Russia.")["Russia"] is None


def test_russian_roles_follow_the_case() -> None:
    assert roles("Люди уезжают в Грузию.", "ru") == {"Georgia": "destination"}
    assert roles("В Грузии и Армении много приезжих.", "ru") == {"Georgia": "location", "Armenia": "location"}
    assert roles("Из Херсона вывезли архив.", "ru") == {"Kherson": "origin"}
    assert roles("Посол обсудил это с Украиной.", "ru") == {"Ukraine": None}


def test_ukrainian_roles_follow_the_case() -> None:
    found = roles("Мешканці виїхали з Бердянська до Запоріжжя. У Львові та Вінниці їх чекали.", "uk")
    assert found == {"Berdyansk": "origin", "Zaporizhzhia": "destination", "Lviv": "location", "Vinnytsia": "location"}


def test_a_region_is_told_from_its_city_by_the_word_beside_it() -> None:
    assert set(places("Drones hit the Kharkiv region and the Kherson and Odesa regions.")) == {
        "UA-63",
        "UA-65",
        "UA-51",
    }
    assert set(places("В Сумской и Черниговской областях тревога.", "ru")) == {"UA-59", "UA-74"}
    assert set(places("На Харківщині тихо, у Харкові теж.", "uk")) == {"UA-63", "gn:706483"}


def test_a_town_is_its_crossing_only_beside_a_word_for_crossings() -> None:
    assert set(places("Lorries queue at the Narva checkpoint.")) == {"x:narva-1"}
    assert set(places("A concert in Narva was put off.")) == {"gn:590031"}
    assert set(places("Поезд прошёл через Чоп. На пункте пропуска «Чоп» очередь.", "ru")) == {
        "gn:710409",
        "x:chop-zahony",
    }
    found = places("Очередь на КПП «Верхний Ларс» на границе с Грузией выросла.", "ru")
    assert found["x:verkhny-lars"].role == "location"


def test_capitals_of_headlines_and_compounds_hold_places() -> None:
    assert names("KYIV - RUSSIA SHELLS DNIPRO") == ["Kyiv", "Russia", "Dnipro"]
    assert names("The Moscow-backed mayor spoke of the Russia-Ukraine war.") == ["Moscow", "Russia", "Ukraine"]


def test_a_longer_name_wins_over_the_name_inside_it() -> None:
    assert list(places("The Donetsk People's Republic and South Ossetia.")) == ["UA-14", "x:south-ossetia"]
    assert names("Novaya Gazeta Europe reported it.") == []


PIECES = [
    "Georgia",
    "in",
    "Kyiv",
    "Владимир",
    "Ровно",
    "of",
    "St. Petersburg",
    "область",
    "Kherson",
    ",",
    "and",
    "Jack",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "«", "»", "\n", "’s", "-", "U.S.", "İ", "ё"]), max_size=30))
def test_every_span_of_every_place_is_a_form_of_its_name(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for place in find_places(read(text, language="en")):
        assert list(place.spans) == sorted(set(place.spans))
        for span in place.spans:
            assert lookup(text[span.start : span.end]) is not None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=string.ascii_letters + "АБВяїьё .,-'’«»\n\u0301\U0001f600", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = find_places(read(text, language="en"))
    assert all(0 <= s.start < s.end <= len(text) for place in found for s in place.spans)
