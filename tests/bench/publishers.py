"""A day of made-up publishers: sources with so many items between them, as their servers would answer at any time.

Sources differ in how much they bring (a lognormal law, so that a tenth brings half), in form, in whether they have
validators, in whether their feed has the whole text, in how they fail. Seeded; the same day each time.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tocsin.errors import FetchFailed, FetchTooSlow
from tocsin.fetch import Answer

DAY = datetime(2031, 5, 6, tzinfo=UTC)
BEFORE = timedelta(days=3)
"""What a source brought before it is first asked: its feed is full."""
WINDOW = 30
"""Items that a feed shows, the newest."""
MOST_OF_ONE = 600
"""Items that the busiest source brings in a day."""
PAGE_BYTES = 45_000
"""What a page counts as: the median of 990 pages of trafilatura's evaluation. Sent is a page of one KB."""
WHOLE, VALIDATORS, CHANGING_IDS, RSS, EDITED, SHARED_HOST = 0.4, 0.7, 0.02, 0.05, 0.03, 0.2
DOWN, SLOW, PAGE_GONE = 0.01, 0.003, 0.005
BUSY_HOURS = (0.3,) * 6 + (1.0,) * 3 + (1.6,) * 9 + (1.1,) * 4 + (0.6,) * 2
"""How much of a day's news comes in each of its hours, against the mean."""
_TEASER = "The harbour office of Lower Tessa said on Sunday that the pier is closed, and that more is told on its page."
_REST = (
    "Work is to go on until the end of the week, residents of the old town were told by the council of the port. " * 8
)


@dataclass(frozen=True, slots=True)
class Item:
    url: str
    number: int
    at: datetime
    edited_at: datetime | None = None

    def title(self, now: datetime) -> str:
        edited = self.edited_at is not None and self.edited_at <= now
        return f"pier {self.number} is closed{', the council says' if edited else ''}"


@dataclass
class Source:
    """`items` by time; `rate` of them in a day."""

    number: int
    url: str
    rate: float
    rss: bool
    whole: bool
    validators: bool
    changing_ids: bool
    items: list[Item] = field(default_factory=list)

    def shown(self, now: datetime) -> list[Item]:
        """The newest first."""
        known = bisect_right(self.items, now, key=lambda item: item.at)
        return self.items[max(0, known - WINDOW) : known][::-1]


class Publishers:
    """`get` answers as they would at `now`, and raises as a fetcher does; `seconds` of the last request."""

    def __init__(self, sources: int, items: int, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # a seeded day, no secret
        weights = [self._chance.lognormvariate(0, 1.3) for _ in range(sources)]
        rates = [min(weight * items / sum(weights), MOST_OF_ONE) for weight in weights]
        self.sources = [self._source(number, rate) for number, rate in enumerate(rates)]
        self._by_url = {source.url: source for source in self.sources}
        self.items = {item.url: item for source in self.sources for item in source.items}
        self.asked: dict[str, int] = {"robots": 0, "feed": 0, "unchanged": 0, "page": 0, "failed": 0}
        self.bytes = 0

    def get(self, url: str, headers: Mapping[str, str], now: datetime) -> tuple[Answer, float]:
        """The answer, and how many seconds it took. Raises `FetchFailed` and `FetchTooSlow`."""
        chance, path = self._chance.random(), url.partition("//")[2].partition("/")[2]
        if path == "robots.txt":
            self.asked["robots"] += 1
            return Answer(404, url, {}, b""), self._seconds()
        if chance < SLOW:
            self.asked["failed"] += 1
            raise FetchTooSlow("did not answer within 20 s", where="url")
        if chance < SLOW + DOWN:
            self.asked["failed"] += 1
            raise FetchFailed("could not be reached, or broke off", where="url")
        source = self._by_url.get(url)
        answer = self._page(url, now) if source is None else self._feed(source, headers, now)
        self.bytes += len(answer.body) if source is not None else PAGE_BYTES
        return answer, self._seconds()

    def _seconds(self) -> float:
        return min(self._chance.lognormvariate(-1.2, 0.6), 15)

    def _page(self, url: str, now: datetime) -> Answer:
        self.asked["page"] += 1
        if self._chance.random() < PAGE_GONE:
            return Answer(503, url, {}, b"")
        title = self.items[url].title(now)
        page = f"<html><title>{title}</title><article><h1>{title}</h1><p>{_TEASER}</p><p>{_REST}</p></article></html>"
        return Answer(200, url, {"content-type": "text/html"}, page.encode())

    def _feed(self, source: Source, headers: Mapping[str, str], now: datetime) -> Answer:
        shown = source.shown(now)
        etag = f'"{hash((shown[0].url, *(item.title(now) for item in shown))) & 0xFFFFFFFF:x}"' if shown else '"none"'
        if source.validators and headers.get("If-None-Match") == etag:
            self.asked["unchanged"] += 1
            return Answer(304, source.url, {}, b"")
        self.asked["feed"] += 1
        told = {"etag": etag} if source.validators else {}
        body = self._rss(source, shown, now) if source.rss else self._json(source, shown, now)
        return Answer(200, source.url, told, body.encode())

    def _json(self, source: Source, shown: list[Item], now: datetime) -> str:
        return json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": f"Gazette {source.number}",
                "items": [
                    {
                        "id": self._id(source, item),
                        "url": item.url,
                        "title": item.title(now),
                        "content_text": _TEASER + (_REST if source.whole else ""),
                        "date_published": item.at.isoformat(),
                    }
                    for item in shown
                ],
            }
        )

    def _rss(self, source: Source, shown: list[Item], now: datetime) -> str:
        items = "".join(
            f"<item><title>{item.title(now)}</title><link>{item.url}</link><guid>{self._id(source, item)}</guid>"
            f"<pubDate>{item.at:%d %b %Y %H:%M:%S} GMT</pubDate>"
            f"<description>{_TEASER}{_REST if source.whole else ''}</description></item>"
            for item in shown
        )
        return f"<rss version='2.0'><channel><title>Gazette {source.number}</title>{items}</channel></rss>"

    def _id(self, source: Source, item: Item) -> str:
        return f"{item.url}#{self._chance.random()}" if source.changing_ids else item.url

    def _source(self, number: int, rate: float) -> Source:
        chance = self._chance
        host = number // 10 if chance.random() < SHARED_HOST else number  # some houses have several feeds
        origin = f"https://gazette-{host}.example"
        source = Source(
            number,
            f"{origin}/{number}/feed",
            rate,
            rss=chance.random() < RSS,
            whole=chance.random() < WHOLE,
            validators=chance.random() < VALIDATORS,
            changing_ids=chance.random() < CHANGING_IDS,
        )
        at = DAY - BEFORE
        while at < DAY + timedelta(days=1):
            at += timedelta(days=chance.expovariate(rate * BUSY_HOURS[at.hour]))
            edited = at + timedelta(minutes=chance.uniform(30, 120)) if chance.random() < EDITED else None
            source.items.append(Item(f"{origin}/{number}/n/{len(source.items)}", len(source.items), at, edited))
        return source
