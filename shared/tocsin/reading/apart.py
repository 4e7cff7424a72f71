"""Work of C code tried in a process of its own first, which can be ended: such code hears neither alarm nor exception.

A thread that is given up is none of it ended: it keeps a processor and its memory for as long as it likes, here hours.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress

from tocsin.alarm import hushed
from tocsin.errors import TooLarge
from tocsin.reading.bounds import out_of_time


def try_apart(work: Callable[[], object], seconds: float) -> None:
    """Do `work` in a copy of this process, so that it is known to come to an end; nothing of what it makes comes back.

    Raises `TooSlow` where it takes longer, `TooLarge` where it ends its process. What it raises is for the caller to
    meet again. Where a process cannot be copied (Windows) nothing is tried.
    """
    if not hasattr(os, "fork"):
        return
    status: int | None = None
    with hushed():  # a ring while it is copied would leave a copy that nobody ends
        child = _copied()
        if child == 0:
            _work(work, seconds)
        try:
            with hushed(is_hushed=False):
                status = os.waitpid(child, 0)[1]
        finally:
            if status is None:  # an alarm rang
                _end(child)
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) == signal.SIGALRM
        raise out_of_time(seconds) if late else TooLarge("this cannot be read as it is; upload the article's text")


def _copied() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads, of which the copy has none and needs none
        return os.fork()


def _end(child: int) -> None:
    """Of a copy that is perhaps at its end already."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _work(work: Callable[[], object], seconds: float) -> None:
    """Never comes back; its own alarm ends it in the middle of C code, also where nobody waits for it any more."""
    try:
        with suppress(BaseException):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            work()
    finally:
        os._exit(0)
