"""Places and numbers as five further languages write them, names that no list knows, words that two languages share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.stories.abroad import folded, named_abroad
from tocsin.stories.agree import ENOUGH, PLENTY, is_large, is_telling
from tocsin.stories.event import read_event
from tocsin.stories.heard import is_one_spot
from tocsin.stories.index import StoryIndex
from tocsin.stories.lead import conflict, met, read_lead, tells_one
from tocsin.stories.lookup import ANY, keys_of
from tocsin.stories.numerals import in_digits
from tocsin.text.document import read

AT = datetime(2031, 5, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("de", "Feuer in Kairo, Verletzte in Lembergs Norden", {"gn:360630", "gn:702550"}),
        ("de", "Serbiens Regierung tritt zurück", {"RS"}),
        ("fr", "L'Équateur ferme un port près de Marseille", {"EC", "gn:2995469"}),
        ("es", "Marsella: cierra el puerto", {"gn:2995469"}),
        ("pl", "Pożar w Rydze, w Polsce i w Charkowie", {"gn:456172", "PL", "gn:706483"}),
        ("tr", "Bulgaristan'ın sınırında, Konya'da yangın", {"BG", "gn:306571"}),
    ],
)
def test_countries_are_read_anywhere_and_cities_where_the_text_says_that_they_are_places(
    language: str, text: str, places: set[str]
) -> None:
    found = {one.place for one in named_abroad(read(text, language=language), language)}
    assert found - {""} == places


def test_a_name_that_no_list_knows_is_a_spot_behind_a_word_that_says_where() -> None:
    assert "Dorno" in read_event("Bridge falls at Dorno", "Nobody was hurt when a bridge fell at Dorno.", "en").spots
    assert read_event("Dorno speaks", "The singer Dorno spoke of her tour.", "en").spots == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Zvornik", "en"), ("Зворником", "ru"), True),
        (("Khust", "en"), ("Хустом", "uk"), True),
        (("Zvornik", "de"), ("Збараж", "uk"), False),
        (("Lessbury", "en"), ("Lessburg", "de"), False),
    ],
)
def test_a_spot_is_one_in_two_languages_where_it_is_heard_to_its_end(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert is_one_spot(*one, *other) is same
    assert is_one_spot(*other, *one) is same


@pytest.mark.parametrize(
    ("language", "text", "digits"),
    [
        ("de", "Vier Arbeiter und 2,5 Millionen Euro", "4 Arbeiter und 2500000 Euro"),
        ("fr", "Onze gardiens, deux mille euros", "11 gardiens, 2000 euros"),
        ("es", "Noventa mil vecinos, 3.400 casas", "90000 vecinos, 3.400 casas"),
        ("pl", "Siedem osób, 12 tys. domów", "7 osób, 12000. domów"),
        ("tr", "Dört işçi, 14 bin ev", "4 işçi, 14000 ev"),
        ("en", "Four workers", "Four workers"),
    ],
)
def test_numbers_in_words_are_put_in_digits(language: str, text: str, digits: str) -> None:
    assert in_digits(text, language) == digits


def test_a_figure_tells_by_its_digits() -> None:
    assert [is_telling(figure) for figure in (57.4, 4_800.0, 103.0, 90_000.0, 12.0)] == [True, True, True, False, False]


def test_a_city_of_a_million_is_large_and_a_small_capital_is_not() -> None:
    assert [is_large(place) for place in ("Cairo", "Kyiv", "Tallinn", "Marseille", "Poland")] == [
        True, True, False, False, True
    ]  # fmt: skip


def test_an_adjective_names_the_country_where_nothing_else_does() -> None:
    assert read_event("Swiss voters say no", "Swiss voters said no to a cap.", "en").countries == ("CH",)
    assert read_event("Swiss voters say no", "Swiss voters in Austria said no.", "en").countries == ("AT",)


def test_words_that_two_languages_share_speak_for_one_event_and_names_do_not() -> None:
    english = read_lead("Kairo: mask gone\n\nThe mask of Amra is gone from the museum in Cairo.", at=AT)
    german = read_lead("Maske in Kairo fort\n\nDie Maske der Amra fehlt in einem Museum in Kairo.", at=AT)
    plain = read_lead("Statue in Kairo fort\n\nDie Statue der Amra fehlt in einem Saal in Kairo.", at=AT)
    assert met(english, german).value > met(english, plain).value


def test_without_a_kind_or_a_number_in_common_a_town_and_a_site_are_not_enough() -> None:
    fire = read_lead("Fire on ship in port of Riga\n\nA ship burns in the port of Riga.", at=AT)
    bribe = read_lead("Ex-Hafenchef bestochen\n\nIm Hafen in Riga nahm der frühere Leiter Geld an.", at=AT)
    assert met(fire, bribe).value < ENOUGH < PLENTY
    assert not tells_one(fire, bribe)


def test_rescuers_at_work_are_no_event_beside_what_they_were_called_to() -> None:
    fall = read_lead("Roof of mine collapses near Karaganda\n\nNine men are cut off in a mine near Karaganda.", at=AT)
    rescue = read_lead("Rescuers near trapped men\n\nRescuers dug towards nine men in a mine near Karaganda.", at=AT)
    assert conflict(fall, rescue) is None


def test_an_event_without_a_kind_is_found_by_its_town_or_by_a_number_that_tells() -> None:
    town = read_lead("Lwów: ciężarówka wjechała w stragany\n\nPięć osób trafiło do szpitala.", at=AT)
    assert keys_of(town)[1] == [f"@gn:702550|{ANY}"]
    trains = read_lead("Serbiens Bahn steht\n\nAlle Züge in Serbien stehen, 4.800 warten auf Geld.", at=AT)
    assert "@#|4800" in keys_of(trains)[1]


def test_one_accident_told_in_five_languages_in_other_words_is_one_story() -> None:
    told = (
        "Lorry ploughs into stalls in Zaragoza, eleven hurt\n\nA lorry ran into a market in Zaragoza; 11 were hurt.",
        "Camión arrolla un mercado en Zaragoza\n\nOnce personas resultaron heridas en el mercado.",
        "Lastwagen rast in Markt\n\nElf Menschen wurden in Zaragoza auf einem Markt verletzt.",
        "Грузовик протаранил рынок в Сарагосе\n\nНа рынке в Сарагосе пострадали 11 человек.",
        "Ciężarówka wjechała w targ w Saragossie\n\nJedenaście osób rannych na targu w Saragossie.",
    )
    index = StoryIndex()
    assert len({index.assign(str(number), text, AT) for number, text in enumerate(told)}) == 1


def test_names_are_folded_to_plain_small_letters() -> None:
    assert [folded(name) for name in ("Łódź", "İzmir", "Äthiopien", "Durrës")] == [
        "lodz",
        "izmir",
        "athiopien",
        "durres",
    ]
