"""Workers whose every call waits until it is its turn: any order of calls can be played, and played again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence


class _Worker:
    def __init__(self, number: int, work: Callable[[], None], paused: threading.Semaphore) -> None:
        self.number = number
        self.go = threading.Semaphore(0)
        self.done = False
        self.failed: BaseException | None = None
        self._work = work
        self._paused = paused
        self.thread = threading.Thread(target=self._run, daemon=True)

    def pause(self) -> None:
        self._paused.release()
        self.go.acquire()

    def _run(self) -> None:
        self.go.acquire()
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001  # raised again by who waits for it
            self.failed = error
        self.done = True
        self._paused.release()


class Turns:
    """`before` is the hook of the calls; `run` plays workers to their end, one call of one of them at a time."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._paused = threading.Semaphore(0)

    def before(self, _call: str) -> None:
        """Wait for the turn; whoever is no worker goes at once."""
        worker: _Worker | None = getattr(self._here, "worker", None)
        if worker is not None:
            worker.pause()

    def run(self, work: Sequence[Callable[[], None]], choose: Callable[[Sequence[int]], int]) -> list[int]:
        """Play; `choose` says which of those that are not done makes its next call. Answers who had each turn."""
        workers = [_Worker(number, one, self._paused) for number, one in enumerate(work)]
        for worker in workers:
            worker._work = self._as(worker, worker._work)
            worker.thread.start()
        played: list[int] = []
        while waiting := [worker.number for worker in workers if not worker.done]:
            played.append(choose(waiting))
            workers[played[-1]].go.release()
            self._paused.acquire()
        for worker in workers:
            worker.thread.join()
            if worker.failed is not None:
                raise worker.failed
        return played

    def _as(self, worker: _Worker, work: Callable[[], None]) -> Callable[[], None]:
        def known() -> None:
            self._here.worker = worker
            work()

        return known
