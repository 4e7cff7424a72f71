"""The handlers themselves: real events in, partial failures out, one screen each."""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, s3_event

from tocsin.aws import keys
from tocsin.aws.apikeys import create_key
from tocsin.aws.articles import Articles
from tocsin.aws.queues import Queues
from tocsin.aws.records import Head
from tocsin.aws.services import Services, services
from tocsin.aws.settings import Settings
from tocsin.aws.table import Write
from tocsin.errors import NotFound
from tocsin.local.package import load_template
from tocsin.steps import fifo
from tocsin.steps.batch import turn
from tocsin.steps.correlate import Correlator, Result
from tocsin.steps.fifo import in_time, pause_after
from tocsin.steps.messages import Correlate

pytestmark = pytest.mark.integration

FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
CONTEXT = SimpleNamespace(
    function_name="f",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:f",
    aws_request_id="r",
    log_stream_name="s",
    get_remaining_time_in_millis=lambda: 60_000,
)
Handler = Callable[[dict[str, Any], Any], Any]


@pytest.fixture
def handler(watched: Deployment, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads a function's handler as Lambda does, in the deployment's environment."""
    settings = watched.services.settings
    for name, value in {
        "TOCSIN_TABLE": settings.table,
        "TOCSIN_BUCKET": settings.bucket,
        "TOCSIN_CORRELATE_QUEUE_URL": settings.correlate_queue_url,
        "TOCSIN_INTAKE_QUEUE_URL": settings.intake_queue_url,
        "TOCSIN_OUTBOX_QUEUE_URL": settings.outbox_queue_url,
        "TOCSIN_TOPIC_ARN": settings.topic_arn,
        "TOCSIN_MAX_RECEIVES": "3",
        "POWERTOOLS_SERVICE_NAME": "tocsin",
        "POWERTOOLS_METRICS_NAMESPACE": "Tocsin",
    }.items():
        monkeypatch.setenv(name, value)
    services.cache_clear()

    def load(name: str) -> Handler:
        spec = importlib.util.spec_from_file_location(f"functions_{name}", FUNCTIONS / name / "app.py")
        assert spec is not None
        assert spec.loader is not None
        module: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded: Handler = module.handler
        return loaded

    return load


def batch(*bodies: object, group: str | None = None, receives: int = 1) -> dict[str, Any]:
    """An SQS event with one record a body; ids are m0, m1, ..."""
    attributes = {"ApproximateReceiveCount": str(receives)}
    attributes |= {"MessageGroupId": group, "MessageDeduplicationId": "d"} if group else {}
    records = [
        {
            "messageId": f"m{number}",
            "receiptHandle": "r",
            "body": body if isinstance(body, str) else json.dumps(body),
            "attributes": attributes,
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:q",
            "awsRegion": "eu-central-1",
        }
        for number, body in enumerate(bodies)
    ]
    return {"Records": records}


def failures(answer: Any) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_a_bad_message_fails_alone_and_the_rest_of_its_batch_is_done(handler: Any, watched: Deployment) -> None:
    watched.services.clients.s3.put_object(Bucket="tocsin", Key="uploads/a.txt", Body=TEXT.encode())
    good = s3_event("uploads/a.txt", "tag", 1, watched.clock[0])
    assert failures(handler("analyze")(batch("junk", good), CONTEXT)) == ["m0"]
    [analyzed] = watched.services.uploads.page("analyzed", limit=10).items
    assert analyzed.key == "uploads/a.txt"


@pytest.mark.parametrize("name", ["analyze", "collect"])
def test_what_reads_strangers_bytes_is_bound_to_less_memory_than_it_is_killed_for(
    handler: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: bound.append((what, limits)))
    handler(name)
    assert bound == []
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769")
    handler(name)
    [(what, (soft, _))] = bound
    assert what == resource.RLIMIT_DATA
    assert 1_500 << 20 < soft < 1_700 << 20


HUNGRY = """
import os
from datetime import UTC, datetime

from tocsin.errors import TooLarge
from tocsin.feeds import read
from tocsin.reading import read_upload, upload
from tocsin.steps.batch import bound_memory

os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "400"
bound_memory()
print(len(read_upload(b"<p>The council met.</p>" * 900).text))
upload.decode = lambda *_: " " * (500 << 20)
try:
    read_upload(b"The council met.")
except TooLarge as error:
    print(error.code)
read.decode = lambda *_: " " * (500 << 20)
try:
    read.read_source(b"<rss/>", "https://feeds.example/", None, datetime.now(UTC))
except TooLarge as error:
    print(error.code)
print(read_upload.__module__)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold RLIMIT_DATA")
def test_what_takes_more_memory_than_there_is_is_rejected_and_the_process_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", HUNGRY], capture_output=True, text=True, timeout=60, check=True)  # noqa: S603  # our own interpreter and words
    assert done.stdout.split()[1:] == ["too-large", "too-large", "tocsin.reading.upload"]


def test_what_follows_a_failure_in_the_fifo_queue_waits_for_it(handler: Any, watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    [head] = watched.services.articles.page("article", "all", limit=10).items
    good = {"article": head.card.id, "v": head.v}
    correlate = handler("correlate")
    assert failures(correlate(batch(good, {"article": "none", "v": "x"}, good, group="stories"), CONTEXT)) == [
        "m1",
        "m2",
    ]
    [sent] = watched.services.alerts.page("alert", "all", limit=10).items

    assert failures(handler("notify")(batch({"alert": sent.alert.id}, {"alert": "no id"}), CONTEXT)) == ["m1"]
    assert len(watched.received()) == 1


def test_what_is_no_delivery_fails_alone(handler: Any, watched: Deployment) -> None:
    assert watched.received() == []
    task = {"to": "nobody", "kind": "test", "id": "test-1"}
    assert failures(handler("deliver")(batch("junk", task, {"type": "else"}), CONTEXT)) == ["m0", "m2"]


@pytest.fixture
def set_aside(watched: Deployment, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Any]]:
    """Correlate's dead letters: call it for the bodies that came since."""
    sqs = watched.services.clients.sqs
    dead = sqs.create_queue(QueueName="dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    monkeypatch.setenv("TOCSIN_DEAD_LETTERS_URL", dead)

    def bodies() -> list[Any]:
        answer = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10)
        return [json.loads(letter["Body"]) for letter in answer.get("Messages", [])]

    return bodies


def two_analyzed(watched: Deployment) -> tuple[dict[str, str], dict[str, str]]:
    """What correlate is told of two articles, the last first."""
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.step(watched.intake)
    first, last = watched.services.articles.page("article", "all", limit=9).items
    return {"article": first.card.id, "v": first.v}, {"article": last.card.id, "v": last.v}


def test_what_fails_for_the_last_time_is_set_aside_and_takes_no_other_article_along(
    handler: Any, watched: Deployment, set_aside: Callable[[], list[Any]]
) -> None:
    first, last = two_analyzed(watched)
    bad = {"article": "none", "v": "x"}
    correlate = handler("correlate")
    assert failures(correlate(batch(first, bad, last, group="stories", receives=2), CONTEXT)) == ["m1", "m2"]
    assert watched.services.alerts.why(last["article"]) is None
    for _ in range(2):  # the second time as after a crash
        assert failures(correlate(batch(first, bad, last, group="stories", receives=3), CONTEXT)) == []
    assert watched.services.alerts.why(last["article"]) is not None
    assert set_aside() == [bad]


def test_an_article_that_breaks_the_code_is_set_aside_at_once_and_holds_up_nobody(
    handler: Any, watched: Deployment, set_aside: Callable[[], list[Any]]
) -> None:
    bad, sound = two_analyzed(watched)
    analysis = keys.analysis(bad["article"], bad["v"])
    watched.services.table.update(Write(analysis, set={"body": b"damaged"}))
    assert failures(handler("correlate")(batch(bad, sound, group="stories"), CONTEXT)) == []
    assert watched.services.alerts.why(sound["article"]) is not None
    assert set_aside() == [bad]


def test_an_article_that_kills_its_worker_is_set_aside_before_it_is_begun_again_and_its_batch_goes_on(
    handler: Any, watched: Deployment, set_aside: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, sound = two_analyzed(watched)
    real = Correlator._begin
    begun: list[str] = []

    def killed(self: Correlator, message: Correlate, head: Head) -> Result:
        begun.append(message.article)
        if message.article == poison["article"]:
            raise KeyboardInterrupt  # as a time-out: nothing behind it runs
        return real(self, message, head)

    monkeypatch.setattr(Correlator, "_begin", killed)
    monkeypatch.setattr(Articles, "note_ended", lambda *_: None)  # nor does what a process does at its end
    correlate = handler("correlate")
    for receives in (1, 2):
        with pytest.raises((KeyboardInterrupt, UserWarning)):  # no metrics: powertools warns of that
            correlate(batch(poison, sound, group="stories", receives=receives), CONTEXT)
    assert failures(correlate(batch(poison, sound, group="stories", receives=3), CONTEXT)) == []
    assert begun == [poison["article"], poison["article"], sound["article"]]
    assert watched.services.alerts.why(sound["article"]) is not None
    assert set_aside() == [poison]


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Receipts that were handed back to a queue, and in how many seconds each is to come again."""
    told: list[tuple[str, int]] = []

    def note(_: Queues, _queue: str, receipts: Sequence[str], seconds: int = 0) -> None:
        told.extend((receipt, seconds) for receipt in receipts)

    monkeypatch.setattr(Queues, "give_back", note)
    return told


def test_an_article_without_an_end_is_set_aside_before_the_time_out_and_holds_up_nobody(
    handler: Any, watched: Deployment, set_aside: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, sound = two_analyzed(watched)
    real = Correlator._begin

    def endless(self: Correlator, message: Correlate, head: Head) -> Result:
        while message.article == poison["article"]:
            pass
        return real(self, message, head)

    monkeypatch.setattr(Correlator, "_begin", endless)
    monkeypatch.setattr(fifo, "LEFT_SECONDS", 59.8)  # of sixty
    services().worked = time.monotonic  # however busy this machine is
    assert failures(handler("correlate")(batch(poison, sound, group="stories"), CONTEXT)) == []
    assert set_aside() == [poison]
    monkeypatch.undo()
    assert watched.services.alerts.why(poison["article"]) is None


def test_what_waits_for_others_until_the_time_is_over_is_tried_again_and_not_set_aside() -> None:
    known = Services(Settings(table="none"))
    known.worked = lambda: 0.0

    def wait() -> None:
        with in_time(known, 0.01):
            while True:
                pass

    with pytest.raises(TimeoutError):
        wait()


def test_one_that_fails_holds_the_others_up_for_seconds_and_a_batch_that_is_killed_for_half_a_minute(
    handler: Any, watched: Deployment, given_back: list[tuple[str, int]]
) -> None:
    first, last = two_analyzed(watched)
    event = batch(first, {"article": "none", "v": "x"}, last, group="stories")
    for number, record in enumerate(event["Records"]):
        record["receiptHandle"] = f"r{number}"
    assert failures(handler("correlate")(event, CONTEXT)) == ["m1", "m2"]
    assert given_back == [*((f"r{n}", 65) for n in range(3)), ("r1", 2), ("r2", 0)]
    variables = load_template(FUNCTIONS.parent / "template.yaml")["Resources"]["CorrelateFunction"]["Properties"]
    tries = int(variables["Environment"]["Variables"]["TOCSIN_MAX_RECEIVES"])
    assert sum(pause_after(NotFound("no such article"), receives) for receives in range(1, tries)) <= 12
    assert pause_after(OSError("no network"), 1) == 180


def test_a_batch_of_which_all_fails_is_handed_back_too(
    handler: Any, watched: Deployment, given_back: list[tuple[str, int]]
) -> None:
    assert watched.received() == []
    with pytest.raises((BatchProcessingError, UserWarning)):  # no metrics: powertools warns of that
        handler("correlate")(batch({"article": "none", "v": "x"}, group="stories"), CONTEXT)
    assert given_back == [("r", 65), ("r", 2)]


def test_an_article_that_only_failed_before_is_begun_again(handler: Any, watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    [head] = watched.services.articles.page("article", "all", limit=9).items
    body = {"article": head.card.id, "v": head.v}
    for receives in (2, 3):
        assert failures(handler("correlate")(batch(body, group="stories", receives=receives), CONTEXT)) == []
    assert watched.services.alerts.why(head.card.id) is not None
    assert watched.services.articles.head(head.card.id).begun is None


def test_correlate_begins_nothing_that_could_run_out_of_time(handler: Any, watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    [head] = watched.services.articles.page("article", "all", limit=9).items
    left = iter([30_000, 30_000, 30_000, 9_000])
    context = SimpleNamespace(**{**vars(CONTEXT), "get_remaining_time_in_millis": lambda: next(left)})
    body, bad = {"article": head.card.id, "v": head.v}, {"article": "none", "v": "x"}
    assert failures(handler("correlate")(batch(body, bad, group="stories", receives=5), context)) == ["m1"]
    assert watched.services.alerts.why(head.card.id) is not None


def test_what_there_is_no_time_for_is_given_back_untouched_and_at_once(
    handler: Any, watched: Deployment, given_back: list[tuple[str, int]]
) -> None:
    watched.services.clients.s3.put_object(Bucket="tocsin", Key="uploads/a.txt", Body=TEXT.encode())
    watched.services.clients.s3.put_object(Bucket="tocsin", Key="uploads/b.txt", Body=OTHER_TEXT.encode())
    left = iter([60_000, 9_000])
    context = SimpleNamespace(**{**vars(CONTEXT), "get_remaining_time_in_millis": lambda: next(left)})
    event = batch(*(s3_event(f"uploads/{name}.txt", name, 1, watched.clock[0]) for name in "ab"))
    assert len(failures(handler("analyze")(event, context))) == 1
    assert len([key for key in watched.items() if key[0].startswith("UPLOAD#")]) == 1
    assert given_back == [("r", 0)]


def test_messages_of_a_batch_come_in_another_order_each_time() -> None:
    orders = {
        tuple(record["messageId"] for record in sorted(batch(*"abcdefgh", receives=tries)["Records"], key=turn))
        for tries in range(1, 6)
    }
    assert len(orders) == 5
    assert len({order[0] for order in orders}) > 1


def test_alerts_that_wait_too_long_are_handed_on_again_by_the_schedule(handler: Any, watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    watched.step(watched.correlate)
    watched.services.clients.sqs.purge_queue(QueueUrl=watched.outbox)
    from tocsin.steps.digest import OVERDUE, sweep  # noqa: PLC0415  # used here alone

    assert sweep(watched.services).handed_on == ()
    watched.clock[0] += OVERDUE
    assert len(sweep(watched.services).handed_on) == 1
    watched.run()
    assert len(watched.received()) == 1
    assert sweep(watched.services).handed_on == ()
    handler("digest")({}, CONTEXT)


def test_the_authorizer_tells_who_calls_and_the_api_decides(handler: Any, watched: Deployment) -> None:
    _, secret = create_key(watched.services.table, "read", "desk", watched.services.now())
    authorize, api = handler("authorize"), handler("api")

    def call(headers: dict[str, str]) -> int:
        identity = authorize({"headers": headers}, CONTEXT)
        event = {
            "version": "2.0",
            "rawPath": "/v1/articles",
            "rawQueryString": "",
            "headers": headers,
            "requestContext": {
                "http": {"method": "GET", "path": "/v1/articles"},
                "requestId": "r",
                "stage": "$default",
                "authorizer": {"lambda": identity["context"]},
            },
        }
        status: int = api(event, CONTEXT)["statusCode"]
        return status

    assert call({"authorization": f"Bearer {secret}"}) == 200
    assert call({"X-Api-Key": secret}) == 200
    assert call({"authorization": f"Basic {secret}"}) == 401
    assert call({}) == 401


@pytest.mark.parametrize(("disabled", "loaded"), [("true", "False"), ("false", "True")])
def test_the_tracer_is_loaded_only_where_it_is_switched_on(disabled: str, loaded: str) -> None:
    if loaded == "True":
        pytest.importorskip("aws_xray_sdk", reason="the SDK is an extra of powertools")
    code = "import sys; sys.path.insert(0, 'functions/notify'); import app; print('aws_xray_sdk' in sys.modules)"
    env = {"PATH": os.environ["PATH"], "POWERTOOLS_TRACE_DISABLED": disabled, "POWERTOOLS_METRICS_NAMESPACE": "T"}
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, env=env, cwd=FUNCTIONS.parent, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    assert answer.stdout.strip() == loaded


@pytest.mark.parametrize("name", ["analyze", "api", "authorize", "correlate", "deliver", "digest", "notify"])
def test_a_handler_is_one_screen(name: str) -> None:
    assert len((FUNCTIONS / name / "app.py").read_text("utf-8").splitlines()) <= 45
