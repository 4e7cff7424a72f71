"""What all answers can do alike: tags, chosen fields, compression, and who may read them in a browser."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from moto import mock_aws
from tests.integration.conftest import OTHER_TEXT, TEXT, clean, deploy, with_watches
from tests.integration.http import Http

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
