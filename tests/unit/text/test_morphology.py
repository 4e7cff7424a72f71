"""What the dictionaries say of words, as the rest of Tocsin asks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.text.memo import LONGEST
from tocsin.text.morphology import inflected, is_listed, lemma, readings


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("ru", "министра", "министр"),
        ("ru", "Сообщили", "сообщить"),
        ("ru", "мобилизацию", "мобилизация"),
        ("uk", "міністра", "міністр"),
        ("uk", "Повідомила", "повідомити"),
        ("uk", "п’ятницю", "п'ятниця"),
    ],
)
def test_a_form_leads_to_its_lemma(language: str, word: str, expected: str) -> None:
    assert lemma(word, language) == expected


@pytest.mark.parametrize(("language", "word"), [("ru", "речью"), ("uk", "кількість")])
def test_a_thing_is_not_alive(language: str, word: str) -> None:
    assert {reading.form.animate for reading in readings(word, language)} == {False}


@pytest.mark.parametrize(("language", "word"), [("ru", "министр"), ("uk", "речниця")])
def test_a_person_is_alive_in_the_nominative_singular(language: str, word: str) -> None:
    form = readings(word, language)[0].form
    assert (form.part, form.case, form.number, form.animate) == ("noun", "nominative", "singular", True)


@pytest.mark.parametrize(("language", "word"), [("ru", "сказать"), ("uk", "сказати")])
def test_an_infinitive_is_told_from_a_finite_verb(language: str, word: str) -> None:
    assert {reading.form.part for reading in readings(word, language)} == {"infinitive"}


def test_names_of_people_and_places_are_told_in_russian() -> None:
    kinds = [readings(word, "ru")[0].form.kind for word in ("Ольга", "Ивановна", "Кузнецов", "Казань")]
    assert kinds == ["given", "patronymic", "surname", "place"]


def test_the_nearest_reading_comes_first_and_the_shares_add_up() -> None:
    found = readings("стали", "ru")
    assert (found[0].lemma, found[0].form.part) == ("стать", "verb")
    assert {reading.lemma for reading in found} == {"стать", "сталь"}
    assert sum(reading.share for reading in found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("language", "word", "part"), [("ru", "Карвельского", "adjective"), ("uk", "Мерінією", "noun")]
)
def test_a_word_that_no_dictionary_has_is_read_by_its_ending_and_told_to_be(
    language: str, word: str, part: str
) -> None:
    assert not is_listed(word, language)
    assert readings(word, language)[0].form.part == part
    assert not any(reading.listed for reading in readings(word, language))


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("ru", "Нью-Йорка", "Нью-Йорк"),
        ("ru", "министром", "министр"),
        ("ru", "ГРАНИЦУ", "ГРАНИЦА"),
        ("uk", "Загорського", "Загорський"),
        ("uk", "речницею", "речниця"),
    ],
)
def test_a_word_goes_back_to_the_nominative_with_its_capitals(language: str, word: str, expected: str) -> None:
    reading = next(each for each in readings(word, language) if each.form.part == "noun")
    assert inflected(word, reading, language, "nominative", "singular") == expected


def test_what_has_no_cases_is_inflected_to_nothing() -> None:
    assert inflected("сообщил", readings("сообщил", "ru")[0], "ru", "nominative") == ""


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "minister"), ("fr", "ministre"), ("ru", "minister"), ("ru", "міністр"), ("ru", ""), ("uk", "22")],
)
def test_nothing_is_said_of_what_is_no_word_of_the_two_languages(language: str, word: str) -> None:
    assert readings(word, language) == ()
    assert lemma(word, language) == word
    assert not is_listed(word, language)


@given(st.text(max_size=LONGEST + 5), st.sampled_from(("ru", "uk", "en")))
def test_any_text_is_taken_for_a_word(text: str, language: str) -> None:
    assert readings(text, language) == readings(text, language)


@given(st.text(alphabet="абвгдежиклмнопрстуь-", min_size=1, max_size=12))
def test_small_and_large_letters_are_read_alike(word: str) -> None:
    assert readings(word.upper(), "ru") == readings(word, "ru")
