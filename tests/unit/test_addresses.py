"""Streets, and settlements and districts that the gazetteer lacks, are mentions of the place they lie in."""

from __future__ import annotations

import pytest

from tocsin.engine.places import find_places
from tocsin.text.document import read


def named(text: str, language: str = "uk") -> dict[str, list[str]]:
    """The words of the text that mention each place."""
    places = find_places(read(text, language=language))
    return {place.name: [text[span.start : span.end] for span in place.spans] for place in places}


@pytest.mark.parametrize(
    ("text", "language", "street", "town"),
    [
        ("Склад по вул. Лугова, 7 у м. Рівне згорів.", "uk", "вул. Лугова", "Rivne"),
        ("У Луцьку затопило підвал на вулиці Ткачів.", "uk", "вулиці Ткачів", "Lutsk"),
        ("У Львові перекрито Соляну площу.", "uk", "Соляну площу", "Lviv"),
        ("Горів будинок на бульварі 40-річчя Миру в Сумах.", "uk", "бульварі 40-річчя Миру", "Sumy"),
        ("На ул. Садовой в Липецке упал кран.", "ru", "ул. Садовой", "Lipetsk"),
    ],
)
def test_a_street_is_a_mention_of_its_town(text: str, language: str, street: str, town: str) -> None:
    assert street in named(text, language)[town]


def test_each_street_of_a_list_counts() -> None:
    text = "У Полтаві полагодять тротуари вулиць: Лугова, Д. Вірного та 30 років Згоди."
    assert named(text)["Poltava"] == ["Полтаві", "вулиць: Лугова", "Д. Вірного", "30 років Згоди"]


def test_a_street_without_a_town_beside_it_lies_in_the_one_named_last() -> None:
    text = "У Києві спокійно. У Харкові чути вибухи. Уламки впали на вул. Лугову."
    assert named(text)["Kharkiv"] == ["Харкові", "вул. Лугову"]


def test_a_street_named_like_a_town_is_not_that_town() -> None:
    assert "Rustavi" not in named("У Черкасах ремонтують вул. Руставі та площу Варшави.")


def test_an_unknown_settlement_or_district_lies_in_the_region_that_is_named() -> None:
    found = named("У с. Верхня Криниченька Стрибізького району Рівненської області горить торф.")
    assert found["Rivne Oblast"] == ["Верхня Криниченька", "Стрибізького району", "Рівненської"]


def test_an_unknown_settlement_is_no_mention_of_another_one() -> None:
    assert named("Світла немає у с. Верхня Криниченька та с. Маяки.") == {"Mayaky": ["Маяки"]}


@pytest.mark.parametrize(
    "text",
    [
        "Загальна площа складу в Одесі – 300 кв. м.",
        "Голова міста Іван Дорненко прибув до Одеси.",
        "В Одесі у 2013 г. Велненко будував порт.",
        "Район 300 м. Велненко живе в Одесі.",
    ],
)
def test_measures_years_and_mayors_are_no_addresses(text: str) -> None:
    assert [len(spans) for spans in named(text).values()] == [1]


def test_a_text_that_names_no_place_has_no_addresses() -> None:
    assert named("Склад по вул. Лугова, 7 згорів.") == {}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("У Старокостянтинові лунали вибухи.", "uk", "Starokostiantyniv"),
        ("Поїзд зупинили в Котовську Одеської області.", "uk", "Podilsk"),
        ("В Стаханове нет воды.", "ru", "Kadiivka"),
        ("Судно затонуло у Чорному морі.", "uk", "Black Sea"),
        ("Дрон упал в Азовское море.", "ru", "Sea of Azov"),
    ],
)
def test_towns_go_by_their_old_names_too_and_seas_are_places(text: str, language: str, name: str) -> None:
    assert name in named(text, language)


def test_a_town_called_like_a_person_needs_a_word_that_says_place() -> None:
    assert named("Шептицький прибув зранку.") == {}
    assert "Sheptytskyi" in named("Вибух стався у Шептицькому.")
