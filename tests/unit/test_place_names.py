"""Names that are no places, adjectives that name one, namesakes, districts, datelines, titles."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Place


def places(text: str, language: str = "en", title: str | None = None) -> list[Place]:
    return list(analyze_text(text, title=title, language=language).places)


def ids(text: str, language: str = "en") -> list[str]:
    return [place.id for place in places(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Усі троє вже вдома. Того дня йшов дощ.", "uk"),
        ("Додому повернулися рятувальники.", "uk"),
        ("Самое плохое позади.", "ru"),
        ("Матрос катера «Бердянськ» захворів.", "uk"),
        ("Про це пише видання «Наші справи. Львів» у вівторок.", "uk"),
        ("Это касалось Центрального командования.", "ru"),
        ('The tanker "Odesa" was sold.', "en"),
        ("She drives a Toyota Corolla.", "en"),
        ("The Netherlands Organisation for Dull Studies found a flaw.", "en"),
        ("Turkish coffee and a Russian actress: a pleasant evening.", "en"),
    ],
)
def test_a_word_a_ship_an_outlet_a_car_or_a_flavour_is_no_place(text: str, language: str) -> None:
    assert ids(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Belarusian authorities should release the reporter.", "en", "BY"),
        ("Турецкие военные отошли к реке.", "ru", "TR"),
        ("Естонські прикордонники закрили дорогу.", "uk", "EE"),
        ("Об этом сообщила киевская прокуратура.", "ru", "gn:703448"),
    ],
)
def test_the_adjective_of_a_public_body_names_its_place_with_a_low_score(text: str, language: str, place: str) -> None:
    (found,) = places(text, language)
    assert (found.id, found.role, found.score) == (place, None, 0.5)


def test_other_adjectives_are_mentions_of_a_country_that_is_named_anyway() -> None:
    text = "Turkey won. The Turkish singer wept, and Turkish fans sang."
    (turkey,) = places(text)
    assert [text[s.start : s.end] for s in turkey.spans] == ["Turkey", "Turkish"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Floods in Valencia killed forty. The Spanish region has no power.", "ES"),
        ("Cordoba was flooded, Spain's interior ministry said.", "ES"),
        ("Shots rang out in Tripoli, where the Lebanese army sent troops.", "LB"),
        ("Russian troops shelled Donetsk.", "UA"),
        ("A storm hit Georgia, and Atlanta lost power.", "US"),
        ("Шторм у Валенсії: іспанські рятувальники вивезли людей.", "uk-ES"),
    ],
)
def test_a_namesake_is_chosen_by_the_countries_that_the_text_names(text: str, country: str) -> None:
    language, _, code = country.rpartition("-")
    towns = [p for p in places(text, language or "en") if p.kind in ("city", "region")]
    assert {town.country for town in towns} == {code}


def test_a_close_runner_up_is_kept_with_a_low_score() -> None:
    (valencia,) = places("A fire burns in Valencia.")
    assert (valencia.country, valencia.score, valencia.rival) == ("VE", 0.6, "gn:2509954")


def test_a_town_before_a_region_of_another_country_is_not_its_great_namesake() -> None:
    assert ids("A shooting in Moscow, Idaho, left two dead.") == ["US-ID"]
    assert "gn:524901" in ids("In Moscow, Idaho and Texas, people queued.")


def test_a_dateline_counts_unless_the_text_is_about_another_country() -> None:
    assert ids("Paris, January 10, 2023 — Belarusian authorities should release him.") == ["BY"]
    assert "gn:703448" in ids("KYIV, Ukraine (AP) — Missiles hit the capital overnight.")


def test_a_place_that_only_the_title_names_has_no_spans() -> None:
    (place,) = places("Один рятувальник загинув.", "uk", "У Святогірську обстріляли пожежну частину")
    assert (place.name, place.spans) == ("Sviatohirsk", ())


def test_a_district_stands_for_its_town_in_the_region_that_is_named() -> None:
    assert ids("Пожежа у Фастівському районі Київської області.", "uk") == ["gn:709248", "UA-32"]
    assert ids("В Северском районе Краснодарского края упал дрон.", "ru") == ["RU-KDA"]


def test_crossings_in_quotation_marks_are_found() -> None:
    found = ids('Через пункти "Краківець" і "Шегині" пройшли фури.', "uk")
    assert found == ["x:krakovets-korczowa", "x:shehyni-medyka"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Boosts for dictators from Russia to Syria.", "en"),
        ("Storms from Nebraska as far south as Texas.", "en"),
        ("Дорога начинается от Владикавказа.", "ru"),
        ("Она служила в посольствах в Лаосе и Бельгии.", "ru"),
    ],
)
def test_a_range_a_road_or_a_career_gives_no_role(text: str, language: str) -> None:
    assert {place.role for place in places(text, language)} <= {None}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("У смт. Пісківка Київської області горів склад.", "Piskivka"),
        ("ЦНАП у м. Глиняни Золочівського району відкрили.", "Hlynyany"),
        ("Про це сказали мешканці Вишневого.", "Vyshneve"),
        ("Мером Запоріжжя обрали Ідана Руда. Про це пише «Наша справа. Запоріжжя».", "Zaporizhzhia"),
    ],
)
def test_a_word_for_a_settlement_or_its_head_says_place(text: str, place: str) -> None:
    assert place in [found.name for found in places(text, "uk")]


def test_words_between_two_quotations_are_no_name_in_quotation_marks() -> None:
    assert ids('Фірма "Нора" є резидентом України, каже "Рада".', "uk") == ["UA"]
