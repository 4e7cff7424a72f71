"""Run by the emulator's own Python, where nothing else of Tocsin is: MiniStack, its state saved while it runs.

By itself MiniStack saves when it is asked to end; a machine that loses power or a `kill -9` does not ask.
Usage: `python -P saving.py -m ministack SECONDS`.
"""

from __future__ import annotations

import copy
import importlib
import sys
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

LEAST_REST = 20.0
"""Of the time that a save took: but for the code of functions, saving takes a twentieth of the process at most."""
FIRST = "sqs"
"""Saved before what its messages brought about: a message beside its effects is harmless, effects that are missing
without the message are an article lost."""
HEAVY = "lambda"
"""Holds the code of all functions, 60 MB of them; it changes with the stack alone."""
STACK = "cloudformation"
"""Saved last: a stack that is known without its functions and layer cannot be brought up again."""

States = dict[str, Callable[[], Any]]
Save = Callable[[States], None]


class Saving:
    """Saves at an interval until the emulator ends, which saves for the last time itself; one save at a time."""

    def __init__(self, states: Callable[[], States], save: Save) -> None:
        self._states, self._save = states, save
        self._one_at_a_time = threading.Lock()
        self._ended = False
        self._stack = ""

    def last(self, states: States) -> None:
        """What MiniStack calls at its end."""
        with self._one_at_a_time:
            self._ended = True
            self._save(states)

    def once(self) -> float | None:
        """Save what may have changed, queues first. The seconds that it took, the functions' code aside; None once the
        emulator ends.
        """
        with self._one_at_a_time:
            if self._ended:
                return None
            started, states = time.monotonic(), self._states()
            stack = copy.deepcopy(states.pop(STACK, dict)())  # as it is before its functions are saved
            now = sha256(repr(stack).encode()).hexdigest()
            order = sorted(states.keys() - {HEAVY}, key=lambda name: (name != FIRST, name))
            self._save({name: states[name] for name in order})
            took = time.monotonic() - started
            if now != self._stack:
                self._save({name: states[name] for name in states.keys() & {HEAVY}})
                self._save({STACK: lambda: stack})
            self._stack = now
            return took

    def run(self, seconds: float, rest: Callable[[float], None] = time.sleep) -> None:
        """Save every so many seconds, less often where it takes long."""
        pause = seconds
        while True:
            rest(pause)
            took = self.once()
            if took is None:
                return
            pause = max(seconds, LEAST_REST * took)


def main(seconds: float) -> None:
    app: Any = importlib.import_module("ministack.app")
    saving = Saving(app._build_persistence_save_dict, app.save_all)  # noqa: SLF001  # the emulator offers no other way
    app.save_all = saving.last
    threading.Thread(target=saving.run, args=(seconds,), daemon=True).start()
    sys.argv = ["ministack"]
    app.main()


if __name__ == "__main__":
    main(float(sys.argv[-1]))
