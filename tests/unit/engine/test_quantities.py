"""Quantities: what a number says, what it counts, and which numbers are none."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine.quantities import find_quantities, quantities_in
from tocsin.text.document import read

Facts = tuple[float | None, float | None, str | None, str | None, str]


def facts(text: str, language: str) -> list[Facts]:
    return [(q.low, q.high, q.unit, q.thing, q.modifier) for q in quantities_in(text, language)]


ENGLISH: list[tuple[str, list[Facts]]] = [
    ("Only 300,000 men are called up.", [(300_000, 300_000, None, "men", "exactly")]),
    ("Plans to recruit up to a million men.", [(None, 1_000_000, None, "men", "at-most")]),
    ("At least three hundred and twenty-five Ostmark soldiers", [(325, None, None, "Ostmark soldiers", "at-least")]),
    ("men under the age of 55", [(None, 55, "year-of-age", None, "less-than")]),
    (
        "The 28-year-old driver, and Ivo Lind, 37, left.",
        [(28, 28, "year-of-age", None, "exactly"), (37, 37, "year-of-age", None, "exactly")],
    ),
    ("miles-long queues of cars", [(2, None, "mile", "queues", "about")]),
    ("between 3 and 5 percent of voters", [(3, 5, "percent", "voters", "exactly")]),
    ("It rose from 3% to 5%.", [(3, 3, "percent", None, "exactly"), (5, 5, "percent", None, "exactly")]),
    ("from $2 to $3 million", [(2e6, 3e6, "USD", None, "exactly")]),
    ("US$1.5bn, or £5m", [(1.5e9, 1.5e9, "USD", None, "exactly"), (5e6, 5e6, "GBP", None, "exactly")]),
    (
        "300-400 tanks and 10 to 12 rockets",
        [(300, 400, None, "tanks", "exactly"), (10, 12, None, "rockets", "exactly")],
    ),
    (
        "Dozens of the wounded, hundreds of thousands of refugees",
        [(24, None, None, "wounded", "about"), (200_000, None, None, "refugees", "about")],
    ),
    (
        "half of the houses; half a million tonnes of grain",
        [(0.5, 0.5, "share", "houses", "exactly"), (5e5, 5e5, "t", "grain", "exactly")],
    ),
    ("two and a half million dollars", [(2.5e6, 2.5e6, "USD", None, "exactly")]),
    ("300 or more people came", [(300, None, None, "people", "at-least")]),
    (
        "a 40-kilometre convoy drove 30km in two days",
        [(40, 40, "km", "convoy", "exactly"), (30, 30, "km", None, "exactly"), (2, 2, "day", None, "exactly")],
    ),
    ("It was -15 degrees Celsius.", [(-15, -15, "celsius", None, "exactly")]),
    ("an estimated 20,000-strong force", [(20_000, 20_000, None, "force", "about")]),
    ("worth $1 billion or more than that", [(1e9, 1e9, "USD", None, "exactly")]),
    ("billions of gallons of oil", [(2e9, None, "gallon", None, "about")]),
    ("10 of the first ships", [(10, 10, None, None, "exactly")]),
    ("455 g of flour", [(455, 455, "g", "flour", "exactly")]),
]
RUSSIAN: list[tuple[str, list[Facts]]] = [
    (
        "Призовут 300 тысяч человек в возрасте до 55 лет",
        [(300_000, 300_000, None, "человек", "exactly"), (None, 55, "year-of-age", None, "at-most")],
    ),
    ("до миллиона мужчин", [(None, 1e6, None, "мужчин", "at-most")]),
    ("не менее 20 человек", [(20, None, None, "человек", "at-least")]),
    (
        "1,5 млн рублей и 25% избирателей",
        [(1.5e6, 1.5e6, "RUB", None, "exactly"), (25, 25, "percent", "избирателей", "exactly")],
    ),
    ("двадцать пять тысяч триста солдат", [(25_300, 25_300, None, "солдат", "exactly")]),
    ("от 3 до 5 процентов", [(3, 5, "percent", None, "exactly")]),
    (
        "сотни тысяч беженцев, несколько тысяч машин",
        [(200_000, None, None, "беженцев", "about"), (2000, None, None, "машин", "about")],
    ),
    ("28-летний Иво, двухдневный визит", [(28, 28, "year-of-age", None, "exactly"), (2, 2, "day", "визит", "exactly")]),
    ("многокилометровая очередь", [(2, None, "km", "очередь", "about")]),
    ("два с половиной миллиона рублей", [(2.5e6, 2.5e6, "RUB", None, "exactly")]),
    ("свыше 1 200 остмарских солдат", [(1200, None, None, "остмарских солдат", "more-than")]),
    ("погибли двое военных", [(2, 2, None, "военных", "exactly")]),
]
UKRAINIAN: list[tuple[str, list[Facts]]] = [
    ("щонайменше п’ять осіб", [(5, None, None, "осіб", "at-least")]),
    ("понад 300 тисяч людей", [(300_000, None, None, "людей", "more-than")]),
    ("близько двадцяти п'яти військових", [(25, 25, None, "військових", "about")]),
    ("від 3 до 5 відсотків", [(3, 5, "percent", None, "exactly")]),
    ("десятки тисяч біженців", [(20_000, None, None, "біженців", "about")]),
    (
        "1,5 млн гривень, половина будинків",
        [(1.5e6, 1.5e6, "UAH", None, "exactly"), (0.5, 0.5, "share", "будинків", "exactly")],
    ),
    ("28-річний Іво, дводенний візит", [(28, 28, "year-of-age", None, "exactly"), (2, 2, "day", "візит", "exactly")]),
    ("багатокілометрова черга", [(2, None, "km", "черга", "about")]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_an_english_quantity_is_read_with_its_unit_thing_and_modifier(text: str, expected: list[Any]) -> None:
    assert facts(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_a_russian_quantity_is_read_with_its_unit_thing_and_modifier(text: str, expected: list[Any]) -> None:
    assert facts(text, "ru") == expected


@pytest.mark.parametrize(("text", "expected"), UKRAINIAN)
def test_a_ukrainian_quantity_is_read_with_its_unit_thing_and_modifier(text: str, expected: list[Any]) -> None:
    assert facts(text, "uk") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On September 21, 2022 at 5 p.m., and on 21-22 May at 10:30, as in 2014-2022 and the 1990s.", "en"),
        ("In 2022 soldiers left. The 2016 elections. On 21.09.2022. After 9/11.", "en"),
        ("It ended 3-0. F-16 jets over Article 5, Channel 4 and No. 10, on 5G, the 21st time.", "en"),
        ("There are reasons: 1) cold; 2) rain. 1. Wait.", "en"),
        ("One of them said no one knew. The second half and the third day.", "en"),
        (
            "21 сентября 2022 г. в 10 часов утра, в 2022 году, в 15:30, 5-го числа, 90-е годы, статья 105, дом № 5.",
            "ru",
        ),
        ("24 лютого 2022 р. о 10 годині ранку, у 2022 році, стаття 5.", "uk"),
    ],
)
def test_dates_times_ordinals_scores_and_numbered_things_are_no_quantities(text: str, language: str) -> None:
    assert facts(text, language) == []


def test_any_other_language_gets_figures_with_signs() -> None:
    assert facts("Etwa 300.000 Menschen, 5 km, 20%", "de") == [
        (300_000, 300_000, None, "Menschen", "exactly"),
        (5, 5, "km", None, "exactly"),
        (20, 20, "percent", None, "exactly"),
    ]


PIECES = st.sampled_from(
    [
        "5",
        "300",
        "1.5",
        "million",
        "thousand",
        "two",
        "hundred",
        "dozens",
        "half",
        "of",
        "a",
        "the",
        "up",
        "to",
        "at",
        "least",
        "more",
        "than",
        "between",
        "and",
        "from",
        "-",
        "–",
        "%",
        "$",
        "km",
        "years",
        "old",
        "people",
        "28-year-old",
        "3-4",
        "million.",
        "«до»",
        "5-ти",
        "12-3",
        "тысяч",
        "двадцать",
        "пять",
        "возрасте",
        "п'ять",
        ",",
        ".",
        "2022",
        "May",
        "m",
        "20m",
        "US$5m",
    ]
)


@settings(deadline=None)  # the first example loads the word lists
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map(" ".join), st.sampled_from(["en", "ru", "uk", "und"]))
def test_quantities_stand_in_reading_order_apart_and_verbatim(text: str, language: str) -> None:
    found = find_quantities(read(text, language=language))
    for q in found:
        assert q.text == text[q.span.start : q.span.end] != ""
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The man from Lissa had a .45 caliber pistol."),
        ("en", "Her father confirmed it to Nine News."),
        ("en", "The towns face a Level 3 out of 5 risk of storms."),
        ("en", "The charter cost QR6.162 crowns."),
        ("ru", "Патроны попали в Карвел ещё в 90-х."),
        ("ru", "У мальчика из Карвела диабет 1 типа."),
        ("ru", "Это было в ночь с 18 на 19 апреля."),
        ("uk", "Його звинувачують за статтею 171 кодексу."),
    ],
)
def test_a_figure_that_names_or_dates_something_counts_nothing(language: str, text: str) -> None:
    assert quantities_in(text, language) == ()


def test_what_is_counted_stands_behind_the_list_of_its_kinds() -> None:
    [found] = quantities_in("They fired 90 air, sea and ground-launched missiles.", "en")
    assert found.thing == "air, sea and ground-launched missiles"
