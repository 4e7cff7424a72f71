"""Phrases are found where an expression for each of them would find them, in one pass and within a budget."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.watches.test_ring import TEXT, WATCH, analysis, past

from tocsin.watches.model import Rule, WordRule
from tocsin.watches.phrases import Budget, Exhausted, Names, Phrases, Sought
from tocsin.watches.replay import Replay
from tocsin.watches.rules import evaluate

LETTERS = "abбї9_"
WORD = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "-'*№."), min_size=1, max_size=4)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join).filter(lambda text: any(map(str.isalnum, text)))
ANY_TEXT = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "-'№. \n\t"), max_size=40)


def expression(phrase: str) -> re.Pattern[str]:
    """What a phrase means: whole words, case aside, any white space between them, `*` for any ending."""
    words = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


@given(PHRASE, ANY_TEXT)
@example("№ 5", "order №  5")
@example("u.s. aid*", "The U.S.  aided")
@example("covid-19*", "COVID-19s")
def test_a_phrase_is_found_where_its_expression_finds_it(phrase: str, text: str) -> None:
    spans = list(Phrases(text).spans(phrase))
    assert {start for start, _ in spans} == {found.start() for found in expression(phrase).finditer(text)} or (
        # An expression goes on behind a find; every place is looked at here.
        bool(spans) and {found.start() for found in expression(phrase).finditer(text)} <= {start for start, _ in spans}
    )


def test_names_are_told_by_a_phrase_of_their_own_and_none_goes_from_one_to_the_next() -> None:
    names = Names(["Orla Brandt\nminister", "Brandt\n", "council of Lessing\n"])
    assert names.with_phrase("brandt") == {"Orla Brandt\nminister", "Brandt\n"}
    assert names.with_phrase("minister brandt") == frozenset()
    assert names.with_phrase("counc*") == {"council of Lessing\n"}


def test_a_text_that_has_too_many_of_the_words_asked_for_is_given_up_and_why_says_so() -> None:
    text = "Reservists are called. " * 2_000
    sought = Sought(text, replace(analysis(), claims=()), Budget(1_000))
    rule = Rule(words=WordRule(any=("reservists at home", "reservists called")))
    assert evaluate(rule, analysis(), sought).failed == "not-finished"
    with pytest.raises(Exhausted):
        Phrases(text, Budget(100)).has_any(("are reservists",))


def test_what_one_watch_asks_for_costs_the_next_no_second_look() -> None:
    sought = Sought(TEXT, analysis())
    rule = Rule(words=WordRule(all=("called  up", "lessing")))
    evaluate(rule, analysis(), sought)
    left = sought.text.budget.left
    assert evaluate(rule, analysis(), sought).failed is None
    assert sought.text.budget.left == left


def test_two_hundred_of_the_largest_watches_take_a_text_of_a_megabyte_in_seconds() -> None:
    text = f"{TEXT}\n" + " ".join(f"word{number % 7_000} the queue" for number in range(60_000))
    assert len(text) > 900_000
    phrases = [f"word{number} the queue at" for number in range(200 * 49)]
    rules = [
        Rule(words=WordRule(any=(*phrases[n * 49 : n * 49 + 49], "lessing"), none=("no such words", f"queue*{n}")))
        for n in range(200)
    ]
    watches = [replace(WATCH, id=f"w{n}", rule=rule) for n, rule in enumerate(rules)]
    started = time.perf_counter()
    told = Replay(watches).feed(past("a", text))
    assert time.perf_counter() - started < 15  # half of the time that the function has
    assert {one.outcome for one in told} == {"rang"}
