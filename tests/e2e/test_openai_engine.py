"""The stack deployed with `Engine=openai`: a model reads, is paid once, and may die without an article being lost.

One deployment speaks to a server that does what a test scripts, another to a real language model.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.e2e.conftest import RETRY_SECONDS, ROOT, Api, eventually
from tests.model_server.running import MODEL, model_server
from tests.openai_server.server import Act, Asked, Running, always, openai_server

from tocsin.aws.apikeys import create_key
from tocsin.cli.ingest import Outcome, ingest_files
from tocsin.cli.target import Target
from tocsin.codec import to_builtins
from tocsin.engine.gate import support
from tocsin.engine.openai.account import LocalAccount
from tocsin.engine.openai.engine import OpenAIEngine
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.local import LocalStack, Overrides, Project
from tocsin.model import Article

pytestmark = pytest.mark.e2e

KEY = "sk-end-to-end-0123456789"
SECRET = "tocsin/model"
PARAMETER = "/tocsin/model"
READ_SECONDS = 300
"""A real model on one core reads 60 tokens a second and writes 20: half a minute for a short article. It took three
times as long where ten processes shared two cores."""
AT_WORK = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
ANSWER_TOKENS = 400
"""It writes 200 to 300; in the worst case it is asked seven times, for halves and quarters of the article."""
LEAST_PROMPT = 900
"""The instructions alone are more."""
TEXT = """Orlund closes two ports

The harbour authority of Orlund said on Monday that two ports would close for nine days. "No ship will leave before the
storm is over," its director Mara Lind said. Forty ships wait outside the port of Esk.
"""
OTHER_TEXT = """Esk counts its ships

"Nine ships were lost in the storm," mayor Ola Brenn said on Friday in Esk. Forty more came home.
"""
FIRST = "The harbour authority of Orlund said on Monday that two ports would close for nine days."


def answer(asked: Asked) -> Act:
    """A short answer that the article carries."""
    numbers = {text: int(number) for number, text in asked.article["sentences"].items()}
    found = [numbers[text] for text in numbers if text.startswith("The harbour authority")]
    claim = {"sentences": found, "text": "two ports would close for nine days", "claimant": "harbour authority"}
    summary = {"sentences": found, "text": FIRST}
    return Act(json.dumps({"summary": [summary], "claims": [claim], "topics": []}), usage=(1200, 80))


class Reads:
    """A deployment that reads with a model, and hands to drive it."""

    def __init__(self, stack: LocalStack, faults: Path) -> None:
        self.stack, self.faults, self.target = stack, faults, Target(stack.outputs)
        services = self.target.services
        _, key = create_key(services.table, "read", "test", services.now())
        self.api = Api(stack.outputs["ApiUrl"], key)

    def ingest(self, texts: Mapping[str, str], folder: Path) -> dict[str, Outcome]:
        folder.mkdir(exist_ok=True)
        files = [folder / name for name in texts]
        for file in files:
            file.write_text(texts[file.name])
        outcomes = ingest_files(self.target, files, timeout=READ_SECONDS + 60, console=Console(quiet=True))
        return {Path(outcome.file).name: outcome for outcome in outcomes}

    def analysis(self, outcome: Outcome) -> dict[str, Any]:
        found: dict[str, Any] = self.api.get(f"/v1/articles/{outcome.article}")["analysis"]
        return found

    def settle(self) -> None:
        """Wait until no upload is being worked on."""
        sqs, queue = self.stack.client("sqs"), self.stack.outputs["IntakeQueueUrl"]

        def at_rest() -> bool:
            counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
            return not any(int(counts[name]) for name in AT_WORK)

        eventually(at_rest)

    def log(self) -> str:
        return self.stack.log_file.read_text(errors="replace")


@contextmanager
def deployed(
    folder: Path,
    url: str,
    parameters: Mapping[str, str],
    environment: Mapping[str, str],
    properties: Mapping[str, Mapping[str, object]] | None = None,
) -> Iterator[Reads]:
    """The template with a model at `url`."""
    faults = folder / "faults"
    faults.mkdir(parents=True, exist_ok=True)
    overrides = Overrides({"TOCSIN_FAULTS": str(faults), **environment}, properties or {})
    given = {"Engine": "openai", "OpenAIBaseUrl": url, **parameters}
    with (
        pytest.MonkeyPatch.context() as patch,
        LocalStack(folder / "state", project=Project(ROOT), auth=True, parameters=given, overrides=overrides) as stack,
    ):
        store_key(stack)
        stack.deploy()
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in stack.connection.environment().items():
            patch.setenv(name, value)
        yield Reads(stack, faults)


def store_key(stack: LocalStack) -> None:
    """Where a deployment may look for it: in Secrets Manager and in SSM."""
    stack.client("secretsmanager").create_secret(Name=SECRET, SecretString=json.dumps({"key": KEY}))
    stack.client("ssm").put_parameter(Name=PARAMETER, Value=KEY, Type="SecureString")


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reads, Running]]:
    """A deployment whose model is a server of ours."""
    with openai_server(lambda _, asked: answer(asked)) as server:
        parameters = {"OpenAIModel": "gpt-4o-mini", "OpenAISecret": SECRET, "OpenAIDailyUsd": "0.5"}
        quick = {"IntakeQueue": {"VisibilityTimeout": RETRY_SECONDS}}
        attempts = {"TOCSIN_OPENAI_ATTEMPTS": "2"}
        with deployed(tmp_path_factory.mktemp("engine"), server.url, parameters, attempts, quick) as reads:
            yield reads, server


def test_a_worker_that_dies_with_an_answer_in_its_hands_does_not_pay_again(
    scripted: tuple[Reads, Running], tmp_path: Path
) -> None:
    reads, server = scripted
    [source] = [
        mapping
        for mapping in reads.stack.client("lambda").list_event_source_mappings()["EventSourceMappings"]
        if "Intake" in mapping["EventSourceArn"]
    ]
    assert source["BatchSize"] == 2
    # A worker that is cold may take longer than its message stays away here, and two that ask at once both pay.
    reads.ingest({"warm.txt": f"{TEXT}\nThe port of Esk stays open."}, tmp_path)
    reads.settle()
    asked, before = len(server.asked), reads.api.get("/v1/usage")
    (reads.faults / "analyze.text-stored").touch()
    outcome = reads.ingest({"ports.txt": TEXT}, tmp_path)["ports.txt"]
    assert outcome.state == "analyzed"
    assert not list(reads.faults.iterdir())
    assert len(server.asked) == asked + 1
    assert server.asked[-1].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in reads.log()

    analysis = reads.analysis(outcome)
    assert analysis["versions"]["engine"] == "openai/1 gpt-4o-mini"
    assert analysis["summary"]["sentences"][0]["text"] == FIRST
    assert "openai" in {claim["engine"] for claim in analysis["claims"]}
    assert analysis["usage"] == {"input_tokens": 1200, "output_tokens": 80, "cost_usd": "0.000228"}
    again = reads.ingest({"copied.txt": TEXT}, tmp_path)["copied.txt"]
    assert (again.state, len(server.asked)) == ("duplicate", asked + 1)
    usage = reads.api.get("/v1/usage")
    assert usage["paid_usd"] == usage["committed_usd"]
    assert Decimal(usage["paid_usd"]) - Decimal(before["paid_usd"]) == Decimal("0.000228")
    told = [sum(day[name] for day in usage["days"]) for name in ("calls", "input_tokens", "output_tokens")]
    assert told == [asked + 1, 1200 * (asked + 1), 80 * (asked + 1)]


def test_with_a_dead_model_every_article_is_read_by_the_embedded_engine(
    scripted: tuple[Reads, Running], tmp_path: Path
) -> None:
    reads, server = scripted
    server.script = always(Act(status=503))
    asked = len(server.asked)
    texts = {f"{n}.txt": f"{TEXT}\nThis is report number {n} on the storm." for n in range(12)}
    outcomes = reads.ingest(texts, tmp_path)
    assert {name: outcome.state for name, outcome in outcomes.items()} == dict.fromkeys(texts, "analyzed")
    for outcome in outcomes.values():
        analysis = reads.analysis(outcome)
        assert analysis["versions"]["engine"] == "embedded/1"
        assert "engine-unavailable" in analysis["notes"][-1]
        assert analysis["claims"]
    # Each worker gives up after three articles, two calls each; a stack of this size has a handful of workers.
    assert len(server.asked) - asked < 2 * len(texts)
    assert '"engine-down"' in reads.log()
    dead_letters = reads.stack.outputs["IntakeDeadLettersUrl"]
    assert "Messages" not in reads.stack.client("sqs").receive_message(QueueUrl=dead_letters)


def test_a_real_model_is_asked_by_the_engine_and_by_the_deployed_stack_and_held_to_the_article(
    tmp_path: Path,
) -> None:
    """What it says is its own affair; that it answered, was counted, and nothing unsupported came out is asserted."""
    seen: list[str] = []
    with model_server(tmp_path / "model.log", KEY) as url:
        settings = OpenAISettings(
            MODEL, url, call_seconds=READ_SECONDS, article_seconds=READ_SECONDS, attempts=1, answer_tokens=ANSWER_TOKENS
        )
        engine = OpenAIEngine(settings, LocalAccount(Decimal(1)), lambda: KEY, observe=seen.append)
        check_read(to_builtins(engine.analyze(Article("real", TEXT, language="en"))), TEXT)
        assert seen[-1] in ("engine-answered", "engine-fallback")

        limits = {
            "TOCSIN_OPENAI_CALL_SECONDS": str(READ_SECONDS),
            "TOCSIN_OPENAI_ARTICLE_SECONDS": str(READ_SECONDS),
            "TOCSIN_OPENAI_ATTEMPTS": "1",
            "TOCSIN_OPENAI_ANSWER_TOKENS": str(ANSWER_TOKENS),
            "TOCSIN_OPENAI_INPUT_PRICE": "0",
            "TOCSIN_OPENAI_OUTPUT_PRICE": "0",
        }
        patient = {"AnalyzeFunction": {"Timeout": READ_SECONDS + 30}}
        parameters = {"OpenAIModel": MODEL, "OpenAIKeyParameter": PARAMETER}
        with deployed(tmp_path, url, parameters, limits, patient) as reads:
            outcome = reads.ingest({"esk.txt": OTHER_TEXT}, tmp_path)["esk.txt"]
            assert outcome.state == "analyzed"
            analysis = reads.analysis(outcome)
            check_read(analysis, OTHER_TEXT)
            told = sum(day["output_tokens"] for day in reads.api.get("/v1/usage")["days"] if day["calls"])
            assert told >= analysis["usage"]["output_tokens"]
            assert KEY not in reads.log()


def check_read(analysis: Mapping[str, Any], text: str) -> None:
    """A model answered and was counted; what is shown of it, the gate passes again."""
    assert analysis["usage"]["input_tokens"] > LEAST_PROMPT, analysis["notes"]
    assert analysis["usage"]["output_tokens"] > 0
    answered = analysis["versions"]["engine"] == f"openai/1 {MODEL}"
    assert answered or any("embedded engine did" in note for note in analysis["notes"])
    assert not answered or analysis["dropped"] or "openai" in {claim["engine"] for claim in analysis["claims"]}
    shown = [*analysis["summary"]["sentences"], *(c for c in analysis["claims"] if c["engine"] == "openai")]
    for item in shown:
        source = " ".join(text[span["start"] : span["end"]] for span in item["spans"])
        assert not support(item["text"], source).reasons, item
    assert analysis["claims"]  # those that the embedded engine is sure of at least
