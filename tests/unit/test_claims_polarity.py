"""What a claimant does not confirm, denies or doubts is never told as if it had been said."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import Claim, Polarity

UNCONFIRMED = (
    "The interior ministry of Ostavia could not confirm that the explosion was an attack.",
    "Police in Karvel have not confirmed reports that a third person had died.",
    "Karvel's police declined to confirm that the train had derailed.",
    "The coast guard was unable to verify that nine boats had sunk.",
    "The port has yet to confirm whether the eastern pier will open.",
    "КАРВЕЛ — Министерство внутренних дел не подтвердило, что взрыв был терактом.",
    "КАРВЕЛ — Поліція не підтвердила повідомлення про загибель третьої людини.",
)
OTHERS: tuple[tuple[str, Polarity], ...] = (
    ("The mayor of Karvel, Ilse Brandt, denied that the bridge had been closed.", "denied"),
    ("The army of Ostavia did not deny that a depot had burned.", "undenied"),
    ("The mayor of Karvel doubts that the dam will hold.", "doubted"),
    ("The minister of Ostavia refused to resign.", "refused"),
    ("The army of Ostavia did not say that a depot had burned.", "unaffirmed"),
    ("The council of Karvel does not expect prices to fall.", "unaffirmed"),
    ("Neither the army nor the government of Ostavia has said that reservists will be called up.", "unaffirmed"),
    ("The border guard of Merinia did not rule out that the crossing would be closed.", "undenied"),
    ("The army of Ostavia ruled out that the depot had been hit.", "denied"),
    ("The governor of Merinia said there were no casualties.", "affirmed"),
    ("Officials of Merinia said the border might close on Friday.", "affirmed"),
    ("Мэр Карвела Ильза Брандт опровергла, что мост закрыт.", "denied"),
    ("Армия не отрицает, что склад горел.", "undenied"),
    ("Мэр Карвела сомневается, что плотина выдержит.", "doubted"),
    ("Губернатор сообщил, что пострадавших нет.", "affirmed"),
    ("Мер Карвела Ільза Брандт спростувала, що міст закрито.", "denied"),
    ("Армія не заперечує, що склад горів.", "undenied"),
    ("Губернатор повідомив, що постраждалих немає.", "affirmed"),
)


def attributed(text: str) -> Claim:
    [claim] = [claim for claim in analyze_text(text).claims if claim.claimant]
    return claim


@pytest.mark.parametrize("text", UNCONFIRMED)
def test_what_is_not_confirmed_is_told_as_not_confirmed(text: str) -> None:
    claim = attributed(text)
    assert (claim.polarity, claim.negated) == ("unconfirmed", True)


@pytest.mark.parametrize(("text", "polarity"), OTHERS)
def test_the_cue_says_what_becomes_of_the_words_and_a_negation_among_them_is_told_with_them(
    text: str, polarity: Polarity
) -> None:
    assert attributed(text).polarity == polarity


def test_a_denial_affirms_nothing_though_its_engine_told_no_polarity() -> None:
    assert Claim("c1", "the bridge is closed", (), kind="denial").stance == "denied"
    assert Claim("c1", "the bridge is closed", ()).stance == "affirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Ожидается, что мост в Карвеле откроют в мае.",
        "Как ожидается, мост в Карвеле откроют в мае.",
        "Мэр Карвела надеется, что мост откроют в мае.",
        "Мэр Карвела выразил надежду, что мост откроют в мае.",
        "Мэр Карвела согласился на это при условии, что мост откроют в мае.",
        "Очікується, що міст у Карвелі відкриють у травні.",
        "Мер Карвела сподівається, що міст відкриють у травні.",
        "Мер Карвела погодився за умови, що міст відкриють у травні.",
        "The mayor of Karvel hopes that the bridge will open in May.",
        "The council of Karvel expects that the bridge will open in May.",
    ],
)
def test_what_is_hoped_expected_or_a_condition_is_hedged(text: str) -> None:
    [claim] = analyze_text(text).claims
    assert claim.hedged


@pytest.mark.parametrize(
    "text",
    ["Мэр Карвела сообщил, что мост откроют в мае.", "Мер Карвела повідомив, що міст відкриють у травні."],
)
def test_what_is_told_plainly_is_not_hedged(text: str) -> None:
    [claim] = analyze_text(text).claims
    assert not claim.hedged
