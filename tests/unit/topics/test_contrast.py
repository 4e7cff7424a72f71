"""Patterns out of examples: words that tell them from other articles, never names, never words of all articles."""

from __future__ import annotations

from tocsin.topics.checks import entry_of
from tocsin.topics.contrast import Example, propose
from tocsin.topics.model import read_topic

OTHERS = [
    Example("en", f"The council of Karvel met on {day} and spoke about roads, the mayor said. Prices rose by {day}.")
    for day in range(8)
] + [Example("ru", f"Совет Карвела собрался {day} числа и обсудил дороги, сообщил мэр.") for day in range(8)]
STRIKES = [
    Example("en", "Tram drivers in Dorno walked out on Monday. The tram strike goes on, the union said."),
    Example("en", "A strike of tram drivers stopped Merinia's capital. The union wants higher wages."),
]
STRIKES_RU = [
    Example("ru", "Водители трамваев Дорно объявили забастовку. Забастовка водителей продлится неделю."),
    Example("ru", "Забастовка водителей трамваев остановила столицу Меринии."),
]


def test_words_that_the_examples_share_and_others_have_not_are_proposed_alone_and_in_pairs() -> None:
    lines = [found.line for found in propose(STRIKES, OTHERS)]
    assert ".85 tram ..3 drivers" in lines
    assert ".4 strike" in lines
    assert ".4 union" in lines
    assert not any(word in line for line in lines for word in ("dorno", "merinia", "said", "monday"))


def test_forms_of_slavic_words_are_put_together_by_their_common_beginning() -> None:
    lines = [found.line for found in propose(STRIKES_RU, OTHERS)]
    assert ".4 забастов*" in lines
    assert any("водител*" in line and "трамва*" in line for line in lines)


def test_what_is_asked_for_comes_first_in_each_language_that_it_may_be_in() -> None:
    found = propose([], OTHERS, ["tram strike", "забастовка", "страйк", "the"])
    assert [(one.language, one.line) for one in found] == [
        ("en", ".7 tram ..2 strike"),
        ("ru", ".7 забастов*"),
        ("ru", ".7 страйк*"),
        ("uk", ".7 забастов*"),
        ("uk", ".7 страйк*"),
    ]


def test_what_is_proposed_is_a_topic_that_may_be_saved() -> None:
    for examples in (STRIKES, STRIKES_RU, [*STRIKES, *STRIKES_RU]):
        found = propose(examples, OTHERS, ["walk out"])
        patterns: dict[str, str] = {}
        for one in found:
            patterns[one.language] = f"{patterns.get(one.language, '')}{one.line}\n"
        entry_of(read_topic({"label": "Strikes", "definition": "Work stops.", "patterns": patterns}))


def test_nothing_to_go_by_proposes_nothing() -> None:
    assert propose([], OTHERS) == []
    assert propose([Example("fr", "Une phrase.")], OTHERS) == []
