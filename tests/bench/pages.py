"""What each page weighs and costs on a large archive: `python -m tests.bench.pages [--articles 100000] [--asks 20]`.

The samples go through the real steps; copies of them are then laid into the table as rows of lists, heads and analyses
under other ids, four weeks of them. The table is in memory and counts calls as DynamoDB answers them, without a wire:
what is measured is the work of ours. Beside each page stands a bare handler, which reads a request and answers the same
bytes. Prints the table of docs/measurements.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from boto3.dynamodb.types import TypeSerializer
from tests.bench.drive import Line, Upload
from tests.bench.memory_aws import Ticking, in_memory
from tests.bench.memory_dynamodb import MemoryDynamoDB
from tests.integration.test_ledger import DENIAL, EDITED, OTHER, WIRE, embedded

from tocsin.aws import keys
from tocsin.aws.apikeys import create_key
from tocsin.aws.articles import _head_item
from tocsin.aws.keys import stamp
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.aws.sessions import open_session
from tocsin.digests.counts import HourCount, Subject, hour_of
from tocsin.digests.watching import Counts
from tocsin.model import Analysis
from tocsin.watches.model import Rule, TopicRule, Watch, WordRule
from tocsin.web.maps import outlines
from tocsin.web.request import Reply, Request
from tocsin.web.site import Site, build_site
from tocsin.web.static import assets

START = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
WEEKS = 4
ROWS_OF_TERMS = 4
"""Of the up to 120 of an article: those that the search asks for are among them, and memory is for what is read."""
_PUT = TypeSerializer().serialize
SAMPLES = (
    ("wire", WIRE, "Ostavia Post"),
    ("other", OTHER, "Dorno Times"),
    ("edited", EDITED, "Ostavia Post"),
    ("denial", DENIAL, "Merin Herald"),
)
TITLES = ("page", "HTML kB", "sent kB", "with style, script, icon kB", "calls to the table", "ms", "bare ms")


@dataclass(frozen=True)
class Weighed:
    """One page: bytes as sent and unpacked, calls to the table, and milliseconds, ours and a bare handler's."""

    path: str
    html: int
    sent: int
    calls: int
    ours: float
    bare: float


class Archive:
    """Copies of the samples, made when they are asked for."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self.analyses: dict[str, Mapping[str, Any]] = {}
        """Of each sample, by its version; and the text of one."""

    def item(self, pk: str, sk: str) -> Mapping[str, Any] | None:
        head = self.heads.get(pk.partition("#")[2]) if pk.startswith("ARTICLE#") else None
        if head is None:
            return None
        if sk == "#HEAD":
            return _raw({**_head_item(head), "story": head.story})
        found = self.analyses.get(sk)
        return None if found is None else {**found, "pk": {"S": pk}}


def _raw(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _PUT(value) for name, value in item.items() if value is not None}


def filled(articles: int) -> tuple[Services, MemoryDynamoDB]:
    """A deployment whose archive holds so many articles."""
    archive, now = Archive(), Ticking(START)
    table = MemoryDynamoDB(archive=archive.item)
    services, clients = in_memory(embedded, now, dynamodb=table)
    queues, karvel = TopicRule(any=("border-queues",)), WordRule(any=("Karvel",))
    services.watches.create(Watch("crossing", "Karvel", Rule(queues, words=karvel)))
    line = Line(services, clients)
    for name, text, publisher in SAMPLES:
        now.at += timedelta(minutes=40)
        told = {"publisher": publisher, "url": f"https://{publisher.replace(' ', '').lower()}.example/karvel"}
        line.feed([Upload(f"{name}.txt", text.encode(), now.at, told)])
    samples = [(head, services.articles.analysis(head.card.id, head.v)) for head in _newest(services)]
    kept = ("ANALYSIS#", "TEXT")
    archive.analyses = {sk: stored.item for (_, sk), stored in table.items.items() if sk.startswith(kept)}
    _lay(services, table, archive, samples, articles)
    _count(services)
    return services, table


def _count(services: Services) -> None:
    """Each hour as if every country and topic were in the news."""
    everything = [Subject(topic, None) for topic in services.topics] + [Subject(None, code) for code in outlines()]
    count = HourCount(150, {subject.key: number % 9 + 1 for number, subject in enumerate(everything)})
    closed, expires = hour_of(START), int((START + timedelta(days=40)).timestamp())
    for hour in range(closed - WEEKS * 7 * 24, closed):
        Counts(services.table).put_hour(hour, count, expires)


def _newest(services: Services) -> list[Head]:
    return list(services.articles.page("article", "all", limit=20).items)


def _lay(
    services: Services, table: MemoryDynamoDB, archive: Archive, samples: list[tuple[Head, Analysis]], articles: int
) -> None:
    """Copies over the weeks before, as rows of lists; their heads and analyses are made when they are read."""
    step = timedelta(weeks=WEEKS) / max(articles, 1)
    told = [(head, analysis, services.articles.entries(head.card, analysis, head.v)) for head, analysis in samples]
    for number in range(articles):
        head, _, entries = told[number % len(told)]
        id_, at = keys.digest("copy", str(number)), stamp(START - step * number)
        archive.heads[id_] = replace(head, card=replace(head.card, id=id_, at=at))
        terms = 0
        for entry in entries:
            terms += entry.kind == "term"
            if entry.kind != "term" or terms <= ROWS_OF_TERMS:
                pk, sk = replace(entry, at=at, id=id_).key
                table.load({"pk": {"S": pk}, "sk": {"S": sk}, "ttl": {"N": "2000000000"}})
    for back in range(WEEKS * 7):
        pk, sk = keys.month(stamp(START - timedelta(days=back))[:7])
        table.load({"pk": {"S": pk}, "sk": {"S": sk}})


def paths(services: Services) -> list[str]:
    """A page of each kind."""
    head = next(head for head in _samples(services) if head.story)
    alert = services.alerts.page("alert", "all", limit=1).items[0].alert.id
    single = [f"stories/{head.story}", f"stories/{head.story}/brief", f"articles/{head.card.id}", f"alerts/{alert}"]
    lists = ["now", "stories", "articles", "claims", "claims?claimant=Anto+Brezh", "search?q=karvel+crossing", "trends"]
    rest = ["alerts", "watches", "watches/crossing", "watches/new", "topics", "sources", "uploads", "settings/health"]
    return [*lists, *single, *rest]


def _samples(services: Services) -> list[Head]:
    [story, *_] = services.stories.page(limit=1).items
    return list(services.articles.page("in-story", story.id, limit=20).items)


def weigh(site: Site, table: MemoryDynamoDB, cookie: str, path: str, asks: int) -> Weighed:
    """Ask for a page some times; the first does not count, as it reads its template."""
    event = _event(path, cookie)
    answer = site.answer(event)
    assert answer["statusCode"] == 200, (path, answer)
    table.meter.calls.clear()
    plain = site.answer({**event, "headers": {"host": "pages.test"}})
    calls, body = sum(table.meter.calls.values()), str(plain["body"])
    ours, bare = _times(partial(site.answer, event), asks), _times(partial(_bare, event, body), asks)
    return Weighed(path, len(body.encode()), len(answer["body"]) * 3 // 4, calls, ours, bare)


def _bare(event: Mapping[str, Any], body: str) -> dict[str, Any]:
    return Reply(body).event(Request.of(event))


def _times(ask: Callable[[], object], asks: int) -> float:
    """The median in milliseconds."""
    took = []
    for _ in range(asks):
        begun = time.perf_counter()
        ask()
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000


def _event(path: str, cookie: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "rawPath": f"/ui/{path}",
        "rawQueryString": query,
        "headers": {"host": "pages.test", "accept-encoding": "gzip"},
        "cookies": [f"tocsin={cookie}"],
        "requestContext": {"http": {"method": "GET", "sourceIp": "198.51.100.7"}},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=20)
    given = parser.parse_args()
    begun = time.perf_counter()
    services, table = filled(given.articles)
    laid = time.perf_counter() - begun
    _, key = create_key(services.table, "admin", "measuring", services.now())
    cookie, _ = open_session(services.table, key, "198.51.100.7", services.now())
    site = build_site(services)
    shared = sum(
        len(site.answer(_event(f"static/{hash_}/{name}", ""))["body"]) * 3 // 4 for name, hash_ in assets().items()
    )
    sys.stdout.write(f"{given.articles} articles, {len(table.items)} items, laid in {laid:.0f} s\n\n")
    sys.stdout.write(f"| {' | '.join(TITLES)} |\n|{'---|' * len(TITLES)}\n")
    for path in paths(services):
        one = weigh(site, table, cookie, path, given.asks)
        name = "/".join("…" if len(part) > 20 and part.isalnum() else part for part in path.split("/"))
        cells = (
            f"{one.html / 1000:.1f}",
            f"{one.sent / 1000:.1f}",
            f"{(one.sent + shared) / 1000:.1f}",
            f"{one.calls}",
        )
        sys.stdout.write(f"| {name} | {' | '.join(cells)} | {one.ours:.1f} | {one.bare:.2f} |\n")


if __name__ == "__main__":
    main()
