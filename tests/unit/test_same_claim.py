"""Do two claims say the same?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.compare.stems import stem
from tocsin.engine.same import features, same_claim, similarity

PAIRS = [
    (
        "Velm calls up 300,000 reservists",
        "Velm drafts three hundred thousand",
        "Velm drafts 30,000 reservists",
    ),
    ("Blast kills 12 in Karsk market", "Explosion in Karsk market: 12 dead", "Blast kills 40 in Ostrel market"),
    (
        "Harbour of Dorn will reopen in June",
        "Dorn harbour to reopen in June",
        "Harbour of Dorn will not reopen",
    ),
    ("Price of bread rises in Sarnow", "Bread prices climb in Sarnow", "Price of bread falls in Sarnow"),
    ("Poland closes border crossing", "Warsaw shuts crossing at the border", "Finland closes border crossing"),
    (
        "Взрыв в Карске: погибли 12 человек",
        "При взрыве в Карске погибло 12",
        "Взрыв в Карске: погибли 40 человек",
    ),
    ("У Сарнові закрили порт", "Порт у Сарнові закрито", "У Сарнові відкрили порт"),
]


@pytest.mark.parametrize(("one", "same", "other"), PAIRS)
def test_the_same_in_other_words_is_nearer_than_the_opposite_in_the_same_words(one: str, same: str, other: str) -> None:
    assert same_claim(one, same) > same_claim(one, other)


def test_equal_texts_are_the_same_whatever_their_marks() -> None:
    assert same_claim("Velm: port closed", "«Velm» — port closed.") == 1.0
    assert same_claim("", "") == 1.0
    assert same_claim("Velm", "") == 0.0


def test_a_negation_alone_makes_two_texts_different() -> None:
    assert same_claim("The dam is safe", "The dam is not safe") < 0.9


def test_two_texts_that_agree_in_more_words_are_nearer_than_two_that_agree_in_one() -> None:
    assert same_claim("Velm port closed, ferries halted", "Velm port closed, ferries sunk, roads flooded") > same_claim(
        "Velm ferries", "Velm weather"
    )


def test_one_more_proposition_parts_two_texts_more_than_one_more_adverb() -> None:
    one = "Marta Keel opened the new harbour of Velm on Friday"
    assert same_claim(one, f"{one} afternoon") > same_claim(one, f"{one} because voters asked")


@pytest.mark.parametrize(
    ("one", "other"), [("mobilised", "mobilizes"), ("harbour", "harbors"), ("analysed", "analyze")]
)
def test_british_and_american_spelling_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_short_word_in_our_or_ise_is_no_matter_of_spelling() -> None:
    assert stem("hours") == "hour"
    assert stem("rise") == "rise"


def test_features_can_be_kept_and_compared_later() -> None:
    one, other = "Velm calls up reservists", "Reservists called up in Velm"
    assert similarity(features(one), features(other)) == same_claim(one, other)


WORDS = ("Velm", "Poland", "kills", "dead", "rises", "falls", "12", "300", "not", "не", "порт", "port", "in")
texts = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            ["Velm", "Poland", "kills", "dead", "rises", "falls", "12", "300", "not", "не", "порт", "port", "in"]
        ),
        max_size=9,
    ).map(" ".join),
)


@given(texts, texts)
def test_likeness_is_symmetric_and_within_its_bounds(one: str, other: str) -> None:
    assert 0.0 <= same_claim(one, other) <= 1.0
    assert same_claim(one, other) == same_claim(other, one)
    assert same_claim(one, one) == 1.0
