"""Surges as the schedule finds them: hours are counted from the list of articles, kept, compared, and rung for.

Nothing is counted when an article is written, so nothing can be counted twice: an hour's count is a function of the
list's rows and is simply written again. Bounded: one page for the last six hours, one for up to 24 hours that were
never counted, and one read of 29 days of counts, which is seven batches.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime

from tocsin.aws import keys
from tocsin.aws.keys import ListKind, stamp
from tocsin.aws.muting import muting_of
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.aws.table import Table
from tocsin.codec import from_json, to_json
from tocsin.digests.counts import HourCount, Subject, begin_of, count_cards, hour_of
from tocsin.digests.model import Surge
from tocsin.digests.surge import BASELINE_DAYS, WINDOW, Ringing, Score, follow, surging
from tocsin.errors import Conflict
from tocsin.watches.model import Watch

RECOUNT_HOURS = 6
"""An article is listed under the time it was published at and may come in later: these hours are counted anew."""
MAX_FILL = 24
"""Hours that were never counted (the first days, an outage), counted in one run."""
MAX_ARTICLES = 6_000
"""Articles of a page of hours, the newest first: 24,000 a day. Of more, what is left of an hour is a sample, whose
shares are those of the whole, and hours beyond it stay as they were."""
MAX_SHOWN = 5
MAX_LOOKED_AT = 25
COUNT_DAYS = 40
"""How long an hour's count is kept: the baseline and some."""


class Counts:
    """The counts of hours, and the surges that ring, in the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def hours(self, first: int, last: int) -> dict[int, HourCount]:
        """Those that were counted."""
        wanted = {keys.hour_count(hour): hour for hour in range(first, last + 1)}
        items = self._table.get_many(list(wanted), consistent=False)
        return {wanted[key]: from_json(zlib.decompress(item["data"]), HourCount) for key, item in items.items()}

    def put_hour(self, hour: int, count: HourCount, expires: int) -> None:
        """In the place of an earlier count of the hour."""
        pk, sk = keys.hour_count(hour)
        self._table.put({"pk": pk, "sk": sk, "data": zlib.compress(to_json(count), 9), "ttl": expires})

    def ringing(self) -> tuple[dict[str, Ringing], int]:
        """The surges that ring, and the version of that knowledge."""
        item = self._table.get(keys.ringing())
        return ({}, 0) if item is None else (from_json(item["data"], dict[str, Ringing]), item["v"])

    def put_ringing(self, ringing: dict[str, Ringing], expected: int) -> None:
        """Raises `Conflict` if another run was faster."""
        pk, sk = keys.ringing()
        item = {"pk": pk, "sk": sk, "v": expected + 1, "data": to_json(ringing).decode()}
        self._table.put_version(item)


def send_surges(services: Services, watches: Sequence[Watch]) -> tuple[str, ...]:
    """Count what is to be counted, keep and hand on the surges that begin; answers the ids of those handed on.

    What rings is noted first; after a crash the next run finds the note and keeps and hands on what is missing.
    """
    now = services.now()
    counts, closed = Counts(services.table), hour_of(now) - 1
    hours = _counted(services, counts, closed)
    before, version = counts.ringing()
    scores = surging(hours, closed)
    ringing = follow(before, scores, closed)
    if ringing != before:
        try:
            counts.put_ringing(ringing, version)
        except Conflict:
            return ()  # the other run rings
    muting = muting_of(services) if ringing else None
    loud = [watch for watch in watches if muting is None or not muting.of("watch", watch.id)]
    return _hand_on(services, loud, ringing, hours, now)


def _counted(services: Services, counts: Counts, closed: int) -> dict[int, HourCount]:
    """The hours of window and baseline; those that are missing or may have changed are counted and kept."""
    first = closed - WINDOW * (BASELINE_DAYS + 1) + 1
    hours = counts.hours(first, closed)
    fresh = _count(services, closed - RECOUNT_HOURS + 1, closed)
    missing = next((hour for hour in range(closed - RECOUNT_HOURS, first - 1, -1) if hour not in hours), None)
    if missing is not None:
        fresh |= _count(services, max(first, missing - MAX_FILL + 1), missing)
    for hour, count in fresh.items():
        if count != hours.get(hour):
            counts.put_hour(hour, count, int(begin_of(hour + 24 * COUNT_DAYS).timestamp()))
    return hours | fresh


def recount(services: Services, hour: int) -> None:
    """Count one hour of the past anew, if it was counted."""
    counts = Counts(services.table)
    if hour in counts.hours(hour, hour):
        fresh = _count(services, hour, hour)[hour]
        counts.put_hour(hour, fresh, int(begin_of(hour + 24 * COUNT_DAYS).timestamp()))


def _count(services: Services, first: int, last: int) -> dict[int, HourCount]:
    """The counts of the hours `first` to `last`, without the oldest if there is more than a page."""
    since, until = stamp(begin_of(first)), stamp(begin_of(last + 1))
    page = services.articles.page("article", "all", limit=MAX_ARTICLES, since=since, until=until)
    by_hour: dict[int, list[Card]] = {hour: [] for hour in range(first, last + 1)}
    for head in page.items:
        if head.copy_of is None and head.killed is None:  # five prints of one text are one report, a canceled one none
            by_hour[hour_of(datetime.fromisoformat(head.card.at))].append(head.card)
    if page.next is not None:
        begun = hour_of(datetime.fromisoformat(page.items[-1].card.at))
        by_hour = {hour: cards for hour, cards in by_hour.items() if hour > begun or hour == last}
    return {hour: count_cards(cards) for hour, cards in by_hour.items()}


def _hand_on(
    services: Services,
    watches: Sequence[Watch],
    ringing: dict[str, Ringing],
    hours: dict[int, HourCount],
    now: datetime,
) -> tuple[str, ...]:
    """The bulletins of what rings that are not sent yet: each is made once, from the hours up to its first."""
    ids = {surge_id(key, one): (key, one) for key, one in ringing.items()}
    kept = services.bulletins.get_many(list(ids))
    waiting = []
    for identity, (key, one) in ids.items():
        if identity not in kept:
            score = next((found for found in surging(hours, one.onset) if found.subject.key == key), None)
            if score is None:
                continue  # late articles changed the hours meanwhile: it was none
            surge = _surge(services, watches, identity, onset=one.onset, score=score, now=now)
            services.bulletins.put(surge, services.expires(now))
        elif kept[identity].sent_at is not None:
            continue
        services.queues.bulletin(identity)
        waiting.append(identity)
    return tuple(waiting)


def surge_id(key: str, ringing: Ringing) -> str:
    return keys.digest("surge", key, str(ringing.onset))


def _surge(
    services: Services, watches: Sequence[Watch], identity: str, *, onset: int, score: Score, now: datetime
) -> Surge:
    since = stamp(begin_of(onset - WINDOW + 1))
    return Surge(
        id=identity,
        topic=score.subject.topic,
        place=score.subject.place,
        raised_at=stamp(now),
        since=since,
        count=score.articles,
        expected=round(score.expected, 2),
        score=round(score.score, 2),
        watches=tuple(watch.id for watch in watches if watch.enabled and names(watch, score.subject)),
        articles=_articles(services, score.subject, since),
    )


def names(watch: Watch, subject: Subject) -> bool:
    """Does the watch's rule name the topic, or the place of a surge without one, and nothing that speaks against it."""
    rule = watch.rule
    topics, places = {*rule.topics.any, *rule.topics.all}, set(rule.places)
    if subject.topic is None:
        return subject.place in places
    return subject.topic in topics and (subject.place is None or not places or subject.place in places)


def _articles(services: Services, subject: Subject, since: str) -> tuple[str, ...]:
    """The newest of the subject; for a pair, those of the topic's newest that name the place."""
    kind: ListKind = "topic" if subject.topic is not None else "place"
    page = services.articles.page(kind, subject.topic or subject.place or "", limit=MAX_LOOKED_AT, since=since)
    cards = [head.card for head in page.items if head.killed is None]
    if subject.topic is not None and subject.place is not None:
        cards = [card for card in cards if subject.place in {place.country for place in card.places}]
    return tuple(card.id for card in cards[:MAX_SHOWN])
