"""Claims, stories, counts and time lines by what is asked of them, and what a request costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, sweep
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.api.claims import told
from tocsin.aws.records import Head, Page
from tocsin.model import Claim
from tocsin.queries.claims import Asked, Told, claims_page
from tocsin.queries.filters import Filters
from tocsin.queries.ledgers import Standing
from tocsin.queries.speakers import is_named
from tocsin.queries.stories import AskedStories, stories_page

pytestmark = pytest.mark.integration


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    return Http(watched.services)


def titles(http: Http, path: str, **query: str) -> list[str]:
    """The first words of what is listed."""
    items: list[dict[str, Any]] = http.call("GET", path, query=query).json["items"]
    return sorted(str(item["title"]).split()[0] for item in items)


BOTH = sorted([TEXT.split()[0], OTHER_TEXT.split()[0]])
CALL_UP, HARVEST = [TEXT.split()[0]], [OTHER_TEXT.split()[0]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, BOTH),
        ({"topic": "mobilization"}, CALL_UP),
        ({"claimant": "brandt", "topic": "harvest"}, HARVEST),
        ({"place": "vd", "kind": "statement"}, CALL_UP),
        ({"kind": "denial"}, []),
        ({"state": "single-source"}, BOTH),
        ({"state": "contradicted"}, []),
        ({"least_origins": "1", "topic": "harvest"}, HARVEST),
        ({"least_origins": "2"}, []),
        ({"language": "en", "to": "2001-01-01T00:00:00Z"}, []),
        ({"language": "uk"}, []),
    ],
)
def test_claims_are_found_by_any_combination_of_filters(http: Http, query: dict[str, str], found: list[str]) -> None:
    assert titles(http, "/v1/claims", **query) == found


def test_a_claim_tells_its_story_its_state_and_who_is_behind_it(http: Http) -> None:
    [item] = http.call("GET", "/v1/claims", query={"topic": "harvest"}).json["items"]
    ledger = http.call("GET", f"/v1/stories/{item['story']}/claims").json
    assert (item["state"], item["origins"]) == (ledger["items"][0]["state"], ledger["items"][0]["origins"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"topic": "mobilization"}, CALL_UP),
        ({"place": "x:port-lessing"}, CALL_UP),
        ({"claimant": "Orla Brandt"}, BOTH),
        ({"claimant": "Nobody Known"}, []),
        ({"state": "single-source", "topic": "harvest"}, HARVEST),
        ({"state": "revised"}, []),
    ],
)
def test_stories_are_found_by_topic_place_claimant_and_state(
    http: Http, query: dict[str, str], found: list[str]
) -> None:
    assert titles(http, "/v1/stories", **query) == found


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/stories"])
def test_a_filter_that_names_nothing_known_is_refused(http: Http, path: str) -> None:
    answer = http.call("GET", path, query={"topic": "mobilisation"})
    assert answer.status == 400
    assert "mobilization" in answer.json["detail"]


def test_pages_of_claims_tell_each_once(http: Http) -> None:
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = http.call("GET", "/v1/claims", query={"limit": "1", **cursor}).json
        seen += [item["article"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == len(set(seen)) == 2


def test_a_position_among_claims_stays_right_while_claims_change_their_state(http: Http) -> None:
    [head] = http.services.articles.page("topic", "harvest", limit=1).items

    def page(*numbers: int) -> Page[tuple[Head, tuple[Told, ...]]]:
        standing = Standing("e", "single-source", ("o",))
        return Page(((head, tuple(Told(Claim(f"c{n}", f"{n}", ()), standing, n) for n in numbers)),), None)

    first = told(page(0, 1, 2, 3), None, 2)
    assert [item.claim.id for item in first.items] == ["c0", "c1"]
    assert [item.claim.id for item in told(page(1, 2, 3), first.next, 9).items] == ["c2", "c3"]
    assert told(Page((), None), first.next, 9).items == ()


def test_a_name_is_met_by_all_its_words_in_a_longer_one() -> None:
    assert is_named("brandt", "Orla Brandt")
    assert not is_named("Orla Marsh", "Orla Brandt")


def test_counts_over_time_are_of_a_topic_and_a_country(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    begin = watched.clock[0]
    watched.clock[0] += timedelta(hours=2)
    sweep(watched.services)
    http = Http(watched.services)

    def count(**query: str) -> tuple[int, int]:
        items = http.call("GET", "/v1/counts", query=query).json["items"]
        return sum(item["articles"] for item in items), sum(item["all"] for item in items)

    assert count() == (2, 2)
    assert count(topic="mobilization", place="vd") == (1, 2)
    assert count(topic="harvest", place="VD", by="hour") == (0, 2)
    hours = http.call("GET", "/v1/counts", query={"by": "hour", "from": begin.isoformat()}).json["items"]
    assert [item["articles"] for item in hours if item["articles"]] == [2]
    assert hours[0]["begin"] == "2031-05-04T09:00:00Z"


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2031-01-01T00:00:00Z", "to": "2031-03-01T00:00:00Z"},
        {"from": "2031-02-01T00:00:00Z", "to": "2031-01-01T00:00:00Z"},
        {"place": "gn:1"},
        {"by": "week"},
    ],
)
def test_counts_of_too_long_or_no_time_are_refused(http: Http, query: dict[str, str]) -> None:
    assert http.call("GET", "/v1/counts", query=query).status == 400


def test_the_time_line_of_a_story_tells_who_said_what_and_what_rang(http: Http) -> None:
    [alert] = http.call("GET", "/v1/alerts").json["items"]
    line = http.call("GET", f"/v1/stories/{alert['alert']['story']}/timeline").json
    assert [moment["what"] for moment in line["items"]] == ["article", "said", "alert"]
    said, rang = line["items"][1:]
    assert said["said"]["claimant"] == "Orla Brandt"
    assert (rang["alert"], rang["watch"]) == (alert["alert"]["id"], "call-up")
    assert http.call("GET", "/v1/stories/none/timeline").status == 404


def test_a_page_costs_no_more_calls_than_stated_however_many_articles_there_are(watched: Deployment) -> None:
    for number in range(60):
        watched.put(f"{number}.txt", f"Report {number} of Lower Tessa\n\nGrower {number} said that apples were fine.")
    watched.run()
    client, counting = CountingDynamoDB.before(watched.services.table.client)
    watched.services.table.client = client
    none = claims_page(watched.services, Asked(Filters(kind="threat")))
    assert (none.items, none.next) == ((), None)
    bill = counting.reset()
    assert bill.calls["query"] <= 3 * 5
    assert bill.calls["batch_get_item"] <= 3 * 2
    some = claims_page(watched.services, Asked(Filters(kind="statement"), state="single-source"))
    assert some.items
    bill = counting.reset()
    assert bill.total_calls <= 3 * (5 + 3)
    stories_page(watched.services, AskedStories(Filters(topic="harvest"), "revised"), limit=20)
    bill = counting.reset()
    assert bill.total_calls <= 5 * (3 + 3)
