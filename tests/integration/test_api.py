"""The HTTP API over a table with articles in it."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pydantic import BaseModel, TypeAdapter
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment
from tests.integration.http import Http

from tocsin.api.alerts import cap_of
from tocsin.api.document import BODY_EXAMPLES, PARAMETER_EXAMPLES
from tocsin.api.views import DeliveryBody, QuietBody, RuleBody, TopicRuleBody, WatchBody, WordRuleBody
from tocsin.codec import to_json
from tocsin.watches.model import Delivery, Quiet, Rule, TopicRule, Watch, WordRule

pytestmark = pytest.mark.integration


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    return Http(watched.services)


def test_an_article_can_be_found_and_read_with_its_text_and_why(http: Http) -> None:
    [item] = http.call("GET", "/v1/articles", query={"topic": "mobilization"}).json["items"]
    article = item["article"]["id"]
    detail = http.call("GET", f"/v1/articles/{article}").json
    text = http.call("GET", f"/v1/articles/{article}/text")
    assert text.headers["Content-Type"].startswith("text/plain")
    span = detail["analysis"]["topics"][0]["spans"][0]
    assert text.body[span["start"] : span["end"]] == "called up"
    assert detail["why"]["outcomes"]["rang"] == ["call-up"]
    assert len(detail["appearances"]) == 1
    assert (
        http.call("GET", f"/v1/articles/{article}/claims").json["items"][0]["claim"]["claimant"]["name"]
        == "Orla Brandt"
    )
    assert len(http.call("GET", "/v1/claims", query={"claimant": "orla  BRANDT"}).json["items"]) == 2
    [story] = [s for s in http.call("GET", "/v1/stories").json["items"] if s["id"] == item["story"]]
    assert http.call("GET", f"/v1/stories/{story['id']}").json["articles"][0]["article"]["id"] == article


def test_an_alert_tells_why_it_rang_and_where_to_read_on(http: Http) -> None:
    [listed] = http.call("GET", "/v1/alerts", query={"watch": "call-up"}).json["items"]
    alert = http.call("GET", f"/v1/alerts/{listed['alert']['id']}").json
    assert alert["alert"]["why"] == [
        {"condition": "topics.any", "value": "mobilization", "words": ["called up"], "name": "Mobilization"}
    ]
    assert alert["sent_at"] is not None
    assert alert["links"]["article"].endswith(alert["alert"]["article"])


def test_an_alert_can_be_had_as_a_message_of_cap(http: Http) -> None:
    [listed] = http.call("GET", "/v1/alerts", query={"watch": "call-up"}).json["items"]
    answer = http.call("GET", f"/v1/alerts/{listed['alert']['id']}/cap")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/cap+xml")
    root = etree.fromstring(answer.body.encode())
    values = {etree.QName(element).localname: element.text for element in root.iter()}
    assert values["sender"] == "tocsin@tocsin.example"
    assert values["identifier"] == listed["alert"]["id"]
    assert values["web"] == listed["links"]["alert"]
    assert http.call("GET", "/v1/alerts/none/cap").status == 404


def test_a_message_of_cap_leads_to_the_article_which_needs_no_key(http: Http) -> None:
    [sent] = http.services.alerts.page("watch-alert", "call-up", limit=1).items
    found = etree.fromstring(cap_of(http.services, replace(sent.alert, url="https://post.veldania.example/a")))
    assert [one.text for one in found.iter("{*}web")] == ["https://post.veldania.example/a"]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (WatchBody, Watch),
        (RuleBody, Rule),
        (TopicRuleBody, TopicRule),
        (WordRuleBody, WordRule),
        (DeliveryBody, Delivery),
        (QuietBody, Quiet),
    ],
)
def test_a_watch_can_be_written_with_all_parts_that_it_has_and_their_defaults(
    body: type[BaseModel], value: type[Any]
) -> None:
    own = {part.name: part for part in fields(value) if (value, part.name) not in {(Watch, "id"), (Watch, "version")}}
    assert set(body.model_fields) == set(own)
    for name, field in body.model_fields.items():
        part = own[name]
        default = part.default if part.default_factory is MISSING else part.default_factory()
        assert field.is_required() == (default is MISSING), name
        if default is not MISSING:
            assert TypeAdapter(Any).dump_python(field.default, mode="json") == json.loads(to_json(default)), name


def test_pages_follow_each_other_without_gap_or_repeat(http: Http, watched: Deployment) -> None:
    for number in range(7):
        watched.put(f"n{number}.txt", f"Orchard report {number}\n\nGrower number {number} said the harvest was fine.")
    watched.run()
    seen: list[str] = []
    query = {"limit": "2"}
    while True:
        page = http.call("GET", "/v1/articles", query=query).json
        seen += [item["article"]["id"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == 9


def test_a_cursor_is_good_for_its_list_only_and_cannot_be_altered(http: Http) -> None:
    cursor = http.call("GET", "/v1/articles", query={"limit": "1"}).json["next"]
    assert "2031" not in cursor
    altered = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    wrong = [
        {"limit": "1", "cursor": altered},
        {"limit": "1", "cursor": "é"},
        {"limit": "1", "cursor": "eyJwIjogIjIwMzEifQ"},
        {"topic": "mobilization", "cursor": cursor},
    ]
    for query in wrong:
        answer = http.call("GET", "/v1/articles", query=query)
        assert (answer.status, answer.json["code"]) == (400, "invalid-cursor")


def test_problems_are_rfc_9457_and_tell_the_place(http: Http) -> None:
    unknown = http.call("GET", "/v1/articles", query={"colour": "red"}, headers={"Origin": "https://desk.example"})
    assert (unknown.status, unknown.json["where"]) == (400, "colour")
    assert unknown.headers["Content-Type"] == "application/problem+json"
    assert unknown.headers["Access-Control-Allow-Origin"] == "*"
    assert http.call("GET", "/v1/articles", query={"limit": "0"}).status == 400
    assert http.call("GET", "/v1/articles", query={"topic": "a", "place": "b"}).status == 400
    assert http.call("GET", "/v1/articles/none").status == 404
    assert http.call("GET", "/v1/nothing").json["status"] == 404
    bad = http.call("POST", "/v1/watches", scope="write", body={"id": "x", "name": "x", "rule": {"colour": 1}})
    assert bad.status == 422
    assert bad.json["errors"][0]["where"] == "body.rule.colour"
    empty = http.call("POST", "/v1/watches", scope="write", body={"id": "x", "name": "x", "rule": {}})
    assert (empty.status, empty.json["where"]) == (422, "rule")


def test_what_cannot_be_read_is_the_caller_s_fault_and_told_so(http: Http) -> None:
    def post(body: str, **headers: str) -> tuple[int, str]:
        answer = http.call("POST", "/v1/watches", scope="write", body=body, headers=headers)
        return answer.status, answer.json["code"]

    assert post("{bad") == (400, "malformed-json")
    assert post("[" * 9_000) == (400, "malformed-json")
    assert post("id=x", **{"content-type": "application/x-www-form-urlencoded"}) == (415, "unsupported-media-type")
    assert post("<x/>", **{"content-type": "application/xml"}) == (415, "unsupported-media-type")
    assert http.call("POST", "/v1/watches", scope=None, body="[" * 9_000).status == 401
    for time in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-10:00"):
        answer = http.call("GET", "/v1/articles", query={"from": time})
        assert (answer.status, answer.json["where"]) == (400, "from")


def test_head_is_get_without_its_body_and_no_cache_keeps_what_needs_a_key(http: Http) -> None:
    got, head = http.call("GET", "/v1/watches/call-up"), http.call("HEAD", "/v1/watches/call-up")
    assert (head.status, head.headers, head.body) == (200, got.headers, "")
    assert http.call("HEAD", "/v1/watches/none").status == 404
    assert http.call("HEAD", "/v1/watches", scope=None).status == 401
    answers = [got, http.call("GET", "/v1/nothing"), http.call("GET", "/v1/articles", scope=None)]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert http.call("GET", "/health", scope=None).headers["Cache-Control"] == "no-cache"
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unexpected_error_shows_no_trace(http: Http, watched: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(watched.services.watches, "all", broken)
    answer = http.call("GET", "/v1/watches")
    assert answer.status == 500
    assert "secret detail" not in answer.body


def test_a_watch_is_changed_only_by_who_has_read_its_last_version(http: Http) -> None:
    rule = {"topics": {"any": ["protests"]}}
    made = http.call("POST", "/v1/watches", scope="write", body={"id": "rain", "name": "Rain", "rule": rule})
    assert made.status == 201
    tag = made.headers["ETag"]
    assert (
        http.call("POST", "/v1/watches", scope="write", body={"id": "rain", "name": "Rain", "rule": rule}).status == 409
    )

    def put(name: str, **headers: str) -> int:
        body = {"name": name, "rule": rule}
        return http.call("PUT", "/v1/watches/rain", scope="write", body=body, headers=headers).status

    assert put("No tag") == 428
    assert put("First", **{"If-Match": tag}) == 200
    assert put("Second", **{"If-Match": tag}) == 412
    now = http.call("GET", "/v1/watches/rain")
    assert (now.json["name"], now.json["version"]) == ("First", 2)
    assert http.call("DELETE", "/v1/watches/rain", scope="write", headers={"If-Match": tag}).status == 412
    assert (
        http.call("DELETE", "/v1/watches/rain", scope="write", headers={"If-Match": now.headers["ETag"]}).status == 204
    )
    assert http.call("GET", "/v1/watches/rain").status == 404


def test_what_is_read_of_a_watch_can_be_put_back(http: Http) -> None:
    body = {"name": "Queues in Georgia", "rule": {"topics": {"any": ["border-queues"]}, "places": ["ge"]}}
    made = http.call("POST", "/v1/watches", scope="write", body=body)
    assert (made.status, made.json["id"], made.json["rule"]["places"]) == (201, "queues-in-georgia", ["GE"])
    read = http.call("GET", "/v1/watches/queues-in-georgia").json
    back = http.call("PUT", "/v1/watches/queues-in-georgia", scope="write", body={**read, "severity": "severe"})
    assert (back.status, back.json["version"], back.json["severity"]) == (200, 2, "severe")
    stale = http.call("PUT", "/v1/watches/queues-in-georgia", scope="write", body=read)
    assert (stale.status, stale.json["code"]) == (412, "precondition-failed")
    other = http.call("PUT", "/v1/watches/queues-in-georgia", scope="write", body={**back.json, "id": "other"})
    assert (other.status, other.json["where"]) == (422, "id")
    assert http.call("POST", "/v1/watches/backtest", scope="write", body={"watch": back.json}).status == 200


def test_an_id_that_is_taken_is_said_to_be_taken_whether_given_or_made_of_the_name(http: Http) -> None:
    rule = {"topics": {"any": ["protests"]}}
    for body in ({"id": "call-up", "name": "Another", "rule": rule}, {"name": "Call up", "rule": rule}):
        answer = http.call("POST", "/v1/watches", scope="write", body=body)
        assert (answer.status, answer.json["where"]) == (409, "id")
        assert "`call-up` is taken" in answer.json["detail"]


@pytest.mark.parametrize(
    ("rule", "where", "offered"),
    [
        ({"topics": {"any": ["mobilisation"]}}, "rule.topics.any[0]", "`mobilization`"),
        ({"places": ["Valencia"]}, "rule.places[0]", "`gn:2509954` (Valencia, city in ES)"),
        ({"places": ["ZZ"]}, "rule.places[0]", "is no place's id"),
        ({"words": {"any": ["*flood"]}}, "rule.words.any[0]", "`flood*`"),
    ],
)
def test_a_watch_that_could_never_ring_is_refused_with_what_may_have_been_meant(
    http: Http, rule: dict[str, Any], where: str, offered: str
) -> None:
    named = {"name": "Never", "rule": rule}
    for path, body in (("/v1/watches", named), ("/v1/watches/backtest", {"watch": named})):
        answer = http.call("POST", path, scope="write", body=body)
        assert (answer.status, answer.json["code"], answer.json["where"]) == (422, "invalid-watch", where)
        assert offered in answer.json["detail"]
    assert http.call("GET", "/v1/watches/never").status == 404


@pytest.mark.parametrize(
    ("path", "query", "offered"),
    [
        ("/v1/articles", {"topic": "border-queue"}, "`border-queues`"),
        ("/v1/articles", {"place": "Valencia"}, "`gn:2509954`"),
        ("/v1/articles", {"story": "nope"}, "is no story"),
        ("/v1/alerts", {"watch": "call-ups"}, "`call-up`"),
    ],
)
def test_a_filter_that_names_nothing_known_is_refused_and_not_answered_by_an_empty_list(
    http: Http, path: str, query: dict[str, str], offered: str
) -> None:
    answer = http.call("GET", path, query=query)
    assert (answer.status, answer.json["where"]) == (400, next(iter(query)))
    assert offered in answer.json["detail"]


def test_filters_together_show_what_meets_them_all(http: Http) -> None:
    both = {"topic": "mobilization", "place": "x:port-lessing", "claimant": "Brandt"}
    [found] = http.call("GET", "/v1/articles", query=both).json["items"]
    assert [topic["id"] for topic in found["article"]["topics"]] == ["mobilization", "border-queues"]
    story = {"story": found["story"], "topic": "mobilization"}
    assert http.call("GET", "/v1/articles", query=story).json["items"] == [found]
    assert http.call("GET", "/v1/articles", query={**both, "topic": "harvest"}).json["items"] == []
    unknown = http.call("GET", "/v1/articles", query={**both, "topic": "harvests"})
    assert (unknown.status, unknown.json["where"]) == (400, "topic")


def test_what_is_known_but_was_never_seen_is_an_empty_list(http: Http) -> None:
    for path, query in (
        ("/v1/articles", {"topic": "press-freedom"}),
        ("/v1/articles", {"place": "ge"}),
        ("/v1/articles", {"topic": "mobilization", "to": "2031-01-01T00:00:00Z"}),
        ("/v1/alerts", {"watch": "floods"}),
    ):
        answer = http.call("GET", path, query=query)
        assert (answer.status, answer.json["items"]) == (200, [])


def test_the_alerts_of_a_watch_that_was_removed_can_still_be_listed(http: Http) -> None:
    assert http.call("DELETE", "/v1/watches/call-up", scope="write", headers={"If-Match": '"1"'}).status == 204
    assert len(http.call("GET", "/v1/alerts", query={"watch": "call-up"}).json["items"]) == 1


def test_places_are_found_by_name_in_any_case_form(http: Http) -> None:
    for name in ("Georgia", "georgia", "Грузии", "ge"):
        found = http.call("GET", "/v1/places", query={"name": name}).json["items"]
        assert (found[0]["id"], found[0]["kind"]) == ("GE", "country"), name


@pytest.mark.parametrize("name", ["Orla Brandt", "orla  brandt", "brandt", "Orla", "Minister Brandt"])
def test_a_claimant_is_found_by_words_of_the_name(http: Http, name: str) -> None:
    found = http.call("GET", "/v1/claims", query={"claimant": name}).json["items"]
    listed = http.call("GET", "/v1/articles", query={"claimant": name}).json["items"]
    expected = 0 if name == "Minister Brandt" else 2
    assert (len(found), len(listed)) == (expected, expected)
    assert {item["claim"]["claimant"]["name"] for item in found} <= {"Orla Brandt"}


def test_an_upload_ticket_is_bound_to_its_key_and_its_state_can_be_followed(http: Http) -> None:
    body = {"name": "my article.txt", "content_type": "text/plain", "title": "Žluťoučký titul"}
    answer = http.call("POST", "/v1/uploads", scope="write", body=body)
    assert answer.status == 201
    ticket = answer.json
    assert ticket["fields"]["key"].endswith("/my-article.txt")
    assert ticket["fields"]["x-amz-meta-title"].isascii()
    assert http.call("GET", answer.headers["Location"]).json["state"] == "pending"
    assert [u["id"] for u in http.call("GET", "/v1/uploads", query={"state": "pending"}).json["items"]] == [
        ticket["upload"]["id"]
    ]
    assert len(http.call("GET", "/v1/uploads", query={"state": "analyzed"}).json["items"]) == 2


def test_a_ticket_that_s3_would_not_take_is_refused_before_it_is_used(http: Http) -> None:
    fits = {"name": "a.txt", "title": "Ж" * 300, "publisher": "P" * 200}
    assert http.call("POST", "/v1/uploads", scope="write", body=fits).status == 201
    refused = http.call("POST", "/v1/uploads", scope="write", body={**fits, "byline": "Ж" * 300})
    assert (refused.status, refused.json["code"], refused.json["where"]) == (422, "too-large", "title")


def test_browsers_may_ask_beforehand_from_anywhere(http: Http) -> None:
    answer = http.raw("OPTIONS", "/v1/articles", "", None, {"Origin": "https://desk.example"})
    assert answer.status in {200, 204}
    assert "X-API-Key" in answer.headers["Access-Control-Allow-Headers"]
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]


def test_lists_are_cut_by_time(http: Http) -> None:
    early, late = {"to": "2031-05-04T00:00:00Z"}, {"from": "2031-05-04T00:00:00Z"}
    assert http.call("GET", "/v1/articles", query=early).json["items"] == []
    assert len(http.call("GET", "/v1/articles", query=late).json["items"]) == 2


def test_topics_are_the_taxonomy(http: Http) -> None:
    topics = http.call("GET", "/v1/topics").json
    assert "mobilization" in {topic["id"] for topic in topics["items"]}


def test_the_document_names_every_route_and_is_openapi_3_1(http: Http) -> None:
    document = json.loads(http.call("GET", "/openapi.json", scope=None).body)
    assert document["openapi"].startswith("3.1")
    expected = set(product(["/v1/watches/{watch_id}"], ["get", "put", "delete"])) | {("/v1/articles", "get")}
    found = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert expected <= found


def test_every_route_is_told_of_in_the_documents(http: Http) -> None:
    document = json.loads(http.call("GET", "/openapi.json", scope=None).body)
    told = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert [path for path in document["paths"] if f"{path}`" not in told] == []


def test_the_document_says_of_each_operation_what_it_needs_and_what_can_go_wrong(http: Http) -> None:
    document = json.loads(http.call("GET", "/openapi.json", scope=None).body)
    operations = {(p, m): o for p, methods in document["paths"].items() for m, o in methods.items()}
    names = [operation["operationId"] for operation in operations.values()]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and "v1" not in name for name in names)
    assert {tag for operation in operations.values() for tag in operation["tags"]} <= {
        tag["name"] for tag in document["tags"]
    }
    change = operations["/v1/watches/{watch_id}", "put"]
    assert "scope `write`" in change["description"]
    assert set(change["responses"]) >= {"200", "400", "401", "403", "404", "412", "413", "415", "422", "428", "429"}
    assert set(operations["/health", "get"]["responses"]) == {"200", "304", "400", "default"}
    assert operations["/health", "get"]["security"] == []


def test_the_examples_of_the_document_are_taken_by_the_api(http: Http) -> None:
    schemas = json.loads(http.call("GET", "/openapi.json", scope=None).body)["components"]["schemas"]
    assert set(BODY_EXAMPLES) == {name for name in schemas if name in _request_bodies(http)}
    example = {name: schemas[name]["examples"][0] for name in BODY_EXAMPLES}
    for path, name in (
        ("/v1/watches", "NewWatch"),
        ("/v1/uploads", "UploadRequest"),
        ("/v1/subscriptions", "SubscriptionRequest"),
        ("/v1/keys", "KeyRequest"),
    ):
        assert http.call("POST", path, scope="admin", body=example[name]).status == 201, name
    changed = {"If-Match": '"1"'}
    assert (
        http.call("PUT", "/v1/watches/floods", scope="write", body=example["ChangedWatch"], headers=changed).status
        == 200
    )
    assert http.call("PUT", "/v1/sources/example.org", scope="admin", body=example["GradeRequest"]).status == 200
    assert http.call("POST", "/v1/watches/backtest", scope="write", body=example["BacktestRequest"]).status == 200
    for name, value in PARAMETER_EXAMPLES.items():
        if name not in {"if-match", "domain", "state", "name", "story", "reason"}:
            path = {"q": "/v1/search", "day": "/v1/brief"}.get(name, "/v1/articles")
            assert http.call("GET", path, query={name: value}).status == 200


def _request_bodies(http: Http) -> set[str]:
    """The schemas that requests have at their top."""
    document = json.loads(http.call("GET", "/openapi.json", scope=None).body)
    operations = [o for methods in document["paths"].values() for o in methods.values() if "requestBody" in o]
    return {
        content["schema"]["$ref"].rpartition("/")[2]
        for operation in operations
        for content in operation["requestBody"]["content"].values()
    }
