"""A digest is due once a period, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.digests.schedule import Schedule, last_periods

ZONES = [
    "UTC",
    "Europe/Kyiv",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tbilisi",
]
schedules = st.builds(
    Schedule,
    st.sampled_from(["hourly", "daily"]),
    st.times().map(lambda at: f"{at.hour:02}:{at.minute:02}"),
    st.sampled_from(ZONES),
)
moments = st.datetimes(datetime(2009, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@given(schedules, moments)
def test_the_last_period_has_ended_and_the_next_has_not(schedule: Schedule, now: datetime) -> None:
    [period] = last_periods(schedule, now, 1)
    [following] = last_periods(schedule, period.end + timedelta(days=3), 1)
    assert period.start < period.end <= now < following.end
    assert now - period.end < timedelta(hours=26)


@given(schedules, moments, st.integers(min_value=2, max_value=5))
def test_periods_follow_each_other_without_gap_or_overlap(schedule: Schedule, now: datetime, count: int) -> None:
    periods = last_periods(schedule, now, count)
    assert len(periods) == count
    assert all(later.start == earlier.end for later, earlier in pairwise(periods))
    assert all(timedelta(minutes=59) < period.end - period.start < timedelta(hours=26) for period in periods)


@given(schedules, moments)
def test_looking_later_in_a_period_finds_the_same_one_before(schedule: Schedule, now: datetime) -> None:
    [period] = last_periods(schedule, now, 1)
    assert last_periods(schedule, period.end, 1) == (period,)
    [before] = last_periods(schedule, period.end - timedelta(microseconds=1), 1)
    assert before.end == period.start


@pytest.mark.parametrize(
    ("at", "day", "due"),
    [
        ("08:00", "2031-03-29", "2031-03-29T06:00"),
        ("08:00", "2031-03-30", "2031-03-30T05:00"),
        ("03:30", "2031-03-30", "2031-03-30T01:30"),
        ("03:30", "2031-10-26", "2031-10-26T00:30"),
    ],
    ids=["winter", "summer", "skipped: an hour later by the clock", "twice: the first time"],
)
def test_a_daily_digest_is_due_at_its_local_time(at: str, day: str, due: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Kyiv"))
    [period] = last_periods(Schedule("daily", at, "Europe/Kyiv"), noon, 1)
    assert period.end == datetime.fromisoformat(due).replace(tzinfo=UTC)
