"""Every list of the API comes in pages, and the pages are the whole list, each item once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from moto import mock_aws
from tests.integration.conftest import clean, deploy
from tests.integration.http import Http

from tocsin.api.document import BODY_EXAMPLES
from tocsin.aws.apikeys import create_key, list_keys, note_use, revoke_key

pytestmark = pytest.mark.integration

WHOLE = {
    "/v1/stories/{story_id}/timeline": "what is kept of one story, in at most six calls",
    "/v1/articles/{article_id}/revisions": "ten versions at most",
    "/v1/uploads/{upload_id}/parts": "the parts of one upload, bounded when it is read",
    "/v1/places": "the best of a name, `limit` at most",
    "/v1/deliveries/times": "one line a channel",
    "/v1/counts": "forty days of hours at most",
}
"""Answers that hold `items` and are no list that grows, and what bounds each."""


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        yield Http(deploy("paging").services)


def lists(http: Http) -> dict[str, dict[str, Any]]:
    """The operations of the document whose answer is a list, by path."""
    document = json.loads(http.raw("GET", "/openapi.json", "", None, {}).body)
    schemas, found = document["components"]["schemas"], {}
    for path, methods in document["paths"].items():
        content = methods.get("get", {"responses": {}})["responses"].get("200", {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        shown = schemas.get(reference.rpartition("/")[2], {}).get("properties", {})
        if "items" in shown:
            found[path] = {"parameters": {one["name"] for one in methods["get"]["parameters"]}, "shown": shown}
    return found


def test_every_list_of_the_document_takes_a_limit_and_a_cursor_and_tells_the_next(http: Http) -> None:
    found = lists(http)
    assert len(found) > 20
    assert set(WHOLE) <= set(found)
    for path, operation in found.items():
        paged = {"limit", "cursor"} <= operation["parameters"] and "next" in operation["shown"]
        assert paged is (path not in WHOLE), path


def pages(http: Http, path: str, limit: int) -> Iterator[list[Any]]:
    query = {"limit": str(limit)}
    while True:
        answer = http.call("GET", path, scope="admin", query=query)
        assert answer.status == 200, answer.body
        yield answer.json["items"]
        if answer.json["next"] is None:
            return
        query = {"limit": str(limit), "cursor": answer.json["next"]}


@pytest.fixture(scope="module")
def filled(http: Http) -> Http:
    topic = BODY_EXAMPLES["TopicBody"]
    for number in range(5):
        feed = {"url": f"https://gazette.example/{number}.xml"}
        assert http.call("POST", "/v1/feeds", scope="admin", body=feed).status == 201
        assert http.call("PUT", f"/v1/sources/p{number}.example", scope="admin", body={"grade": "B"}).status == 200
        watch = {"name": f"Watch {number}", "rule": {"places": ["GE"]}}
        assert http.call("POST", "/v1/watches", scope="admin", body=watch).status == 201
        own = {**topic, "id": f"dams-{number}"}
        assert http.call("POST", "/v1/topics", scope="admin", body=own).status == 201
        sought = {"by": "publisher", "value": f"paper{number}.example", "reason": "asked for"}
        assert http.call("POST", "/v1/removals", scope="admin", body=sought).status == 202
        create_key(http.services.table, "read", f"desk {number}", http.services.now())
    for version in range(1, 5):
        held = {"If-Match": f'"{version}"'}
        assert (
            http.call("PUT", "/v1/topics/dams-0", scope="admin", body=topic | {"id": "dams-0"}, headers=held).status
            == 200
        )
    return http


@pytest.mark.parametrize(
    "path",
    ["/v1/feeds", "/v1/sources", "/v1/watches", "/v1/topics", "/v1/topics/dams-0/versions", "/v1/removals", "/v1/keys"],
)
def test_pages_of_two_are_the_whole_list_in_its_order(filled: Http, path: str) -> None:
    filled.key("admin")
    whole = [item for page in pages(filled, path, 100) for item in page]
    by_two = list(pages(filled, path, 2))
    assert len(whole) >= 5
    assert {len(page) for page in by_two[:-1]} == {2}
    assert [item for page in by_two for item in page] == whole


def test_a_page_begins_behind_the_last_item_shown_though_that_is_gone(filled: Http) -> None:
    first = filled.call("GET", "/v1/sources", scope="admin", query={"limit": "2"}).json
    gone = first["items"][-1]["domain"]
    assert filled.call("DELETE", f"/v1/sources/{gone}", scope="admin").status == 204
    query = {"limit": "2", "cursor": first["next"]}
    second = filled.call("GET", "/v1/sources", scope="admin", query=query).json
    assert [item["domain"] for item in second["items"]] == ["p2.example", "p3.example"]
    assert filled.call("GET", "/v1/feeds", scope="admin", query=query).status == 400


def test_more_keys_than_one_read_holds_are_all_listed_with_their_use_and_their_end(filled: Http) -> None:
    table, now = filled.services.table, filled.services.now()
    made = [create_key(table, "feed", f"reader {number}", now)[0] for number in range(520)]
    note_use(table, made[-1], now)
    revoke_key(table, made[0].id, now + timedelta(seconds=1))
    every = {key.id: key for key in list_keys(table)}
    assert {key.id for key in made} <= set(every)
    assert every[made[-1].id].used_at is not None
    assert every[made[0].id].revoked_at is not None
    shown = [item["id"] for page in pages(filled, "/v1/keys", 100) for item in page]
    assert shown == sorted(every)
