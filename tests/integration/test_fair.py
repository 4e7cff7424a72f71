"""Uploads that are slow to read hold up those of nobody else: seconds are counted here, not waited for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.integration.conftest import START, Deployment, fake_engine, s3_event
from tests.integration.http import Http
from tests.integration.test_functions import CONTEXT, handler  # noqa: F401  # a fixture

from tocsin.aws import efforts
from tocsin.aws.efforts import ALL, EACH_SECONDS, FREE_SECONDS, WINDOW
from tocsin.aws.keys import upload_id
from tocsin.aws.objects import new_upload_key
from tocsin.aws.services import Services, services
from tocsin.model import Analysis, Article
from tocsin.reading.bounds import out_of_time
from tocsin.steps import analyze
from tocsin.steps.fair import uploader_of
from tocsin.steps.held import scope_of
from tocsin.steps.messages import ObjectPut
from tocsin.steps.release import release
from tocsin.steps.split import _key as part_key

pytestmark = pytest.mark.integration

SLOW, QUICK = 15.0, 0.05
SOUND = "Pier {} of Port Lessing is closed\n\nThe harbour office said on Monday that pier {} would stay closed.\n"
POISON = "Report {} of nothing\n\nAnd he said that it said that she said so.\n"


class Worker:
    """One worker of analyze as Lambda drives it, on a clock that only its work moves."""

    def __init__(self, deployment: Deployment, handle: Callable[..., Any]) -> None:
        self.deployment, self._handle, self.seconds = deployment, handle, 0.0
        self.done: dict[str, float] = {}
        """When each article was handed on, by the key of its upload."""
        known = services()
        known.worked = lambda: self.seconds
        known.now = lambda: START + timedelta(seconds=self.seconds)
        known.analyze = self._analyze

    def put(self, key: str, text: str) -> None:
        clients, bucket = self.deployment.services.clients, self.deployment.services.settings.bucket
        tag = clients.s3.put_object(Bucket=bucket, Key=key, Body=text.encode(), ContentType="text/plain")["ETag"]
        self.deployment.send(self.deployment.intake, s3_event(key, tag, 1, START, bucket))

    def work(self, most: int = 100) -> None:
        """Take batches until nothing waits."""
        sqs, queue = self.deployment.services.clients.sqs, self.deployment.intake
        for _ in range(most):
            messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
            if not messages:
                return
            failed = {one["itemIdentifier"] for one in self._batch(messages)["batchItemFailures"]}
            for message in messages:
                if message["MessageId"] not in failed:
                    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

    def _batch(self, messages: list[Any]) -> Any:
        began = self.seconds
        records = [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": {"ApproximateReceiveCount": "1"},
                "eventSource": "aws:sqs",
            }
            for message in messages
        ]
        left = {"get_remaining_time_in_millis": lambda: int(120_000 - (self.seconds - began) * 1000)}
        return self._handle({"Records": records}, SimpleNamespace(**{**vars(CONTEXT), **left}))

    def _analyze(self, article: Article) -> Analysis:
        self.seconds += SLOW if article.text.startswith("Report") else QUICK
        self.done[article.title or ""] = self.seconds
        return fake_engine(article)

    def latest(self) -> float:
        """When the last of the sound ones was handed on."""
        sound = [at for title, at in self.done.items() if title.startswith("Pier")]
        assert len(sound) == 20
        return max(sound)


def flood(worker: Worker, uploader: Callable[[int], str], text: str = POISON) -> None:
    """A hundred poison uploads, and twenty sound ones of a desk among them from the twentieth on."""
    for number in range(100):
        worker.put(new_upload_key(f"{number}.txt", by=uploader(number)), text.replace("{}", str(number)))
        if number >= 20 and number % 4 == 0:
            worker.put(new_upload_key("a.txt", by="desk"), SOUND.replace("{}", str(number)))


@pytest.fixture
def worker(handler: Any, watched: Deployment) -> Worker:  # noqa: F811  # the fixture
    return Worker(watched, handler("analyze"))


def test_twenty_sound_uploads_beside_a_hundred_slow_ones_of_one_uploader_wait_a_minute_or_so(worker: Worker) -> None:
    flood(worker, lambda _: "mallory")
    worker.work()
    assert worker.latest() <= EACH_SECONDS + 2 * SLOW
    states = Counter(str(item["state"]["S"]) for key, item in worker.deployment.items().items() if key[1] == "UPLOAD")
    assert states == {"analyzed": 20 + 5, "retrying": 95}


def test_without_a_limit_they_waited_for_all_of_it(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efforts, "EACH_SECONDS", 1e9)
    monkeypatch.setattr(efforts, "SHARE", 1e9)
    services().__dict__.pop("efforts", None)
    flood(worker, lambda _: "mallory")
    worker.work(most=6)
    assert worker.seconds > 600
    assert len(worker.done) < 60


def test_who_takes_a_hundred_names_gains_nothing(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyze, "BRIEF_TEXT", 200)  # as if what follows were a book
    flood(worker, lambda number: f"mallory-{number}", POISON + "And so on. " * 20)
    worker.work()
    assert worker.latest() <= 120 + 2 * SLOW  # a tenth of two workers' ten minutes


def test_where_all_wait_each_waits_by_how_many_uploads_are_its_own(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyze, "BRIEF_TEXT", 200)
    monkeypatch.setattr(efforts, "AT_ONCE", 3)
    known = services()
    known.efforts.note("somebody", 1000)
    book = POISON + "And so on. " * 20
    keys = [new_upload_key(f"{number}.txt", by="mallory") for number in range(7)]
    keys += [new_upload_key("a.txt", by="desk")]
    for number, key in enumerate(keys):
        worker.put(key, book.replace("{}", str(number)))
    worker.work()
    until = sorted(known.uploads.get(upload_id(key)).until or "" for key in keys[:-1])
    desk = known.uploads.get(upload_id(keys[-1])).until
    assert desk == until[0] == until[2] < until[3] == until[5] < until[6]


def test_what_was_put_behind_says_so_and_is_read_in_the_end(worker: Worker) -> None:
    key = new_upload_key("late.txt", by="mallory")
    for number in range(5):
        worker.put(new_upload_key("a.txt", by="mallory"), POISON.replace("{}", str(number)))
    worker.work()
    worker.put(key, SOUND.replace("{}", "nine"))
    worker.work()
    known = worker.deployment.services
    upload = known.uploads.get(upload_id(key))
    assert upload.state == "retrying"
    assert upload.until is not None
    assert "of others go first" in (upload.reason or "")
    assert upload.id in [one.id for one in known.uploads.page("retrying", limit=9).items]
    worker.deployment.clock[0] = START + WINDOW
    assert release(known) == 1
    worker.seconds = WINDOW.total_seconds()
    worker.work()
    upload = known.uploads.get(upload.id)
    assert (upload.state, upload.until, upload.reason) == ("analyzed", None, None)


def test_ordinary_uploads_are_not_counted_however_many_they_are(worker: Worker) -> None:
    for number in range(20):
        worker.put(new_upload_key("a.txt", by="desk"), SOUND.replace("{}", str(number)))
    worker.work()
    assert [key for key in worker.deployment.items() if key[0].startswith("EFFORT#")] == []


def test_while_many_are_slow_what_cannot_be_read_soon_is_put_behind_and_not_rejected(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def slow(_services: Services, _put: ObjectPut, _stored: object, seconds: float) -> None:
        given.append(seconds)
        raise out_of_time(seconds)

    monkeypatch.setattr(analyze, "_read", slow)
    watched.put("first.txt", POISON)
    [first] = watched.step(watched.intake)
    watched.services.efforts.note("somebody", 1000)
    assert watched.services.efforts.spent(ALL)
    watched.put("second.txt", POISON)
    [second] = watched.step(watched.intake)
    assert (first.outcome, second.outcome) == ("rejected", "behind")
    assert given == [15, 2]


class Killed(BaseException):
    """As when Lambda ends a process: nothing after it is done."""


def test_what_kills_its_process_at_each_delivery_is_charged_and_then_waits(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    def charge(uploader: str) -> Callable[[], None]:
        charged(uploader)
        return lambda: None  # what gives it back stands behind the kill

    key = new_upload_key("bomb.txt", by="mallory")
    known = watched.services
    charged = known.efforts.charge
    tag = known.clients.s3.put_object(Bucket="tocsin", Key=key, Body=POISON.encode())["ETag"]
    body = json.dumps(s3_event(key, tag, 1, START))
    with monkeypatch.context() as patched:
        patched.setattr(analyze, "_bring", killed)
        patched.setattr(known.efforts, "charge", charge)
        patched.setattr(known.efforts, "note", lambda *_: None)
        for receives in range(1, 6):
            with pytest.raises(Killed):
                analyze.handle(known, body, receives=receives)
    assert known.efforts.spent(uploader_of(key))
    assert not known.efforts.spent("by-somebody")
    assert analyze.handle(known, body, receives=1)[0].outcome == "behind"


def test_what_was_read_is_charged_nothing_more_where_its_process_dies_while_it_stores(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    key, known = new_upload_key("a.txt", by="desk"), watched.services
    tag = known.clients.s3.put_object(Bucket="tocsin", Key=key, Body=SOUND.encode())["ETag"]
    body = json.dumps(s3_event(key, tag, 1, START))
    with monkeypatch.context() as patched:
        patched.setattr(known.objects, "put_text", killed)
        patched.setattr(known.efforts, "note", killed)  # what stands behind the kill is not done either
        for receives in range(1, 9):
            with pytest.raises(Killed):
                analyze.handle(known, body, receives=receives)
    assert analyze.handle(known, body, receives=9)[0].outcome == "analyzed"


def test_what_comes_again_for_another_s_fault_is_charged_for_its_own_time_alone(watched: Deployment) -> None:
    for number in range(6):
        key = new_upload_key("a.txt", by="desk")
        body = SOUND.replace("{}", str(number)).encode()
        tag = watched.services.clients.s3.put_object(Bucket="tocsin", Key=key, Body=body)["ETag"]
        [done] = analyze.handle(watched.services, json.dumps(s3_event(key, tag, 1, START)), receives=3)
        assert done.outcome == "analyzed"
    counts = [int(item["ms"]["N"]) for key, item in watched.items().items() if key[0].startswith("EFFORT#")]
    assert counts
    assert max(counts) < EACH_SECONDS * 1000 / 4


def test_what_is_given_back_in_the_next_window_leaves_nobody_a_credit_there(watched: Deployment) -> None:
    efforts = watched.services.efforts
    backs = [efforts.charge("mallory") for _ in range(4)]
    watched.clock[0] += WINDOW
    for back in backs:
        back()
    efforts.note("mallory", EACH_SECONDS + FREE_SECONDS)
    assert efforts.spent("mallory")


def test_uploads_of_one_key_lie_in_one_folder_which_does_not_tell_the_key(watched: Deployment) -> None:
    def keys() -> Iterator[str]:
        http = Http(watched.services)
        for _ in range(2):
            body = {"name": "a.txt", "content_type": "text/plain"}
            answer = http.call("POST", "/v1/uploads", scope="write", body=body)
            yield answer.json["upload"]["key"]

    first, again = keys()
    other, _ = keys()
    assert uploader_of(first) == uploader_of(again) != uploader_of(other)


@pytest.mark.parametrize("folder", ["by-0123", "feeds/f1", "mail"])
def test_what_an_upload_is_taken_into_stays_its_uploader_s_however_long_the_names(folder: str) -> None:
    whole = f"uploads/{folder}/{'a' * 900}.zip"
    part = part_key(whole, "b" * 300)
    assert part.startswith(f"uploads/{folder}/parts/")
    assert uploader_of(part) == uploader_of(whole)
    assert scope_of(part) == scope_of(whole)


@pytest.mark.parametrize(
    ("key", "data", "uploader"),
    [
        ("uploads/by-0123/abcd/a.txt", b"", "by-0123"),
        ("uploads/by-0123/abcd/a.zip!x/y/z.html", b"", "by-0123"),
        ("uploads/feeds/f1/abcd.html", b"", "feeds/f1"),
        ("uploads/feeds/f2/abcd.html", b"", "feeds/f2"),
        ("uploads/batch/b.txt", b"", "batch"),
        ("uploads/b.txt", b"", "-"),
        ("uploads/mail/1", b"From: Desk <Desk@gazette.example>\n\nFrom: x@y.example", "mail/desk@gazette.example"),
        ("uploads/mail/1!part-2", b"From: x@y.example\n\n", "mail"),
    ],
)
def test_an_uploader_is_a_key_a_feed_a_sender_or_a_folder(key: str, data: bytes, uploader: str) -> None:
    assert uploader_of(key, data) == uploader
