"""The real template, deployed once for all end-to-end tests on a local emulator that enforces IAM."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tocsin.aws.apikeys import Scope, create_key
from tocsin.cli.ingest import Outcome, ingest_files
from tocsin.cli.subscriber import Subscriber
from tocsin.cli.target import Target
from tocsin.codec import from_json
from tocsin.local import LocalStack, Overrides, Project
from tocsin.watches.model import Watch

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SETTLE_SECONDS = 120.0
POLL_SECONDS = 0.2
RETRY_SECONDS = 5
"""Visibility timeout in tests: what died comes back after this long, not after minutes."""
QUICK_SECONDS = 2
"""The same where much is killed; a slow worker that meets its own second delivery must not matter."""
ANSWER_SECONDS = 90
"""For one request: on a busy machine the first one waits for the cold starts of two functions."""
RECEIVES = 30
"""One message is killed at every point of a step in turn; production gives up after five."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; `body` is parsed where it is JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass
class Api:
    """The deployed API, called with one key."""

    url: str
    key: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)  # noqa: S310  # loopback
        for name, value in {**self.headers, **headers}.items():
            request.add_header(name.replace("_", "-"), value)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self.key is not None:
            request.add_header("Authorization", f"Bearer {self.key}")
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310  # loopback
                return _answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error.headers, error.read())

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.body

    def pages(self, path: str, query: str) -> Iterator[list[Any]]:
        """The items of a list, page by page to its end."""
        page = self.get(f"{path}?{query}")
        yield page["items"]
        while page["next"] is not None:
            page = self.get(f"{path}?{query}&cursor={page['next']}")
            yield page["items"]


def _answer(status: int, headers: Any, body: bytes) -> Answer:
    found = {name.lower(): value for name, value in headers.items()}
    is_json = "json" in found.get("content-type", "")
    return Answer(status, found, json.loads(body) if is_json and body else body)


@dataclass(frozen=True)
class Deployed:
    """The stack under test, its subscribers, and what became of the seeds."""

    stack: LocalStack
    target: Target
    subscriber: Subscriber
    queue_url: str
    faults: Path
    seeds: dict[str, Outcome]

    def api(self, scope: Scope | None) -> Api:
        if scope is None:
            return Api(self.stack.outputs["ApiUrl"])
        services = self.target.services
        _, secret = create_key(services.table, scope, f"test {scope}", services.now())
        return Api(self.stack.outputs["ApiUrl"], secret)

    def ingest(self, files: list[Path], *, timeout: float = SETTLE_SECONDS) -> dict[str, Outcome]:
        console = Console(quiet=True)
        return {Path(o.file).name: o for o in ingest_files(self.target, files, timeout=timeout, console=console)}

    def messages(self, queue_url: str) -> list[dict[str, Any]]:
        """All that an SQS subscriber got, taken from its queue."""
        sqs = self.stack.client("sqs")
        found: list[dict[str, Any]] = []
        while True:
            got = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
            for message in got:
                found.append(json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            if not got:
                return found

    def count(self, output: str) -> int:
        """Messages of a queue, waiting or being worked on."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        attributes = self.stack.client("sqs").get_queue_attributes(
            QueueUrl=self.stack.outputs[output], AttributeNames=names
        )["Attributes"]
        return sum(int(attributes[name]) for name in names)

    def settle(self) -> None:
        """Wait until no step has anything to do."""
        eventually(lambda: not any(map(self.count, ("IntakeQueueUrl", "CorrelateQueueUrl", "OutboxQueueUrl"))))

    def dead_letters(self) -> int:
        return sum(map(self.count, ("IntakeDeadLettersUrl", "CorrelateDeadLettersUrl", "OutboxDeadLettersUrl")))


def eventually(condition: Callable[[], object], seconds: float = SETTLE_SECONDS) -> None:
    """Wait for `condition`; it is asked until it holds, so that no test sleeps longer than it must."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {condition}"
        time.sleep(POLL_SECONDS)


def _quick_retries(dead_letters: str) -> dict[str, object]:
    redrive = {"deadLetterTargetArn": {"Fn::GetAtt": [dead_letters, "Arn"]}, "maxReceiveCount": RECEIVES}
    return {"VisibilityTimeout": RETRY_SECONDS, "RedrivePolicy": redrive}


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("stack")
    faults = folder / "faults"
    faults.mkdir()
    overrides = Overrides(
        environment={"TOCSIN_FAULTS": str(faults)},
        properties={
            "AnalyzeFunction": {"Environment": {"Variables": {"TOCSIN_MAX_RECEIVES": str(RECEIVES)}}},
            "CorrelateFunction": {"Environment": {"Variables": {"TOCSIN_MAX_RECEIVES": str(RECEIVES)}}},
            "IntakeQueue": _quick_retries("IntakeDeadLetters"),
            "CorrelateQueue": _quick_retries("CorrelateDeadLetters"),
            "OutboxQueue": _quick_retries("OutboxDeadLetters"),
            "DeliveriesQueue": _quick_retries("DeliveriesDeadLetters"),
        },
    )
    with (
        pytest.MonkeyPatch.context() as patch,
        LocalStack(
            folder / "state",
            project=Project(ROOT),
            auth=True,
            parameters={"AllowedHosts": "127.0.0.1", "Archive": "true"},
            overrides=overrides,
        ) as stack,
    ):
        stack.deploy()
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in stack.connection.environment().items():
            patch.setenv(name, value)
        target = Target(stack.outputs)
        target.services.watches.seed(from_json((SEEDS / "watches.json").read_bytes(), list[Watch]))
        with Subscriber(target.services.clients.sns, stack.outputs["TopicArn"]) as subscriber:
            subscriber.subscribe()
            queue_url = _subscribe_queue(stack, "all-alerts", None)
            files = sorted((SEEDS / "articles").iterdir())
            outcomes = ingest_files(target, files, timeout=SETTLE_SECONDS, console=Console(quiet=True), batch="seeds")
            found = Deployed(
                stack, target, subscriber, queue_url, faults, {Path(outcome.file).name: outcome for outcome in outcomes}
            )
            found.settle()
            yield found


def _subscribe_queue(stack: LocalStack, name: str, policy: dict[str, Any] | None) -> str:
    """A queue that is subscribed to the topic, filtered by `policy`."""
    sqs, sns = stack.client("sqs"), stack.client("sns")
    url: str = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": stack.outputs["TopicArn"]}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})
    attributes = {"FilterPolicy": json.dumps(policy)} if policy else {}
    sns.subscribe(TopicArn=stack.outputs["TopicArn"], Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return url


@pytest.fixture
def quick(deployed: Deployed) -> Iterator[None]:
    """What died comes back sooner than elsewhere."""
    sqs = deployed.stack.client("sqs")

    def wait(seconds: int) -> None:
        for name in ("IntakeQueueUrl", "CorrelateQueueUrl", "OutboxQueueUrl"):
            sqs.set_queue_attributes(
                QueueUrl=deployed.stack.outputs[name], Attributes={"VisibilityTimeout": str(seconds)}
            )

    wait(QUICK_SECONDS)
    yield
    wait(RETRY_SECONDS)


@pytest.fixture
def subscribe_queue(deployed: Deployed) -> Callable[[str, dict[str, Any] | None], str]:
    return lambda name, policy: _subscribe_queue(deployed.stack, name, policy)
