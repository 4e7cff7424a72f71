"""OWASP API Security Top 10, 2023, by name: what of each Tocsin answers for, held against the handlers.

Where a whole file is about one of them the test here is its shortest form: test_access.py (API1, API5), test_bodies.py
and test_sizes.py (API4), tests/unit/fetch (API7), test_fuzz.py (API8, API9), tests/unit/channels (API10).
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import TEXT, Deployment
from tests.integration.feed_server import publishing
from tests.integration.http import Http
from tests.integration.roles import acting
from tests.integration.test_access import HELD, SCOPES, operations

from tocsin.api.app import build_app
from tocsin.api.bodies import MAX_BODY
from tocsin.api.problems import PROBLEM_TYPE
from tocsin.aws.apikeys import create_key, revoke_key
from tocsin.aws.sessions import MAX_ATTEMPTS, make_token
from tocsin.feeds.collect import Collector
from tocsin.local.package import load_template
from tocsin.web.site import build_site

pytestmark = [pytest.mark.integration, pytest.mark.allow_hosts(["127.0.0.1"])]

INSIDE = (
    "http://169.254.169.254/latest/meta-data/",
    "https://127.1/",
    "https://[::ffff:10.0.0.1]/",
    "https://64.233.160.0.localdomain/",
    "https://user@gazette.example@10.0.0.1/",
    "file:///etc/passwd",
)
VERSIONED = "/v1/"
REFERENCE = {"/openapi.json", "/docs", "/problems", "/problems/{code}"}
"""What tells of the document, and does not stand in it."""
UNVERSIONED = REFERENCE | {"/health", "/mcp", "/feeds/alerts/{form}", "/feeds/search/{form}", "/feeds/stories/{form}"}
"""Probes and documents, and what has versions of its own: MCP in its messages, feeds in their formats."""


@pytest.fixture
def empty(watched: Deployment) -> Http:
    """The API over two watches and no article."""
    return Http(watched.services)


def test_api1_broken_object_level_authorization(watched: Deployment, another_watched: Deployment) -> None:
    """All keys of a deployment see the same objects; a key, and a place in a list, are of one deployment alone."""
    for number in range(2):
        watched.put(f"{number}.txt", TEXT.replace("ten", f"{number} times ten"))
    watched.run()
    ours, theirs = Http(watched.services), Http(another_watched.services)
    stranger = {"authorization": f"Bearer {theirs.key('admin')}"}
    [item, *_] = ours.call("GET", "/v1/articles").json["items"]
    assert ours.raw("GET", f"/v1/articles/{item['article']['id']}", "", None, stranger).status == 401
    cursor = ours.call("GET", "/v1/articles", query={"limit": "1"}).json["next"]
    assert theirs.call("GET", "/v1/articles", query={"limit": "1", "cursor": cursor}).status == 400
    assert ours.call("GET", "/v1/alerts", query={"limit": "1", "cursor": cursor}).status == 400


def test_api2_broken_authentication(watched: Deployment) -> None:
    http, table, now = Http(watched.services), watched.services.table, watched.services.now()
    key, secret = create_key(table, "admin", "gone", now)
    stored = str([item for name, item in watched.items().items() if name[0] == "KEYS"])
    assert secret.rpartition("_")[2] not in stored
    bearer = {"authorization": f"Bearer {secret}"}
    assert http.raw("GET", "/v1/keys", "", None, bearer).status == 200
    assert http.raw("GET", "/v1/keys", f"token={secret}", None, {}).status == 401
    revoke_key(table, key.id, now)
    assert http.raw("GET", "/v1/keys", "", None, bearer).status == 401
    browser = Browser(build_site(watched.services))
    assert "opens nothing" in browser.sign_in(secret).text


def test_api3_broken_object_property_level_authorization(empty: Http) -> None:
    """No body may hold a property that is not the caller's to set, and no answer one that opens anything."""
    for method, path, _, body in operations(empty):
        if body is not None and path != "/mcp":
            for name in ("is_admin", "created_at", "hash", "sealed"):
                answer = empty.call(method, path, scope="admin", body={**body, name: 1}, headers={"if-match": '"1"'})
                assert answer.status in {400, 404, 422}, (method, path, name, answer.status)
    empty.call("POST", "/v1/keys", scope="admin", body={"name": "one", "scope": "read"})
    shown = empty.call("GET", "/v1/keys", scope="admin").json["items"]
    assert not {"hash", "secret"} & {name for key in shown for name in key}
    assert len(shown) > 1


def test_api4_unrestricted_resource_consumption(empty: Http) -> None:
    assert empty.call("GET", "/v1/articles", query={"limit": "101"}).status == 400
    assert empty.call("POST", "/v1/watches", scope="write", body=" " * (MAX_BODY + 1)).status == 413
    template = load_template(Path(__file__).resolve().parents[2] / "template.yaml")["Resources"]
    assert template["ApiStage"]["Properties"]["DefaultRouteSettings"]["ThrottlingRateLimit"] <= 100
    for name, resource in template.items():
        if resource["Type"] == "AWS::Serverless::Function":
            assert 0 < resource["Properties"]["Timeout"] <= 300, name
            for source in resource["Properties"].get("Events", {}).values():
                assert "MaximumConcurrency" in source["Properties"]["ScalingConfig"], name


def test_api5_broken_function_level_authorization(empty: Http) -> None:
    for method, path, needed, body in operations(empty):
        for scope in (has for has in SCOPES if SCOPES.index(has) < SCOPES.index(needed)):
            answer = empty.call(method, path, scope=scope, body=body)
            assert answer.status == (403 if scope else 401), (method, path, scope)
            assert answer.status in HELD


def test_api6_unrestricted_access_to_sensitive_business_flows(watched: Deployment) -> None:
    """Signing in by trying, a link used twice, and sending to addresses of one's own choice."""
    site, http = build_site(watched.services), Http(watched.services)
    for _ in range(MAX_ATTEMPTS):
        Browser(site).sign_in("tocsin_000000000000_" + "x" * 43)
    assert "too many keys" in Browser(site).sign_in("tocsin_000000000000_" + "x" * 43).text
    key, _ = create_key(watched.services.table, "read", "reader", watched.services.now())
    token = make_token(watched.services.table, key.id, watched.services.now())
    assert [Browser(site).post("enter", {"token": token}).status for _ in range(2)] == [303, 403]
    sending = [one for one in operations(http) if one[1].startswith("/v1/subscriptions") and one[0] != "GET"]
    assert sending
    assert {needed for _, _, needed, _ in sending} == {"admin"}


def test_api7_server_side_request_forgery(watched: Deployment) -> None:
    http = Http(watched.services)
    for url in INSIDE:
        assert http.call("POST", "/v1/feeds", scope="admin", body={"url": url}).status == 400, url
        for protocol in ("https", "webhook", "slack"):
            body = {"protocol": protocol, "endpoint": url}
            assert http.call("POST", "/v1/subscriptions", scope="admin", body=body).status in {400, 422}, url
    assert [key for key in watched.items() if key[0] in {"FEEDS", "SUBSCRIPTIONS"}] == []


def test_api8_security_misconfiguration(empty: Http) -> None:
    for method, path in (("GET", "/v1/articles"), ("GET", "/v1/none"), ("PATCH", "/v1/keys"), ("POST", "/v1/keys")):
        for scope in SCOPES:
            answer = empty.call(method, path, scope=scope, headers={"origin": "https://evil.example"})
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Access-Control-Allow-Credentials" not in answer.headers
            if answer.status >= 400:
                assert answer.headers["Content-Type"] == PROBLEM_TYPE
                assert "Traceback" not in answer.body
    page = Browser(build_site(empty.services)).get("sign-in")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_api9_improper_inventory_management(empty: Http) -> None:
    """Each route is in the document with its scope, and each has a version or a reason to have none."""
    document = json.loads(empty.raw("GET", "/openapi.json", "", None, {}).body)
    told = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    there = set(build_app(empty.services).declared())
    assert there - told == {("GET", path) for path in REFERENCE}
    assert told <= there
    assert {path for _, path in there if not path.startswith(VERSIONED)} == UNVERSIONED


def test_api10_unsafe_consumption_of_apis(deployment: Deployment) -> None:
    """A publisher that sends its reader elsewhere, and for ever, is told as failing; nothing of it is put."""
    services = deployment.services
    with publishing() as publisher:
        allowed = frozenset({urlsplit(publisher.origin).netloc})
        services.settings = replace(services.settings, allowed_hosts=allowed)
        later = "Mon, 01 Jan 99999999999 00:00:00 GMT"
        for number, (status, headers, body) in enumerate(
            (
                (302, {"Location": INSIDE[0]}, b""),
                (302, {"Location": "http://["}, b""),
                (503, {"Retry-After": later}, b""),
                (200, {"Content-Type": "application/rss+xml"}, b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>"),
            )
        ):
            publisher.pages[f"/{number}"] = (status, headers, body)
            feed = services.feeds.add(f"{publisher.origin}/{number}").id
            with acting(services, "CollectRole"):
                result = Collector(services, sleep=lambda _: None).collect(feed)
            assert (result.state, result.put) == ("failing", 0)
    assert "Contents" not in services.clients.s3.list_objects_v2(Bucket="tocsin", Prefix="uploads/")
