"""A day of sources: `python -m tests.bench.sources [--sources 1000] [--items 50000] [--workers 2] [--kill 2000]`.

Made-up publishers (`publishers`) are planned and collected by the real functions over a table in memory that bills as
DynamoDB does. The clock is the simulation's: requests, pauses and queues take their time on it, and two workers take
turns as Lambda's would. Workers die at random between any two calls, one in `--kill` of them. Prints what
docs/measurements.md tells: requests, bytes, cost, lag from publication to the upload, and what was lost or doubled.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any, cast
from urllib.parse import unquote

from botocore.exceptions import ClientError
from tests.bench.memory_aws import SETTINGS, MemoryBucket, MemoryClients
from tests.bench.memory_dynamodb import MemoryDynamoDB
from tests.bench.publishers import DAY, Item, Publishers

from tocsin.aws.clients import Clients
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.feeds.collect import Collector
from tocsin.feeds.messages import Collect, read_collect
from tocsin.feeds.plan import plan
from tocsin.fetch import Answer, Fetcher, Policy

PLAN_EVERY = timedelta(minutes=5)
VISIBILITY = timedelta(seconds=720)
MOST_RECEIVES = 5
FUNCTION_SECONDS = 120.0
FUNCTION_GB = 0.5
DRAIN = timedelta(hours=6)
"""After the day, so that what came in its last hours is collected too, but for that of sources asked once a day."""
PRICES = Path(__file__).with_name("prices.toml")
LAMBDA_GB_SECOND, LAMBDA_REQUEST, SQS_REQUEST, S3_PUT = 0.0000166667, 0.20e-6, 0.40e-6, 5e-6
"""US dollars, us-east-1, as AWS lists them in 2025."""
SQS_REQUESTS_A_MESSAGE = 3


class Killed(BaseException):
    """A worker died here."""


@dataclass
class Clock:
    at: datetime = DAY

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(order=True)
class Message:
    visible_at: datetime
    number: int
    body: str = field(compare=False)
    receives: int = field(compare=False, default=0)


@dataclass
class Queue:
    """`send_message` of SQS, on the simulation's clock."""

    clock: Clock
    before: Any
    waiting: list[Message] = field(default_factory=list)
    sent: int = 0
    dead: int = 0

    def send_message(self, *, MessageBody: str, DelaySeconds: int = 0, **_: Any) -> Any:  # noqa: N803  # boto3's names
        self.before("send_message")
        self.sent += 1
        visible_at = self.clock.at + timedelta(seconds=DelaySeconds)
        heapq.heappush(self.waiting, Message(visible_at, self.sent, MessageBody))

    def back(self, message: Message, received_at: datetime) -> None:
        """Its worker died."""
        if message.receives >= MOST_RECEIVES:
            self.dead += 1
        else:
            heapq.heappush(self.waiting, replace(message, visible_at=received_at + VISIBILITY))


@dataclass
class Bucket(MemoryBucket):
    """Remembers what was put when, and no bytes."""

    clock: Clock
    before: Any
    put: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def put_object(self, *, Key: str, Body: bytes, **told: Any) -> Any:  # noqa: ARG002, N803  # boto3's names
        self.before("put_object")
        if Key in self.put:
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")
        self.put[Key] = (unquote(told["Metadata"]["url"]), self.clock.at)


@dataclass(frozen=True)
class Network(Fetcher):
    """Asks the made-up publishers; takes its time on the simulation's clock."""

    publishers: Publishers | None = None
    pace: Clock = field(default_factory=Clock)
    before: Any = None

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        assert self.publishers is not None
        self.before("get")
        try:
            answer, seconds = self.publishers.get(url, headers or {}, self.pace.at)
        except Exception as error:
            self.pace.sleep(self.seconds if "did not answer" in str(error) else 1)
            raise
        self.pace.sleep(seconds)
        return answer


@dataclass
class Day:
    """The simulation, and what came of it."""

    publishers: Publishers
    workers: int
    kill_one_in: int
    clock: Clock = field(default_factory=Clock)
    killed: int = 0
    seconds: float = 0.0
    turns: Counter[str] = field(default_factory=Counter)
    met: dict[str, datetime] = field(default_factory=dict)
    """When each source was first had and read, by its URL."""

    def __post_init__(self) -> None:
        self._dead = False
        self._chance = random.Random(7)  # noqa: S311  # who dies when: seeded, no secret
        self.table = MemoryDynamoDB(before=self._before)
        self.queue, self.bucket = Queue(self.clock, self._before), Bucket(self.clock, self._before)
        clients = MemoryClients(self.table)
        clients.sqs, clients.s3 = self.queue, self.bucket  # type: ignore[assignment]  # as far as they are used
        settings = replace(SETTINGS, collect_queue_url="collect")
        self.services = Services(settings, cast("Clients", clients), now=self.clock.now)
        self.services.fetcher = Network(Policy(), publishers=self.publishers, pace=self.clock, before=self._before)

    def _before(self, _call: str) -> None:
        if self.kill_one_in and not self._dead and self._chance.random() * self.kill_one_in < 1:
            self.killed += 1
            self._dead = True
        if self._dead:
            raise Killed  # also out of what would clean up: a process that is gone does not

    def run(self) -> None:
        kill, self.kill_one_in = self.kill_one_in, 0
        self.services.feeds.add_many([(source.url, None) for source in self.publishers.sources])
        self._urls = {feed.id: feed.url for feed in self.services.feeds.all()}
        self.kill_one_in = kill
        free, next_plan, end = [DAY] * self.workers, DAY, DAY + timedelta(days=1) + DRAIN
        while next_plan < end:
            first = self.queue.waiting[0].visible_at if self.queue.waiting else end
            worker = min(range(self.workers), key=free.__getitem__)
            if next_plan <= max(first, free[worker]):
                self._plan(next_plan)
                next_plan += PLAN_EVERY
            else:
                free[worker] = self._turn(heapq.heappop(self.queue.waiting), max(first, free[worker]))

    def _plan(self, at: datetime) -> None:
        self.clock.at, self._dead = at, False
        try:
            plan(self.services)
        except Killed:
            return  # the schedule calls it again

    def _turn(self, message: Message, at: datetime) -> datetime:
        self.clock.at, self._dead = at, False
        message.receives += 1
        self.services.time_left = lambda: FUNCTION_SECONDS - (self.clock.at - at).total_seconds()
        told = read_collect(message.body)
        assert isinstance(told, Collect)
        try:
            result = Collector(self.services, self.clock.sleep).collect(told.feed, at_once=told.at_once)
            self.turns[result.outcome] += 1
            if result.state in {"ok", "empty"}:
                self.met.setdefault(self._urls[told.feed], self.clock.at)
        except Killed:
            self.turns["killed"] += 1
            self.queue.back(message, at)
        took = (self.clock.at - at).total_seconds()
        assert took < FUNCTION_SECONDS, f"a turn took {took:.0f} s"
        self.seconds += took
        return self.clock.at

    def of_the_day(self) -> dict[str, Item]:
        """Items that were published after their source was first read, by URL: what came before it may pass over."""
        end, never = DAY + timedelta(days=1), DAY + timedelta(days=9)
        return {
            item.url: item
            for source in self.publishers.sources
            for item in source.items
            if self.met.get(source.url, never) <= item.at < end
        }

    def lags(self) -> dict[str, list[float]]:
        """Minutes from publication to upload of each item of the day, of "settled" since every source was read.

        "lost" has the rates of sources of items that never came, "unasked" of those whose source was not read since.
        """
        came: dict[str, datetime] = {}
        for url, at in self.bucket.put.values():
            came[url] = min(at, came.get(url, at))
        names = ("all", "settled", "busy", "usual", "rare", "lost", "unasked")
        found: dict[str, list[float]] = {name: [] for name in names}
        asked = {feed.url: feed.ok_at or "" for feed in self.services.feeds.all()}
        rates = {item.url: source.rate for source in self.publishers.sources for item in source.items}
        settled = max(self.met.values(), default=DAY)
        for url, item in self.of_the_day().items():
            if url not in came:
                source = url.replace("/n/" + url.rpartition("/")[2], "/feed")
                found["unasked" if asked[source] < stamp(item.at) else "lost"].append(rates[url])
                continue
            lag = (came[url] - item.at).total_seconds() / 60
            found["all"].append(lag)
            if item.at >= settled:
                found["settled"].append(lag)
                found["busy" if rates[url] >= 100 else "usual" if rates[url] >= 10 else "rare"].append(lag)
        return found

    def doubled(self) -> int:
        """Uploads of an item that say what another one of it says already."""
        seen = Counter((url, key.rpartition("-")[2]) for key, (url, _) in self.bucket.put.items())
        return sum(times - 1 for times in seen.values())

    def dollars(self) -> dict[str, float]:
        prices = tomllib.loads(PRICES.read_text())
        meter = self.table.meter
        turns = self.turns.total()
        return {
            "Lambda": self.seconds * FUNCTION_GB * LAMBDA_GB_SECOND + turns * LAMBDA_REQUEST,
            "DynamoDB": (meter.write_units * prices["write_units"] + meter.read_units * prices["read_units"]) / 1e6,
            "SQS": self.queue.sent * SQS_REQUESTS_A_MESSAGE * SQS_REQUEST,
            "S3": len(self.bucket.put) * S3_PUT,
        }


def tell(day: Day, took: float) -> str:
    lags, dollars = day.lags(), day.dollars()
    lines = [
        f"{len(day.publishers.sources):,} sources, {len(day.of_the_day()):,} items in the day, {day.workers} workers",
        f"requests {sum(day.publishers.asked.values()):,}: {day.publishers.asked}; {day.publishers.bytes / 1e9:.2f} GB",
        f"turns {dict(day.turns)}; workers killed {day.killed}; dead letters {day.queue.dead}",
        f"workers busy {day.seconds / day.workers / (24 + DRAIN.total_seconds() / 3600) / 36:.0f} % of the time",
        f"DynamoDB units: {day.table.meter.write_units:,} written, {day.table.meter.read_units:,.0f} read",
        f"cost {sum(dollars.values()):.2f} USD: " + ", ".join(f"{name} {value:.2f}" for name, value in dollars.items()),
        f"lost {len(lags['lost'])} (sources of {[round(r) for r in lags['lost']]} a day), doubled {day.doubled()}",
        f"not come yet, as their sources were not read since: {len(lags['unasked'])}",
    ]
    first = (max(day.met.values()) - DAY).total_seconds() / 3600
    lines.append(f'every source was first read after {first:.1f} h: lags from then on, but for "all"')
    for name in ("all", "settled", "busy", "usual", "rare"):
        if len(lags[name]) > 1:
            cuts = quantiles(lags[name], n=100)
            lines.append(
                f"lag, {name}: {len(lags[name]):,} items, minutes p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, "
                f"p99 {cuts[98]:.1f}, most {max(lags[name]):.1f}"
            )
    return "\n".join([*lines, f"simulated in {took:.0f} s"])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", type=int, default=2_000, help="one call in so many kills its worker; 0 for none")
    asked = parser.parse_args(arguments)
    day = Day(Publishers(asked.sources, asked.items), asked.workers, asked.kill)
    started = time.perf_counter()
    day.run()
    print(tell(day, time.perf_counter() - started))  # noqa: T201  # what it is for


if __name__ == "__main__":
    main(sys.argv[1:])
