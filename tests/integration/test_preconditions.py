"""Who changes what another has changed since is told so: If-Match on every route that changes a thing that stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.http import Http

from tocsin.api.document import BODY_EXAMPLES
from tocsin.errors import Conflict

pytestmark = pytest.mark.integration

CHANGES = {"put", "patch", "delete"}
WHATEVER_STANDS = {
    ("delete", "/v1/articles/{article_id}"): "a take-down is asked for by law, whatever was analyzed meanwhile",
    (
        "put",
        "/v1/alerts/{alert_id}/acknowledgement",
    ): "the first to say so stands, and who is second is shown who it was",
    (
        "delete",
        "/v1/alerts/{alert_id}/acknowledgement",
    ): "what is taken back waits for somebody again, whoever saw to it",
    ("delete", "/v1/muted/{mute_id}"): "what is taken back rings again, whoever muted it and until when",
    ("delete", "/v1/keys/{key_id}"): "a revocation must work at once, and twice",
}
"""Routes that change a thing without If-Match, and why."""


@pytest.fixture
def http(watched: Deployment) -> Http:
    return Http(watched.services)


def document(http: Http) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(http.raw("GET", "/openapi.json", "", None, {}).body)
    return told


def changing(http: Http) -> list[tuple[str, str, dict[str, Any]]]:
    paths = document(http)["paths"]
    return [
        (method, path, one) for path, methods in paths.items() for method, one in methods.items() if method in CHANGES
    ]


def test_every_route_that_changes_a_thing_takes_if_match_and_documents_412_or_says_why_not(http: Http) -> None:
    paths, found = document(http)["paths"], changing(http)
    assert {(method, path) for method, path, _ in found} >= set(WHATEVER_STANDS)
    for method, path, operation in found:
        takes = any(parameter["name"].lower() == "if-match" for parameter in operation.get("parameters", ()))
        assert takes is ((method, path) not in WHATEVER_STANDS), (method, path)
        if takes:
            assert "412" in operation["responses"], (method, path)
            assert "get" in paths[path], (method, path)


def _things(http: Http) -> dict[str, str]:
    """A thing at each path that takes If-Match, by the path of the document."""
    feed = http.call("POST", "/v1/feeds", scope="admin", body=BODY_EXAMPLES["FeedRequest"]).json
    asked = {"protocol": "email", "endpoint": "desk@paper.example", "watches": ["floods"]}
    subscription = http.call("POST", "/v1/subscriptions", scope="admin", body=asked).json
    topic = http.call("POST", "/v1/topics", scope="admin", body=BODY_EXAMPLES["TopicBody"]).json
    http.call("PUT", "/v1/sources/paper.example", scope="admin", body={"grade": "B"})
    return {
        "/v1/watches/{watch_id}": "/v1/watches/floods",
        "/v1/topics/{topic_id}": f"/v1/topics/{topic['id']}",
        "/v1/sources/{domain}": "/v1/sources/paper.example",
        "/v1/feeds/{feed_id}": f"/v1/feeds/{feed['id']}",
        "/v1/subscriptions/{subscription_id}": f"/v1/subscriptions/{subscription['id']}",
    }


def _body(operation: dict[str, Any], path: str) -> Any:
    if "requestBody" not in operation:
        return None
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    example = BODY_EXAMPLES[name]
    return {**example, "id": path.rpartition("/")[2]} if "id" in example else example


def test_a_change_of_what_was_changed_since_is_412_and_changes_nothing_and_one_of_what_stands_goes_through(
    http: Http,
) -> None:
    things = _things(http)
    operations = [(method, path, one) for method, path, one in changing(http) if (method, path) not in WHATEVER_STANDS]
    assert {path for _, path, _ in operations} == set(things)
    for method, path, operation in sorted(operations, key=lambda one: one[0], reverse=True):  # PUT before DELETE
        target = things[path]
        before = http.call("GET", target, scope="admin")
        assert before.headers["ETag"]
        body = _body(operation, target)
        for stale in ('"999999"', '"000000000000"', "nonsense"):
            refused = http.call(method.upper(), target, scope="admin", body=body, headers={"If-Match": stale})
            assert (refused.status, refused.json["code"]) == (412, "precondition-failed"), (method, target, stale)
        assert http.call("GET", target, scope="admin").body == before.body
        held = {"If-Match": before.headers["ETag"]}
        assert http.call(method.upper(), target, scope="admin", body=body, headers=held).status in {200, 204}, target


def test_of_two_who_read_one_grade_the_second_to_change_it_is_told(http: Http) -> None:
    path, grade = "/v1/sources/paper.example", {"grade": "B", "note": "first"}
    made = http.call("PUT", path, scope="admin", body=grade)
    read = http.call("GET", path).headers["ETag"]
    assert made.headers["ETag"] == read
    assert http.call("PUT", path, scope="admin", body={"grade": "C"}, headers={"If-Match": read}).status == 200
    assert http.call("PUT", path, scope="admin", body=grade, headers={"If-Match": read}).status == 412
    assert http.call("DELETE", path, scope="admin", headers={"If-Match": read}).status == 412
    assert http.call("GET", path).json["grade"] == "C"
    assert http.call("PUT", path, scope="admin", body=grade).status == 200
    assert http.call("DELETE", path, scope="admin", headers={"If-Match": "*"}).status == 204
    assert http.call("PUT", path, scope="admin", body=grade, headers={"If-Match": "*"}).status == 412


def test_a_grade_that_was_changed_between_the_look_and_the_write_is_not_overwritten(http: Http) -> None:
    grades = http.services.grades
    read = grades.put("paper.example", "B", None)
    grades.put("paper.example", "D", "another was faster")
    with pytest.raises(Conflict):
        grades.put("paper.example", "A", None, expected=read.updated_at)
    assert grades.get("paper.example").grade == "D"


def test_new_articles_of_a_source_change_what_is_shown_and_not_the_grade_that_is_changed(
    http: Http, watched: Deployment
) -> None:
    path = "/v1/sources/paper.example"
    http.call("PUT", path, scope="admin", body={"grade": "B"})
    before = http.call("GET", path).headers["ETag"]
    watched.put("a.txt", "A bridge opens\n\nThe bridge at Lower Tessa opens.\n", url="https://paper.example/a")
    watched.run()
    after = http.call("GET", path, headers={"If-None-Match": before})
    assert (after.status, after.headers["ETag"] == before) == (200, False)
    assert http.call("PUT", path, scope="admin", body={"grade": "C"}, headers={"If-Match": before}).status == 200
