"""What an article costs in DynamoDB as the archive grows: `python -m tests.bench.scale [--full N...] [--loaded N...]`.

Articles of a made-up world (`world`) go through the real steps over a table in memory that bills as DynamoDB does. At
each archive size a thousand of them are measured: after all before them went the same way (`--full`), or after an
archive was laid out and some thousands more went through (`--loaded`, see `archive`). Prints what docs/scale.md tells.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.bench.archive import Archive
from tests.bench.drive import STEPS, Line, Upload
from tests.bench.memory_aws import Ticking, in_memory
from tests.bench.memory_dynamodb import MemoryDynamoDB
from tests.bench.metering import Meter
from tests.bench.world import START, TOPICS, World, country_of, read

from tocsin.watches.model import Rule, TopicRule, Watch

FULL = (1_000, 10_000)
LOADED = (10_000, 100_000)
DRAWN = (10_000, 1_000_000)
WINDOW = 1_000
WARM_UP = 3_000
"""Articles that follow a laid-out archive before any is measured: the stories of the last day get their case files."""
PRICES = Path(__file__).with_name("prices.toml")
_EXPIRES = int((START + timedelta(days=730)).timestamp())
_READ_BY_NOBODY = ("LIST#article", "LIST#topic", "LIST#place", "LIST#claimant", "LIST#in-story", "LIST#upload",
    "LIST#story", "LIST#alert")  # fmt: skip
"""Lists that no step reads: billed, and not kept in memory."""


@dataclass(frozen=True)
class Window:
    """What a number of articles cost after an archive of `size` articles."""

    size: int
    how: str
    articles: int
    meters: dict[str, Meter]
    seconds: float

    def per_article(self, step: str) -> tuple[float, float, float]:
        """Calls, write units and read units."""
        meter = self.meters[step]
        return tuple(n / self.articles for n in (meter.total_calls, meter.write_units, meter.read_units))  # type: ignore[return-value]  # three of them

    @property
    def total(self) -> tuple[float, float, float]:
        return tuple(map(sum, zip(*map(self.per_article, STEPS), strict=True)))  # type: ignore[return-value]  # as above


class Run:
    """A world that goes through the steps."""

    def __init__(self, archive: int = 0, seed: int = 1, *, drawn: bool = False) -> None:
        self.world = World(seed)
        self._clock = Ticking(START)
        laid_out = Archive(self.world, archive, _EXPIRES, drawn=drawn) if archive else None
        self.table = MemoryDynamoDB(
            keeps=lambda pk: not pk.startswith(_READ_BY_NOBODY),
            archive=laid_out.item if laid_out else lambda _pk, _sk: None,
        )
        services, clients = in_memory(read, self._clock, dynamodb=self.table)
        for watch in watches():
            services.watches.create(watch)
        self._clients = clients
        self.line = Line(services, clients, done=self._forget)

    def feed(self, count: int) -> list[object]:
        return self.line.feed(self._uploads(count))

    def window(self, size: int, how: str, count: int = WINDOW) -> Window:
        """Measure the next `count` articles."""
        self.line.reset()
        started = time.process_time()
        self.feed(count)
        return Window(size, how, self.line.articles, self.line.meters, time.process_time() - started)

    def _uploads(self, count: int) -> Iterator[Upload]:
        for _ in range(count):
            told = self.world.next_told()
            self._clock.at = told.at
            metadata = {"published-at": told.at.isoformat(), "publisher": told.publisher}
            yield Upload(f"{told.number}.txt", told.text.encode(), told.at, metadata)

    def _forget(self, article: str) -> None:
        """What only redeliveries would ask for."""
        self.table.drop(f"ARTICLE#{article}")
        self._clients.s3.objects.clear()
        self._clients.sns.published.clear()


def watches() -> Iterable[Watch]:
    """Forty: one for each of twenty topics, and one for each of them in one country."""
    for number, topic in enumerate(TOPICS[:20]):
        yield Watch(topic, topic, Rule(TopicRule(any=(topic,))))
        place = country_of(f"Town{number}")
        yield Watch(f"{topic}-there", f"{topic} there", Rule(TopicRule(any=(topic,)), places=(place,)))


def full(sizes: Iterable[int], seed: int = 1) -> Iterator[Window]:
    """Windows after ever larger archives, every article of which went through the steps."""
    run, done = Run(seed=seed), 0
    for size in sorted(sizes):
        run.feed(size - done)
        yield run.window(size, "all through the steps")
        done = size + WINDOW


def loaded(size: int, *, drawn: bool, warm_up: int = WARM_UP, count: int = WINDOW) -> Window:
    """A window after an archive that was laid out, and a warm-up."""
    run = Run(size - warm_up, drawn=drawn)
    run.feed(warm_up)
    return run.window(size, "drawn" if drawn else "laid out", count)


def show(window: Window) -> None:
    """One line of each table."""
    prices = tomllib.loads(PRICES.read_text("utf-8"))
    calls, writes, reads = window.total
    dollars = writes * prices["write_units"] + reads * prices["read_units"]
    steps = ", ".join(
        f"{step} {calls:.1f}/{writes:.1f}/{reads:.1f}"
        for step in STEPS
        for calls, writes, reads in [window.per_article(step)]
    )
    out = [
        f"| {window.size:,} | {window.how} | {calls:.1f} | {writes:.1f} | {reads:.1f} | {dollars:.1f} |",
        f"  {steps}",
    ]
    out += [f"  hottest: {line}" for line in hottest(window)]
    out += [f"  size {line}" for line in sizes(window)]
    out.append(f"  {1000 * window.seconds / window.articles:.1f} ms of processor time an article")
    sys.stdout.write("\n".join(out) + "\n")
    sys.stdout.flush()


def hottest(window: Window) -> Iterator[str]:
    """The partitions that take most units an article, and their share of all."""
    writes: Counter[str] = sum((meter.writes for meter in window.meters.values()), Counter())
    reads: Counter[str] = sum((meter.half_reads for meter in window.meters.values()), Counter())
    for what, units, parts in (("writes", writes, 1), ("reads", reads, 2)):
        for pk, most in units.most_common(3):
            each = most / parts / window.articles
            yield f"{what} {pk} {each:.2f} an article, {most / units.total():.1%}"


def sizes(window: Window) -> Iterator[str]:
    """Bytes of what was written, by kind: middle, 99 in 100, most."""
    every: dict[str, list[int]] = {}
    for meter in window.meters.values():
        for kind, written in meter.sizes.items():
            every.setdefault(kind, []).extend(written)
    for kind, found in sorted(every.items()):
        ranked = sorted(found)
        yield f"{kind}: {ranked[len(ranked) // 2]} / {ranked[len(ranked) * 99 // 100]} / {ranked[-1]} ({len(ranked)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", type=int, nargs="*", default=FULL)
    parser.add_argument("--loaded", type=int, nargs="*", default=LOADED)
    parser.add_argument("--drawn", type=int, nargs="*", default=DRAWN, help="as loaded, without reading every article")
    parser.add_argument("--warm-up", type=int, default=WARM_UP)
    parser.add_argument("--window", type=int, default=WINDOW)
    chosen = parser.parse_args()
    sys.stdout.write(
        "| archive | how | calls | write units | read units | dollars a million |\n|---|---|---|---|---|---|\n"
    )
    for window in full(chosen.full):
        show(window)
    for size in chosen.loaded:
        show(loaded(size, drawn=False, warm_up=chosen.warm_up, count=chosen.window))
    for size in chosen.drawn:
        show(loaded(size, drawn=True, warm_up=chosen.warm_up, count=chosen.window))


if __name__ == "__main__":
    main()
