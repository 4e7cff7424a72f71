"""Persons and organizations, in sentences about places and people that do not exist."""

from __future__ import annotations

import pytest

from tocsin.engine.entities import find_entities
from tocsin.model import Place, Span
from tocsin.text.document import read


def named(text: str, language: str = "en", places: tuple[Place, ...] = ()) -> list[tuple[str, str, int]]:
    """(name, kind, number of mentions) of each entity."""
    return [
        (found.name, found.kind, len(found.spans)) for found in find_entities(read(text, language=language), places)
    ]


def test_a_surname_alone_is_the_person_named_in_full() -> None:
    text = "The mayor resigned. Ilse Varga had led Lissa for years. Varga will be missed, and so will Varga's dog."
    assert named(text)[0] == ("Ilse Varga", "person", 3)


def test_two_of_one_surname_are_told_apart_by_their_titles() -> None:
    text = "Anna Holm met Peter Holm. Mr. Holm left. Mrs. Holm stayed, and Mrs. Holm sang."
    assert named(text) == [("Anna Holm", "person", 3), ("Peter Holm", "person", 2)]


def test_titles_and_offices_are_not_part_of_the_name() -> None:
    assert named("They met Verran President Tomas Reil and Gen. Olaf Brandt.") == [
        ("Tomas Reil", "person", 1),
        ("Olaf Brandt", "person", 1),
    ]


@pytest.mark.parametrize(
    "name", ["Verran Ministry of Health", "Lissa University", "Orla Shipping Ltd", "UNHCR", "Free Harvest Party"]
)
def test_words_of_bodies_make_a_name_an_organization(name: str) -> None:
    assert named(f"Nobody expected the {name} to answer.") == [(name, "organization", 1)]


def test_what_is_a_place_is_no_person() -> None:
    place = Place("x:lissa", "Lissa", "city", "AA", (Span(14, 19),))
    assert named("They moved to Lissa in May.", places=(place,)) == []


def test_the_capital_of_a_sentence_names_nobody() -> None:
    assert named("Many left. However, others stayed. Yesterday it rained. Critics laughed.") == []


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("По словам Дмитрия Ветрова, паром ушёл. Ветров добавил, что вернётся.", "ru", "Дмитрий Ветров"),
        ("За словами Володимира Загорського, міст стоїть. Загорський додав, що чекає.", "uk", "Володимир Загорський"),
        ("Встреча с Ольгой Луговой прошла тихо. Луговая молчала.", "ru", "Ольга Луговая"),
    ],
)
def test_cases_of_a_cyrillic_name_are_one_person_in_the_nominative(text: str, language: str, name: str) -> None:
    assert named(text, language) == [(name, "person", 2)]


@pytest.mark.parametrize("language", ["und", "de", "en"])
def test_a_cyrillic_office_and_name_in_a_text_of_another_language_are_read_without_its_grammar(language: str) -> None:
    assert named("Велмарк молчит. президент Велмарка уехал.", language)[0][0] == "Велмарка"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“But Gorport has no money,” said Karl Brandt. Gorport denied it."),
        ("en", "Karl Brandt said: “When Gorport has no money, it sells.” Gorport denied it."),
        ("ru", "«И Горпорт не платит», — сказал Карл Оден. Горпорт отверг обвинения."),
    ],
)
def test_the_word_that_opens_a_quotation_is_no_part_of_a_name(language: str, text: str) -> None:
    assert not [name for name, _, _ in named(text, language) if name.endswith((" Gorport", " Горпорт"))]


def test_an_adverb_with_a_capital_is_no_part_of_a_name_where_a_line_lost_its_source() -> None:
    text = "Анна Мейль виступила у Вельмі. «Курс правильний», - наголосила вона, пише Водночас Мейль відкинула план."
    assert [name for name, _, _ in named(text, "uk")] == ["Анна Мейль"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge of Velm will close, according to The Sunday Times."),
        ("uk", "Міст у Вельмі закриють, повідомляє The Sunday Times."),
    ],
)
def test_a_weekday_may_open_the_name_of_a_paper(language: str, text: str) -> None:
    assert ("Sunday Times", "organization", 1) in named(text, language)


def test_a_weekday_before_a_body_is_when_it_met() -> None:
    assert ("Parliament", "organization", 1) in named("On Monday Parliament voted for the bridge of Velm.")
