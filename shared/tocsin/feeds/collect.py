"""One source's turn: ask for it, read it, put what is new under `uploads/`, and note how it does.

An object is put before its item is noted as known, and put once for what it is and says: a worker that dies in between
loses nothing and doubles nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Literal

from tocsin.aws.keys import stamp
from tocsin.errors import Conflict, FetchError, NotFound, Rejected
from tocsin.feeds.hosts import Disallowed, HostBusy, Hosts
from tocsin.feeds.intervals import failed, gone, had, unchanged
from tocsin.feeds.items import key_of, metadata_of, take
from tocsin.feeds.model import Feed, Item, Reading
from tocsin.feeds.read import read_source
from tocsin.feeds.seen import Seen, marks_of
from tocsin.fetch import Answer

if TYPE_CHECKING:
    from tocsin.aws.services import Services

BACKLOG: Final = 20
"""Items of the first contact that are collected, the newest; the others are told of and passed over."""
MOST_A_TURN: Final = 100
LEAST_SECONDS: Final = 45.0
"""Time for one more item: a turn of its host, its robots.txt and its page."""
BUSY_SECONDS: Final = 20
REFUSALS: Final = frozenset({401, 402, 403, 407, 429, 451})
MAX_REASON: Final = 300

Marked = tuple[tuple[str, ...], Item]
"""An item by its marks."""
Outcome = Literal["asked", "busy", "not-due", "removed"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a turn came to, for logs and metrics."""

    feed: str
    outcome: Outcome
    state: str = ""
    put: int = 0
    waiting: int = 0
    reason: str | None = None


@dataclass
class Collector:
    """Takes turns. `sleep` is there for tests."""

    services: Services
    sleep: Callable[[float], None] = time.sleep

    def collect(self, feed_id: str, *, at_once: bool = False) -> Result:
        """A source's turn. `at_once`: also if it is not due. Whatever is raised lets the message come again."""
        try:
            feed = self.services.feeds.get(feed_id)
        except NotFound:
            return Result(feed_id, "removed")
        if not at_once and (feed.due is None or feed.due > stamp(self.services.now())):
            return Result(feed_id, "not-due")
        hosts = Hosts(self.services.table, self.services.fetcher, self.services.now, self.sleep)
        try:
            after, put = self._turn(feed, hosts)
        except HostBusy:
            self.services.queues.collect(feed_id, at_once=at_once, delay=BUSY_SECONDS)
            return Result(feed_id, "busy")
        try:
            after = self.services.feeds.change(after)
        except Conflict:
            return Result(feed_id, "removed", put=put)
        return Result(feed_id, "asked", after.state, put, after.waiting, after.reason)

    def _turn(self, feed: Feed, hosts: Hosts) -> tuple[Feed, int]:
        now, conditions = self.services.now, _conditions(feed)
        try:
            answer = hosts.get(feed.url, conditions)
        except (FetchError, Disallowed) as error:
            return failed(feed, _reason(error), now(), blocked=isinstance(error, Disallowed)), 0
        if answer.permanent and answer.status in {200, 304}:
            feed = replace(feed, url=answer.url)
        if answer.status == 304 and conditions:  # to who has nothing of it yet, it is no answer
            return unchanged(feed, now()), 0
        if answer.status == 410:
            return gone(feed, now()), 0
        if answer.status != 200:
            return _refused(feed, answer, now()), 0
        try:
            reading = read_source(answer.body, answer.url, answer.headers.get("content-type"), now())
        except Rejected as error:
            return failed(feed, _reason(error), now()), 0
        return self._take_in(_told(feed, reading, answer), reading, hosts)

    def _take_in(self, feed: Feed, reading: Reading, hosts: Hosts) -> tuple[Feed, int]:
        """Put what is new, as far as the time goes."""
        seen = self.services.feeds.seen(feed.id)
        marked = list(zip(marks_of(reading.items), reading.items, strict=True))
        first = feed.ok_at is None and not seen.marks
        fresh = [(marks, item) for marks, item in marked if not seen.knows(marks, item.fingerprint)]
        wanted = newest(fresh, BACKLOG) if first else fresh[:MOST_A_TURN]
        passed_over = [one for one in fresh if one not in wanted] if first else []
        put, lost, waiting = self._put_all(feed, wanted, seen, hosts)
        for marks, item in [*passed_over, *(one for one in marked if one not in fresh)]:
            seen.add(marks, item.fingerprint)
        self.services.feeds.mark_seen(feed.id, seen)
        waiting += 0 if first else len(fresh) - len(wanted)
        now = self.services.now()
        arrivals = [item.published_at or now for _, item in wanted] if not first else _dates(reading)
        after = had(feed, arrivals, items=len(reading.items), new=put, now=now)
        after = replace(
            after,
            collected=feed.collected + put,
            lost=feed.lost + lost,
            passed_over=feed.passed_over + len(passed_over),
            waiting=waiting,
        )
        # Validators are kept once all is taken: else the next turn would hear that nothing changed.
        return (replace(after, due=stamp(now), etag=None, last_modified=None) if waiting else after), put

    def _put_all(self, feed: Feed, wanted: list[Marked], seen: Seen, hosts: Hosts) -> tuple[int, int, int]:
        """Oldest first. How many were put, given up, and left for the next turn."""
        put = lost = waiting = 0
        for marks, item in reversed(wanted):
            if self.services.time_left() < LEAST_SECONDS:
                waiting += 1
                continue
            try:
                taken = take(item, hosts)
            except HostBusy:
                waiting += 1
                continue
            if taken is not None:
                key = key_of(feed, marks[-1], item)  # by the address where there is one: some ids are new each time
                self.services.objects.put_new_upload(key, taken.data, taken.content_type, metadata_of(feed, item))
                put += 1
            elif seen.failed(marks):
                lost += 1
            else:
                waiting += 1
                continue
            seen.add(marks, item.fingerprint)
        return put, lost, waiting


def newest(found: Sequence[Marked], most: int) -> list[Marked]:
    """The newest by date where each has one, else the first: sources put what is new on top."""
    if all(item.published_at for _, item in found):
        found = sorted(
            found, key=lambda one: one[1].published_at.timestamp() if one[1].published_at else 0, reverse=True
        )
    return list(found[:most])


def _conditions(feed: Feed) -> dict[str, str]:
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in asked.items() if value}


def _told(feed: Feed, reading: Reading, answer: Answer) -> Feed:
    return replace(
        feed,
        kind=reading.kind,
        title=feed.title or (reading.title or "")[:MAX_REASON] or None,
        etag=_header(answer, "etag"),
        last_modified=_header(answer, "last-modified"),
    )


def _header(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name, "")
    return value if value and len(value) <= MAX_REASON and value.isascii() and value.isprintable() else None


def _refused(feed: Feed, answer: Answer, now: datetime) -> Feed:
    blocked = answer.status in REFUSALS
    what = "its publisher refuses" if blocked else "it answered"
    return failed(
        feed,
        f"{what} (status {answer.status})",
        now,
        blocked=blocked,
        retry_after=retry_after(answer.headers.get("retry-after"), now),
    )


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """RFC 9110, 10.2.3: seconds or a date; None for anything else."""
    if not value:
        return None
    if value.isascii() and value.strip().isdigit():
        return timedelta(seconds=min(int(value.strip()[:9]), 86_400))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(at - now, timedelta()) if at.tzinfo else None


def _dates(reading: Reading) -> list[datetime]:
    return [item.published_at for item in reading.items if item.published_at]


def _reason(error: Exception) -> str:
    return str(error).removeprefix("url: ")[:MAX_REASON]
