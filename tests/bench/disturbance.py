"""The generated corpus through a deployed stack while messages are doubled, delayed, shuffled and workers are killed.

`python -m tests.bench.disturbance [--events 50] [--kills 40]` does so on a stack of its own, holds what is left to an
undisturbed run (`sameness`), and prints what was done as a table. Exits with 1 if anything is not the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.sameness import COMPARED, Disturbed, Items, Sent, differences, undisturbed
from tests.eval.corpus.generate import START, Item, corpus
from tests.eval.corpus.measure import WATCHES

from tocsin.cli.target import Target
from tocsin.local import LocalStack, Overrides, Project
from tocsin.model import Article
from tocsin.steps.fault import POINTS

PAST = datetime(2025, 3, 3, 6, 0, tzinfo=UTC)
"""When the corpus begins here: dates of publication ahead of the clock are not believed."""
UPLOAD_THREADS = 4
NEAR = 12
"""Uploads change places with others this near: what a feed brings out of order."""
TWICE, COPIED, AGAIN = 0.15, 0.1, 0.5
"""Shares of uploads that are put a second time, and under another key; of messages that are sent again later."""
POLL_SECONDS = 0.05
MOST_DELAY = 6
"""Seconds for which a message that is sent again is held back."""
RECEIVES = 30
QUICK_SECONDS = 3
"""What died comes back after this long."""
LIMIT_SECONDS = 1_500


def articles(events: int, count: int, seed: int = 7) -> list[Article]:
    """The corpus in the order of its coming, each article once."""
    once: dict[str, Item] = {}
    for item in corpus(events, count, seed):
        once.setdefault(item.article.id, item)
    return [
        replace(item.article, published_at=item.article.published_at - START + PAST)
        for item in once.values()
        if item.article.published_at
    ]


def as_json(article: Article) -> bytes:
    """An upload of our own plain form."""
    told = {
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "publisher": article.publisher,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
    }
    return json.dumps(told, ensure_ascii=False).encode()


class Disturber:
    """Puts uploads, and meanwhile arms places to die at, in the folder `faults`, and sends messages again."""

    def __init__(self, stack: LocalStack, target: Target, faults: Path, seed: int) -> None:
        self._stack = stack
        self._services = target.services
        self._faults = faults
        self._chance = random.Random(seed)  # noqa: S311  # a seeded disturbance
        self.killed = self.again = 0

    def put(self, batch: str, found: list[Article], settled: Callable[[], None], kills: int) -> Disturbed:
        """Bring articles in; `settled` waits until the queues are empty. As many workers as told die meanwhile."""
        run = Disturbed(self.scan(), [Sent(f"uploads/{batch}/{n:04d}.json", as_json(a)) for n, a in enumerate(found)])
        stop = threading.Event()
        trouble = threading.Thread(target=self._trouble, args=(stop, kills), daemon=True)
        trouble.start()
        with ThreadPoolExecutor(UPLOAD_THREADS) as pool:
            for _ in pool.map(self._put, self._shuffled(self._doubled(run.sent))):
                pass
        settled()
        stop.set()
        trouble.join()
        self._send_again(run)
        settled()
        return replace(run, killed=self.killed, again=self.again, after=self.scan())

    def scan(self) -> Items:
        """The whole table."""
        pages = self._stack.client("dynamodb").get_paginator("scan")
        found = (item for page in pages.paginate(TableName=self._services.settings.table) for item in page["Items"])
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in found}

    def _doubled(self, sent: list[Sent]) -> Iterator[Sent]:
        for one in sent:
            yield one
            if self._chance.random() < TWICE:
                yield one
            if self._chance.random() < COPIED:
                yield replace(one, key=one.key.replace(".json", ".copy.json"))

    def _shuffled(self, sent: Iterable[Sent]) -> list[Sent]:
        """Each within `NEAR` places of its own."""
        placed = [(number + self._chance.random() * NEAR, number, one) for number, one in enumerate(sent)]
        return [one for _, _, one in sorted(placed, key=lambda entry: entry[:2])]

    def _put(self, one: Sent) -> None:
        self._services.clients.s3.put_object(Bucket=self._services.settings.bucket, Key=one.key, Body=one.body)

    def _trouble(self, stop: threading.Event, kills: int) -> None:
        """Arm one place after the other, each once somebody died at the one before."""
        points = [
            point
            for point in POINTS
            if not point.startswith(
                (
                    "reanalyze.",
                    "regroup.",
                    "decide.",
                    "deliver.",
                    "split.",
                    "release.",
                    "analyze.waiting",
                    "analyze.item",
                )
            )
            and not point.startswith(("correlate.copy", "correlate.kill"))
        ]
        order = [point for _ in range(-(-kills // len(points))) for point in self._chance.sample(points, len(points))]
        for point in order[:kills]:
            armed = self._faults / point
            armed.touch()
            while armed.exists():
                if stop.wait(POLL_SECONDS):
                    armed.unlink(missing_ok=True)
                    return
            self.killed += 1

    def _send_again(self, run: Disturbed) -> None:
        """Messages of all three queues once more, late and in any order."""
        heads = [(pk.partition("#")[2], item["v"]["S"]) for (pk, sk), item in self._new(run) if sk == "#HEAD"]
        alerts = [pk.partition("#")[2] for (pk, _), _ in self._new(run) if pk.startswith("ALERT#")]
        again = [one for one in run.sent if self._chance.random() < AGAIN]
        self._chance.shuffle(again)
        for one in again:
            self._put(one)
        sqs, settings = self._services.clients.sqs, self._services.settings
        for article, version in self._chance.sample(heads, int(AGAIN * len(heads))):
            sqs.send_message(
                QueueUrl=settings.correlate_queue_url,
                MessageBody=json.dumps({"article": article, "v": version}),
                MessageGroupId="stories",
                MessageDeduplicationId=f"again-{article}",
            )
        for alert in self._chance.sample(alerts, int(AGAIN * len(alerts))):
            sqs.send_message(
                QueueUrl=settings.outbox_queue_url,
                MessageBody=json.dumps({"alert": alert}),
                DelaySeconds=self._chance.randint(0, MOST_DELAY),
            )
        self.again += len(again) + int(AGAIN * len(heads)) + int(AGAIN * len(alerts))

    def _new(self, run: Disturbed) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
        return ((key, item) for key, item in self.scan().items() if key not in run.before)


def main() -> int:
    """Run and print. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50, help="of ten articles each")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        faults = Path(top, "faults")
        faults.mkdir()
        with LocalStack(Path(top, "state"), project=Project.find(), auth=True, overrides=quick(faults)) as stack:
            stack.deploy()
            os.environ.update(stack.connection.environment())
            target = Target(stack.outputs)
            for watch in WATCHES:
                target.services.watches.create(watch)
            started = time.monotonic()
            disturber = Disturber(stack, target, faults, chosen.seed)
            run = disturber.put(
                "corpus", articles(chosen.events, 10 * chosen.events), lambda: _idle(stack), chosen.kills
            )
            took = time.monotonic() - started
            dead = sum(_waiting(stack, "DeadLettersUrl"))
    wrong = differences(run, undisturbed(run))
    compared = Counter(sk.partition("#")[0] or sk[1:] for (_, sk) in run.after if sk.startswith(COMPARED))
    rows = {
        "articles put": len(run.sent),
        "messages sent a second time": run.again,
        "workers killed": run.killed,
        "seconds": round(took),
        "dead letters": dead,
        **{f"compared, {kind}": count for kind, count in sorted(compared.items())},
        "not the same": len(wrong),
    }
    sys.stdout.write("| | |\n|---|---|\n" + "".join(f"| {name} | {value:,} |\n" for name, value in rows.items()))
    sys.stdout.write("".join(f"\n{line}" for line in wrong[:20]))
    return 1 if wrong or dead else 0


def quick(faults: Path) -> Overrides:
    """What died comes back soon, and nothing is given up."""
    receives: dict[str, object] = {"Environment": {"Variables": {"TOCSIN_MAX_RECEIVES": str(RECEIVES)}}}
    changed: dict[str, dict[str, object]] = {"AnalyzeFunction": receives, "CorrelateFunction": receives}
    for queue in ("Intake", "Correlate", "Outbox"):
        dead = {"Fn::GetAtt": [f"{queue}DeadLetters", "Arn"]}
        redrive = {"deadLetterTargetArn": dead, "maxReceiveCount": RECEIVES}
        changed[f"{queue}Queue"] = {"VisibilityTimeout": QUICK_SECONDS, "RedrivePolicy": redrive}
    return Overrides({"TOCSIN_FAULTS": str(faults)}, changed)


def _idle(stack: LocalStack) -> None:
    """Wait until no queue has anything to do."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while any(_waiting(stack, "QueueUrl")):
        assert time.monotonic() < deadline, "the queues do not become empty"
        time.sleep(0.5)


def _waiting(stack: LocalStack, kind: str) -> Iterator[int]:
    """Messages of the queues of a kind, waiting or being worked on."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    for step in ("Intake", "Correlate", "Outbox"):
        url = stack.outputs[f"{step}{kind}"]
        answer = stack.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
        yield sum(int(answer["Attributes"][name]) for name in names)


if __name__ == "__main__":
    sys.exit(main())
