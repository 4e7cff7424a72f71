"""A search kept as a watch: the words that the watch asks for find other forms too. English needs Snowball and is in
tests/integration/test_pages_search.py."""

from __future__ import annotations

import pytest

from tocsin.search.kept import Kept, keep
from tocsin.watches.phrases import Phrases


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("очередь", "На границе выросли очереди."),
        ("граница", "Стоят у самой границы."),
        ('"очередь на границе"', "Говорят об очереди на границе."),
        ("вода", "Питьевая вода кончилась."),
    ],
)
def test_what_a_search_finds_in_another_form_its_watch_finds(question: str, text: str) -> None:
    [phrase] = keep(question).all
    assert Phrases(text).find(phrase) is not None


def test_words_that_must_not_be_there_and_those_that_say_nothing_are_kept_apart() -> None:
    assert keep('очередь -"на границе" и') == Kept(all=("очеред*",), none=("на границ*",))


def test_few_letters_before_a_star_would_stand_for_too_much() -> None:
    assert keep("мир").all == ("мир",)
