"""What two claims assert: the same, in conflict, or apart."""

from __future__ import annotations

import pytest
from tests.eval.assertions.measure import HALVES, measure, pairs

from tocsin.engine.assertions import judge, read_assertion


@pytest.mark.parametrize("half", HALVES)
def test_of_the_pairs_none_that_differ_is_held_the_same_and_most_that_say_the_same_are_found(half: str) -> None:
    found = measure(half)
    assert found["wrongly_same"] <= FLOORS[half][0]
    assert found["same_found"] >= FLOORS[half][1]


FLOORS = {"open": (0.0, 0.95), "locked": (0.02, 0.82), "open_later": (0.0, 0.95), "locked_later": (0.0, 0.88)}
"""Most that are wrongly held the same; least that are found. Measured: see docs/stories.md."""


@pytest.mark.parametrize(
    ("language", "one", "other", "part"),
    [
        ("en", "Rebels released 12 prisoners in Velm", "Rebels executed 12 prisoners in Velm", "predicate"),
        ("en", "Merinia closed its border on Monday", "Merinia reopened its border on Monday", "state"),
        ("en", "The man stabbed the woman in Dorno", "The woman stabbed the man in Dorno", "roles"),
        ("en", "Ostavia demands compensation from Merinia", "Merinia demands compensation from Ostavia", "roles"),
        ("en", "The driver hit the guard", "The driver was hit by the guard", "roles"),
        ("en", "Nobody was hurt in the fire", "Three people were hurt in the fire", "polarity"),
        ("en", "The ferry carried 210 passengers", "The ferry carried 150 passengers", "number"),
        ("ru", "Повстанцы освободили 12 пленных", "Повстанцы казнили 12 пленных", "predicate"),
        ("ru", "Оставия обстреляла Меринею", "Меринея обстреляла Оставию", "roles"),
        ("uk", "Пункт пропуску «Карвель» відкрили", "Пункт пропуску «Карвель» закрили", "state"),
        ("uk", "На кордоні черга вантажівок", "Черги вантажівок на кордоні немає", "polarity"),
    ],
)
def test_what_cannot_both_hold_is_in_conflict_and_says_in_which_part(
    language: str, one: str, other: str, part: str
) -> None:
    verdict = judge(read_assertion(one, language), read_assertion(other, language))
    assert (verdict.outcome, verdict.part) == ("conflict", part)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The government plans to close the crossing", "The government closed the crossing"),
        ("The hostages were taken to Karvel", "The hostages were taken from Karvel"),
        ("Hackers attacked the bank", "The bank repelled an attack by hackers"),
        ("The army may withdraw from Karvel", "The army withdrew from Karvel"),
        ("The ferry that sank was overloaded", "The ferry sank off Karvel, killing at least 18"),
        ("Merinia closed the airport of Dorno", "Merinia reopened the harbour of Dorno"),
        ("The barracks in Velm were damaged by the fire", "The barracks in Velm escaped damage in the fire"),
        ("Merinia sent its third convoy to Velm", "Merinia sent its 4th convoy to Velm"),
        ("A bomb went off in Velm at 9:15", "A bomb went off in Velm at 21:15"),
        ("Police arrested the mayor of Dorno", "Police arrested the driver of the mayor of Dorno"),
        ("The army bulldozed the village of Brim", "The army irrigated the village of Brim"),
    ],
)
def test_what_cannot_be_told_to_be_the_same_is_apart(one: str, other: str) -> None:
    assert judge(read_assertion(one), read_assertion(other)).outcome == "apart"


def test_a_verdict_is_the_same_whichever_claim_comes_first() -> None:
    for half in HALVES:
        for _, first, second, one, other in pairs(half):
            there = judge(read_assertion(one, first), read_assertion(other, second)).outcome
            back = judge(read_assertion(other, second), read_assertion(one, first)).outcome
            assert there == back, (one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "Мост в Дорно разрушило наводнение", "Наводнение разрушило мост в Дорно"),
        ("ru", "Дом снёс застройщик", "Застройщик снёс дом"),
        ("ru", "Меринея освободила троих оставийских лётчиков", "Трое лётчиков Оставии освобождены Меринеей"),
        ("uk", "Внаслідок пожежі в Дорно 6 людей отримали поранення", "Пожежа в Дорно: поранено 6 людей"),
        ("en", "A meeting of the two ministers took place in Velm", "The two ministers met in Velm"),
        ("en", "A fire in a flat in Velm was put out", "The flat in Velm has been extinguished"),
        ("en", "Snow forced the school in Velm to close", "The school in Velm closed because of snow"),
        ("ru", "Губернатор Дорно открыл завод в Карвеле", "Завод в Карвеле открыт губернатором из Дорно"),
        ("en", "Merinia sent its third convoy to Velm", "The 3rd convoy to Velm was sent by Merinia"),
        ("ru", "Парламент принял пятый пакет поправок", "Парламент утвердил 5-й пакет поправок"),
        ("en", "Armed men abducted a judge in Velm", "A judge was kidnapped by gunmen in Velm"),
    ],
)
def test_the_same_is_found_whoever_comes_first_and_in_whatever_form(language: str, one: str, other: str) -> None:
    assert judge(read_assertion(one, language), read_assertion(other, language)).outcome == "same"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Police said a third man had been found", "Police would not say whether a third man had been found"),
        ("en", "The council approved a ban on lorries", "The council is considering a ban on lorries"),
        ("ru", "Полиция сообщила о гибели водителя", "Полиция не располагает сведениями о гибели водителя"),
        ("uk", "Штаб повідомив про втрату двох літаків", "Штаб не має інформації про втрату двох літаків"),
    ],
)
def test_what_is_only_weighed_or_left_open_is_not_what_is_so(language: str, one: str, other: str) -> None:
    assert judge(read_assertion(one, language), read_assertion(other, language)).outcome == "apart"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "Оставия выдала Меринее двух шпионов", "Меринея выдала Оставии двух шпионов"),
        ("uk", "Оставія поставила Меринії дрони", "Меринія поставила Оставії дрони"),
    ],
)
def test_who_gives_and_who_is_given_are_told_apart_by_case(language: str, one: str, other: str) -> None:
    verdict = judge(read_assertion(one, language), read_assertion(other, language))
    assert (verdict.outcome, verdict.part) == ("conflict", "roles")
