"""Places where a test may kill the process, to show that a crash there changes nothing but the time."""

from __future__ import annotations

import os
import signal
from pathlib import Path

FAULT_VARIABLE = "TOCSIN_FAULT"
"""`<point>:<marker file>`, set by tests only; the file is made by the first to die, and whoever finds it lives."""

POINTS = (
    "analyze.begun",
    "analyze.text-stored",
    "analyze.body-stored",
    "analyze.rows-stored",
    "analyze.article-stored",
    "analyze.handed-on",
    "analyze.appearance-stored",
    "analyze.listed",
    "analyze.finished",
    "reanalyze.body-stored",
    "reanalyze.rows-stored",
    "reanalyze.flipped",
    "reanalyze.cleaned",
    "correlate.story-stored",
    "correlate.story-listed",
    "correlate.alert-stored",
    "correlate.handed-on",
    "correlate.explained",
    "notify.published",
    "notify.marked",
)


def fault(point: str) -> None:
    """Die here with SIGKILL if the environment names this point and nobody died for it yet."""
    setting = os.environ.get(FAULT_VARIABLE)
    if setting is None:
        return
    wanted, _, marker = setting.partition(":")
    if wanted != point:
        return
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
