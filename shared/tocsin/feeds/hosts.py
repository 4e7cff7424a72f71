"""Manners: one request at a time to a host, with a pause, and only what its robots.txt allows.

The turn is an item of the table, so that it holds among all workers. A worker that dies keeps its turn for as long as a
request may take, and no longer.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tocsin.aws import conditions, keys
from tocsin.aws.keys import stamp
from tocsin.aws.table import Table, Write
from tocsin.errors import Conflict, FetchError, TocsinError
from tocsin.fetch import Answer, Fetcher

if TYPE_CHECKING:
    from protego import Protego

AGENT: Final = "Tocsin"
"""What robots.txt may call us."""
PAUSE: Final = timedelta(seconds=2)
LONGEST_PAUSE: Final = timedelta(seconds=30)
"""A Crawl-delay above it is taken for this: a source that is asked every ten minutes is no crawl."""
LEASE: Final = timedelta(seconds=60)
"""Three requests' time: robots.txt, and the source behind it."""
PATIENCE: Final = timedelta(seconds=8)
ROBOTS_KEPT: Final = timedelta(hours=24)
"""RFC 9309, 2.4: no longer than a day."""
MAX_ROBOTS: Final = 500 * 1024
"""RFC 9309, 2.5: what a reader has to read at least."""
KEPT_DAYS: Final = 7


class HostBusy(TocsinError):
    """Another worker is asking this host."""

    code = "host-busy"


class Disallowed(TocsinError):
    """The host's robots.txt asks not to fetch this."""

    code = "robots"


@dataclass
class Hosts:
    """The hosts that are asked. `sleep` and `now` are there for tests."""

    table: Table
    fetcher: Fetcher
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep

    def get(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """GET in turn. Raises `HostBusy`, `Disallowed`, and what `Fetcher.get` raises."""
        origin = self.fetcher.policy.target(url)
        with self._turn(origin.origin) as turn:
            rules = self._robots(f"{origin.scheme}://{origin.origin}")
            turn.pause = _pause(rules)
            if not rules.can_fetch(url, AGENT):
                raise Disallowed("its robots.txt asks not to fetch it", where=urlsplit(url).hostname)
            return self.fetcher.get(url, headers)

    @contextmanager
    def _turn(self, host: str) -> Iterator[_Turn]:
        key, turn, until = keys.host_turn(host), _Turn(PAUSE), self.now() + PATIENCE
        while (mine := self._take(key)) is None:
            if self.now() >= until:
                raise HostBusy("another worker is asking this host", where=host)
            self.sleep(1)
        try:
            yield turn
        finally:
            self._give_back(key, mine, turn.pause)

    def _take(self, key: keys.Key) -> str | None:
        now = self.now()
        free_at = stamp(now + LEASE)
        write = Write(
            key, set={"free_at": free_at, "ttl": _ttl(now)}, condition=conditions.FREE, values={":now": stamp(now)}
        )
        try:
            self.table.update(write)
        except Conflict:
            return None
        return free_at

    def _give_back(self, key: keys.Key, mine: str, pause: timedelta) -> None:
        free_at = stamp(self.now() + pause)
        try:
            self.table.update(
                Write(key, set={"free_at": free_at}, condition=conditions.MY_TURN, values={":mine": mine})
            )
        except Conflict:
            return  # it took longer than the lease, and another's turn has begun

    def _robots(self, origin: str) -> Protego:
        """The rules of a host, asked once a day. Raises `FetchError` where they cannot be had: then nothing is."""
        from protego import Protego  # noqa: PLC0415  # loaded by the first host

        pk, sk = keys.host_robots(origin)
        now = self.now()
        known = self.table.get((pk, sk))
        if known is not None and known["until"] > stamp(now):
            return Protego.parse(zlib.decompress(bytes(known["text"])).decode())
        text = self._asked_robots(origin)
        self.table.put(
            {
                "pk": pk,
                "sk": sk,
                "until": stamp(now + ROBOTS_KEPT),
                "text": zlib.compress(text.encode()),
                "ttl": _ttl(now),
            }
        )
        return Protego.parse(text)

    def _asked_robots(self, origin: str) -> str:
        answer = self.fetcher.get(f"{origin}/robots.txt")
        if answer.status >= 500 or answer.status == 429:
            raise FetchError(f"its robots.txt cannot be had (status {answer.status})", where="url")
        if answer.status != 200:
            return ""  # RFC 9309, 2.3.1.3: none is there, all is allowed
        return answer.body[:MAX_ROBOTS].decode("utf-8", "replace")


@dataclass
class _Turn:
    pause: timedelta


def _pause(rules: Protego) -> timedelta:
    """Bounded before it is a time: a host may ask for more seconds than there are."""
    asked = float(rules.crawl_delay(AGENT) or 0)
    return timedelta(seconds=min(max(PAUSE.total_seconds(), asked), LONGEST_PAUSE.total_seconds()))


def _ttl(now: datetime) -> int:
    return int((now + timedelta(days=KEPT_DAYS)).timestamp())
