"""Tokens of a stated issuer over HTTP: a real server of keys behind the guard, scopes by route, the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.feed_server import Publisher, publishing
from tests.integration.http import Http
from tests.unit.aws.test_tokens import claims, jwk, other_rsa_key, rsa_key, signed

from tocsin.aws.apikeys import create_key
from tocsin.aws.tokens import Trust, scopes_of
from tocsin.fetch import Fetcher, Policy

pytestmark = pytest.mark.integration

AUDIENCE = "https://tocsin.example"


@pytest.fixture
def issuer() -> Iterator[Publisher]:
    with publishing() as server:
        told = {"issuer": server.origin, "jwks_uri": f"{server.origin}/keys"}
        server.pages["/.well-known/openid-configuration"] = 200, {}, json.dumps(told).encode()
        server.pages["/keys"] = 200, {}, json.dumps({"keys": [jwk(rsa_key(), "one")]}).encode()
        yield server


@pytest.fixture
def http(watched: Deployment, issuer: Publisher) -> Http:
    scopes = tuple(scopes_of("news:read=read news:write=write news:all=admin"))
    watched.services.settings = replace(
        watched.services.settings, trust=Trust(issuer.origin, AUDIENCE, "scope", scopes)
    )
    host = issuer.origin.removeprefix("http://")
    watched.services.__dict__["fetcher"] = Fetcher(Policy(frozenset({host})))
    return Http(watched.services)


def token(http: Http, scope: str = "news:read", key: Any = None, **changed: Any) -> dict[str, str]:
    now, trust = int(http.services.now().timestamp()), http.services.settings.trust
    assert trust is not None
    told = claims(iss=trust.issuer, iat=now, exp=now + 600, scope=scope, **changed)
    return {"authorization": f"Bearer {signed(key or rsa_key(), told=told)}"}


WATCH = {"id": "kilns", "name": "Kilns", "rule": {"words": {"any": ["kilns"]}}}


@pytest.mark.parametrize(
    ("scope", "reads", "writes", "manages"),
    [
        ("news:read", 200, 403, 403),
        ("news:write", 200, 201, 403),
        ("news:all", 200, 201, 200),
        ("elsewhere", 403, 403, 403),
    ],
)
def test_a_token_opens_what_its_scope_opens(http: Http, scope: str, reads: int, writes: int, manages: int) -> None:
    sent = token(http, scope)
    answers = [
        http.call("GET", "/v1/articles", scope=None, headers=sent),
        http.call("POST", "/v1/watches", scope=None, headers=sent, body=WATCH),
        http.call("GET", "/v1/keys", scope=None, headers=sent),
    ]
    assert [answer.status for answer in answers] == [reads, writes, manages]
    assert {answer.json["code"] for answer in answers if answer.status == 403} <= {"denied"}


def test_a_token_by_another_key_is_answered_as_a_wrong_key_is(http: Http) -> None:
    answer = http.call("GET", "/v1/articles", scope=None, headers=token(http, key=other_rsa_key()))
    wrong = http.call("GET", "/v1/articles", scope=None, headers={"authorization": "Bearer tocsin_000000000000_x"})
    assert (answer.status, answer.json["code"], answer.json["detail"]) == (
        401,
        "unauthenticated",
        wrong.json["detail"],
    )


def test_a_change_by_a_token_stands_in_the_audit_log_under_its_subject(http: Http) -> None:
    sent = token(http, "news:all", sub="auth0|orla")
    assert http.call("POST", "/v1/watches", scope=None, headers=sent, body=WATCH).status == 201
    query = {"who": "oidc:auth0|orla"}
    [entry] = http.call("GET", "/v1/audit", scope=None, headers=sent, query=query).json["items"]
    assert (entry["who"], entry["kind"], entry["outcome"]) == ("oidc:auth0|orla", "watches", "done")


def test_keys_go_on_as_before_and_no_token_is_taken_from_an_address(http: Http) -> None:
    assert http.call("GET", "/v1/articles").status == 200
    [bearer] = token(http).values()
    query = {"token": bearer.removeprefix("Bearer ")}
    assert http.call("GET", "/v1/articles", scope=None, query=query).status == 401
    _, feed = create_key(http.services.table, "feed", "a reader", http.services.now())
    assert http.call("GET", "/feeds/alerts/json", scope=None, query={"token": feed}).status == 200


def test_without_an_issuer_a_token_is_a_wrong_key_and_nobody_is_asked(http: Http, issuer: Publisher) -> None:
    sent = token(http)
    http.services.settings = replace(http.services.settings, trust=None)
    assert http.call("GET", "/v1/articles", scope=None, headers=sent).status == 401
    assert issuer.asked == []


@pytest.mark.parametrize("size", [65_537, 200_000])
def test_a_set_of_keys_that_is_too_large_is_not_read(http: Http, issuer: Publisher, size: int) -> None:
    issuer.pages["/keys"] = 200, {}, json.dumps({"keys": [jwk(rsa_key(), "one")], "x": "x" * size}).encode()
    assert http.call("GET", "/v1/articles", scope=None, headers=token(http)).status == 401


def test_an_issuer_in_a_private_network_is_asked_only_where_the_operator_allows_its_host(
    http: Http, issuer: Publisher
) -> None:
    http.services.__dict__["fetcher"] = Fetcher(Policy())
    assert http.call("GET", "/v1/articles", scope=None, headers=token(http)).status == 401
    assert issuer.asked == []
