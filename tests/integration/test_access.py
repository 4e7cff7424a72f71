"""Who may do what over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws
from tests.integration.conftest import clean, deploy
from tests.integration.http import Http

from tocsin.aws.apikeys import Scope

pytestmark = pytest.mark.integration

SCOPES: tuple[Scope | None, ...] = (None, "read", "write", "admin")


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
    old = {"name": "old", "scope": "read", "expires_at": "2031-01-01T00:00:00Z"}
    expired = empty.call("POST", "/v1/keys", scope="admin", body=old).json["secret"]
    for bad in (secret, expired, secret[:-1] + "x", "tocsin_000000000000_" + "a" * 43, "x", ""):
        answer = empty.raw("GET", "/v1/articles", "", None, {"Authorization": f"Bearer {bad}"})
        assert answer.status == 401
        assert "WWW-Authenticate" in answer.headers
