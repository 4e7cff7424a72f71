"""How sure a claim is goes by what its article shows of its words and its speaker."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import SURE


def sure(text: str) -> float:
    [claim] = [claim for claim in analyze_text(text, language="en").claims if claim.voice != "author"]
    return claim.confidence


def test_what_marks_show_is_surer_than_what_a_conjunction_shows_and_that_than_a_noun_phrase() -> None:
    quoted = sure("“The dam will hold until spring,” Anna Holm said.")
    clause = sure("Anna Holm said that the dam would hold until spring.")
    phrase = sure("Anna Holm announced the closure of the dam.")
    assert quoted > clause > phrase


def test_a_belief_is_less_sure_than_what_is_said() -> None:
    assert sure("Anna Holm knows that the dam will hold.") < sure("Anna Holm said that the dam would hold.")


def test_a_pronoun_that_stays_one_is_less_sure_than_a_name() -> None:
    assert sure("He said that the dam would hold.") < sure("Anna Holm said that the dam would hold.")


def test_what_may_be_said_is_less_sure_than_what_is_said() -> None:
    assert sure("Anna Holm may say that the dam will hold.") < sure("Anna Holm says that the dam will hold.")


def test_a_plain_verb_of_saying_is_surer_than_another_cue() -> None:
    assert sure("Anna Holm suggested that the dam would hold.") < sure("Anna Holm said that the dam would hold.")


def test_a_body_is_less_sure_a_speaker_than_a_person_and_a_few_words_less_than_a_sentence() -> None:
    assert sure("The council said that the dam would hold.") < sure("Anna Holm said that the dam would hold.")
    assert sure("Anna Holm said it held.") < sure("Anna Holm said it held all winter.")


def test_what_counts_something_in_words_is_as_sure_as_in_figures() -> None:
    words, figures = (sure(f"“{number} boats sank in the gale,” Anna Holm said.") for number in ("Nine", "9"))
    assert words == figures > sure("“We never thought of this,” Anna Holm said.")


def test_a_quotation_that_only_asks_is_less_sure_than_one_that_tells() -> None:
    asks = sure("“Why can't the mayor of Velm run his own race?” Anna Holm said.")
    tells = sure("“Why can't the mayor of Velm run his own race? He lost it,” Anna Holm said.")
    assert asks < SURE < tells


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "«Кто закроет порт Вельма?» — сказал Карл Оден."), ("uk", "«Хто закриє порт Вельма?» – сказав Карл Оден.")],
)
def test_so_it_is_in_russian_and_ukrainian(language: str, said: str) -> None:
    assert all(claim.confidence < SURE for claim in analyze_text(said, language=language).claims)
