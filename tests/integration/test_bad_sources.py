"""Sources that misbehave in 38 ways: each is a state with its reason, and what it held back comes once it is sound.

All of them lie on one server of ours, and go through the step that collects, by its role.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

import pytest
from tests.integration.bad_publisher import TEASER, TRICKS, BadPublisher, misbehaving
from tests.integration.conftest import Deployment
from tests.integration.roles import acting

from tocsin.feeds.collect import Collector, Result

pytestmark = [pytest.mark.integration, pytest.mark.allow_hosts(["127.0.0.1"])]
SOUND = ["pier 1 is closed", "pier 2 is closed", "pier 3 is closed"]


@pytest.fixture
def publisher() -> Iterator[BadPublisher]:
    with misbehaving() as started:
        yield started


@pytest.fixture
def desk(deployment: Deployment, publisher: BadPublisher) -> Deployment:
    """Whose operator allows the publisher's port, and waits half a second in the place of twenty."""
    services = deployment.services
    services.settings = replace(services.settings, allowed_hosts=frozenset({urlsplit(publisher.origin).netloc}))
    services.fetcher = replace(services.fetcher, seconds=0.5, max_bytes=300_000)
    return deployment


def turn(desk: Deployment, feeds: dict[str, str]) -> dict[str, Result]:
    """A turn of each source, whether it is due or not; whatever is raised fails the test."""

    def sleep(seconds: float) -> None:
        desk.clock[0] += timedelta(seconds=seconds)

    desk.clock[0] += timedelta(days=1)
    with acting(desk.services, "CollectRole"):
        return {trick: Collector(desk.services, sleep).collect(feed, at_once=True) for trick, feed in feeds.items()}


def put(desk: Deployment, feed: str) -> list[tuple[dict[str, str], bytes]]:
    """What lies under `uploads/` of a source: metadata and bytes."""
    listed = desk.services.clients.s3.list_objects_v2(Bucket="tocsin", Prefix=f"uploads/feeds/{feed}/")
    found = [desk.services.objects.upload(one["Key"]) for one in listed.get("Contents", [])]
    return [(dict(one.metadata), one.data) for one in found]


def test_each_way_to_misbehave_is_a_state_with_a_reason_and_loses_nothing(
    desk: Deployment, publisher: BadPublisher
) -> None:
    services = desk.services
    feeds = {trick: services.feeds.add(f"{publisher.origin}/{trick}/rss").id for trick in TRICKS}
    results = turn(desk, feeds)

    told = {trick: (result.outcome, result.state, result.put) for trick, result in results.items()}
    assert told == {trick: ("asked", expected.state, expected.put) for trick, expected in TRICKS.items()}
    reasons = {trick: result.reason or "" for trick, result in results.items()}
    assert {trick: reason for trick, reason in reasons.items() if TRICKS[trick].reason not in reason} == {}
    failed = {trick for trick, expected in TRICKS.items() if expected.state in {"failing", "blocked", "gone"}}
    assert {trick for trick in failed if not reasons[trick]} == set()
    assert {trick: len(put(desk, feeds[trick])) for trick in TRICKS} == {t: one.put for t, one in TRICKS.items()}
    assert not [path for path in publisher.asked if "secret" in path or "passwd" in path]

    again = turn(desk, feeds)
    assert {trick: result.put for trick, result in again.items() if result.put} == {}
    assert {services.feeds.get(feeds[trick]).failures for trick in failed} == {2}

    publisher.mended |= failed | {"empty"}
    mended = turn(desk, {trick: feeds[trick] for trick in publisher.mended})
    assert {(result.state, result.put, result.reason) for result in mended.values()} == {("ok", 3, None)}
    for trick in publisher.mended:
        assert sorted(metadata["title"] for metadata, _ in put(desk, feeds[trick])) == SOUND
        assert services.feeds.get(feeds[trick]).failures == 0
    assert {services.feeds.get(feed).lost for feed in feeds.values()} == {0}


def test_what_an_odd_feed_says_is_taken_as_far_as_it_can_be_believed(desk: Deployment, publisher: BadPublisher) -> None:
    odd = [trick for trick, expected in TRICKS.items() if expected.state == "ok"]
    feeds = {trick: desk.services.feeds.add(f"{publisher.origin}/{trick}/rss").id for trick in odd}
    turn(desk, feeds)
    found = {trick: put(desk, feed) for trick, feed in feeds.items()}
    dated = {trick for trick in odd if any("published-at" in metadata for metadata, _ in found[trick])}
    assert dated == set(odd) - {"no-ids", "dates-ahead", "no-dates", "wrong-charset"}
    assert [unquote(metadata["title"]) for metadata, _ in found["wrong-charset"]] == ["Причал закрыт до осени"]
    teasers = {trick for trick in odd if any(data.startswith(b"{") for _, data in found[trick])}
    assert teasers == {"no-ids", "one-link-for-all", "links-inside", "pages-that-hang", "pages-of-walls"}
    assert {json.loads(data)["text"] for _, data in found["pages-that-hang"]} == {TEASER}


def test_who_asks_too_often_is_not_asked_before_the_time_that_is_told(
    desk: Deployment, publisher: BadPublisher
) -> None:
    feed = desk.services.feeds.add(f"{publisher.origin}/too-many-requests/rss").id
    turn(desk, {"too-many-requests": feed})
    known = desk.services.feeds.get(feed)
    assert known.asked_at is not None
    assert known.due is not None
    assert datetime.fromisoformat(known.due) - datetime.fromisoformat(known.asked_at) == timedelta(hours=2)
    with acting(desk.services, "CollectRole"):
        assert Collector(desk.services).collect(feed).outcome == "not-due"
    assert Counter(publisher.asked)["/too-many-requests/rss"] == 1
