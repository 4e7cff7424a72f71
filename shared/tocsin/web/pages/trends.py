"""Trends: topics and countries over the last four weeks, from the hourly counts that surges are found by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from tocsin.digests.counts import HourCount, Subject, begin_of, hour_of
from tocsin.digests.watching import Counts
from tocsin.engine.places.located import located
from tocsin.web.charts import Columns, columns_of
from tocsin.web.maps import Named, world_map
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()
DAYS = 28
SHOWN = 20
WIDTH, HEIGHT = 280, 36


@dataclass(frozen=True, slots=True)
class Trend:
    """One topic or country: its days, and the last seven of them beside the seven before."""

    id: str
    columns: Columns
    last: int
    before: int
    total: int


@pages.page("GET", "trends", scope="read")
def trends(ask: Ask) -> Reply:
    """An hour that was not counted yet counts as none: what is counted is said beside it."""
    now = ask.services.now()
    closed = hour_of(now) - 1
    hours = Counts(ask.services.table).hours(closed - DAYS * 24 + 1, closed)
    days = [(now - timedelta(days=back)).date().isoformat() for back in range(DAYS - 1, -1, -1)]
    topics, places = _by_day(hours)
    names = {id_: one.name for id_, one in located(places).items()}
    every = Counter[str]()
    for hour, count in hours.items():
        every[_day(hour)] += count.total
    return ask.show(
        "trends.html",
        title="Trends",
        all=_trend("all", every, days),
        topics=_trends(topics, days),
        places=_trends(places, days),
        labels={**names, **ask.services.topics},
        map=world_map(_lately(places, names, days[-7:])),
        counted=len(hours),
        wanted=DAYS * 24,
    )


def _day(hour: int) -> str:
    return begin_of(hour).date().isoformat()


def _by_day(hours: dict[int, HourCount]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Counts by day of each topic, and of each country; pairs of both are left out."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for hour, count in hours.items():
        day = _day(hour)
        for key, number in count.subjects.items():
            found[key][day] += number
    subjects = {Subject.of(key): counts for key, counts in found.items()}
    topics = {one.topic: counts for one, counts in subjects.items() if one.topic is not None and one.place is None}
    places = {one.place: counts for one, counts in subjects.items() if one.place is not None and one.topic is None}
    return topics, places


def _lately(found: dict[str, Counter[str]], names: dict[str, str], days: list[str]) -> list[Named]:
    """Countries by their articles of the last week."""
    counts = {id_: sum(counts[day] for day in days) for id_, counts in found.items()}
    return [Named(id_, names.get(id_, id_), count) for id_, count in counts.items() if count]


def _trends(found: dict[str, Counter[str]], days: list[str]) -> list[Trend]:
    lately = {id_: sum(counts[day] for day in days[-7:]) for id_, counts in found.items()}
    first = sorted(found, key=lambda id_: (-lately[id_], -found[id_].total(), id_))[:SHOWN]
    return [_trend(id_, found[id_], days) for id_ in first]


def _trend(id_: str, counts: dict[str, int], days: list[str]) -> Trend:
    values = {day: counts.get(day, 0) for day in days}
    numbers = list(values.values())
    return Trend(id_, columns_of(values, WIDTH, HEIGHT), sum(numbers[-7:]), sum(numbers[-14:-7]), sum(numbers))
