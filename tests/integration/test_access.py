"""Who may do what over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from moto import mock_aws
from tests.integration.conftest import Deployment, clean, deploy
from tests.integration.http import Answer, Http

from tocsin.api.document import BODY_EXAMPLES
from tocsin.api.respond import respond
from tocsin.api.routes import Api, needs
from tocsin.aws.apikeys import Scope, create_key, list_keys

pytestmark = pytest.mark.integration

SCOPES: tuple[Scope | None, ...] = (None, "feed", "read", "write", "admin")


@pytest.fixture(scope="module")
def empty() -> Iterator[Http]:
    """The API over an empty table, for all that no article is needed for."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        yield Http(deploy("empty").services)


@pytest.mark.parametrize(
    ("method", "path", "needs"),
    [
        ("GET", "/health", None),
        ("GET", "/openapi.json", None),
        ("GET", "/v1/articles", "read"),
        ("GET", "/v1/uploads?state=analyzed", "read"),
        ("GET", "/v1/alerts", "read"),
        ("GET", "/v1/topics", "read"),
        ("GET", "/v1/stories", "read"),
        ("GET", "/v1/no-such-route", "read"),
        ("GET", "/v1/articles?limit=none", "read"),
        ("POST", "/v1/uploads", "write"),
        ("POST", "/v1/watches", "write"),
        ("PUT", "/v1/watches/call-up", "write"),
        ("DELETE", "/v1/watches/call-up", "write"),
        ("GET", "/v1/keys", "admin"),
        ("POST", "/v1/keys", "admin"),
        ("DELETE", "/v1/keys/abc", "admin"),
    ],
)
def test_each_route_opens_to_its_scope_and_those_above_it(
    empty: Http, method: str, path: str, needs: Scope | None
) -> None:
    path, _, query = path.partition("?")
    for scope in SCOPES:
        key = {"authorization": f"Bearer {empty.key(scope)}"} if scope else {}
        status = empty.raw(method, path, query, None, key).status
        if SCOPES.index(scope) >= SCOPES.index(needs):
            assert status not in {401, 403}
        else:
            assert status == (403 if scope else 401)


def test_an_unknown_expired_or_revoked_key_opens_nothing(empty: Http) -> None:
    made = empty.call("POST", "/v1/keys", scope="admin", body={"name": "short", "scope": "read"})
    key, secret = made.json["key"], made.json["secret"]
    assert empty.raw("GET", "/v1/articles", "", None, {"X-API-Key": secret}).status == 200
    assert empty.call("DELETE", f"/v1/keys/{key['id']}", scope="admin").status == 200
    past = empty.services.now() - timedelta(days=1)
    _, expired = create_key(empty.services.table, "read", "old", past - timedelta(days=1), past)
    for bad in (secret, expired, secret[:-1] + "x", "tocsin_000000000000_" + "a" * 43, "x", ""):
        answer = empty.raw("GET", "/v1/articles", "", None, {"Authorization": f"Bearer {bad}"})
        assert answer.status == 401
        assert "WWW-Authenticate" in answer.headers


def test_a_key_is_rotated_with_an_overlap_and_keeps_name_scope_and_expiry(deployment: Deployment) -> None:
    http = Http(deployment.services)
    made = http.call("POST", "/v1/keys", scope="admin", body={"name": "desk", "scope": "read"}).json
    path, overlap = f"/v1/keys/{made['key']['id']}/rotate", {"overlap_hours": "2"}
    assert http.call("POST", path, scope="write").status == 403
    fresh = http.call("POST", path, scope="admin", query=overlap).json
    assert (fresh["key"]["name"], fresh["key"]["scope"], fresh["key"]["expires_at"]) == ("desk", "read", None)

    def opens(secret: str) -> bool:
        return http.raw("GET", "/v1/articles", "", None, {"X-API-Key": secret}).status == 200

    assert opens(made["secret"])
    assert opens(fresh["secret"])
    deployment.clock[0] += timedelta(hours=3)
    assert not opens(made["secret"])
    assert opens(fresh["secret"])
    assert http.call("POST", path, scope="admin").status == 404


SUFFIXES = (
    "%0A",
    "%0D",
    "%0D%0A",
    "%00",
    "%09",
    "%7F",
    "%C2%85",
    "%E2%80%A8",
    "/",
    "/.",
    "/..",
    "//",
    ";x",
    "%20",
    "?",
    "#",
)
HELD = {400, 401, 403, 404, 405}


def variants(path: str) -> list[str]:
    """A path, and what a matcher might take for the same; each as it is and with its letters decoded."""
    last = path.rpartition("/")[2]
    encoded = path.replace(last, "".join(f"%{byte:02X}" for byte in last.encode()))
    written = [path + suffix for suffix in SUFFIXES]
    written += [path.upper(), path.title(), path.replace("/", "//"), path.replace("/", "/./"), encoded, "/x/.." + path]
    written += ["%0A" + path, "/%0A" + path[1:], path.replace("/v1", "/v1%0A")]
    return sorted({path, *written, *map(unquote, written)})


def operations(http: Http) -> list[tuple[str, str, Scope | None, Any]]:
    """Every operation of the document: method, a path, the scope that it says it needs, a body that would do."""
    document = json.loads(http.raw("GET", "/openapi.json", "", None, {}).body)
    found: list[tuple[str, str, Scope | None, Any]] = [("GET", "/openapi.json", None, None)]
    for template, methods in document["paths"].items():
        for method, operation in methods.items():
            said = re.search(r"scope `(feed|read|write|admin)`", operation.get("description", ""))
            assert said or operation["security"] == [], f"{method} {template} does not say what it needs"
            body = None
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                body = BODY_EXAMPLES[schema.rpartition("/")[2]]
            scope: Any = said[1] if said else None
            found.append((method.upper(), re.sub(r"\{\w+\}", "call-up", template), scope, body))
    return found


def test_no_way_to_write_a_path_opens_a_route_to_a_scope_below_its_own(empty: Http) -> None:
    for scope in SCOPES[1:]:
        assert scope is not None
        empty.key(scope)
    before = [key.id for key in list_keys(empty.services.table)]
    opened = []
    for method, path, needed, body in operations(empty):
        for scope in (has for has in SCOPES if SCOPES.index(has) < SCOPES.index(needed)):
            for written in variants(path):
                answer = empty.call(method, written, scope=scope, body=body)
                if answer.status not in HELD:
                    opened.append((method, written, scope, answer.status))
    assert opened == []
    assert [key.id for key in list_keys(empty.services.table)] == before
    assert empty.services.watches.all() == []


def test_a_path_with_control_characters_is_refused_at_the_door(empty: Http) -> None:
    for path in ("/health\n", "/v1/keys\n", "/v1/keys\x00", "/v1/watches/a\x85b", "/v1/\u2028articles", "/v1/\udc80"):
        for scope in SCOPES:
            answer = empty.call("GET", path, scope=scope)
            assert (answer.status, answer.json["code"]) == (400, "invalid-input"), (path, scope)


def test_a_route_that_does_not_say_what_it_needs_does_not_start() -> None:
    app = Api()
    with pytest.raises(TypeError, match="/v1/forgotten"):

        @app.get("/v1/forgotten")
        def forgotten() -> None: ...

    @app.get("/v1/remembered")
    @needs("read")
    def remembered() -> None: ...


def test_a_route_asks_for_its_own_scope_whatever_its_path_is_called() -> None:
    app = Api()

    @app.get("/v1/articles/secret")
    @needs("admin")
    def secret() -> dict[str, str]:
        return {"told": "all"}

    def status(scope: str) -> int:
        context = {
            "http": {"method": "GET", "path": "/v1/articles/secret"},
            "stage": "$default",
            "authorizer": {"lambda": {"scope": scope, "key_id": "-"}},
        }
        event = {"rawPath": "/v1/articles/secret", "headers": {}, "requestContext": context, "body": None}
        return int(respond(app, event, None)["statusCode"])

    assert [status(scope) for scope in ("none", "read", "write", "admin", "Admin")] == [401, 403, 403, 200, 401]


def test_no_key_and_a_wrong_key_are_told_apart_and_nothing_is_said_of_which_keys_there_are(empty: Http) -> None:
    def refused(headers: dict[str, str]) -> Answer:
        answer = empty.raw("GET", "/v1/articles", "", None, headers)
        assert answer.status == 401
        return answer

    made = empty.call("POST", "/v1/keys", scope="admin", body={"name": "gone", "scope": "read"}).json
    empty.call("DELETE", f"/v1/keys/{made['key']['id']}", scope="admin")
    unknown, revoked, malformed = (
        refused({"Authorization": f"Bearer {key}"}).json
        for key in ("tocsin_000000000000_" + "a" * 43, made["secret"], "nonsense")
    )
    assert unknown == revoked == malformed == refused({"X-API-Key": "nonsense"}).json
    assert "unknown, expired or revoked" in unknown["detail"]
    nothing = refused({}).json
    assert nothing == refused({"Authorization": "Basic dTpw"}).json == refused({"Authorization": "Bearer "}).json
    assert nothing["detail"].startswith("needs an API key")
    assert nothing["code"] == unknown["code"] == "unauthenticated"


@pytest.mark.parametrize(
    "when", ["2031-05-04T09:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2001-01-01"]
)
def test_an_expiry_that_is_past_or_in_no_calendar_is_refused(empty: Http, when: str) -> None:
    body = {"name": "late", "scope": "read", "expires_at": when}
    answer = empty.call("POST", "/v1/keys", scope="admin", body=body)
    assert (answer.status, answer.json["where"]) == (400, "expires_at")
