"""Texts of entries with a time each: told with caution, each with the time that it was written at."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.text.entries import clock_of, entries_in, parted

ZONE = timezone(timedelta(hours=2))
PUBLISHED = datetime(2031, 5, 5, 18, 0, tzinfo=ZONE)
TOLD = (
    "The harbour office of Port Lessing said that 12 people were hurt when the ferry touched the pier.",
    "Mayor Ida Holm said that the old town would be closed until the evening.",
    "The fire brigade said that 9 people were hurt, and that two of them were in hospital.",
    "The ferry company denied that its captain had been asleep.",
    "Residents of the old town reported a loud noise at the pier, and lights on the water.",
)
LEAD = "A ferry has run into the pier of Port Lessing."


def text_of(*times: str, told: tuple[str, ...] = TOLD) -> str:
    return "\n\n".join([LEAD, *(line for pair in zip(times, told, strict=True) for line in pair)])


def shown(text: str, published: datetime = PUBLISHED) -> list[tuple[str, str]]:
    return [(f"{e.at:%d %H:%M}", text[e.start : e.end].strip()) for e in entries_in(text, published)]


def test_each_entry_has_its_time_and_its_words() -> None:
    text = text_of("14:35", "13:50", "12:20", "11:05", "9:40")
    times = ["05 14:35", "05 13:50", "05 12:20", "05 11:05", "05 09:40"]
    assert shown(text) == list(zip(times, TOLD, strict=True))
    assert {entry.at.utcoffset() for entry in entries_in(text, PUBLISHED)} == {timedelta(hours=2)}


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (("01:10", "00:20", "23:40", "22:05", "21:30"), ["05", "05", "04", "04", "04"]),
        (("21:30", "22:05", "23:40", "00:20", "01:10"), ["04", "04", "04", "05", "05"]),
        (("2031-05-05 01:10", "2031-05-04 23:00", "2031-05-03 22:00", "2031-05-02 08:00", "2031-05-01 09:00"), [
            "05", "04", "03", "02", "01"]),
        (("1:10 pm", "12:20 pm", "11.40 am", "10.05 a.m.", "9.30 am"), ["05"] * 5),
        (("14:35 GMT", "14.20 Uhr", "14:10 МСК", "14:05 за Києвом", "[14:00]"), ["05"] * 5),
    ],
)  # fmt: skip
def test_days_count_back_from_the_newest_entry_over_midnight(times: tuple[str, ...], days: list[str]) -> None:
    assert [time[:2] for time, _ in shown(text_of(*times))] == days


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (("14:35", "13:50", "15:20", "11:05", "16:40"), TOLD),
        (("14:35",) * 5, TOLD),
        (("19:00", "19:30", "20:15", "21:00", "22:45"), ("News", "Weather", "A film", "Talk", "Night music")),
        (("14:35", "13:50", "12:20"), TOLD[:3]),
    ],
    ids=["no order", "one time", "a programme", "three"],
)
def test_what_may_be_something_else_is_no_text_of_entries(times: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert shown(text_of(*times, told=told)) == []
    led = [f"{time} {line}" for time, line in zip(times, told, strict=True)]
    assert parted(led) == led


def test_a_report_that_holds_a_short_list_of_times_is_no_text_of_entries() -> None:
    report = f"{LEAD}\n\n" + "It is told at length by those who were there. " * 60
    assert shown(report + "\n\n" + text_of("14:35", "13:50", "12:20", "11:05", "9:40")) == []


def test_two_entries_with_a_day_each_are_enough() -> None:
    text = text_of("2031-05-05 14:35", "2031-05-04 13:50", told=TOLD[:2])
    assert [time for time, _ in shown(text)] == ["05 14:35", "04 13:50"]


@pytest.mark.parametrize("between", [" ", " — ", ": ", " | ", "."])
def test_a_time_that_leads_its_entry_is_put_on_a_line_of_its_own(between: str) -> None:
    times = ("14:35", "13:50", "12:20", "11:05", "9:40")
    led = [f"{time}{between}{line}" for time, line in zip(times, TOLD, strict=True)]
    assert parted([LEAD, *led]) == text_of(*times).split("\n\n")
    assert parted([LEAD, *led[:3]]) == [LEAD, *led[:3]]


@given(
    st.lists(st.one_of(st.sampled_from(["14:35", "09:10", "2031-02-31 10:00", "25:00", *TOLD]), st.text()), max_size=12)
)
def test_entries_lie_in_the_text_in_order_and_parting_loses_no_word(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    found = entries_in(text, PUBLISHED)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= entry.start < entry.end <= len(text) for entry in found)
    assert sum(map(len, parted(lines))) <= sum(map(len, lines))


def test_a_line_that_says_more_than_a_time_is_none() -> None:
    assert clock_of("14:35") is not None
    for line in ("14:35 o'clock", "At 14:35", "24:10", "14:75", "1435", "2:1", ""):
        assert clock_of(line) is None
