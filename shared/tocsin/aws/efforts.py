"""How long the uploads of each uploader kept a worker busy, so that those of one do not hold up everybody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from tocsin.aws import keys
from tocsin.aws.table import Table, Write

WINDOW: Final = timedelta(minutes=10)
EACH_SECONDS: Final = 60.0
"""What the slow uploads of one uploader may take in a window; four at the bound of 15 s each."""
SHARE: Final = 0.1
"""Of the time of all workers, for the slow uploads of everybody."""
FREE_SECONDS: Final = 0.5
"""Of an upload that are not counted: an article takes a tenth of that, and a thousand of them are no attack."""
LEAST_SECONDS: Final = 2.0
"""What is noted in one write; less waits in the process, so that ordinary uploads cost none."""
AHEAD_SECONDS: Final = 15.0
"""Charged before an upload that comes again is read, and given back once it was: whatever kills its process cannot be
charged then. Four such deliveries are all that an uploader has in a window. A process that dies later, while it
stores, does not die of what the upload holds."""
FRESH: Final = timedelta(seconds=5)
"""So long a count that was read is believed."""
AT_ONCE: Final = 100
"""Uploads of one uploader that are put behind into one window; the next ones wait a window longer."""
ALL: Final = ""


class Efforts:
    """Counts by uploader and window of ten minutes. `workers` is how many batches are read at once."""

    def __init__(self, table: Table, now: Callable[[], datetime], workers: int) -> None:
        self._table, self._now = table, now
        self._most = {ALL: SHARE * workers * WINDOW.total_seconds()}
        self._seen: dict[tuple[str, int], tuple[datetime, float]] = {}
        self._unwritten: defaultdict[str, float] = defaultdict(float)

    def spent(self, uploader: str) -> bool:
        """Whether it has used up what it may take in this window; `ALL` asks for everybody together."""
        return self._used(uploader) >= self._most.get(uploader, EACH_SECONDS)

    def charge(self, uploader: str) -> Callable[[], None]:
        """Count what an upload may take before it is read; what gives it back, and does nothing when called again."""
        window, charged = self._window(), [AHEAD_SECONDS]
        self._count(uploader, AHEAD_SECONDS, window)

        def give_back() -> None:
            if charged:  # in the window in which it was charged: the next one would begin with what nobody paid
                self._count(uploader, -charged.pop(), window)

        return give_back

    def note(self, uploader: str, seconds: float) -> None:
        """An upload kept a worker for so long."""
        self._unwritten[uploader] += max(0.0, seconds - FREE_SECONDS)
        if self._unwritten[uploader] < LEAST_SECONDS:
            return
        self._count(uploader, self._unwritten.pop(uploader), self._window())

    def turn(self, uploader: str) -> datetime:
        """When one more upload of an uploader that is put behind others is to be tried, by how many of its own are."""
        before = self._add(uploader, "behind", 1, self._window()) - 1
        return self._ends() + before // AT_ONCE * WINDOW

    def _used(self, uploader: str) -> float:
        now, window = self._now(), self._window()
        seen = self._seen.get((uploader, window))
        if seen is None or seen[0] + FRESH < now:
            item = self._table.get(keys.effort(uploader, window), consistent=False) or {}
            seen = self._remember(uploader, window, int(item.get("ms", 0)))
        return seen[1]

    def _count(self, uploader: str, seconds: float, window: int) -> None:
        self._add(uploader, "ms", int(seconds * 1000), window)
        self._add(ALL, "ms", int(seconds * 1000), window)

    def _add(self, uploader: str, what: str, number: int, window: int) -> int:
        expires = int((self._ends() + WINDOW).timestamp())
        item = self._table.update(Write(keys.effort(uploader, window), set={"ttl": expires}, add={what: number}))
        self._remember(uploader, window, int(item.get("ms", 0)))
        return int(item[what])

    def _remember(self, uploader: str, window: int, milliseconds: int) -> tuple[datetime, float]:
        self._seen = {key: value for key, value in self._seen.items() if key[1] == window}
        self._seen[uploader, window] = self._now(), milliseconds / 1000
        return self._seen[uploader, window]

    def _window(self) -> int:
        return int(self._now().timestamp() // WINDOW.total_seconds())

    def _ends(self) -> datetime:
        return datetime.fromtimestamp((self._window() + 1) * WINDOW.total_seconds(), UTC)
