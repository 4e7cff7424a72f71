"""Topics that a desk adds: tried on what is stored, in force with no deployment, removed only when unused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment
from tests.integration.http import Http
from typer.testing import CliRunner

from tocsin.aws.services import Services
from tocsin.cli import target
from tocsin.cli.main import app
from tocsin.engine.topics import builtin_version
from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.errors import InvalidTopic
from tocsin.topics.store import KEPT

pytestmark = pytest.mark.integration

ORCHARDS: dict[str, Any] = {
    "label": "Orchards",
    "definition": "Harvests of fruit are lost or feared for.",
    "patterns": {"en": ".9 apple|pear harvest|harvests\n.3 orchards\n- apple harvest festival", "ru": ".9 урож* яблок"},
}


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    watched.clock[0] += timedelta(minutes=1)
    return Http(watched.services)


def analysis(http: Http, topic: str) -> dict[str, Any]:
    [item] = http.call("GET", "/v1/articles", query={"topic": topic}).json["items"]
    found: dict[str, Any] = http.call("GET", f"/v1/articles/{item['article']['id']}").json["analysis"]
    return found


def test_a_topic_is_tried_saved_and_found_in_what_comes_in_from_then_on(watched: Deployment, http: Http) -> None:
    tried = http.call("POST", "/v1/topics/test", body={"topic": ORCHARDS}).json
    assert (tried["articles"], tried["marked"], tried["complete"]) == (2, 1, True)
    [example] = tried["examples"]
    assert [decided["words"] for decided in example["decided_by"]] == ["orchards", "apple harvest"]
    assert example["title"] == "Rain floods the orchards of Lower Tessa"
    assert http.call("GET", "/v1/topics/orchards").status == 404

    made = http.call("POST", "/v1/topics", scope="write", body=ORCHARDS)
    assert (made.status, made.headers["ETag"]) == (201, '"1"')
    assert made.headers["Location"] == "/v1/topics/orchards"
    listed = http.call("GET", "/v1/topics").json
    assert listed["items"][0] | {"definition": ""} == {
        "id": "orchards",
        "label": "Orchards",
        "definition": "",
        "iptc": None,
        "own": True,
        "version": 1,
    }
    watched.clock[0] += KEPT
    watched.put("c.txt", "The pear harvest of Upper Tessa is lost, growers said on Sunday.\n")
    watched.run()
    found = analysis(http, "orchards")
    [topic] = [topic for topic in found["topics"] if topic["id"] == "orchards"]
    assert (topic["label"], topic["version"], topic["mode"]) == ("Orchards", 1, "happening")
    assert found["versions"]["taxonomy"].endswith(listed["version"].removeprefix(builtin_version()))


def test_a_watch_knows_an_own_topic_rings_for_it_and_keeps_it_from_being_removed(
    watched: Deployment, http: Http
) -> None:
    watch = {"name": "Orchard desk", "rule": {"topics": {"any": ["orchards"]}}}
    refused = http.call("POST", "/v1/watches", scope="write", body=watch)
    assert (refused.status, refused.json["where"]) == (422, "rule.topics.any[0]")
    assert http.call("POST", "/v1/topics", scope="write", body=ORCHARDS).status == 201
    assert http.call("POST", "/v1/watches", scope="write", body=watch).status == 201
    watched.clock[0] += KEPT
    watched.put("c.txt", "The pear harvest of Upper Tessa is lost, growers said on Sunday.\n")
    watched.run()
    [alert] = http.call("GET", "/v1/alerts", query={"watch": "orchard-desk"}).json["items"]
    assert alert["alert"]["topics"] == ["orchards"]

    version = {"If-Match": '"1"'}
    refused = http.call("DELETE", "/v1/topics/orchards", scope="write", headers=version)
    assert (refused.status, "orchard-desk" in refused.json["detail"]) == (409, True)
    assert http.call("DELETE", "/v1/watches/orchard-desk", scope="write", headers=version).status == 204
    assert http.call("DELETE", "/v1/topics/orchards", scope="write", headers=version).status == 204
    assert http.call("GET", "/v1/topics/orchards").status == 404
    assert http.call("DELETE", "/v1/topics/orchards", scope="write", headers=version).status == 404


def test_every_version_is_kept_and_a_name_that_is_used_again_goes_on_counting(http: Http) -> None:
    assert http.call("POST", "/v1/topics", scope="write", body=ORCHARDS).status == 201
    assert http.call("POST", "/v1/topics", scope="write", body=ORCHARDS).status == 409
    got = http.call("GET", "/v1/topics/orchards").json
    changed = {**got, "label": "Fruit growing"}
    assert http.call("PUT", "/v1/topics/orchards", scope="write", body=changed).json["version"] == 2
    assert http.call("PUT", "/v1/topics/orchards", scope="write", body=changed).status == 412
    assert http.call("PUT", "/v1/topics/orchards", scope="write", body=ORCHARDS).status == 428
    assert http.call("PUT", "/v1/topics/orchards", scope="write", body={**changed, "id": "x"}).status == 422
    assert http.call("DELETE", "/v1/topics/orchards", scope="write", headers={"If-Match": '"2"'}).status == 204
    assert http.call("POST", "/v1/topics", scope="write", body=ORCHARDS).json["version"] == 3
    versions = http.call("GET", "/v1/topics/orchards/versions").json["items"]
    assert [(one["version"], one["label"]) for one in versions] == [
        (3, "Orchards"),
        (2, "Fruit growing"),
        (1, "Orchards"),
    ]
    assert http.call("GET", "/v1/topics/vineyards/versions").status == 404


def test_a_built_in_topic_is_shown_and_neither_taken_changed_nor_removed(http: Http) -> None:
    shown = http.call("GET", "/v1/topics/floods").json
    assert (shown["id"], shown["version"]) == ("floods", 0)
    assert sorted(shown["patterns"]) == ["en", "ru", "uk"]
    taken = http.call("POST", "/v1/topics", scope="write", body={**ORCHARDS, "id": "floods"})
    assert (taken.status, taken.json["code"], taken.json["where"]) == (422, "invalid-topic", "id")
    version = {"If-Match": '"0"'}
    assert http.call("PUT", "/v1/topics/floods", scope="write", body=ORCHARDS, headers=version).status == 404
    assert http.call("DELETE", "/v1/topics/floods", scope="write", headers=version).status == 404
    assert len(http.call("GET", "/v1/topics").json["items"]) == len(topic_entries())


def test_a_pattern_that_is_wrong_is_told_by_language_and_line(http: Http) -> None:
    body = {**ORCHARDS, "patterns": {"en": ".9 apple harvest\n.9 Apple"}}
    refused = http.call("POST", "/v1/topics", scope="write", body=body)
    assert (refused.status, refused.json["where"]) == (422, "patterns.en:2")
    assert "try `.9 apple`" in refused.json["detail"]
    tried = http.call("POST", "/v1/topics/test", body={"topic": body})
    assert (tried.status, tried.json["where"]) == (422, "patterns.en:2")


def test_an_article_analyzed_again_gets_the_topics_of_now(watched: Deployment, http: Http) -> None:
    before = analysis(http, "harvest")
    assert http.call("POST", "/v1/topics", scope="write", body=ORCHARDS).status == 201
    watched.clock[0] += KEPT
    [head] = watched.services.articles.page("topic", "harvest", limit=2).items
    watched.send(watched.intake, {"reanalyze": head.card.id})
    watched.run()
    after = analysis(http, "orchards")
    assert {topic["id"] for topic in after["topics"]} == {"harvest", "orchards"}
    assert after["versions"]["taxonomy"] != before["versions"]["taxonomy"]
    assert after["versions"]["engine"] == before["versions"]["engine"]


def test_patterns_are_proposed_out_of_articles_and_words_and_nothing_is_saved(watched: Deployment, http: Http) -> None:
    for number, place in enumerate(("Karvel", "Dorno", "Tasmere")):
        text = f"The harbour of {place} is open again, the mayor of {place} said on day {number}. Ships wait no more.\n"
        watched.put(f"h{number}.txt", text)
    watched.run()
    [example] = http.call("GET", "/v1/articles", query={"topic": "harvest"}).json["items"]
    body = {"articles": [example["article"]["id"]], "words": ["pear harvest", "the"]}
    found = http.call("POST", "/v1/topics/suggest", body=body).json
    assert found["items"][0]["line"] == ".7 pear ..2 harvest"
    lines = [item["line"] for item in found["items"]]
    assert any("apple" in line and "harvest" in line and "..3" in line for line in lines)
    assert not any("tessa" in line or "said" in line for line in lines)
    assert found["patterns"] == {"en": "\n".join(lines)}
    topic = {**ORCHARDS, "patterns": found["patterns"]}
    assert http.call("POST", "/v1/topics/test", body={"topic": topic}).json["marked"] >= 1
    assert http.call("GET", "/v1/topics").json["items"][0]["own"] is False
    assert http.call("POST", "/v1/topics/suggest", body={}).status == 400
    missing = http.call("POST", "/v1/topics/suggest", body={"articles": ["no-such"]})
    assert (missing.status, missing.json["where"]) == (400, "articles[0]")


def test_the_command_does_the_same(http: Http, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    @dataclass
    class Stack:
        services: Services

    monkeypatch.setattr(target, "_local", lambda _: Stack(http.services))
    monkeypatch.delenv("TOCSIN_STACK", raising=False)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["topics", *words], env={"COLUMNS": "200"}, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    file = tmp_path / "orchards.toml"
    file.write_text('label = "Orchards"\ndefinition = "Harvests."\n[patterns]\nen = """\n.9 apple harvest\n"""\n')
    tried = run("test", str(file))
    assert "2 articles since" in tried
    assert "1 marked (happening 1)" in tried
    assert "apple harvest" in tried
    assert json.loads(run("add", str(file)))["id"] == "orchards"
    assert json.loads(run("edit", "orchards", str(file)))["version"] == 2
    assert [json.loads(line)["version"] for line in run("show", "orchards", "--versions", "--json").splitlines()] == [
        2,
        1,
    ]
    assert "version 2" in run("list")
    assert json.loads(run("test", "orchards", "--json"))["marked"] == 1
    assert ".7 apple ..2 harvest" in run("suggest", "apple harvest")
    assert json.loads(run("show", "floods"))["version"] == 0
    assert run("remove", "orchards") == "removed orchards\n"
    file.write_text("label = ")
    with pytest.raises(InvalidTopic, match="TOML"):
        run("add", str(file))
    example = Path(__file__).resolve().parents[2] / "examples" / "topics" / "dam-failures.toml"
    assert json.loads(run("add", str(example)))["id"] == "dam-failures"
