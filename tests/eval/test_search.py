"""The search finds what it was judged beforehand to find; floors stand a little under what is measured."""

from __future__ import annotations

import pytest
from tests.eval.search.measure import Asked, Figures, articles, asked, by_kind, figures, ours, plain, questions

FLOORS = {
    # kind: recall, nDCG@10
    "inflected": (0.97, 0.97),
    "aspect": (1.0, 1.0),
    "phrase": (1.0, 1.0),
    "must-not": (0.98, 0.98),
    "filter": (0.8, 0.84),
    "ranking": (0.97, 0.97),
    "body": (0.98, 0.97),
    "all": (0.97, 0.97),
}
MOST_WRONG = 1
"""Articles found that do not answer, of all questions."""


@pytest.fixture(scope="module")
def found() -> list[Asked]:
    return asked(ours)


def test_every_judged_article_is_there() -> None:
    known = {one["id"] for one in articles()}
    assert all(set(one["right"]) <= known for one in questions())
    assert len(known) == 60


@pytest.mark.parametrize("kind", FLOORS)
def test_recall_and_order_stay_above_their_floors(found: list[Asked], kind: str) -> None:
    measured = by_kind(found)[kind]
    assert (measured.recall >= FLOORS[kind][0], measured.ndcg >= FLOORS[kind][1]) == (True, True), measured


def test_hardly_anything_is_found_that_does_not_answer(found: list[Asked]) -> None:
    assert figures(found).wrong <= MOST_WRONG


def test_it_is_far_better_than_a_match_of_small_letters(found: list[Asked]) -> None:
    own, other = figures(found), figures(asked(plain))
    assert own.recall > other.recall + 0.3
    assert own.ndcg > other.ndcg + 0.3


def test_the_measures_are_those_of_their_definitions() -> None:
    one = Asked("q", "k", {"a": 2, "b": 1}, ("x", "a"))
    assert (one.recall, one.wrong, one.missing, one.reciprocal) == (0.5, ("x",), ("b",), 0.5)
    assert one.ndcg == pytest.approx((2 / 1.584963) / (2 + 1 / 1.584963), rel=1e-5)
    assert figures([one]) == Figures(1, 0.5, one.ndcg, 0.5, 1)
