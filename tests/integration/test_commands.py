"""Commands that ask a stack, on a table with articles in it."""

from __future__ import annotations

import json
import sys
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
from tocsin.errors import InvalidInput, InvalidWatch, TocsinError
from tocsin.evaluation import measure_labelled
from tocsin.subscriptions.model import Subscription

pytestmark = pytest.mark.integration

SUBSCRIPTION = Subscription(
    "a1b2c3d4e5f6a7b8c9d0e1f2",
    "https",
    "https://hooks.desk.example/tocsin/alerts",
    ("border-queues", "floods"),
    "moderate",
    "failing",
    "2031-05-04T09:30:00.000Z",
    failures=3,
    failed_at="2031-05-04T09:31:00.000Z",
    error="404",
    removed_watches=("floods",),
)


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
    assert "revised 3,000 -> 9,000: About 3,000 people" in told
    assert [claim["state"] for claim in lines(run("story", story.id, "--only", "revised", "--json"))] == ["revised"]


def test_why_is_answered_for_an_alert_an_article_and_a_story(run: Any, filled: Deployment) -> None:
    alert = filled.services.alerts.page("watch-alert", "crossing", limit=1).items[0].alert
    told = run("why", alert.id)
    assert "the words “Karvel”" in told
    assert "Contradicted by Anto Brezh: denied: the country would keep the Karvel crossing open" in told
    assert "origin family:merin-herald" in told
    [story] = filled.services.stories.page(limit=5).items
    article = run("why", "--watch", "agreed", "--article", alert.article)
    assert "fails least_origins: asked 9, found 3 (a later article may bring it about)" in article
    assert "held until 2031-05-04T20:00" in run("why", "--watch", "asleep", "--story", story.id)
    assert lines(run("why", alert.id, "--json"))[0]["sent"]["alert"]["id"] == alert.id
    assert "joins from 0.21 on" in run("why", "--article", alert.article)
    [whole] = lines(run("why", "--story", story.id, "--json"))
    assert whole["story"] == story.id
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


def refused(run_app: list[str]) -> Exception:
    """The error that a call ends in."""
    done = CliRunner().invoke(app, run_app)
    assert done.exception is not None
    assert done.exit_code != 0
    return done.exception if isinstance(done.exception, Exception) else AssertionError(done.output)


def test_a_watch_is_added_shown_edited_switched_and_removed_by_the_command(
    run: Any, filled: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--name", "Queues in Georgia", "--topic", "border-queues", "--place", "ge", "--word", "queue*")
    [made] = lines(run("watches", "add", *words, "--json"))
    assert (made["id"], made["rule"]["places"], made["rule"]["words"]["any"]) == (
        "queues-in-georgia",
        ["GE"],
        ["queue*"],
    )
    listed = run("watches", "list")
    assert "queues-in-georgia" in listed
    assert "topics border-queues; places GE; words queue*" in listed

    edited = lines(run("watches", "edit", made["id"], "--severity", "severe", "--place", "KZ", "--json"))[0]
    assert (edited["severity"], edited["rule"]["places"], edited["version"]) == ("severe", ["KZ"], 2)
    assert edited["rule"]["topics"]["any"] == ["border-queues"]

    shown = tmp_path / "watch.json"
    shown.write_text(run("watches", "show", made["id"]), encoding="utf-8")
    shown.write_text(shown.read_text(encoding="utf-8").replace("Queues in Georgia", "Queues"), encoding="utf-8")
    assert lines(run("watches", "edit", made["id"], "--file", str(shown), "--json"))[0]["name"] == "Queues"

    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace('queue*', 'line*'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.delenv("VISUAL", raising=False)
    assert lines(run("watches", "edit", made["id"], "--json"))[0]["rule"]["words"]["any"] == ["line*"]
    with pytest.raises(InvalidInput, match="nothing was changed"):
        run("watches", "edit", made["id"])

    assert "is off" in run("watches", "disable", made["id"])
    assert filled.services.watches.get(made["id"]).enabled is False
    assert "is on" in run("watches", "enable", made["id"])
    assert "days" not in lines(run("watches", "test", made["id"], "--json"))[0]["watch"]
    assert "removed" in run("watches", "remove", made["id"])
    assert made["id"] not in run("watches", "list")


def test_what_the_command_cannot_do_is_said_and_does_not_exit_with_0(run: Any) -> None:
    assert run("watches", "list")
    for words, said in (
        (["watches", "show", "crosing"], "did you mean `crossing`"),
        (["watches", "add", "--topic", "border-queues"], "--name"),
        (["watches", "add", "--name", "Crossing", "--topic", "border-queues"], "is taken"),
        (["watches", "add", "--name", "Comets", "--topic", "comets"], "is no topic"),
        (["watches", "add", "--file", "nope.json"], "cannot be read"),
        (["watches", "edit", "crossing", "--severity", "worst"], "severity"),
        (["alerts", "--watch", "nope"], "`nope` is no watch"),
        (["watches", "edit", "crossing", "--severity", "worst"], "none of minor, moderate, severe, extreme"),
        (["subscribe", "add", "slak", "https://hooks.example/x"], "did you mean `slack`"),
        (["deliveries", "--alert", "nope"], "no alert, bulletin or test nope"),
        (["ingest", "--metadata", "publsher=Oldmere Post", "README.md"], "one of publisher, url"),
        (["backtest", "--watch", "nope.json"], "no such file"),
        (["backtest", "--watch", "nope"], "is no watch"),
        (["watches", "test", "./nope"], "no such file"),
    ):
        error = refused(words)
        assert isinstance(error, TocsinError), (words, error)
        assert said in str(error), words


def test_why_names_what_an_alerts_article_brought_into_the_ledger(run: Any) -> None:
    alert = next(one for one in lines(run("alerts", "--json")) if one["msg_type"] == "alert")
    told = [line for line in run("why", alert["id"]).splitlines() if line.startswith("  New:")]
    assert told
    assert all(line.removeprefix("  New:").strip() for line in told)


def test_alerts_are_listed_with_their_ids_and_times(run: Any) -> None:
    alerts = lines(run("alerts", "--json"))
    told = run("alerts")
    assert alerts
    for alert in alerts:
        assert f"{alert['raised_at']} · alert {alert['id']}" in told


@pytest.mark.usefixtures("run")
def test_ids_of_subscriptions_stay_whole_on_a_narrow_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.cli.subscribe._all", lambda _: iter([SUBSCRIPTION]))
    output = CliRunner().invoke(app, ["subscribe", "list"], env={"COLUMNS": "80"}).output
    assert SUBSCRIPTION.id in output
    assert "floods" in output
    assert "(removed)" in output
    assert len(output.splitlines()) <= 9  # two of heads, three of the endpoint, four of what failed


def test_stories_are_merged_split_and_put_back_by_the_command_and_what_stands_is_measured(
    run: Any, filled: Deployment, tmp_path: Path
) -> None:
    [story] = filled.services.stories.page(limit=5).items
    articles = filled.services.stories.listed_articles(story.id)
    [parted] = lines(run("stories", "split", story.id, articles[0], "--json"))
    assert (parted["kind"], parted["story"], parted["moved"]) == ("split", story.id, [articles[0]])
    pairs = lines(run("stories", "pairs"))
    assert {(pair["one"], pair["other"], pair["same"]) for pair in pairs} == {
        (articles[0], other, False) for other in articles[1:]
    }
    assert run("stories", "pairs", "--until", "2020-01-01") == ""
    file = tmp_path / "labelled" / "stories" / "desk.jsonl"
    file.parent.mkdir(parents=True)
    run("stories", "pairs", "--texts", "--output", str(file))
    written = lines(file.read_text("utf-8"))
    assert [pair["same"] for pair in written] == [False] * len(pairs)
    assert all(filled.services.articles.head(articles[0]).card.title in pair["first"] for pair in written)
    figures = measure_labelled(tmp_path / "labelled")
    assert figures.keys() == {f"labelled/stories/desk/{name}" for name in ("precision", "recall", "f1")}

    told = run("stories", "merge", story.id, parted["other"])
    assert f"{parted['other']} merged: 1 articles" in told
    [merged] = lines(run("stories", "merge", story.id, parted["other"], "--json"))
    assert merged["id"] in told
    assert {pair["same"] for pair in lines(run("stories", "pairs"))} == {True, False}
    assert "undone at" in run("stories", "undo", merged["id"])
    assert "undone at" in run("stories", "undo", parted["id"])
    assert run("stories", "pairs") == ""
    assert {filled.services.articles.head(article).story for article in articles} == {story.id}
    assert isinstance(refused(["stories", "undo", "no id!"]), InvalidInput)
