"""Feeds as feed readers take them: by a key in the address that opens nothing else, asked again and again."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from lxml import etree
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment
from tests.integration.http import Answer, Http

pytestmark = pytest.mark.integration

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    return Http(watched.services)


def read(http: Http, path: str, query: str = "", **headers: str) -> Answer:
    """With a feed key in the address and no header of ours."""
    token = f"token={http.key('feed')}"
    return http.raw("GET", path, f"{token}&{query}" if query else token, None, headers)


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/alerts/atom",
        "/feeds/alerts/rss",
        "/feeds/alerts/cap",
        "/feeds/stories/atom",
        "/feeds/stories/rss",
        "/feeds/search/atom?q=reservists",
        "/feeds/search/rss?q=reservists",
    ],
)
def test_a_feed_reader_reads_every_feed_of_xml(http: Http, path: str) -> None:
    path, _, query = path.partition("?")
    answer = read(http, path, query)
    assert answer.status == 200
    read_by_library: Any = feedparser.parse(answer.body)
    assert not read_by_library.bozo, read_by_library.get("bozo_exception")
    assert read_by_library.feed.title.startswith("Tocsin: ")
    entries = read_by_library.entries
    assert len(entries) == (2 if "stories" in path else 1)
    assert all(entry.id.startswith("urn:tocsin:") and entry.title for entry in entries)
    assert all(entry.link.startswith("https://tocsin.example/ui/") for entry in entries)
    assert read_by_library.version == ("rss20" if path.endswith("rss") else "atom10")
    assert all(entry.get("published_parsed") or entry.updated_parsed for entry in entries)


def test_an_alert_is_the_same_entry_in_every_form_and_keeps_its_id(http: Http) -> None:
    [alert] = http.call("GET", "/v1/alerts").json["items"]
    document = json.loads(read(http, "/feeds/alerts/json").body)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == "https://tocsin.example/feeds/alerts/json"
    [item] = document["items"]
    assert item["content_text"]
    assert item["id"] == f"urn:tocsin:alert:{alert['alert']['id']}"
    assert item["date_published"] == alert["alert"]["raised_at"]
    root = etree.fromstring(read(http, "/feeds/alerts/cap").body.encode())
    [identifier] = root.iter(f"{CAP}identifier")
    assert identifier.text == alert["alert"]["id"]
    [link] = [one for one in root.iter("{http://www.w3.org/2005/Atom}link") if one.get("type") == "application/cap+xml"]
    assert link.get("href") == f"https://tocsin.example/v1/alerts/{alert['alert']['id']}/cap"
    assert read(http, "/feeds/alerts/atom").body == read(http, "/feeds/alerts/atom").body


def test_feeds_are_of_a_watch_or_a_topic_and_refuse_what_nobody_knows(http: Http) -> None:
    assert json.loads(read(http, "/feeds/alerts/json", "watch=floods").body)["items"] == []
    assert len(json.loads(read(http, "/feeds/stories/json", "topic=harvest").body)["items"]) == 1
    assert read(http, "/feeds/alerts/json", "watch=none").status == 400
    assert read(http, "/feeds/stories/json", "topic=none").status == 400
    assert read(http, "/feeds/alerts/opml").status == 400
    assert read(http, "/feeds/stories/cap").status == 400
    assert read(http, "/feeds/search/rss", "q=reservists&topic=none").status == 400
    assert json.loads(read(http, "/feeds/search/json", "q=zebras").body)["items"] == []


def test_a_reader_that_has_it_already_is_told_so(http: Http) -> None:
    first = read(http, "/feeds/alerts/atom")
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f"W/{tag}"}, {"If-Modified-Since": changed}):
        again = read(http, "/feeds/alerts/atom", **headers)
        assert (again.status, again.body) == (304, "")
        assert again.headers["ETag"] == tag
    for headers in (
        {"If-None-Match": '"other"', "If-Modified-Since": changed},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert read(http, "/feeds/alerts/atom", **headers).status == 200


def test_a_feed_key_opens_feeds_and_nothing_else(http: Http) -> None:
    assert read(http, "/v1/alerts").status == 403
    assert http.call("GET", "/v1/alerts", scope="feed").status == 403
    assert http.call("GET", "/feeds/alerts/json", scope="feed").status == 200
    assert http.call("GET", "/feeds/alerts/json", scope="read").status == 200


@pytest.mark.parametrize("scope", ["read", "write", "admin"])
def test_no_other_key_is_taken_from_an_address(http: Http, scope: Any) -> None:
    for path in ("/feeds/alerts/json", "/v1/alerts", "/v1/keys"):
        assert http.raw("GET", path, f"token={http.key(scope)}", None, {}).status == 401


def test_what_an_article_says_is_text_in_a_feed(watched: Deployment) -> None:
    hostile = TEXT.replace("Port Lessing", "<script>]]>&amp; Port Lessing\u2028")
    watched.put("a.txt", hostile)
    watched.run()
    http = Http(watched.services)
    parsed: Any = feedparser.parse(read(http, "/feeds/alerts/atom").body)
    assert not parsed.bozo
    assert "<script" not in etree.tostring(etree.fromstring(read(http, "/feeds/alerts/cap").body.encode())).decode()
    by_rss: Any = feedparser.parse(read(http, "/feeds/stories/rss").body)
    assert not by_rss.bozo
    assert "<script>" not in by_rss.entries[0].description
