"""What each GET of the API costs on a large archive: `python -m tests.bench.api [--articles 20000 100000] [--asks 60]`.

The archive is that of `pages`, with a story for every four articles, an alert for every fifty, and an upload for each.
Every route of the document that reads is asked as its users ask, at each size of the archive in turn: calls and read
units are counted by the rules of DynamoDB (`metering`), and the handler's processor time is taken beside that of a bare
handler, which reads the same request and answers the same bytes, turn by turn: the table in memory waits for nothing,
and a busy machine counts as a quiet one. Prints the table of docs/measurements.md, and ends with 1 where a request
costs more read units on the larger archive than `MOST_GROWTH` times those on the smaller.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.bench.memory_dynamodb import MemoryDynamoDB
from tests.bench.pages import START, WEEKS, Archive, _raw, filled

from tocsin.api.app import build_app
from tocsin.api.auth import identify
from tocsin.api.document import openapi_document
from tocsin.api.respond import respond
from tocsin.api.routes import Api
from tocsin.aws import keys
from tocsin.aws.apikeys import create_key
from tocsin.aws.keys import stamp
from tocsin.aws.lists import Entry
from tocsin.aws.services import Services
from tocsin.aws.storyitems import file_item, story_item
from tocsin.codec import to_json

ARTICLES_OF_A_STORY, ARTICLES_OF_AN_ALERT = 4, 50
MOST_GROWTH = 1.5
FILLS_LATER = frozenset({f"/v1/brief?day={START:%Y-%m-%d}"})
"""A day's brief reads the 500 newest articles of the day, which take 35,000 articles in four weeks to be there."""
TITLES = ("request", "calls", "read units", "ms p50", "ms p99", "bare ms p50", "bare ms p99")
QUERIES: Mapping[str, tuple[str, ...]] = {
    "/v1/articles": ("topic=border-queues", "topic=border-queues&place=GE", "claimant=Anto+Brezh"),
    "/v1/claims": ("topic=border-queues", "claimant=Brezh", "state=contradicted", "least_origins=2&language=en"),
    "/v1/search": ("q=karvel+crossing", "q=karvel+-queue", 'q="karvel+crossing"&topic=border-queues'),
    "/v1/stories": ("limit=50", "topic=border-queues", "state=contradicted"),
    "/v1/counts": ("topic=border-queues&by=day",),
    "/v1/alerts": ("limit=50", "watch=crossing"),
    "/v1/uploads": ("state=analyzed",),
    "/v1/brief": (f"day={START:%Y-%m-%d}",),
    "/v1/places": ("name=Verkhny+Lars",),
    "/v1/deliveries": ("alert={alert}",),
    "/v1/watches/{watch_id}/why": ("article={article}", "story={story}"),
    "/feeds/search/{form}": ("q=karvel",),
}
"""What is asked of a route; of others, nothing."""
ELSEWHERE = {
    "/v1/feeds/{feed_id}", "/v1/removals/{removal_id}", "/v1/subscriptions/{subscription_id}", "/v1/sources/{domain}",
    "/v1/topics/{topic_id}/versions", "/v1/bulletins/{bulletin_id}", "/v1/uploads/{upload_id}/parts",
}  # fmt: skip
"""One item by its key, and none is laid here."""


@dataclass(frozen=True)
class Cost:
    """One request on one archive; times in milliseconds, ours and a bare handler's."""

    calls: int
    units: float
    ours: tuple[float, float]
    bare: tuple[float, float]


class Wider:
    """Copies of the samples' story, alert and upload, made when they are asked for."""

    def __init__(self, services: Services, table: MemoryDynamoDB, articles: Archive) -> None:
        self._articles = articles
        [story, *_] = services.stories.page(limit=1).items
        self.story, self.file = story, services.stories.case_file(story.id)
        self.alert = services.alerts.page("alert", "all", limit=1).items[0].alert
        self.upload = next(stored.item for (pk, _), stored in table.items.items() if pk.startswith("UPLOAD#"))
        self.ids: dict[str, str] = {}
        """When each copy is of."""

    def item(self, pk: str, sk: str) -> Mapping[str, Any] | None:
        kind, _, id_ = pk.partition("#")
        if id_ not in self.ids:
            return self._articles.item(pk, sk)
        at = self.ids[id_]
        match kind, sk:
            case "STORY", "STORY":
                return _raw(story_item(replace(self.story, id=id_), at, 2_000_000_000))
            case "STORY", "FILE":
                return _raw(file_item(id_, self.file, 2_000_000_000))
            case "ALERT", "ALERT":
                return _raw({"pk": pk, "sk": sk, "data": to_json(replace(self.alert, id=id_)).decode(), "sent_at": at})
            case "UPLOAD", "UPLOAD":
                return {**self.upload, "pk": {"S": pk}}
        return None


def widened(articles: int) -> tuple[Services, MemoryDynamoDB]:
    """The archive of `pages`, with stories, alerts and uploads in the same measure."""
    services, table = filled(articles)
    archive = table._archive.__self__  # type: ignore[attr-defined]  # the method of one
    wider = Wider(services, table, archive)
    table._archive = wider.item
    kinds = (("story", "all", ARTICLES_OF_A_STORY), ("alert", "all", ARTICLES_OF_AN_ALERT), ("upload", "analyzed", 1))
    for kind, value, every in kinds:
        for number in range(0, articles, every):
            id_, at = keys.digest(kind, str(number)), stamp(START - timedelta(weeks=WEEKS) / articles * number)
            wider.ids[id_] = at
            lists = [(kind, value), ("watch-alert", "crossing")] if kind == "alert" else [(kind, value)]
            for name, of in lists:
                pk, sk = Entry(name, of, at, id_, "moderate" if kind == "alert" else "").key  # type: ignore[arg-type]  # kinds of lists
                table.load({"pk": {"S": pk}, "sk": {"S": sk}, "ttl": {"N": "2000000000"}})
    return services, table


def requests(app: Api, services: Services) -> dict[str, str]:
    """Path and query of each request, by what it is called in the table."""
    names = _names(services)
    document = json.loads(openapi_document(app))
    asked: dict[str, str] = {}
    for path in sorted(path for path, methods in document["paths"].items() if "get" in methods):
        if path in ELSEWHERE:
            continue
        for query in QUERIES.get(path, ("",)):
            told = f"{path}?{query}" if query else path
            asked[told] = told.format_map(names)
    return asked


def _names(services: Services) -> dict[str, str]:
    [story, *_] = services.stories.page(limit=1).items
    head = services.articles.page("in-story", story.id, limit=1).items[0]
    alert = services.alerts.page("alert", "all", limit=1).items[0].alert.id
    article = head.card.id
    named = {"article_id": article, "story_id": story.id, "alert_id": alert, "watch_id": "crossing", "form": "atom"}
    rest = {"topic_id": "border-queues", "upload_id": head.first_upload, "key_id": "-"}
    return {**named, **rest, "article": article, "story": story.id, "alert": alert}


def event(target: str) -> dict[str, Any]:
    """A request as the gateway hands it on, of a key that may read all."""
    path, _, query = target.partition("?")
    pairs = dict(part.split("=", 1) for part in query.split("&") if part)
    plain = {name: value.replace("+", " ") for name, value in pairs.items()}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"accept": "application/json"},
        "queryStringParameters": plain,
        "requestContext": {
            "http": {"method": "GET", "path": path},
            "stage": "$default",
            "requestId": "request",
            "authorizer": {"lambda": {"scope": "admin", "key_id": "-"}},
        },
        "body": None,
        "isBase64Encoded": False,
    }


def cost(app: Api, table: MemoryDynamoDB, target: str, asks: int) -> Cost:
    """Ask some times beside the bare handler, turn by turn; the first does not count, as it loads what it needs."""
    asked = event(target)
    answer = respond(app, asked, None)
    assert answer["statusCode"] == 200, (target, answer["body"][:300])
    table.meter.calls.clear()
    table.meter.half_reads.clear()
    respond(app, asked, None)
    calls, units = table.meter.total_calls, table.meter.read_units
    text, ours, bare = json.dumps(asked), [], []
    for _ in range(asks):
        begun = time.thread_time()
        respond(app, asked, None)
        between = time.thread_time()
        _bare(text, answer)
        bare.append((time.thread_time() - between) * 1000)
        ours.append((between - begun) * 1000)
    return Cost(calls, units, _shares(ours), _shares(bare))


def _bare(text: str, answer: Mapping[str, Any]) -> str:
    """What no handler can do without: read the request, write the answer."""
    asked = json.loads(text)
    return json.dumps({**answer, "headers": {**answer["headers"], "X-Path": asked["rawPath"]}})


def _shares(times: list[float]) -> tuple[float, float]:
    """The median, and what 99 of 100 stay under."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]


def authorized(services: Services, table: MemoryDynamoDB) -> tuple[int, float]:
    """Calls and read units of the authorizer, which goes before each request with a key."""
    _, key = create_key(services.table, "read", "measuring", services.now())
    headers = {"authorization": f"Bearer {key}"}
    identify(services.table, headers, services.now())
    table.meter.calls.clear()
    table.meter.half_reads.clear()
    identify(services.table, headers, services.now())
    return table.meter.total_calls, table.meter.read_units


def measure(articles: int, asks: int) -> dict[str, Cost]:
    services, table = widened(articles)
    app = build_app(services)
    calls, units = authorized(services, table)
    sys.stdout.write(f"{articles} articles, {len(table.items)} items; the authorizer: {calls} calls, {units:g} units\n")
    return {told: cost(app, table, target, asks) for told, target in requests(app, services).items()}


def show(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> list[str]:
    """Prints the table; answers the requests that grow."""
    sys.stdout.write(f"\n| {' | '.join(TITLES)} |\n|{'---|' * len(TITLES)}\n")
    for told, one in large.items():
        was = small[told]
        calls = f"{one.calls}" if was.calls == one.calls else f"{was.calls} → {one.calls}"
        units = f"{one.units:g}" if was.units == one.units else f"{was.units:g} → {one.units:g}"
        times = (*(f"{ms:.1f}" for ms in one.ours), *(f"{ms:.2f}" for ms in one.bare))
        sys.stdout.write(f"| `{told}` | {' | '.join((calls, units, *times))} |\n")
    return [
        told
        for told, one in large.items()
        if told not in FILLS_LATER and one.units > MOST_GROWTH * max(small[told].units, 1)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs=2, default=(20_000, 100_000), metavar=("SMALL", "LARGE"))
    parser.add_argument("--asks", type=int, default=60)
    given = parser.parse_args()
    small, large = (measure(articles, given.asks) for articles in given.articles)
    grown = show(small, large)
    sys.stdout.write(f"\ngrow with the archive: {', '.join(grown) or 'none'}\n")
    sys.exit(1 if grown else 0)


if __name__ == "__main__":
    main()
