"""Bodies of requests: a key comes first, then bounds, then what stands in them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from moto import mock_aws
from tests.integration.conftest import clean, deploy
from tests.integration.http import Answer, Http

from tocsin.api.bodies import MAX_BODY

pytestmark = pytest.mark.integration

WATCH: dict[str, Any] = {"id": "floods", "name": "Floods", "rule": {"topics": {"any": ["mobilization"]}}}
HUGE = "x" * 4_800_000
HOSTILE = (
    HUGE,
    "[" * 200_000,
    '{"a":' * 100_000,
    "9" * 5_000,
    f"[{'9' * 5_000}]",
    '"\\ud800"',
    "NaN",
    "\x00",
    '{"a":1e999999}',
)


@pytest.fixture(scope="module")
def empty() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        yield Http(deploy("bodies").services)


def post(http: Http, body: str, **headers: str) -> Answer:
    return http.call("POST", "/v1/watches", scope="write", body=body, headers=headers)


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: f"{body[:8]!r}x{len(body)}")
def test_without_a_key_no_body_is_looked_at(empty: Http, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr(APIGatewayProxyEventV2, "decoded_body", property(looked.append))
    answer = empty.raw("POST", "/v1/watches", "", body, {"content-type": "application/json"})
    monkeypatch.undo()
    assert answer.status == 401
    assert looked == []


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_body_over_the_bound_is_413_for_who_has_a_key(empty: Http, scope: Any) -> None:
    answer = empty.call("POST", "/v1/watches", scope=scope, body=json.dumps(WATCH) + " " * MAX_BODY)
    expected = {"read": (403, "denied"), "write": (413, "body-too-large")}
    assert (answer.status, answer.json["code"]) == expected[scope]
    encoded = base64.b64encode(b" " * (MAX_BODY + 10)).decode()
    assert empty.call("POST", "/v1/watches", scope="write", body=encoded, base64=True).status == 413


def test_routes_that_take_no_body_are_bounded_too(empty: Http) -> None:
    assert empty.call("GET", "/v1/watches", body=HUGE).status == 413


@pytest.mark.parametrize(
    "body",
    [
        "[" * 2_000 + "]" * 2_000,
        '{"a":' * 40_000,
        f'{{"id": {"9" * 5_000}}}',
        f'{{"id": -{"9" * 5_000}}}',
        '{"id": NaN}',
        '{"id": -Infinity}',
        '{"id": "x"} trailing',
        "{bad",
    ],
    ids=lambda body: f"{body[:12]!r}x{len(body)}",
)
def test_json_that_no_route_takes_is_told_as_such(empty: Http, body: str) -> None:
    answer = post(empty, body)
    assert (answer.status, answer.json["code"]) == (400, "malformed-json"), answer.body


def test_depth_is_counted_outside_of_strings_only(empty: Http) -> None:
    deep = {**WATCH, "id": "deep", "name": '[[{{"' * 20 + "\\"}
    assert post(empty, json.dumps(deep)).status == 201


def test_bytes_that_are_no_text_are_the_caller_s_fault(empty: Http) -> None:
    encoded = base64.b64encode(b'{"id": "\xff\xfe"}').decode()
    assert empty.call("POST", "/v1/watches", scope="write", body=encoded, base64=True).status == 400
    assert empty.call("POST", "/v1/watches", scope="write", body="%%%", base64=True).status == 400


def test_lone_surrogates_are_refused_as_text(empty: Http) -> None:
    for body in (
        '{"id": "s", "name": "a \\ud800 b", "rule": {}}',
        '{"id": "s", "name": "S", "rule": {"words": {"any": ["\\udfff"]}}}',
        '{"id": "s", "name": "S", "rule": {}, "\\ud800": 1}',
    ):
        assert post(empty, body).status in {400, 422}, body


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "a/b"],
)
def test_other_types_than_json_are_415_before_they_are_parsed(empty: Http, content_type: str) -> None:
    assert post(empty, "--x--", **{"content-type": content_type}).status == 415


def test_a_watch_of_the_largest_size_fits(empty: Http) -> None:
    phrases = ["\N{DESERET SMALL LETTER LONG I}" * 120] * 50
    others = ["\N{DESERET SMALL LETTER LONG E}" * 120] * 50
    rule = {"words": {"any": phrases, "all": phrases, "none": others}, "claimants": phrases}
    assert post(empty, json.dumps({**WATCH, "id": "largest", "rule": rule})).status == 201
