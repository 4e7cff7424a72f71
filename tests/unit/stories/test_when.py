"""A date without a time is some time that day, before and after nothing else of that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import analyze_text
from tocsin.model import Article
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.origins import default_sources
from tocsin.stories.relations import relation
from tocsin.stories.sightings import Sighting
from tocsin.stories.when import When, names_day, order

MIDNIGHT = datetime(2031, 5, 5, tzinfo=UTC)
NOON = MIDNIGHT + timedelta(hours=12)
TIMES = st.builds(When, st.integers(-72, 72).map(lambda hours: MIDNIGHT + timedelta(hours=hours)), st.booleans())


def seen(text: str, at: datetime, *, day: bool = False) -> Sighting:
    return Sighting(
        f"a{at:%d%H}{day}", "c0", at, f"family:{at:%H}{day}", text, text, None, "statement", denies=False,
        language="en", day=day,
    )  # fmt: skip


@given(TIMES, TIMES)
def test_of_two_the_one_is_earlier_where_the_other_is_later(one: When, other: When) -> None:
    assert order(one, other) == -order(other, one)


@pytest.mark.parametrize(
    ("hours", "expected"), [(-1, -1), (1, 0), (12, 0), (23, 0), (24, 1)], ids=["before", "1", "12", "23", "next day"]
)
def test_what_has_a_time_is_before_or_after_a_day_only_where_it_lies_outside(hours: int, expected: int) -> None:
    assert order(When(MIDNIGHT, day=True), When(MIDNIGHT + timedelta(hours=hours))) == expected


def test_midnight_in_the_zone_that_is_written_is_a_day_and_a_minute_past_it_is_a_time() -> None:
    assert names_day(datetime(2031, 5, 5, tzinfo=timezone(timedelta(hours=3))))
    assert not names_day(MIDNIGHT + timedelta(minutes=1))
    assert not names_day(None)


def test_a_state_told_with_the_date_alone_is_not_what_was_so_before_all_else_that_day() -> None:
    closed = seen("Merinia closed the bridge in Velm", NOON)
    opened = seen("Merinia reopened the bridge in Velm", MIDNIGHT, day=True)
    assert relation(closed, opened).kind == "conflict"
    assert relation(closed, replace(opened, day=False)).kind == "older"
    assert relation(closed, replace(opened, at=MIDNIGHT + timedelta(days=1))).kind == "changed"


def test_a_toll_told_with_the_date_alone_is_not_overtaken_by_what_came_in_before_it() -> None:
    known = seen("A flood in Velm killed 12 people", NOON)
    assert relation(known, seen("A flood in Velm killed 31 people", MIDNIGHT, day=True)).number == "12 -> 31"


def test_a_copy_that_has_the_date_alone_does_not_become_the_source_of_what_it_copies() -> None:
    text = "Rebels released 12 prisoners in Velm, the army said.\n\nA bus took them to Karvel in the evening."
    file = CaseFile()
    for name, by, at in (("a", "Lessing Courier", NOON), ("b", "Omber Post", MIDNIGHT)):
        article = Article(name, text, publisher=by, published_at=at)
        filed = add_article(file, article, analyze_text(text), default_sources(), at)
        file = filed.file
    assert (filed.part, filed.origin.id) == ("repost", "family:lessing-courier")
    assert file.origins == ("family:lessing-courier",)
    assert {claim.first.article for claim in file.ledger.claims} == {"a"}
