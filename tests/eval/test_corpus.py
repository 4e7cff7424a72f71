"""A sample of the generated corpus holds what docs/stories.md says of the whole."""

from __future__ import annotations

import pytest
from tests.eval.corpus.generate import corpus
from tests.eval.corpus.measure import measure


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    return measure(corpus(40, 400))


def test_every_event_that_is_watched_for_rings_once(found: dict[str, float]) -> None:
    assert (found["alert_precision"], found["alert_recall"], found["duplicate_alerts"]) == (1.0, 1.0, 0)


def test_copies_corroborate_nothing_and_are_known_as_copies(found: dict[str, float]) -> None:
    assert found["false_corroborations"] == 0
    assert found["corroborations_found"] >= 0.95
    assert found["reposts_recognized"] >= 0.99


def test_denials_and_numbers_that_cannot_both_hold_are_found(found: dict[str, float]) -> None:
    assert found["contradictions_found"] == 1.0


def test_the_same_seed_gives_the_same_articles_and_some_come_twice() -> None:
    items = corpus(10, 100)
    assert items == corpus(10, 100)
    assert len({item.article.id for item in items}) == 100 < len(items)
