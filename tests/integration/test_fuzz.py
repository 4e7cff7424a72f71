"""The API against requests that its own document allows and forbids, made by schemathesis; bounded to stay quick."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from moto import mock_aws
from mypy_boto3_dynamodb import DynamoDBClient
from schemathesis.core.result import Ok
from tests.integration.conftest import OTHER_TEXT, TEXT, clean, deploy, with_watches
from tests.integration.http import Http

pytestmark = pytest.mark.integration

EXAMPLES = 12
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.content_type_conformance,
)

bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Strict:
    """A client that refuses an upside-down BETWEEN, as DynamoDB does and moto does not."""

    def __init__(self, client: DynamoDBClient) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def query(self, **request: Any) -> Any:
        values = request["ExpressionAttributeValues"]
        if values[":low"]["S"] > values[":high"]["S"]:
            raise ValueError("ValidationException: the upper bound is below the lower bound")
        return self._client.query(**request)


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = with_watches(deploy("fuzz"))
        deployment.put("a.txt", TEXT)
        deployment.put("b.txt", OTHER_TEXT)
        deployment.run()
        table = deployment.services.table
        table.client = cast("DynamoDBClient", Strict(table.client))
        yield Http(deployment.services)


def test_no_request_brings_the_api_down_or_gets_an_answer_that_its_document_does_not_name(http: Http) -> None:
    headers = {"Authorization": f"Bearer {http.key('admin')}"}
    document = schemathesis.openapi.from_wsgi("/openapi.json", http.wsgi)
    operations = [result.ok() for result in document.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) > 15
    for operation in operations:

        @bounded
        @given(case=operation.as_strategy())
        def hold(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        hold()


def test_no_request_without_a_key_gets_past_the_door(http: Http) -> None:
    document = schemathesis.openapi.from_wsgi("/openapi.json", http.wsgi)
    operations = [result.ok() for result in document.get_all_operations() if isinstance(result, Ok)]
    for operation in (one for one in operations if one.path != "/health"):

        @bounded
        @given(case=operation.as_strategy())
        def hold(case: Any) -> None:
            assert case.call(headers={}).status_code in {400, 401}

        hold()


ODD_VALUES: dict[str, tuple[str, ...]] = {
    "date-time": ("0001-01-01T00:00:00Z", "2031-05-04T10:00:00+14:00", "2031-06-01", "9999-12-31T23:59:59Z"),
    "date": ("2031-05-04", "0001-01-01", "9999-12-31", "2031-02-30"),
    "integer": ("1", "2", "100"),
    "string": ("a", "ё" * 50, "Orla Brandt", "2031-05", "\x00\n"),
}


def values_of(parameter: dict[str, Any]) -> tuple[str, ...]:
    """Values of a parameter at and over its edges."""
    schemas = [parameter["schema"], *parameter["schema"].get("anyOf", ())]
    enum = next((schema["enum"] for schema in schemas if "enum" in schema), None)
    if enum is not None:
        return (*enum[:2], "none")
    kinds = {schema.get("format", schema.get("type")) for schema in schemas}
    return next(values for kind, values in ODD_VALUES.items() if kind in kinds)


def test_no_pair_of_parameters_brings_a_route_down(http: Http) -> None:
    document = json.loads(http.raw("GET", "/openapi.json", "", None, {}).body)
    fallen, tried = [], 0
    for path, methods in document["paths"].items():
        parameters = [one for one in methods.get("get", {}).get("parameters", ()) if one["in"] == "query"]
        needed = {one["name"]: values_of(one)[0] for one in parameters if one["required"]}
        for one, other in combinations(parameters, 2):
            for value, another in product(values_of(one), values_of(other)):
                query = {**needed, one["name"]: value, other["name"]: another}
                answer = http.call("GET", re.sub(r"\{\w+\}", "call-up", path), query=query)
                tried += 1
                if answer.status >= 500:
                    fallen.append((path, query))
    assert tried > 500
    assert fallen == []


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/claims", "/v1/stories", "/v1/alerts", "/v1/bulletins"])
def test_a_time_that_ends_before_it_begins_is_refused_and_an_empty_one_is_empty(http: Http, path: str) -> None:
    known = {"claimant": "Orla Brandt"} if path == "/v1/claims" else {}
    for early, late in (("2031-05-01T00:00:00Z", "2031-05-04T00:00:00Z"), ("2030-01-01T00:00:00Z", "2031-05-04")):
        answer = http.call("GET", path, query={**known, "from": late, "to": early})
        assert (answer.status, answer.json["code"], answer.json["where"]) == (400, "invalid-input", "from")
    same = {**known, "from": "2031-05-04T00:00:00Z", "to": "2031-05-04T02:00:00+02:00"}
    answer = http.call("GET", path, query=same)
    assert (answer.status, answer.json["items"]) == (200, [])
