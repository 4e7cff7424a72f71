"""How a source does, when it is asked again, what of it is known, and lists of sources."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.aws.keys import stamp
from tocsin.aws.objects import MAX_METADATA, fitted
from tocsin.errors import InvalidInput
from tocsin.feeds.collect import newest, retry_after
from tocsin.feeds.intervals import failed, gone, had, unchanged
from tocsin.feeds.items import is_whole
from tocsin.feeds.model import Feed, Item
from tocsin.feeds.opml import read_opml, write_opml
from tocsin.feeds.plan import is_broken
from tocsin.feeds.seen import MAX_SEEN, Seen, marks_of

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
FEED = Feed("f", "https://gazette.example/rss")


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def after(*hours: float) -> Feed:
    return had(FEED, [ago(hours=one) for one in hours], items=len(hours), new=len(hours), now=NOW)


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [((0.01, 0.02, 0.03), 10), ((1, 2, 3, 4), 30), ((10, 20, 30), 300), ((90, 180, 270), 1440), ((), 30), ((1,), 30)],
)
def test_a_source_is_asked_after_half_of_its_usual_gap_within_bounds(hours: tuple[float, ...], minutes: int) -> None:
    assert after(*hours).interval_minutes == minutes


def test_a_source_that_slows_down_is_asked_less_often() -> None:
    assert after(8, 9, 10, 11).interval_minutes == 120


def test_failures_double_the_pause_up_to_a_day_and_tell_why() -> None:
    feed, pauses = FEED, []
    for _ in range(10):
        feed = failed(feed, "it answered (status 500)", NOW)
        pauses.append((datetime.fromisoformat(feed.due or "") - NOW).total_seconds() / 60)
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert (feed.state, feed.reason, feed.failures) == ("failing", "it answered (status 500)", 10)
    assert is_broken(feed)
    assert not is_broken(failed(FEED, "once", NOW))


def test_what_the_publisher_says_about_when_to_come_back_is_kept_to_within_a_day() -> None:
    feed = failed(FEED, "refused", NOW, blocked=True, retry_after=timedelta(hours=2))
    assert (feed.state, feed.due) == ("blocked", stamp(NOW + timedelta(hours=2)))
    assert failed(FEED, "refused", NOW, retry_after=timedelta(days=90)).due == stamp(NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Sun, 04 May 2031 12:05:00 GMT", 300),
        ("Sun, 04 May 2031 11:00:00 GMT", 0),
        ("soon", None),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2031 00:00:00 +99999999", None),
        (None, None),
        ("9" * 30, 86_400),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: int | None) -> None:
    assert retry_after(value, NOW) == (None if seconds is None else timedelta(seconds=seconds))


def test_unchanged_after_a_failure_is_no_recovery() -> None:
    broken = replace(failed(FEED, "no feed", NOW), etag='"1"', last_modified="x")
    feed = unchanged(broken, NOW)
    assert (feed.state, feed.reason, feed.failures, feed.etag, feed.last_modified) == (
        "failing",
        "no feed",
        1,
        None,
        None,
    )
    assert unchanged(after(1, 2), NOW).state == "not-modified"


def test_empty_gone_and_silent_are_states_of_their_own() -> None:
    assert had(FEED, [], items=0, new=0, now=NOW).state == "empty"
    ended = gone(FEED, NOW)
    assert (ended.state, ended.due, is_broken(ended)) == ("gone", None, True)
    quiet = after(40, 44, 48, 52)
    later = unchanged(quiet, NOW)
    assert (quiet.state, later.state, is_broken(later)) == ("ok", "not-modified", False)
    long_after = unchanged(replace(quiet, new_at=stamp(ago(hours=40))), NOW)
    assert (long_after.state, is_broken(long_after)) == ("silent", True)
    assert "1.7 days" in (long_after.reason or "")


def test_a_weekly_source_is_not_silent_after_two_weeks() -> None:
    weekly = replace(after(24 * 14, 24 * 21, 24 * 28), new_at=stamp(ago(days=14)))
    assert unchanged(weekly, NOW).state == "not-modified"


def test_an_item_is_known_by_its_id_or_its_address_whichever_stayed() -> None:
    seen = Seen()
    item = Item("1", "https://g.example/a", "Ferry stops", "text")
    seen.add(marks_of([item])[0], item.fingerprint)
    moved = replace(item, url="https://g.example/b", published_at=NOW)
    renamed = replace(item, id="2", html="<b>text</b>")
    changed = replace(item, title="Ferry runs")
    other = replace(item, id="3", url="https://g.example/c")
    known = [seen.knows(marks_of([one])[0], one.fingerprint) for one in (item, moved, renamed, changed, other)]
    assert known == [True, True, True, False, False]


def test_ids_and_addresses_that_items_share_tell_nothing() -> None:
    items = [Item("", "https://g.example/", f"News {n}") for n in range(3)] + [Item(None, None, "Only a headline")]
    marks = marks_of(items)
    assert len({one for mark in marks for one in mark}) == 4


def test_what_is_known_is_bounded_and_the_oldest_is_forgotten() -> None:
    seen = Seen()
    for n in range(MAX_SEEN + 5):
        seen.add([str(n)], "x")
    seen.add(["5"], "x")
    kept = seen.bounded()
    assert len(kept.marks) == MAX_SEEN
    assert not kept.knows(["4"], "x")
    assert kept.knows(["5"], "x")


def test_an_item_that_cannot_be_had_is_given_up_at_the_third_time() -> None:
    seen = Seen()
    assert [seen.failed(["a", "b"]) for _ in range(3)] == [False, False, True]


def test_the_newest_are_told_by_dates_where_all_have_one_and_else_by_the_source_s_order() -> None:
    dated = [(("a",), Item("a", published_at=ago(hours=n))) for n in (3, 1, 2)]
    assert [NOW - (item.published_at or NOW) for _, item in newest(dated, 2)] == [
        timedelta(hours=1),
        timedelta(hours=2),
    ]
    mixed = [(("x",), Item("x")), *dated]
    assert [item.id for _, item in newest(mixed, 1)] == ["x"]


@pytest.mark.parametrize(
    ("item", "whole"),
    [
        (Item(url="https://g.example/1", html="word " * 300), True),
        (Item(url="https://g.example/1", html="word " * 300 + "Read more &raquo;"), False),
        (Item(url="https://g.example/1", html="слово " * 300 + "[…]"), False),
        (Item(url="https://g.example/1", html="слово " * 300 + "<a>Читать далее</a>"), False),
        (Item(url="https://g.example/1", html="<p>A teaser of an article.</p>"), False),
        (Item(html="All that there is, and no page behind it."), True),
        (Item(html="Too short"), False),
    ],
)
def test_a_source_s_own_text_is_the_article_where_it_is_whole(item: Item, whole: bool) -> None:
    assert is_whole(item) == whole


def test_opml_comes_back_as_it_was_written_and_folders_are_opened() -> None:
    feeds = [Feed("b", "https://b.example/?a=1&b=2", "B <b>\x07"), Feed("a", "https://a.example/", "A")]
    assert read_opml(write_opml(feeds)) == [("https://a.example/", "A"), ("https://b.example/?a=1&b=2", "B <b>")]
    nested = (
        b'<opml><body><outline text="News"><outline text="X" XMLURL=" https://x.example/f "/><outline xmlUrl=""/>'
        b"</outline></body></opml>"
    )
    assert read_opml(nested) == [("https://x.example/f", "X")]


@pytest.mark.parametrize(
    "data", [b"", b"<opml>", b"<html/>", b'<!DOCTYPE a [<!ENTITY b "c">]><opml/>', b"x" * 3_000_000]
)
def test_what_is_no_opml_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_opml(data)


def test_metadata_is_cut_to_what_s3_keeps_and_an_address_is_whole_or_not_there() -> None:
    told = fitted({"title": "Паром " * 200, "url": "https://g.example/" + "a" * 900, "publisher": " "})
    assert sum(map(len, (*told, *told.values()))) <= MAX_METADATA
    assert told["url"].endswith("a" * 900)
    assert told["title"].startswith("%D0%9F")
    assert "publisher" not in told
    assert fitted({"url": "https://g.example/" + "a" * 3_000, "title": "Ferry"}) == {"title": "Ferry"}


def test_metadata_of_any_length_is_cut_at_once() -> None:
    began = time.process_time()
    told = fitted({"publisher": "Я " * 500_000, "title": "Ferry stops"})
    assert time.process_time() - began < 0.1
    assert told["title"] == "Ferry stops"
    assert told["publisher"].startswith("%D0%AF %D0%AF")
