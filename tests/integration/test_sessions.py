"""Signing in: how often keys may be tried, whoever tries them side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.conftest import START, Deployment

from tocsin.aws import sessions
from tocsin.aws.apikeys import ApiKey, create_key
from tocsin.aws.sessions import MAX_ATTEMPTS, TooManyAttempts, open_session
from tocsin.aws.table import Table
from tocsin.errors import Denied

pytestmark = pytest.mark.integration


def try_key(deployment: Deployment, address: str = "192.0.2.7", key: str = "no key", minutes: int = 0) -> str:
    """What comes of a try: `in`, `denied` or `too-many`."""
    try:
        open_session(deployment.services.table, key, address, START + timedelta(minutes=minutes))
    except TooManyAttempts:
        return "too-many"
    except Denied:
        return "denied"
    return "in"


def test_tries_that_run_side_by_side_are_counted_each(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next try begins while the one before looks at its key: all of them, had the count been read beforehand."""
    looked: list[int] = []

    def looking(_table: Table, _key: str, _now: object) -> ApiKey | None:
        looked.append(len(looked))
        if len(looked) < 2 * MAX_ATTEMPTS:
            try_key(deployment)
        return None

    monkeypatch.setattr(sessions, "find_key", looking)
    try_key(deployment)
    assert len(looked) == MAX_ATTEMPTS
    assert try_key(deployment) == "too-many"


def test_a_good_key_uses_up_no_try_and_gets_nobody_past_the_bound(deployment: Deployment) -> None:
    _, good = create_key(deployment.services.table, "read", "desk", START)
    for _ in range(MAX_ATTEMPTS + 5):
        assert try_key(deployment, key=good) == "in"
    for _ in range(MAX_ATTEMPTS):
        assert try_key(deployment) == "denied"
    assert try_key(deployment, key=good) == "too-many"
    assert try_key(deployment, address="192.0.2.8", key=good) == "in"
    assert try_key(deployment, key=good, minutes=10) == "in"


def test_the_addresses_of_one_subscriber_s_network_are_counted_as_one(deployment: Deployment) -> None:
    for number in range(MAX_ATTEMPTS):
        assert try_key(deployment, address=f"2001:db8:1:2::{number:x}") == "denied"
    assert try_key(deployment, address="2001:db8:1:2:ffff:1:2:3") == "too-many"
    assert try_key(deployment, address="2001:db8:1:3::1") == "denied"
    for number in range(MAX_ATTEMPTS):
        assert try_key(deployment, address="192.0.2.9" if number % 2 else "::ffff:192.0.2.9") == "denied"
    assert try_key(deployment, address="192.0.2.9") == "too-many"
