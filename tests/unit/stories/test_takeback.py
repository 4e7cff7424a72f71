"""A canceled article's word counts no more: what it alone said, bore out, revised or stood against."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.stories.test_ledger import CALLED, REPORT, SAID, START, Desk

from tocsin.stories.takeback import take_back

MORE = "900 reservists were called up in Lessing"
LATER = START + timedelta(days=1)


def taken(desk: Desk, article: str) -> list[tuple[str, str]]:
    """Take back, keep the file, and tell the events as change and what is said instead."""
    desk.file, events = take_back(desk.file, article, LATER)
    return [(event.change, event.after) for event in events]


def test_what_it_alone_said_is_withdrawn_and_stays_on_record() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    assert taken(desk, "a") == [("withdrawn", "")]
    assert desk.states() == ["withdrawn"]
    [claim] = desk.file.ledger.claims
    assert (claim.current.article, claim.events[-1].article, desk.file.origins) == ("a", "a", ())
    assert desk.file.ledger.articles == ("a",)


def test_what_it_bore_out_has_a_source_less() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    text = "In Lessing, 300 reservists were called up on Monday."
    desk.add("b", text, "300 reservists were called up on Monday", "Omber Post")
    assert desk.states() == ["corroborated"]
    [(change, _)] = taken(desk, "a")
    [claim] = desk.file.ledger.claims
    assert (change, claim.state, claim.origins) == ("reattributed", "single-source", ("family:omber-post",))
    assert (claim.first.article, claim.current.article) == ("b", "b")


def test_what_it_revised_is_as_it_was_before() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    told = "The defence ministry now says that 900 reservists were called up in Lessing."
    desk.add("b", told, "900 reservists were called up in Lessing", "Omber Post")
    [before] = desk.file.ledger.claims
    assert (before.state, before.current.article) == ("revised", "b")
    [(change, after)] = taken(desk, "b")
    [claim] = desk.file.ledger.claims
    assert (change, claim.current.article, claim.state, claim.past) == ("revised", "a", "single-source", ())
    assert "300" in after


@pytest.mark.parametrize("publisher", ["Omber Post", "Tessa Herald"])
def test_a_copy_goes_with_it_and_one_that_comes_later_says_nothing(publisher: str) -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"All the news in one place.\n\n{REPORT}", SAID, publisher)
    assert taken(desk, "a") == [("withdrawn", "")]
    desk.add("c", f"From our partners.\n\n{REPORT}", SAID, "Far Gazette")
    assert desk.states() == ["withdrawn"]


def test_a_copy_that_is_taken_back_takes_its_original_along_in_nothing() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"All the news in one place.\n\n{REPORT}", SAID, "Omber Post")
    assert taken(desk, "b") == []
    assert desk.states() == ["single-source"]


def test_a_corrected_version_of_the_same_house_counts() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    taken(desk, "a")
    desk.add("b", REPORT.replace("until the evening came", "until the morning"), SAID, "Lessing Courier")
    assert desk.states() == ["single-source"]


def test_what_stood_against_it_stands_against_nothing() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"The union counted: {MORE}.", MORE, "Omber Post", by="soldiers' union")
    assert desk.states() == ["contradicted", "contradicted"]
    taken(desk, "b")
    assert desk.states() == ["single-source", "withdrawn"]


def test_taking_back_twice_or_what_never_was_there_changes_nothing() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    assert CALLED in REPORT
    assert take_back(desk.file, "z", LATER).file is desk.file
    taken(desk, "a")
    assert take_back(desk.file, "a", LATER).file is desk.file
