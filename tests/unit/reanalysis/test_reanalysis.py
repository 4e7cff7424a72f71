"""What a re-analysis is called, counts and costs, before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.aws.records import Card, Head
from tocsin.engine.openai.budget import Day, Month
from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import NotFound
from tocsin.reanalysis.estimate import Estimate, estimate, prompt_tokens
from tocsin.reanalysis.model import Counts, Done, Job, Outcome, Selection
from tocsin.reanalysis.select import Chosen

SELECTION = Selection("openai", "2031-05-01T00:00:00.000Z")
SETTINGS = OpenAISettings.from_environment({"TOCSIN_OPENAI_MODEL": "gpt-4o-mini"})
NOTHING_SPENT = Month(), Day()


def head(number: int, language: str = "en") -> Head:
    card = Card(
        f"a{number}", "2031", None, None, None, None, datetime(2031, 5, 4, tzinfo=UTC), language, "", 0, (), (), "e"
    )
    return Head(card, "v", "u", "text/plain", 0)


def page(*heads: Head) -> Chosen:
    return Chosen(heads, frozenset(), 0, None)


def test_the_same_command_is_the_same_job_and_any_other_is_another() -> None:
    others = [
        replace(SELECTION, engine="embedded"),
        replace(SELECTION, since="2031-05-02T00:00:00.000Z"),
        replace(SELECTION, until="2031-06-01T00:00:00.000Z"),
        replace(SELECTION, language="en"),
        replace(SELECTION, limit=10),
    ]
    names = {selection.job("v1") for selection in [SELECTION, *others]} | {SELECTION.job("v2")}
    assert len(names) == 7
    assert SELECTION.job("v1") == replace(SELECTION).job("v1")


def test_another_round_begins_afresh_under_another_name() -> None:
    job = Job("j", SELECTION, "2031-06", "2031-05", counts=Counts(reanalyzed=5), v=9).after(None, Counts(reanalyzed=7))
    again = job.again("2031-07", "2031-06")
    assert (job.state, again.state, again.counts, again.position) == ("done", "running", Counts(), None)
    assert (job.name, again.name, again.v) == ("j.1", "j.2", 9)


@given(st.lists(st.sampled_from(["reanalyzed", "unchanged", "unanswered", "gone", None]), max_size=20))
def test_every_article_that_came_to_its_end_is_counted_once(outcomes: list[Outcome | None]) -> None:
    counts = Counts(reanalyzed=1, pico=5).with_outcomes([Done(outcome, pico=2) for outcome in outcomes], already=3)
    ended = [outcome for outcome in outcomes if outcome is not None]
    assert counts.chosen == 1 + len(ended)
    assert (counts.already, counts.pico) == (3, 5 + 2 * len(ended))


def test_an_estimate_is_words_at_measured_rates_and_a_prompt_for_each_call() -> None:
    words = {"a1": "word " * 1000, "a2": "слово " * 1000}
    told = estimate([page(head(1)), page(head(2, "ru"))], words.__getitem__, SETTINGS, NOTHING_SPENT)
    assert (told.articles, told.sampled) == (2, 2)
    assert told.input_tokens == 1360 + 2500 + 2 * prompt_tokens()
    assert told.output_tokens == 2000 + 3300
    assert told.pico == SETTINGS.price.of(told.input_tokens, told.output_tokens)
    long = estimate([page(head(1))], lambda _: "word " * 20_000, SETTINGS, NOTHING_SPENT)
    assert long.input_tokens == 27_200 + 5 * prompt_tokens()
    translated = estimate(
        [page(head(1), head(2, "ru"))], words.__getitem__, replace(SETTINGS, language="ru"), NOTHING_SPENT
    )
    assert translated.input_tokens == told.input_tokens + 400
    halved = estimate([page(head(1), head(2, "ru"))], words.__getitem__, SETTINGS, NOTHING_SPENT, batch=True)
    assert halved.pico == told.pico // 2


def test_many_articles_are_estimated_from_a_sample_that_is_the_same_each_time() -> None:
    read: list[str] = []

    def text(article: str) -> str:
        read.append(article)
        if article == "a7":
            raise NotFound("gone")
        return "word " * 500

    pages = [page(*(head(n) for n in range(first, first + 100))) for first in range(0, 1000, 100)]
    told = estimate(pages, text, SETTINGS, NOTHING_SPENT)
    first, read = set(read), []
    assert estimate(pages, text, SETTINGS, NOTHING_SPENT) == told
    assert len(first) == 200
    assert told.articles == 1000
    assert told.output_tokens == 1000 * 1000


def test_what_is_done_by_this_job_is_not_estimated_again() -> None:
    half = Chosen((head(1), head(2)), frozenset({"a1"}), 3, None)
    told = estimate([half], lambda _: "word " * 100, SETTINGS, NOTHING_SPENT)
    assert (told.articles, told.already, told.output_tokens) == (1, 3, 200)


@pytest.mark.parametrize(
    ("today", "month", "fits"),
    [(PICO, 50 * PICO, 5), (10 * PICO, 2 * PICO, 10), (20 * PICO, 20 * PICO, 50), (-PICO, PICO, 0)],
)
def test_the_caps_tell_how_many_articles_fit(today: int, month: int, fits: int) -> None:
    told = Estimate(50, 0, 50, 1, 1, 10 * PICO, left_today=today, left_this_month=month)
    assert told.fits == fits
    assert Estimate(50, 0, 0).fits == 50
