"""The audit log, and keys: who changed what, when a key was last used, how often it may ask."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import typer.main
from tests.integration.browser import Browser
from tests.integration.conftest import Deployment
from tests.integration.http import Http

from tocsin.api.app import build_app
from tocsin.api.document import BODY_EXAMPLES
from tocsin.api.limits import Limits, TooManyRequests
from tocsin.api.routes import _NEEDS
from tocsin.aws.apikeys import list_keys
from tocsin.aws.audit import in_short
from tocsin.cli.audited import CHANGES
from tocsin.cli.main import app as commands
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration

READ_ONLY = frozenset(("up", "down", "env", "ingest", "analyze", "alerts", "deliveries", "open", "eval", "mcp")) | {
    *("places", "backtest", "story", "why", "audit", "brief", "export")
}
"""Commands that change no rule: they show, upload, or start the stack."""
JOBS = frozenset(("reanalyze", "redrive", "archive"))
"""What they do is kept as a job, or is what a step would have done."""
SHOWING = frozenset(("list", "show", "test", "export", "removals", "suggest", "check", "pairs"))


def entries(http: Http, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = http.call("GET", "/v1/audit", scope="admin", query=query).json["items"]
    return found


def test_each_change_over_http_is_one_entry_without_content_and_a_refused_one_is_none(deployment: Deployment) -> None:
    http = Http(deployment.services)
    made = http.call("POST", "/v1/watches", scope="write", body=BODY_EXAMPLES["NewWatch"])
    path, match = f"/v1/watches/{made.json['id']}", {"if-match": made.headers["ETag"]}
    assert http.call("PUT", path, scope="write", body=BODY_EXAMPLES["ChangedWatch"], headers=match).status == 200
    assert http.call("PUT", path, scope="write", body=BODY_EXAMPLES["ChangedWatch"], headers=match).status == 412
    assert http.call("POST", "/v1/watches", scope="write", body={"name": 1}).status == 422
    graded = http.call("PUT", "/v1/sources/gazette.example", scope="admin", body={"grade": "B", "note": "secret note"})
    assert graded.status == 200
    found = entries(http)
    assert [(one["action"], one["item"], one["outcome"]) for one in found] == [
        ("PUT /v1/sources/{domain}", "gazette.example", "done"),
        ("PUT /v1/watches/{watch_id}", made.json["id"], "done"),
        ("POST /v1/watches", made.json["id"], "done"),
    ]
    assert "grade=B" in found[0]["told"]
    assert "version=2" in found[1]["told"]
    assert "secret note" not in json.dumps(found)
    assert "Queues" not in json.dumps(found)
    ids = {key.id: key.scope for key in list_keys(deployment.services.table)}
    assert [ids[one["who"]] for one in found] == ["admin", "write", "write"]


def test_a_key_s_secret_is_in_no_entry_and_each_step_of_its_life_is(deployment: Deployment) -> None:
    http = Http(deployment.services)
    made = http.call("POST", "/v1/keys", scope="admin", body={"name": "desk", "scope": "read"}).json
    path = f"/v1/keys/{made['key']['id']}"
    fresh = http.call("POST", f"{path}/rotate", scope="admin").json
    http.call("DELETE", path, scope="admin")
    found = entries(http, kind="keys")
    assert [one["action"].partition(" ")[0] for one in found] == ["DELETE", "POST", "POST"]
    assert "scope=read" in found[2]["told"]
    for secret in (made["secret"], fresh["secret"]):
        assert secret.rpartition("_")[2] not in json.dumps(found)


def test_the_log_is_asked_by_time_actor_and_kind_and_paged(deployment: Deployment) -> None:
    http = Http(deployment.services)
    for number in range(5):
        http.call("PUT", f"/v1/sources/paper{number}.example", scope="admin", body={"grade": "C"})
        deployment.clock[0] += timedelta(days=20)
    http.call("POST", "/v1/watches", scope="write", body=BODY_EXAMPLES["NewWatch"])
    first = http.call("GET", "/v1/audit", scope="admin", query={"limit": "2", "kind": "sources"}).json
    more = {"limit": "9", "kind": "sources", "cursor": first["next"]}
    rest = http.call("GET", "/v1/audit", scope="admin", query=more).json
    assert [one["item"][5] for one in (*first["items"], *rest["items"])] == ["4", "3", "2", "1", "0"]
    assert rest["next"] is None
    assert len(entries(http, **{"from": "2031-06-01T00:00:00Z"})) == 4
    who = first["items"][0]["who"]
    assert {one["kind"] for one in entries(http, who=who)} == {"sources"}
    assert entries(http, who="nobody") == []
    assert http.call("GET", "/v1/audit", scope="write").status == 403


def test_a_change_that_a_crash_cuts_off_stays_in_sight(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    http = Http(deployment.services)

    def dying(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(deployment.services.grades, "put", dying)
    with pytest.raises(KeyboardInterrupt):
        http.call("PUT", "/v1/sources/gazette.example", scope="admin", body={"grade": "B"})
    assert [one["outcome"] for one in entries(http)] == ["begun"]


def test_what_no_get_is_and_needs_more_than_read_is_noted_unless_it_says_why_not(deployment: Deployment) -> None:
    api = build_app(deployment.services)
    unnoted = [
        f"{route.method} {route.openapi_path}"
        for route in (*api._static_routes, *api._dynamic_routes)  # all that is declared
        if route.method != "GET" and not getattr(route.func, _NEEDS).changes
    ]
    needed = api.declared()
    assert {name for name in unnoted if needed[name.split(" ")[0], name.split(" ")[1]].scope != "read"} == {
        "POST /v1/uploads"
    }
    site = build_site(deployment.services)
    forms = [route for route in site.routes if route.method == "POST" and route.scope in {"write", "admin"}]
    assert {route.path for route in forms if not route.changes} == {"marks/<list>/<item>", "uploads"}


def test_each_command_that_changes_something_is_noted() -> None:
    root: Any = typer.main.get_command(commands)
    unnoted = []
    for name, command in root.commands.items():
        for sub, inner in getattr(command, "commands", {"": command}).items():
            known = name in READ_ONLY | JOBS if not sub or name in JOBS else sub in SHOWING
            if (
                not known
                and not hasattr(inner.callback, CHANGES)
                and not hasattr(getattr(inner.callback, "__wrapped__", None), CHANGES)
            ):
                unnoted.append(f"{name} {sub}".strip())
    assert unnoted == []


def test_forms_of_the_pages_are_noted_with_the_key_behind_the_session_and_shown_to_admins(
    deployment: Deployment,
) -> None:
    admin, writer = (Browser(build_site(deployment.services)) for _ in range(2))
    for browser, scope in ((admin, "admin"), (writer, "write")):
        browser.sign_in(Http(deployment.services).key(scope))  # type: ignore[arg-type]  # two scopes
    form = {"csrf": admin.get("sources").csrf, "grade": "B", "note": ""}
    assert admin.post("sources", {**form, "domain": "gazette.example"}).status == 303
    admin.post("sources", {**form, "domain": "no domain"})
    [entry] = deployment.services.audit.page(limit=9).items
    assert (entry.how, entry.kind, entry.item, entry.outcome) == ("page", "sources", "gazette.example", "done")
    assert "gazette.example" in admin.get("settings/audit").text
    assert writer.get("settings/audit").status == 403


def test_the_use_of_a_key_is_noted_once_an_hour_and_shown(deployment: Deployment) -> None:
    http = Http(deployment.services)
    http.key("read")
    assert {key.used_at for key in list_keys(deployment.services.table)} == {None}
    for _ in range(3):
        http.call("GET", "/v1/articles")
    deployment.clock[0] += timedelta(hours=2)
    http.call("GET", "/v1/articles")
    used = {one["scope"]: one["used_at"] for one in http.call("GET", "/v1/keys", scope="admin").json["items"]}
    assert used["read"] == "2031-05-04T11:00:00.000Z"


def test_a_key_that_asks_too_often_waits_and_others_do_not(deployment: Deployment) -> None:
    http = Http(deployment.services)
    clock = [0.0]
    http._app.limits = Limits(2, 3, lambda: clock[0])  # no test may wait
    answers = [http.call("GET", "/v1/articles") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert (answers[3].headers["Retry-After"], answers[3].json["code"]) == ("1", "too-many-requests")
    assert http.call("GET", "/v1/articles", scope="write").status == 200
    assert http.raw("GET", "/health", "", None, {}).status == 200
    clock[0] += 0.5
    assert [http.call("GET", "/v1/articles").status for _ in range(2)] == [200, 429]


def test_buckets_refill_to_the_burst_and_are_bounded() -> None:
    clock = [0.0]
    limits = Limits(1, 2, lambda: clock[0])
    for number in range(3_000):
        limits.take(f"key {number}")
    limits.take("key 2999")
    with pytest.raises(TooManyRequests):
        limits.take("key 2999")
    clock[0] += 3_600
    limits.take("key 2999")
    limits.take("key 2999")
    with pytest.raises(TooManyRequests, match="wait 1 s"):
        limits.take("key 2999")
    Limits(0, 1, lambda: 0.0).take("anybody")


def test_what_is_told_in_short_is_words_and_numbers_alone() -> None:
    told = {"id": "a", "grade": "B", "state": "two words", "note": "x", "key": {"scope": "read", "secret": "s"}, "v": 1}
    assert in_short(told) == "id=a scope=read grade=B"
