"""Feeds from plan to upload, against a publisher on loopback that misbehaves, each function by its role."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.integration.conftest import Deployment, s3_event
from tests.integration.feed_server import Publisher, Reply, item, publishing
from tests.integration.http import Http
from tests.integration.roles import acting

from tocsin.aws import objects
from tocsin.aws.keys import stamp
from tocsin.errors import FetchForbidden
from tocsin.feeds import items
from tocsin.feeds.collect import Collector, Result
from tocsin.feeds.messages import Collect, read_collect
from tocsin.feeds.model import Feed
from tocsin.feeds.plan import plan
from tocsin.local.gazette import Gazette

pytestmark = [pytest.mark.integration, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as started:
        yield started


@pytest.fixture
def desk(deployment: Deployment, publisher: Publisher) -> Deployment:
    """A deployment whose operator allows the publisher's port."""
    services = deployment.services
    hosts = frozenset({urlsplit(publisher.origin).netloc})
    services.settings = replace(services.settings, allowed_hosts=hosts, contact="+https://desk.example/about")
    return deployment


def collector(desk: Deployment) -> Collector:
    return Collector(desk.services, sleep=lambda seconds: pass_time(desk, seconds=seconds))


def pass_time(desk: Deployment, **time: float) -> None:
    desk.clock[0] += timedelta(**time)


def turns(desk: Deployment, number: int) -> Iterator[Result]:
    """So many turns of the one feed, a day apart."""
    for _ in range(number):
        pass_time(desk, days=1)
        yield run(desk)[0]


def run(desk: Deployment) -> list[Result]:
    """Plan, and then collect what was sent, as the two functions do."""
    with acting(desk.services, "PlanRole"):
        plan(desk.services)
    return work(desk)


def work(desk: Deployment) -> list[Result]:
    sqs, results = desk.services.clients.sqs, []
    for message in sqs.receive_message(QueueUrl=desk.collect, MaxNumberOfMessages=10).get("Messages", []):
        told = read_collect(message["Body"])
        assert isinstance(told, Collect)
        with acting(desk.services, "CollectRole"):
            results.append(collector(desk).collect(told.feed, at_once=told.at_once))
        sqs.delete_message(QueueUrl=desk.collect, ReceiptHandle=message["ReceiptHandle"])
    return results


def added(desk: Deployment, publisher: Publisher, path: str = "/rss") -> str:
    return desk.services.feeds.add(publisher.origin + path).id


def known(desk: Deployment, feed: str) -> Feed:
    return desk.services.feeds.get(feed)


def dying(*_: object) -> None:
    raise KeyboardInterrupt


def uploads(desk: Deployment) -> list[str]:
    listed = desk.services.clients.s3.list_objects_v2(Bucket="tocsin", Prefix="uploads/")
    return [one["Key"] for one in listed.get("Contents", [])]


def analyzed(desk: Deployment) -> list[str]:
    """Have every upload analyzed, and tell the titles of articles."""
    s3 = desk.services.clients.s3
    for number, key in enumerate(uploads(desk)):
        tag = s3.head_object(Bucket="tocsin", Key=key)["ETag"]
        desk.send(desk.intake, s3_event(key, tag, number + 1, desk.clock[0]))
    while desk.step(desk.intake):
        pass
    return sorted(head["title"] for _, head in heads(desk))


def heads(desk: Deployment) -> list[tuple[str, dict[str, str]]]:
    found = [key[0].partition("#")[2] for key in desk.items() if key[1] == "#HEAD"]
    cards = [desk.services.articles.head(one).card for one in found]
    return [
        (c.id, {"title": c.title or "", "url": c.url or "", "publisher": c.publisher or "", "at": str(c.published_at)})
        for c in cards
    ]


def test_a_new_item_becomes_an_article_with_what_the_feed_says_of_it(desk: Deployment, publisher: Publisher) -> None:
    publisher.feed(item(1))
    publisher.html("/n/1", "pier 1 is closed")
    feed = added(desk, publisher)
    [result] = run(desk)
    assert (result.outcome, result.state, result.put) == ("asked", "ok", 1)
    assert analyzed(desk) == ["pier 1 is closed"]
    [(_, head)] = heads(desk)
    assert head["publisher"] == "Gazette"
    assert head["url"] == f"{publisher.origin}/n/1"
    stored = desk.services.objects.upload(uploads(desk)[0])
    assert stored.metadata["published-at"] == "2031-05-01T08:01:00+00:00"
    assert known(desk, feed).title == "Gazette"
    agent = publisher.asked[0][1]["user-agent"]
    assert agent == "Tocsin (news monitoring; +https://desk.example/about)"


def test_the_same_items_again_are_nothing_new_also_with_other_ids_and_a_changed_one_is(
    desk: Deployment, publisher: Publisher
) -> None:
    for number in (1, 2, 3):
        publisher.html(f"/n/{number}", f"pier {number} is closed")
    publisher.feed(item(1), item(2))
    added(desk, publisher)
    run(desk)
    pass_time(desk, days=1)
    publisher.feed(item(3, day=5), item(1, guid="other"), item(2, title="pier 2 is open again"))
    publisher.html("/n/2", "pier 2 is open again")
    [result] = run(desk)
    assert result.put == 2
    assert analyzed(desk) == ["pier 1 is closed", "pier 2 is closed", "pier 2 is open again", "pier 3 is closed"]


def test_the_first_contact_takes_the_newest_twenty_and_tells_of_the_others(
    desk: Deployment, publisher: Publisher
) -> None:
    publisher.feed(*(item(n, day=1 + n % 3, text="The pier is closed. " * 60) for n in range(50)))
    feed = added(desk, publisher)
    [result] = run(desk)
    after = known(desk, feed)
    assert (result.put, after.collected, after.passed_over) == (20, 20, 30)
    pass_time(desk, days=1)
    [again] = run(desk)
    assert again.put == 0
    assert publisher.paths() == ["/robots.txt", "/rss", "/robots.txt", "/rss"]


def test_a_later_flood_is_taken_whole(desk: Deployment, publisher: Publisher) -> None:
    text = "The pier is closed. " * 60
    publisher.feed(item(0, text=text))
    feed = added(desk, publisher)
    run(desk)
    pass_time(desk, days=1)
    publisher.feed(*(item(n, text=text + str(n)) for n in range(131)))
    assert [turn.put for turn in turns(desk, 3)] == [100, 31, 0]
    assert known(desk, feed).collected == 132


def test_validators_are_sent_back_and_unchanged_is_told_without_reading(desk: Deployment, publisher: Publisher) -> None:
    def reply(headers: dict[str, str]) -> Reply:
        if headers.get("if-none-match") == '"v1"':
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Last-Modified": "Thu, 01 May 2031 08:00:00 GMT"}, b"<rss><channel/></rss>"

    publisher.pages["/rss"] = reply
    feed = added(desk, publisher)
    assert [turn.state for turn in turns(desk, 2)] == ["empty", "not-modified"]
    assert publisher.asked[-1][1]["if-modified-since"] == "Thu, 01 May 2031 08:00:00 GMT"
    assert known(desk, feed).failures == 0


TEASER = "The ferry stops for a week, the harbour office of Lower Tessa said on Sunday evening."


@pytest.mark.parametrize(
    "page",
    [
        (404, {}, b"gone"),
        (403, {}, b"no"),
        (500, {}, b"oops"),
        (200, {"Content-Type": "video/mp4"}, b"\0" * 9),
        (200, {"Content-Type": "text/html"}, b"  "),
        (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
        (302, {"Location": "file:///etc/passwd"}, b""),
        (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"\0" * 20_000_000)),
        (200, {"Content-Type": "text/html", "Content-Length": "9000"}, b"cut"),
    ],
)
def test_where_the_page_cannot_be_had_the_teaser_is_the_article(
    desk: Deployment, publisher: Publisher, page: Reply
) -> None:
    publisher.feed(item(1, text=TEASER))
    publisher.pages["/n/1"] = page
    added(desk, publisher)
    [result] = run(desk)
    assert (result.state, result.put) == ("ok", 1)
    [key] = uploads(desk)
    stored = json.loads(desk.services.objects.blob(key))
    assert stored["text"] == TEASER


def test_an_item_without_text_and_page_is_tried_three_times_and_counted_as_lost(
    desk: Deployment, publisher: Publisher
) -> None:
    publisher.feed(item(1, text=""))
    feed = added(desk, publisher)
    tries = [(turn.waiting, known(desk, feed).lost) for turn in turns(desk, 4)]
    assert tries == [(1, 0), (1, 0), (0, 1), (0, 1)]


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        ((500, {}, b""), "failing", "status 500"),
        ((404, {}, b""), "failing", "status 404"),
        ((403, {}, b""), "blocked", "status 403"),
        ((410, {}, b""), "gone", "410"),
        ((200, {}, b""), "failing", "no bytes"),
        ((200, {}, b"PK\x03\x04nothing"), "failing", "binary"),
        ((200, {}, b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>"), "failing", "entities"),
        ((200, {"Content-Type": "text/html"}, b"<html><p>Enable JavaScript</p></html>"), "failing", "no links"),
        ((302, {"Location": "http://10.0.0.1/rss"}, b""), "failing", "public"),
        ((302, {"Location": "/rss"}, b""), "failing", "redirected"),
        ((302, {"Location": "http://["}, b""), "failing", "no address"),
        ((503, {"Retry-After": "Mon, 01 Jan 99999999999 00:00:00 GMT"}, b""), "failing", "status 503"),
        ((200, {"Content-Encoding": "br"}, b"x"), "failing", "packed"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 20_000_000)), "failing", "larger"),
        ((200, {"Content-Length": "500"}, b"<rss"), "failing", "broke off"),
    ],
)
def test_each_fault_of_a_feed_is_a_state_with_a_reason_and_no_crash(
    desk: Deployment, publisher: Publisher, reply: Reply, state: str, reason: str
) -> None:
    publisher.pages["/rss"] = reply
    feed = added(desk, publisher)
    run(desk)
    after = known(desk, feed)
    assert (after.state, after.failures, uploads(desk)) == (state, 1, [])
    assert reason in (after.reason or "")


def test_a_pause_that_no_clock_can_tell_stops_no_feed(desk: Deployment, publisher: Publisher) -> None:
    publisher.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 99999999999999\n")
    publisher.feed(item(1, text=TEASER))
    added(desk, publisher)
    [result] = run(desk)
    assert (result.outcome, result.state, result.waiting) == ("asked", "ok", 1)


def test_a_text_too_large_to_be_put_is_given_up_and_stops_no_other_of_its_feed(
    desk: Deployment, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (items, objects):
        monkeypatch.setattr(module, "MAX_UPLOAD_BYTES", 5_000)
    doubled = item(2, text='"' * 3_000).replace("/n/2", "mailto:desk")  # as JSON each takes two bytes
    publisher.feed(item(1, text=TEASER), doubled, item(3, text=TEASER))
    feed = added(desk, publisher)
    tries = [(turn.put, known(desk, feed).lost) for turn in turns(desk, 3)]
    assert tries == [(2, 0), (0, 0), (0, 1)]


def test_retry_after_is_kept_to_and_check_asks_at_once_all_the_same(desk: Deployment, publisher: Publisher) -> None:
    publisher.pages["/rss"] = (429, {"Retry-After": "7200"}, b"")
    feed = added(desk, publisher)
    run(desk)
    assert (known(desk, feed).state, known(desk, feed).due) > ("blocked", stamp(desk.clock[0] + timedelta(minutes=119)))
    pass_time(desk, minutes=110)
    assert run(desk) == []
    publisher.feed()
    answer = Http(desk.services).call("POST", f"/v1/feeds/{feed}/check", scope="write")
    assert answer.status == 202
    assert [one.state for one in work(desk)] == ["empty"]


def test_a_feed_that_has_ended_is_asked_no_more(desk: Deployment, publisher: Publisher) -> None:
    publisher.pages["/rss"] = (410, {}, b"")
    added(desk, publisher)
    run(desk)
    pass_time(desk, days=9)
    assert run(desk) == []
    assert plan(desk.services).broken


def test_a_permanent_move_is_noted_and_a_passing_one_is_not(desk: Deployment, publisher: Publisher) -> None:
    publisher.feed()
    publisher.pages["/old"] = (301, {"Location": "/rss"}, b"")
    publisher.pages["/other"] = (302, {"Location": "/rss"}, b"")
    moved, stays = added(desk, publisher, "/old"), added(desk, publisher, "/other")
    for feed in (moved, stays):
        collector(desk).collect(feed)
    assert [urlsplit(known(desk, one).url).path for one in (moved, stays)] == ["/rss", "/other"]


def test_robots_txt_is_honoured_for_the_feed_and_for_each_page(desk: Deployment, publisher: Publisher) -> None:
    robots = b"User-agent: tocsin\nDisallow: /n/\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /\n"
    publisher.pages["/robots.txt"] = (200, {}, robots)
    publisher.feed(item(1, text=TEASER), item(2, text=TEASER))
    added(desk, publisher)
    before = desk.clock[0]
    [result] = run(desk)
    assert (result.put, publisher.paths()) == (2, ["/robots.txt", "/rss"])
    assert desk.clock[0] - before > timedelta(seconds=10)
    publisher.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /rss\n")
    pass_time(desk, days=2)
    [refused] = run(desk)
    assert (refused.state, refused.reason) == ("blocked", "127.0.0.1: its robots.txt asks not to fetch it")


def test_where_robots_txt_cannot_be_had_nothing_is_asked(desk: Deployment, publisher: Publisher) -> None:
    publisher.pages["/robots.txt"] = (503, {}, b"")
    publisher.feed(item(1))
    added(desk, publisher)
    [result] = run(desk)
    assert (result.state, publisher.paths()) == ("failing", ["/robots.txt"])


def test_while_another_worker_asks_the_host_the_feed_goes_back_into_the_queue(
    desk: Deployment, publisher: Publisher
) -> None:
    publisher.feed()
    feed = added(desk, publisher)
    seen: list[Result] = []

    def meanwhile(_: dict[str, str]) -> Reply:
        seen.append(collector(desk).collect(feed, at_once=True))
        return 200, {}, b"<rss><channel/></rss>"

    publisher.pages["/rss"] = meanwhile
    [first] = run(desk)
    assert (first.state, [one.outcome for one in seen]) == ("empty", ["busy"])
    assert publisher.paths() == ["/robots.txt", "/rss"]


def test_a_worker_that_dies_between_object_and_books_doubles_nothing(
    desk: Deployment, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.feed(item(1), item(2))
    for number in (1, 2):
        publisher.html(f"/n/{number}", f"pier {number} is closed")
    feed = added(desk, publisher)
    with monkeypatch.context() as patched:
        patched.setattr(desk.services.feeds, "mark_seen", dying)
        with pytest.raises(KeyboardInterrupt):
            collector(desk).collect(feed)
    pass_time(desk, minutes=5)
    collector(desk).collect(feed)
    versions = desk.services.clients.s3.list_object_versions(Bucket="tocsin", Prefix="uploads/")["Versions"]
    assert len(versions) == 2
    assert known(desk, feed).state == "ok"


def test_an_item_whose_id_is_new_each_time_is_put_once_though_its_worker_died(
    desk: Deployment, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.html("/n/1", "pier 1 is closed")
    publisher.feed(item(1, guid="first"))
    feed = added(desk, publisher)
    with monkeypatch.context() as patched:
        patched.setattr(desk.services.feeds, "mark_seen", dying)
        with pytest.raises(KeyboardInterrupt):
            collector(desk).collect(feed)
    publisher.feed(item(1, guid="second"))
    pass_time(desk, minutes=5)
    assert collector(desk).collect(feed).outcome == "asked"
    assert len(uploads(desk)) == 1


def test_a_turn_without_time_leaves_items_to_the_next_which_follows_at_once(
    desk: Deployment, publisher: Publisher
) -> None:
    publisher.feed(*(item(n, text="The pier is closed. " * 60) for n in range(5)), ETag='"v1"')
    feed = added(desk, publisher)
    left = iter([100.0, 100.0, 10.0, 10.0, 10.0])
    desk.services.time_left = lambda: next(left)
    [first] = run(desk)
    assert (first.put, first.waiting, known(desk, feed).etag) == (2, 3, None)
    desk.services.time_left = lambda: 100.0
    pass_time(desk, minutes=31)
    [second] = run(desk)
    assert (second.put, second.waiting, known(desk, feed).etag) == (3, 0, '"v1"')


def test_one_text_in_two_feeds_is_one_article(desk: Deployment, publisher: Publisher) -> None:
    publisher.feed(item(1))
    publisher.pages["/other"] = publisher.pages["/rss"]
    publisher.html("/n/1", "pier 1 is closed")
    feeds = [added(desk, publisher), added(desk, publisher, "/other")]
    assert [collector(desk).collect(feed).put for feed in feeds] == [1, 1]
    assert len(uploads(desk)) == 2
    assert analyzed(desk) == ["pier 1 is closed"]


def test_what_is_on_its_way_is_not_sent_twice_and_what_was_lost_is_sent_again(
    desk: Deployment, publisher: Publisher
) -> None:
    added(desk, publisher)
    assert [plan(desk.services).sent for _ in range(2)] == [1, 0]
    pass_time(desk, minutes=31)
    assert plan(desk.services).sent == 1


def test_a_feed_that_was_removed_meanwhile_stays_removed(desk: Deployment, publisher: Publisher) -> None:
    feed = added(desk, publisher)

    def meanwhile(_: dict[str, str]) -> Reply:
        desk.services.feeds.remove(feed)
        return 200, {}, b"<rss><channel/></rss>"

    publisher.pages["/rss"] = meanwhile
    assert [one.outcome for one in run(desk)] == ["removed"]
    assert [key for key in desk.items() if key[0] == "FEEDS"] == []
    assert collector(desk).collect(feed).outcome == "removed"


def test_feeds_are_added_shown_and_removed_over_http(desk: Deployment, publisher: Publisher) -> None:
    http = Http(desk.services)
    made = http.call("POST", "/v1/feeds", scope="write", body={"url": f"{publisher.origin}/rss", "title": "Port"})
    assert (made.status, made.headers["Location"]) == (201, f"/v1/feeds/{made.json['id']}")
    assert (
        http.call("POST", "/v1/feeds", scope="write", body={"url": f"{publisher.origin}/rss"}).json["title"] == "Port"
    )
    assert [one["state"] for one in http.call("GET", "/v1/feeds").json["items"]] == ["new"]
    path = made.headers["Location"]
    assert http.call("GET", path).json == made.json
    assert http.call("DELETE", path, scope="read").status == 403
    assert http.call("DELETE", path, scope="write").status == 204
    assert http.call("GET", path).status == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "http://localhost/rss",
        "ftp://g.example/rss",
        "https://me:pw@g.example/",
        "gazette",
        "http://0x7f.1/",
        "http://g.example:8080/",
    ],
)
def test_a_url_that_may_not_be_asked_is_refused_when_it_is_added(desk: Deployment, url: str) -> None:
    answer = Http(desk.services).call("POST", "/v1/feeds", scope="write", body={"url": url})
    assert (answer.status, answer.json["code"]) == (400, "fetch-forbidden")
    with pytest.raises(FetchForbidden):
        desk.services.feeds.add_many([("https://gazette.example/rss", None), (url, None)])
    assert desk.services.feeds.all() == []


def test_the_small_publisher_of_the_local_stack_is_collected_from_and_keeps_its_port(
    deployment: Deployment, tmp_path: Path
) -> None:
    services, folder = deployment.services, Path(__file__).parents[2] / "seeds" / "gazette"
    for _ in range(2):
        with Gazette(folder, tmp_path) as gazette:
            services.settings = replace(services.settings, allowed_hosts=frozenset({gazette.host}))
            feed = services.feeds.add(gazette.feed_url)
            pass_time(deployment, days=1)
            run(deployment)
    assert services.feeds.get(feed.id).state == "not-modified"
    assert services.feeds.get(feed.id).collected == 3
    assert analyzed(deployment) == [
        "Council of Sellin puts off the repair of the market hall",
        "Ferry on the Sell gets a second boat",
        "Sellin reopens its salt museum after two years",
    ]
    assert {head["publisher"] for _, head in heads(deployment)} == {"Sellin Gazette (invented)"}
