"""Analyzing again: every article once, no answer paid for twice, nobody rung, wherever it is stopped."""

from __future__ import annotations

import contextlib
import json
import os
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.integration.conftest import TEXT, Deployment, analysis_of
from tests.openai_server.server import Act, Asked, Running, always, openai_server
from typer.testing import CliRunner

from tocsin.aws.engines import Engine, engines
from tocsin.aws.spending import read_month
from tocsin.cli import reanalyze as command
from tocsin.cli.main import app
from tocsin.cli.target import Target
from tocsin.engine.openai import breaker
from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import Conflict
from tocsin.model import Analysis, Article, Span
from tocsin.reanalysis import run as running
from tocsin.reanalysis import select
from tocsin.reanalysis.batches import Batches
from tocsin.reanalysis.model import Job, Selection
from tocsin.reanalysis.run import Runner, Stopped
from tocsin.steps import analyze, fault

pytestmark = pytest.mark.integration

TOWNS = ("Lessing", "Ambry", "Corvale", "Dunmere", "Estwick")
NOTHING = json.dumps({"summary": [], "claims": [], "topics": []})
Given = Mapping[str, str]
NO_MORE: Given = {}
SINCE = Selection("openai", "2031-01-01T00:00:00.000Z")


class Killed(BaseException):
    """Stands for Ctrl-C or SIGKILL: nothing in the product catches it."""


@pytest.fixture
def server() -> Iterator[Running]:
    with openai_server(always(Act(NOTHING, usage=(1000, 200)))) as found:
        yield found


def environment(server: Running, **more: str) -> dict[str, str]:
    given = {"MODEL": "gpt-4o-mini", "BASE_URL": server.url, "DAILY_USD": "1", **more}
    return {f"TOCSIN_OPENAI_{name}": value for name, value in given.items()}


@pytest.fixture
def stored(deployment: Deployment, server: Running) -> Deployment:
    """Five articles of five towns, read by another engine, in a deployment that has a model too."""
    for number, town in enumerate(TOWNS):
        deployment.clock[0] += timedelta(hours=1)
        deployment.put(f"{number}.txt", TEXT.replace("Port Lessing", f"Port {town}").replace("ten", str(number + 20)))
    while deployment.step(deployment.intake):
        pass
    deployment.services.engine = engines(deployment.services, environment(server))
    return deployment


def target_of(deployment: Deployment) -> Target:
    target = Target({"IntakeQueueUrl": deployment.intake})
    target.__dict__["services"] = deployment.services
    return target


def settings_of(server: Running, **more: str) -> OpenAISettings:
    return OpenAISettings.from_environment(environment(server, **more))


def worker(deployment: Deployment, kill: Callable[[], bool] = lambda: False) -> Callable[[float], None]:
    """What passes the time of a runner: a function that takes one message, unless the runner is to die."""

    def work(_: float) -> None:
        if kill():
            raise Killed
        sqs = deployment.services.clients.sqs
        for message in sqs.receive_message(QueueUrl=deployment.intake, MaxNumberOfMessages=1).get("Messages", []):
            analyze.handle(deployment.services, message["Body"])
            sqs.delete_message(QueueUrl=deployment.intake, ReceiptHandle=message["ReceiptHandle"])

    return work


def begin(
    deployment: Deployment, server: Running, selection: Selection = SINCE, *, batch: bool = False, more: Given = NO_MORE
) -> tuple[Job, Runner]:
    job, runner = command.prepare(target_of(deployment), selection, settings_of(server, **more), batch=batch)
    runner.sleep = worker(deployment)
    if isinstance(runner.prepare, Batches):
        runner.prepare.sleep = lambda _: None
    return deployment.services.reanalyses.put_job(job), runner


def engines_shown(deployment: Deployment) -> list[str]:
    heads = deployment.services.articles.page("article", "all", limit=10).items
    return [head.card.engine for head in heads]


def paid(deployment: Deployment) -> int:
    month, _ = read_month(deployment.services.table, "2031-05")
    assert not month.holds
    return sum(day.paid for day in month.days.values())


PRICE = (1000 * 15 + 200 * 60) * PICO // 100_000_000
"""Of one answer: gpt-4o-mini is .15 and .60 dollars a million tokens."""


def test_every_article_is_read_again_once_and_the_same_command_then_asks_nobody(
    stored: Deployment, server: Running
) -> None:
    job, runner = begin(stored, server)
    done = runner.run(job)
    assert (done.state, done.counts.reanalyzed, done.counts.pico) == ("done", 5, 5 * PRICE)
    assert engines_shown(stored) == ["openai/1 gpt-4o-mini"] * 5
    assert len(server.asked) == 5
    assert paid(stored) == 5 * PRICE
    again, runner = begin(stored, server)
    assert again.round == 2
    assert runner.run(again).counts.already == 5
    assert len(server.asked) == 5


@pytest.mark.parametrize(("page", "after"), [*((2, after) for after in range(6)), (100, 2), (100, 4)])
def test_a_run_that_is_killed_between_any_two_articles_goes_on_and_pays_for_none_twice(
    stored: Deployment, server: Running, monkeypatch: pytest.MonkeyPatch, page: int, after: int
) -> None:
    monkeypatch.setattr(select, "PAGE", page)
    turns = iter(range(100))
    job, runner = begin(stored, server)
    runner.sleep = worker(stored, lambda: next(turns) == after)
    if after < 5:
        with pytest.raises(Killed):
            runner.run(job)
    else:
        runner.run(job)
    job, runner = begin(stored, server)
    done = runner.run(job)
    assert engines_shown(stored) == ["openai/1 gpt-4o-mini"] * 5
    assert done.counts.reanalyzed == (5 if after < 5 else 0)
    assert len(server.asked) == 5
    assert paid(stored) == 5 * PRICE
    assert {result.outcome for result in stored.step(stored.intake)} <= {"done-before"}


POINTS = [point for point in fault.POINTS if point.startswith("reanalyze.")]


@pytest.mark.parametrize("seed", range(4))
def test_with_failures_and_kills_on_either_side_none_is_lost_and_none_paid_twice(
    stored: Deployment, server: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311  # failures for a test
    good: list[str] = []

    def killed(*_: object) -> None:
        raise Killed

    def fails_at_times(_: int, asked: Asked) -> Act:
        act = dice.choice([Act(NOTHING, usage=(1000, 200))] * 5 + [Act(status=500), Act(status=400), Act(drop=True)])
        good.extend([json.dumps(asked.article)] if act.text else [])
        return act

    def function(_: float) -> None:
        """Takes a message and may die at any point; the runner that waits for it may die too."""
        if dice.random() < 0.3:
            (tmp_path / dice.choice(POINTS)).touch()
        with contextlib.suppress(Killed):
            worker(stored)(0)
        if dice.random() < 0.2:
            raise Killed

    monkeypatch.setattr(select, "PAGE", 2)
    monkeypatch.setattr(breaker, "PAUSE_SECONDS", 0.0)
    monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
    monkeypatch.setattr(os, "kill", killed)
    server.script = fails_at_times
    done = None
    for _ in range(200):
        job, runner = begin(stored, server, more={"ATTEMPTS": "1"})
        runner.sleep = function
        if job.round > 1:
            done = stored.services.reanalyses.put_job(replace(job, state="done"))
            break
        with contextlib.suppress(Killed, Stopped):
            runner.run(job)
    assert done is not None
    assert len(good) == len(set(good)) >= 3, "no article was answered twice"
    assert engines_shown(stored).count("openai/1 gpt-4o-mini") == len(good)
    assert len(engines_shown(stored)) == 5
    assert {item.previous for item in stored.services.articles.page("article", "all", limit=10).items} == {None}


def test_two_runs_of_one_job_side_by_side_are_told_and_pay_for_none_twice(stored: Deployment, server: Running) -> None:
    first, runner = begin(stored, server)
    second, other = begin(stored, server)
    assert other.run(second).state == "done"
    with pytest.raises(Conflict):
        runner.run(first)
    assert len(server.asked) == 5


def test_at_the_cap_the_run_stops_and_says_so_and_goes_on_the_next_day(stored: Deployment, server: Running) -> None:
    tight = {"DAILY_USD": "0.004"}  # for one call at its dearest beside what the others cost
    stored.services.engine = engines(stored.services, environment(server, **tight))
    job, runner = begin(stored, server, more=tight)
    with pytest.raises(Stopped, match=r"cap .* reached \(budget-spent\)"):
        runner.run(job)
    read = sum(engine.startswith("openai") for engine in engines_shown(stored))
    assert 0 < read < 5
    for _ in range(5):
        stored.clock[0] += timedelta(days=1)
        job, runner = begin(stored, server, more=tight)
        try:
            assert runner.run(job).counts.reanalyzed == 5
            break
        except Stopped:
            continue
    assert engines_shown(stored) == ["openai/1 gpt-4o-mini"] * 5
    assert len(server.asked) == 5


def test_an_article_without_an_answer_keeps_its_analysis_and_is_counted(stored: Deployment, server: Running) -> None:
    def refuse_one(_: int, asked: Asked) -> Act:
        return Act(status=400) if "Corvale" in json.dumps(asked.article) else Act(NOTHING)

    server.script = refuse_one
    job, runner = begin(stored, server)
    counts = runner.run(job).counts
    assert (counts.reanalyzed, counts.unanswered) == (4, 1)
    assert sorted(engines_shown(stored)) == ["openai/1 gpt-4o-mini"] * 4 + ["test/1"]
    server.script = always(Act(NOTHING))
    job, runner = begin(stored, server)
    counts = runner.run(job).counts
    assert (counts.reanalyzed, counts.already) == (1, 4)


def test_a_bad_key_stops_the_run_at_once_and_changes_nothing(stored: Deployment, server: Running) -> None:
    server.script = always(Act(status=401))
    job, runner = begin(stored, server)
    with pytest.raises(Stopped, match="engine-misconfigured"):
        runner.run(job)
    assert engines_shown(stored) == ["test/1"] * 5
    assert len(server.asked) == 1


def hurry(runner: Runner) -> None:
    """Waiting takes no time, and the runner's clock goes a hundred times as far."""
    now = [0.0]

    def wait(seconds: float) -> None:
        now[0] += 100 * seconds

    runner.sleep, runner.clock = wait, lambda: now[0]


def test_messages_that_never_come_back_are_given_up_and_tried_again_by_the_next_run(
    stored: Deployment, server: Running
) -> None:
    job, runner = begin(stored, server)
    hurry(runner)
    assert runner.run(job).counts.unanswered == 5
    late = [result.outcome for _ in range(5) for result in stored.step(stored.intake)]
    assert set(late) == {"done-before"}
    job, runner = begin(stored, server)
    assert runner.run(job).counts.reanalyzed == 5


def test_a_queue_that_takes_nothing_is_not_asked_for_ever(
    stored: Deployment, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, runner = begin(stored, server)
    hurry(runner)
    monkeypatch.setattr(stored.services.clients.sqs, "send_message_batch", lambda **_: {"Failed": []})
    with pytest.raises(Stopped, match="takes no messages"):
        runner.run(job)
    assert engines_shown(stored) == ["test/1"] * 5


def test_a_selection_is_by_time_language_and_number(stored: Deployment, server: Running) -> None:
    def chosen(selection: Selection) -> int:
        job, runner = command.prepare(target_of(stored), selection, settings_of(server))
        return command.estimated(target_of(stored), job, runner.version, settings_of(server)).articles

    third = stored.services.articles.page("article", "all", limit=10).items[2].card.at
    assert chosen(replace(SINCE, since=third)) == 3
    assert chosen(replace(SINCE, until=third)) == 2
    assert chosen(replace(SINCE, limit=4)) == 4
    assert chosen(replace(SINCE, language="en")) == 5
    assert chosen(replace(SINCE, language="uk")) == 0
    job, runner = begin(stored, server, replace(SINCE, limit=2))
    assert runner.run(job).counts.chosen == 2
    assert engines_shown(stored)[:3] == ["openai/1 gpt-4o-mini"] * 2 + ["test/1"]


@pytest.fixture
def at_command(stored: Deployment, server: Running, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    """The command speaks to this deployment, as to one that it found by its name."""
    monkeypatch.setattr(command, "find_target", lambda *_: target_of(stored))
    monkeypatch.setattr(command, "function_environment", lambda _: environment(server))
    monkeypatch.setattr(running, "POLL_SECONDS", 0.05)
    return stored


def test_a_dry_run_tells_articles_tokens_and_dollars_and_writes_nothing(
    at_command: Deployment, server: Running
) -> None:
    before = at_command.items()
    arguments = ["reanalyze", "--engine", "openai", "--since", "2031-01-01", "--dry-run"]
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 0, told.output
    [estimate] = [
        json.loads(line)["estimate"] for line in CliRunner().invoke(app, [*arguments, "--json"]).stdout.splitlines()
    ]
    assert (estimate["articles"], estimate["sampled"]) == (5, 5)
    words = len(TEXT.split())
    assert 5 * (1500 + words) < estimate["input_tokens"] < 5 * (3500 + 2 * words)
    assert estimate["pico"] == estimate["input_tokens"] * 150_000 + estimate["output_tokens"] * 600_000
    assert "dollars" in told.output
    batch = CliRunner().invoke(app, [*arguments, "--json", "--batch"])
    assert json.loads(batch.stdout)["estimate"]["pico"] == estimate["pico"] // 2
    assert at_command.items() == before
    assert at_command.step(at_command.intake) == []
    assert server.asked == []


def test_the_command_asks_before_it_begins_and_shows_what_became_of_it(at_command: Deployment, server: Running) -> None:
    arguments = ["reanalyze", "--since", "2031-01-01", "--json"]
    refused = CliRunner().invoke(app, arguments, input="n\n")
    assert (refused.exit_code, server.asked) == (1, [])
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.02):
            at_command.step(at_command.intake)

    function = threading.Thread(target=work)
    function.start()
    try:
        done = CliRunner().invoke(app, [*arguments, "--yes"])
    finally:
        stop.set()
        function.join()
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["done"], result["counts"]["reanalyzed"]) == (True, 5)


def test_the_embedded_engine_reads_again_at_no_cost(stored: Deployment, server: Running) -> None:
    job, runner = command.prepare(target_of(stored), replace(SINCE, engine="embedded"), None)
    runner.sleep = worker(stored)
    counts = runner.run(stored.services.reanalyses.put_job(job)).counts
    assert (counts.reanalyzed, counts.pico, server.asked) == (5, 0, [])
    assert engines_shown(stored) == ["embedded/1"] * 5


def with_another_claim(article: Article) -> Analysis:
    """As the first engine reads, and one claim more."""
    found = analysis_of(article, engine="test/2")
    start = article.text.index("Queues of cars")
    span = Span(start, start + len("Queues of cars formed at the crossing to Omberland"))
    words = article.text[span.start : span.end]
    return replace(found, claims=(*found.claims, replace(found.claims[0], id="c2", text=words, spans=(span,))))


def test_what_is_new_in_an_analysis_comes_into_the_ledger_once_and_rings_nobody(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    assert len(watched.received()) == 1
    services = watched.services
    head = services.articles.page("article", "all", limit=1).items[0]
    assert head.story is not None
    before = services.stories.case_file(head.story)
    second = with_another_claim(head.article(services.objects.text(head.card.id))).versions
    services.engine = lambda _: Engine(with_another_claim, second)
    for token in ("t", "u"):
        message = {"reanalyze": head.card.id, "engine": "openai", "job": f"job.{token}", "token": token}
        watched.send(watched.intake, message)
        watched.run()
    after = services.stories.case_file(head.story)
    assert [claim.current.claim for claim in after.ledger.claims] == ["c1", "c2"]
    assert after.ledger.claims[0] == before.ledger.claims[0]
    assert after.version == before.version + 1
    assert after.ledger.articles == before.ledger.articles
    assert watched.received() == []
    assert len(services.alerts.page("alert", "all", limit=10).items) == 1


# By the Batch API


def test_a_batch_answers_all_articles_at_half_the_price_and_nobody_is_asked_online(
    stored: Deployment, server: Running
) -> None:
    job, runner = begin(stored, server, batch=True)
    done = runner.run(job)
    assert (done.state, done.counts.reanalyzed) == ("done", 5)
    assert len(server.asked) == 5
    assert all("authorization" not in asked.headers for asked in server.asked), "all came by the file"
    assert engines_shown(stored) == ["openai/1 gpt-4o-mini"] * 5
    assert done.counts.pico == 5 * PRICE // 2 == paid(stored)


@pytest.mark.parametrize("api", ["chat", "responses"])
@pytest.mark.parametrize("output", ["schema", "json"])
def test_a_line_of_a_batch_is_the_very_request_that_would_be_sent_online(
    stored: Deployment, server: Running, api: str, output: str
) -> None:
    more = {"API": api, "OUTPUT": output}
    stored.services.engine = engines(stored.services, environment(server, **more))
    job, runner = begin(stored, server, replace(SINCE, limit=1), more=more)
    runner.run(job)
    [online] = server.asked
    stored.services.table.write_many(deletes=[key for key in stored.items() if key[1].startswith("ANSWER#")])
    [article] = [head.card.id for head in stored.services.articles.page("article", "all", limit=1).items]
    job, runner = begin(stored, server, replace(SINCE, limit=1, language="en"), batch=True, more=more)
    assert isinstance(runner.prepare, Batches)
    runner.version = runner.prepare.version = "another"
    runner.prepare(job)
    assert server.asked[1].body == online.body
    assert server.asked[1].path == online.path
    [line] = server.batches.files["file-0"].splitlines()
    assert json.loads(line)["custom_id"].startswith(article)


def test_lines_that_failed_are_asked_online(stored: Deployment, server: Running) -> None:
    server.batches.without = frozenset({1, 3})
    job, runner = begin(stored, server, batch=True)
    counts = runner.run(job).counts
    assert counts.reanalyzed == 5
    assert sum("authorization" in asked.headers for asked in server.asked) == 2
    assert counts.pico == 3 * PRICE // 2 + 2 * PRICE == paid(stored)


def test_answers_to_what_was_not_asked_are_left_out(stored: Deployment, server: Running) -> None:
    server.batches.strays = ("", "#", "x" * 64, "0" * 2_000, "../" * 20)
    job, runner = begin(stored, server, batch=True)
    before = set(stored.items())
    assert runner.run(job).counts.reanalyzed == 5
    answers = [key for key in set(stored.items()) - before if key[1].startswith("ANSWER#")]
    assert len(answers) == 5


def test_a_run_stopped_while_a_batch_is_under_way_goes_on_with_that_batch(stored: Deployment, server: Running) -> None:
    server.batches.polls = 3
    job, runner = begin(stored, server, batch=True)
    assert isinstance(runner.prepare, Batches)

    def die(_: float) -> None:
        raise Killed

    runner.prepare.sleep = die
    with pytest.raises(Killed):
        runner.run(job)
    job, runner = begin(stored, server)  # also without --batch
    assert runner.run(job).counts.reanalyzed == 5
    assert len(server.batches.batches) == 1
    assert paid(stored) == 5 * PRICE // 2


def test_a_batch_whose_id_was_lost_is_found_again_and_not_paid_twice(stored: Deployment, server: Running) -> None:
    server.batches.forgets = 1
    job, runner = begin(stored, server, batch=True)
    with pytest.raises(Stopped, match="connection"):
        runner.run(job)
    job, runner = begin(stored, server, batch=True)
    assert runner.run(job).counts.reanalyzed == 5
    assert len(server.batches.batches) == 1
    assert paid(stored) == 5 * PRICE // 2


def test_a_file_of_answers_that_breaks_off_is_fetched_anew(stored: Deployment, server: Running) -> None:
    server.batches.breaks = 1
    job, runner = begin(stored, server, batch=True)
    assert runner.run(job).counts.reanalyzed == 5
    assert paid(stored) == 5 * PRICE // 2


@pytest.mark.parametrize("trouble", ["no such API", "turned away"])
def test_a_server_that_takes_no_batch_stops_the_run_and_costs_nothing(
    stored: Deployment, server: Running, trouble: str
) -> None:
    server.batches.offered = trouble != "no such API"
    server.batches.ends = "failed"
    job, runner = begin(stored, server, batch=True)
    with pytest.raises(Stopped):
        runner.run(job)
    assert paid(stored) == 0
    assert engines_shown(stored) == ["test/1"] * 5
    job, runner = begin(stored, server)
    assert runner.run(job).counts.reanalyzed == 5


def test_a_batch_is_as_large_as_the_caps_allow(
    stored: Deployment, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(select, "PAGE", 1)
    tight = {"DAILY_USD": "0.004"}
    job, runner = begin(stored, server, batch=True, more=tight)
    assert runner.run(job).counts.reanalyzed == 5
    assert len(server.batches.batches) > 1
    assert paid(stored) == 5 * PRICE // 2
    none = {"DAILY_USD": "0.0001"}
    stored.services.engine = engines(stored.services, environment(server))
    job, runner = begin(stored, server, replace(SINCE, limit=3), batch=True, more=none)
    runner.version = "another"
    assert isinstance(runner.prepare, Batches)
    runner.prepare.version = "another"
    stored.services.table.write_many(deletes=[key for key in stored.items() if key[1].startswith("ANSWER#")])
    with pytest.raises(Stopped, match="cap of the day"):
        runner.run(job)
