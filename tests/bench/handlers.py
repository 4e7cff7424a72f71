"""The functions of the template as processes that poll their queues, for where no stack can be deployed.

Each process loads the handler of one function as Lambda does and hands it batches, with the batch sizes, receive counts
and partial failures of an event source; AWS is moto behind a port of loopback, with queues as the template has them.
Not here: the gateway, IAM, cold starts between batches, a kill at the time-out.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import boto3
from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from tocsin.local.package import load_template

ROOT = Path(__file__).resolve().parents[2]
STEPS = {"analyze": "IntakeQueue", "correlate": "CorrelateQueue", "notify": "OutboxQueue"}
WORKERS = ("analyze", "analyze", "correlate", "notify")
TIMEOUTS = {"analyze": 120, "correlate": 30, "notify": 30, "api": 25}
BATCH = 10


class Context:
    """What handlers ask of Lambda's context."""

    function_name = memory_limit_in_mb = invoked_function_arn = aws_request_id = "bench"

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(1_000 * (self._ends - time.monotonic()))


def load(name: str) -> Any:
    """The handler of a function."""
    spec = importlib.util.spec_from_file_location(f"function_{name}", ROOT / "functions" / name / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler


def poll(name: str, queue: str) -> None:
    """Hand batches to a handler and delete what it does not tell as failed, until the process is ended."""
    handler, sqs = load(name), boto3.client("sqs")
    while True:
        answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=BATCH, AttributeNames=["All"])
        messages = answer.get("Messages", [])
        if not messages:
            time.sleep(0.2)
            continue
        records = [
            {"messageId": one["MessageId"], "body": one["Body"], "attributes": one["Attributes"], "receiptHandle": "r"}
            | {"messageAttributes": {}, "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:1:q"}
            for one in messages
        ]
        try:
            told = handler({"Records": records}, Context(TIMEOUTS[name]))
        except BatchProcessingError:  # no message of the batch was done
            continue
        failed = {one["itemIdentifier"] for one in told["batchItemFailures"]}
        for one in messages:
            if one["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])


def flood() -> None:
    """Ask the API without a key, large bodies, a tenth of a second after the answer before; tell of the answers."""
    handler, answers = load("api"), Counter[int]()
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(1))
    http = {"method": "POST", "path": "/v1/watches"}
    event = {"version": "2.0", "routeKey": "$default", "rawPath": "/v1/watches", "rawQueryString": "", "headers": {}}
    context = {"http": http, "stage": "$default", "requestId": "r", "authorizer": {"lambda": {"scope": "none"}}}
    while not ended:
        answers[handler({**event, "requestContext": context, "body": "[" * 200_000}, Context(25))["statusCode"]] += 1
        time.sleep(0.1)
    sys.stdout.write("\n" + json.dumps(answers) + "\n")


@contextmanager
def working(environment: Mapping[str, str], queues: Mapping[str, str], floods: int) -> Iterator[Counter[int]]:
    """All processes, as long as it lasts; what the floods were answered is known after."""
    answers: Counter[int] = Counter()
    env = {**os.environ, **environment, "LOG_LEVEL": "CRITICAL", "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:
        asked = [[name, queues[STEPS[name]]] for name in WORKERS] + [["flood"]] * floods
        started = [
            stack.enter_context(
                subprocess.Popen(  # noqa: S603  # ours
                    [sys.executable, "-m", __name__, *one],
                    cwd=ROOT,
                    env=env,
                    stdout=subprocess.PIPE if one == ["flood"] else subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
            )
            for one in asked
        ]
        try:
            yield answers
        finally:
            for process in started:
                process.terminate()
            for process in started[len(WORKERS) :]:
                told = process.communicate()[0].strip().splitlines()
                answers.update({int(status): count for status, count in json.loads(told[-1]).items()} if told else {})


def make_queues() -> dict[str, str]:
    """The queues of the steps and their dead letters by their names in the template, as it has them."""
    template, sqs, found = load_template(ROOT / "template.yaml")["Resources"], boto3.client("sqs"), dict[str, str]()
    for name in ("IntakeDeadLetters", "CorrelateDeadLetters", "OutboxDeadLetters", *STEPS.values()):
        properties = template[name]["Properties"]
        attributes = {"VisibilityTimeout": str(properties.get("VisibilityTimeout", 30))}
        if properties.get("FifoQueue"):
            attributes |= {"FifoQueue": "true"}
        if "RedrivePolicy" in properties:
            dead = name.replace("Queue", "DeadLetters")
            arn = sqs.get_queue_attributes(QueueUrl=found[dead], AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            most = properties["RedrivePolicy"]["maxReceiveCount"]
            attributes["RedrivePolicy"] = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": most})
        suffix = ".fifo" if properties.get("FifoQueue") else ""
        found[name] = sqs.create_queue(QueueName=f"{name}{suffix}", Attributes=attributes)["QueueUrl"]
    return found


if __name__ == "__main__":
    Metrics(namespace="bench", service="bench")
    flood() if sys.argv[1] == "flood" else poll(*sys.argv[1:])
