"""Commands that ask a stack, on a table with articles in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from moto import mock_aws
from tests.integration.conftest import Deployment, clean, deploy
from tests.integration.test_ledger import fill
from typer.testing import CliRunner

from tocsin.cli import target
from tocsin.cli.main import app
from tocsin.errors import InvalidInput, InvalidWatch

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def filled() -> Iterator[Deployment]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = deploy("commands")
        fill(deployment)
        yield deployment


@pytest.fixture
def run(filled: Deployment, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call the program; the stack that it finds is the one in this process."""
    monkeypatch.setattr(target, "_local", lambda _: filled)
    monkeypatch.delenv("TOCSIN_STACK", raising=False)

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"}, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return call


def lines(output: str) -> list[Any]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_watch_in_a_file_is_tried_on_the_past_and_not_saved(run: Any, filled: Deployment, tmp_path: Path) -> None:
    file = tmp_path / "watch.json"
    file.write_text(json.dumps({"name": "Karvel", "rule": {"words": {"any": ["Karvel"]}}}), encoding="utf-8")
    [report] = lines(run("backtest", "--watch", str(file), "--days", "3", "--json"))
    assert (report["complete"], report["result"]["articles"]) == (True, 4)
    told = run("backtest", "--watch", str(file), "--days", "3")
    assert "2031-05-04" in told
    assert "words.any Karvel: Karvel" in told
    assert "unsaved" not in [watch.id for watch in filled.services.watches.all()]
    [saved] = lines(run("backtest", "--watch", "crossing", "--json"))
    assert saved["watch"] == "crossing"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidWatch):
        run("backtest", "--watch", str(file))


def test_a_story_is_told_with_who_said_it_first_and_how_it_changed(run: Any, filled: Deployment) -> None:
    [story] = filled.services.stories.page(limit=5).items
    told = run("story", story.id)
    assert "contradicted by" in told
    assert "9,000 people" in told
    assert "revised: About 3,000 people" in told
    assert [claim["state"] for claim in lines(run("story", story.id, "--only", "revised", "--json"))] == ["revised"]


def test_why_is_answered_for_an_alert_an_article_and_a_story(run: Any, filled: Deployment) -> None:
    alert = filled.services.alerts.page("watch-alert", "crossing", limit=1).items[0].alert
    told = run("why", alert.id)
    assert "words.any Karvel" in told
    assert "contradicted: the country would keep" in told
    assert "origin family:merin-herald" in told
    [story] = filled.services.stories.page(limit=5).items
    article = run("why", "--watch", "agreed", "--article", alert.article)
    assert "fails least_origins: asked 9, found 3 (a later article may bring it about)" in article
    assert "held until 2031-05-04T20:00" in run("why", "--watch", "asleep", "--story", story.id)
    assert lines(run("why", alert.id, "--json"))[0]["sent"]["alert"]["id"] == alert.id
    for words in ([], ["--watch", "agreed"], [alert.id, "--watch", "agreed"]):
        with pytest.raises(InvalidInput):
            run("why", *words)


def test_sources_are_graded_listed_and_removed(run: Any) -> None:
    assert run("sources", "grade", "dornotimes.example", "B", "--note", "careful").startswith("dornotimes.example B")
    assert [(one["domain"], one["grade"]) for one in lines(run("sources", "list", "--json"))] == [
        ("dornotimes.example", "B")
    ]
    run("sources", "remove", "dornotimes.example")
    assert lines(run("sources", "list", "--json")) == []


def test_an_alert_is_printed_as_cap(run: Any, filled: Deployment) -> None:
    alert = filled.services.alerts.page("watch-alert", "crossing", limit=1).items[0].alert
    root = etree.fromstring(run("alerts", "--cap", alert.id).encode())
    assert etree.QName(root).localname == "alert"
    assert {etree.QName(child).localname: child.text for child in root}["msgType"] == "Update"
