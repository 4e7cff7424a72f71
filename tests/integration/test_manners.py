"""What all answers can do alike: tags, chosen fields, compression, and who may read them in a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from moto import mock_aws
from tests.integration.conftest import OTHER_TEXT, TEXT, clean, deploy, with_watches
from tests.integration.http import Http

import tocsin.steps.analyze
import tocsin.steps.remove  # noqa: F401  # steps know errors of their own
from tocsin.errors import TocsinError

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = with_watches(deploy("manners"))
        deployment.put("a.txt", TEXT)
        deployment.put("b.txt", OTHER_TEXT)
        deployment.run()
        yield Http(deployment.services)


def article(http: Http) -> str:
    return str(http.call("GET", "/v1/articles", query={"limit": "1"}).json["items"][0]["article"]["id"])


def test_what_a_client_has_already_is_not_sent_again_and_a_change_is(http: Http) -> None:
    for path, query in (("/v1/articles", {"limit": "1"}), (f"/v1/articles/{article(http)}", {}), ("/v1/watches", {})):
        first = http.call("GET", path, query=query)
        tag = first.headers["ETag"]
        for asked in (tag, f'"x", W/{tag}', "*"):
            again = http.call("GET", path, query=query, headers={"If-None-Match": asked})
            assert (again.status, again.body, again.headers["ETag"]) == (304, "", tag)
        assert http.call("GET", path, query=query, headers={"If-None-Match": '"x"'}).body == first.body
        assert first.headers["Cache-Control"] == "no-store"
    tag = http.call("GET", "/v1/watches").headers["ETag"]
    http.call("POST", "/v1/watches", scope="write", body={"name": "New", "rule": {"words": {"any": ["kilns"]}}})
    assert http.call("GET", "/v1/watches", headers={"If-None-Match": tag}).status == 200
    assert http.call("GET", "/v1/articles", scope=None, headers={"If-None-Match": "*"}).status == 401
    assert http.call("GET", "/v1/articles/none", headers={"If-None-Match": "*"}).status == 404


def test_fields_leaves_out_what_was_not_asked_for(http: Http) -> None:
    listed = http.call("GET", "/v1/articles", query={"fields": "article.title,article.id,story"}).json
    assert [set(item) for item in listed["items"]] == [{"article", "story"}] * 2
    assert {name for item in listed["items"] for name in item["article"]} == {"title", "id"}
    assert "next" in listed
    one = http.call("GET", f"/v1/articles/{article(http)}", query={"fields": "analysis.claims.text,story"}).json
    assert set(one) == {"analysis", "story"}
    assert all(set(claim) == {"text"} for claim in one["analysis"]["claims"])
    whole = http.call("GET", "/v1/articles", query={"fields": "article"}).json
    assert whole["items"][0]["article"] == http.call("GET", "/v1/articles").json["items"][0]["article"]


@pytest.mark.parametrize("fields", ["nothing", "article.nothing", "", "a b", "Article", "article.", "x" * 41])
def test_a_field_that_no_item_has_is_refused(http: Http, fields: str) -> None:
    answer = http.call("GET", "/v1/articles", query={"fields": fields})
    assert (answer.status, answer.json["where"]) == (400, "fields")
    assert http.call("POST", "/v1/watches", scope="write", query={"fields": "id"}, body={}).status in {400, 422}


def test_large_answers_are_compressed_for_who_reads_that_and_small_ones_for_nobody(http: Http) -> None:
    path, plain = f"/v1/articles/{article(http)}", http.call("GET", f"/v1/articles/{article(http)}")
    packed = http.call("GET", path, headers={"Accept-Encoding": "br, gzip"})
    assert (packed.headers["Content-Encoding"], "Accept-Encoding" in packed.headers["Vary"]) == ("gzip", True)
    assert json.loads(gzip.decompress(base64.b64decode(packed.body))) == plain.json
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in plain.headers
    small = http.call("GET", "/v1/articles/none", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers
    assert http.call("HEAD", path, headers={"Accept-Encoding": "gzip"}).body == ""


@pytest.mark.parametrize(
    ("origins", "origin", "told"),
    [
        (("*",), "https://desk.example", "*"),
        (("https://desk.example", "https://two.example"), "https://two.example", "https://two.example"),
        (("https://desk.example",), "https://other.example", None),
        ((), "https://desk.example", None),
    ],
)
def test_pages_of_other_origins_read_answers_where_that_is_allowed(
    http: Http, origins: tuple[str, ...], origin: str, told: str | None
) -> None:
    services = http.services
    settings = services.settings
    services.settings = replace(settings, cors_origins=origins)
    try:
        other = Http(services)
        answer = other.raw("GET", "/health", "", None, {"Origin": origin})
    finally:
        services.settings = settings
    assert answer.headers.get("Access-Control-Allow-Origin") == told


def test_a_request_that_comes_twice_under_one_key_is_done_once_and_answered_the_same(http: Http) -> None:
    body = {"name": "Once", "rule": {"words": {"any": ["ferry"]}}}
    key = {"Idempotency-Key": "7f0c-1"}
    first, again = (http.call("POST", "/v1/watches", scope="write", body=body, headers=key) for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert again.json == first.json
    assert (again.headers["ETag"], again.headers["Idempotency-Replayed"]) == (first.headers["ETag"], "true")
    assert len([one for one in http.services.watches.all() if one.name == "Once"]) == 1
    other = http.call("POST", "/v1/watches", scope="write", body={**body, "name": "Twice"}, headers=key)
    assert (other.status, other.json["code"]) == (422, "idempotency-key-reused")
    assert http.call("POST", "/v1/watches", scope="admin", body={**body, "name": "Mine"}, headers=key).status == 201
    odd = http.call("POST", "/v1/watches", scope="write", body=body, headers={"Idempotency-Key": "ё"})
    assert (odd.status, odd.json["where"]) == (400, "Idempotency-Key")


def test_a_request_that_was_refused_may_be_sent_again_and_a_secret_is_not_kept(http: Http) -> None:
    key = {"Idempotency-Key": "7f0c-2"}
    assert http.call("POST", "/v1/watches", scope="write", body={"name": 1}, headers=key).status == 422
    body = {"name": "Better", "rule": {"words": {"any": ["ferry"]}}}
    assert http.call("POST", "/v1/watches", scope="write", body=body, headers=key).status == 201
    key = {"Idempotency-Key": "7f0c-3"}
    made, again = (
        http.call("POST", "/v1/keys", scope="admin", body={"name": "desk", "scope": "read"}, headers=key)
        for _ in range(2)
    )
    assert (made.status, again.status, again.json["code"]) == (201, 409, "idempotency-key-in-use")
    items = http.services.table.client.scan(TableName=http.services.settings.table)["Items"]
    assert made.json["secret"] not in str(items)


def test_a_request_whose_process_died_may_be_done_anew_after_a_minute(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    body, key = {"name": "Died", "rule": {"words": {"any": ["ferry"]}}}, {"Idempotency-Key": "7f0c-4"}
    with monkeypatch.context() as patched:
        patched.setattr(http.services.watches, "create", dying)
        with pytest.raises(KeyboardInterrupt):
            http.call("POST", "/v1/watches", scope="write", body=body, headers=key)
    assert http.call("POST", "/v1/watches", scope="write", body=body, headers=key).status == 409
    for _ in range(6_100):
        http.services.now()
    assert http.call("POST", "/v1/watches", scope="write", body=body, headers=key).status == 201


def test_each_problem_leads_to_a_page_that_says_what_to_do(http: Http) -> None:
    for answer in (
        http.call("GET", "/v1/articles/none"),
        http.call("GET", "/v1/articles", scope=None),
        http.call("GET", "/v1/articles", query={"limit": "x"}),
        http.call("PATCH", "/v1/articles"),
        http.call("POST", "/v1/watches", scope="write", body="["),
    ):
        page = http.raw("GET", answer.json["type"], "", None, {})
        assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert f"<code>{answer.json['code']}</code>" in page.body
    assert http.raw("GET", "/problems/none", "", None, {}).status == 404
    every = http.raw("GET", "/problems", "", None, {}).body
    internal = {"local-stack", "malformed-message", "stopped", "host-busy", "robots"}
    assert {code for code in codes() - internal if f'id="{code}"' not in every} == set()


def codes() -> set[str]:
    """Of every error of ours that is loaded."""
    found: set[str] = set()
    kinds = [TocsinError]
    while kinds:
        kind = kinds.pop()
        found.add(kind.code)
        kinds += kind.__subclasses__()
    return found


def test_the_reference_shows_every_operation_and_asks_nobody_else(http: Http) -> None:
    page = http.raw("GET", "/docs", "", None, {})
    document = json.loads(http.raw("GET", "/openapi.json", "", None, {}).body)
    for path, methods in document["paths"].items():
        assert all(f"<code>{method.upper()} {path}</code>" in page.body for method in methods)
    assert "//" not in "".join(re.findall(r'(?:href|src)="([^"]*)"', page.body))
    assert "<script" not in page.body
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
