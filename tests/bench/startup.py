"""What a cold start costs by function: `python -m tests.bench.startup [--runs 15] [--only web api]` prints Markdown.

Whole processes with the built layer on the path, byte code and all, as Lambda has it. First invocations are real events
(one message, or one request) against moto in this process; their time includes the calls to it. Runs take turns, so
that what else the machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from moto import mock_aws
from tests.bench.moto_server import served
from tests.bench.texts import article
from tests.integration.conftest import REGION, TEXT, Deployment, clean, deploy

from tocsin.aws.apikeys import create_key
from tocsin.aws.sessions import open_session
from tocsin.local import Project
from tocsin.local.layer import build_layer_zip
from tocsin.watches.model import Rule, TopicRule, Watch

RUNS = 15
WORDS = 600
BARE = "bare interpreter"
FLOORS = {
    BARE: "",
    "boto3": "import boto3",
    "boto3, one client": "import boto3; boto3.client('dynamodb')",
    "boto3, four clients": "import boto3; s = boto3.Session(); [s.client(n) for n in ('dynamodb', 's3', 'sqs', 'sns')]",
}
ENGINE = {
    "engine imported": "from tocsin.engine.embedded import analyze_text",
    "and the first article": "from tocsin.engine.embedded import analyze_text; analyze_text(sys.stdin.read())",
    "and a hundred more": "from tocsin.engine.embedded import analyze_text; t = sys.stdin.read(); "
    "[analyze_text(f'{t}\\n{n}') for n in range(101)]",
}
_TELL_MEMORY = """
@atexit.register
def tell():  # not ru_maxrss, which is the parent's where that was larger
    with open('/proc/self/status') as status:
        sys.stderr.write('\\n' + next(line.split()[1] for line in status if line.startswith('VmHWM')))
"""
INVOKE = """
import json, types, app
context = types.SimpleNamespace(function_name='f', memory_limit_in_mb=512, invoked_function_arn='arn:f',
                                aws_request_id='r', log_stream_name='s',
                                get_remaining_time_in_millis=lambda: 30_000)
answer = app.handler(json.load(sys.stdin), context) or {}
failed = answer.get('batchItemFailures') or answer.get('statusCode', 200) != 200 or not answer.get('isAuthorized', True)
sys.exit(1 if failed else 0)
"""


@dataclass
class Row:
    """One program, and what each run of it took."""

    name: str
    program: str
    path: list[Path]
    inputs: list[str] = field(default_factory=list)
    """Standard input, run by run: a message is new once."""
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: int = 0
    """Most resident memory of any run, in KB."""

    def run(self, environment: dict[str, str]) -> None:
        """One whole process. Raises `CalledProcessError` if it fails."""
        path = [str(folder) for folder in self.path]
        code = f"import atexit, sys; sys.path[:0] = {path}\n{_TELL_MEMORY}\n{self.program}"
        given = self.inputs[len(self.wall) % len(self.inputs)] if self.inputs else ""
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(  # noqa: S603  # our own programs
            [sys.executable, "-I", "-S", "-B", "-c", code],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        self.wall.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        self.memory = max(self.memory, int(done.stderr.rpartition("\n")[2]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", nargs="*", default=[], metavar="FUNCTION", help="These functions, and no engine.")
    given = parser.parse_args()
    runs, only = given.runs, given.only
    project = Project.find()
    with tempfile.TemporaryDirectory() as top, lambda_environment() as settings:
        with zipfile.ZipFile(build_layer_zip(project)) as archive:
            archive.extractall(top)
        layer = Path(top, "python")
        rows = [Row(name, program, [layer]) for name, program in FLOORS.items()]
        of_engine = {} if only else ENGINE
        engine = [Row(name, program, [layer], [article(WORDS)]) for name, program in of_engine.items()]
        with mock_aws(), served() as endpoint:
            events = _events(deploy("startup"), runs)
            for folder in sorted(path.parent for path in (project.root / "functions").glob("*/app.py")):
                if only and folder.name not in only:
                    continue
                rows.append(Row(f"{folder.name}, loaded", "import app", [layer, folder]))
                if folder.name in events:
                    told = f"{folder.name}, first invocation"
                    rows.append(Row(told, INVOKE, [layer, folder], events[folder.name]))
            environment = {**settings, "AWS_ENDPOINT_URL": endpoint}
            for _ in range(runs):
                for row in (*rows, *engine):
                    row.run(environment)
    for table in (rows, [rows[0], *engine]):
        show(table, runs)


def show(rows: list[Row], runs: int) -> None:
    bare = rows[0]
    version = sys.version.split()[0]
    titles = (f"Python {version}, {runs} runs", "least ms", "median ms", "processor ms", "times bare", "memory MB")
    sys.stdout.write(f"\n| {' | '.join(titles)} |\n|---|---|---|---|---|---|\n")
    for row in rows:
        cells = (
            *(f"{1000 * value:.0f}" for value in (min(row.wall), statistics.median(row.wall), min(row.processor))),
            f"{min(row.processor) / min(bare.processor):.1f}",
            f"{row.memory / 1024:.0f}",
        )
        sys.stdout.write(f"| {row.name} | {' | '.join(cells)} |\n")


@contextmanager
def lambda_environment() -> Iterator[dict[str, str]]:
    """What the functions find in their environment; this process gets the same region and made-up credentials."""
    with pytest.MonkeyPatch.context() as patch:
        clean(patch)
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        aws = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
        account = f"https://sqs.{REGION}.amazonaws.com/123456789012"
        yield aws | {
            "TOCSIN_TABLE": "startup",
            "TOCSIN_BUCKET": "startup",
            "TOCSIN_CORRELATE_QUEUE_URL": f"{account}/startup-correlate.fifo",
            "TOCSIN_OUTBOX_QUEUE_URL": f"{account}/startup-outbox",
            "TOCSIN_TOPIC_ARN": f"arn:aws:sns:{REGION}:123456789012:startup",
            "POWERTOOLS_SERVICE_NAME": "tocsin",
            "POWERTOOLS_METRICS_NAMESPACE": "Tocsin",
            "POWERTOOLS_TRACE_DISABLED": "true",
        }


def _events(deployment: Deployment, runs: int) -> dict[str, list[str]]:
    """Events for most functions, none worked on yet: an alert, an article to correlate and an upload for each run."""
    services = deployment.services
    for number in range(runs):
        services.watches.create(Watch(f"watch-{number}", "Call-up", Rule(TopicRule(any=("mobilization",)))))
    deployment.put("alerting.txt", TEXT)
    deployment.step(deployment.intake)
    deployment.step(deployment.correlate)
    alerts = taken(deployment, deployment.outbox)
    for number in range(runs):
        deployment.put(f"correlate-{number}.txt", article(WORDS, 1_000 + number))
        deployment.step(deployment.intake)
    to_correlate = taken(deployment, deployment.correlate)
    for number in range(runs):
        deployment.put(f"analyze-{number}.txt", article(WORDS, 2_000 + number))
    _, key = create_key(services.table, "read", "measuring", services.now())
    request = {
        "version": "2.0",
        "rawPath": "/v1/articles",
        "rawQueryString": "",
        "headers": {"authorization": f"Bearer {key}"},
        "requestContext": {
            "http": {"method": "GET", "path": "/v1/articles"},
            "requestId": "r",
            "stage": "$default",
            "authorizer": {"lambda": {"scope": "read", "key": "measuring"}},
        },
    }
    cookie, _ = open_session(services.table, key, "198.51.100.7", services.now())
    page = {
        **request,
        "rawPath": "/ui/now",
        "headers": {"accept-encoding": "gzip"},
        "cookies": [f"tocsin={cookie}"],
        "requestContext": {"http": {"method": "GET", "sourceIp": "198.51.100.7"}},
    }
    return {
        "analyze": [batch(body) for body in taken(deployment, deployment.intake)],
        "correlate": [batch(body, group="stories") for body in to_correlate],
        "notify": [batch(body) for body in alerts],
        "digest": ["{}"],
        "api": [json.dumps(request)],
        "web": [json.dumps(page)],
        "authorize": [json.dumps({"headers": request["headers"]})],
    }


def taken(deployment: Deployment, queue: str) -> list[str]:
    """All messages of a queue, deleted from it."""
    sqs = deployment.services.clients.sqs
    bodies: list[str] = []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def batch(body: str, group: str | None = None) -> str:
    """An SQS event of one message."""
    record = {
        "messageId": "m",
        "receiptHandle": "r",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1", **({"MessageGroupId": group} if group else {})},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:q",
        "awsRegion": REGION,
    }
    return json.dumps({"Records": [record]})


if __name__ == "__main__":
    main()
