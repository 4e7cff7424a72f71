"""Places where a test may kill the process, to show that a crash there changes nothing but the time."""

from __future__ import annotations

import os
import signal
from pathlib import Path

FAULT_VARIABLE = "TOCSIN_FAULTS"
"""A folder, set by tests only. A file in it arms the point of its name; whoever takes the file away dies."""

POINTS = (
    "analyze.begun",
    "split.noted",
    "split.handed-out",
    "analyze.text-stored",
    "analyze.body-stored",
    "analyze.rows-stored",
    "analyze.article-stored",
    "analyze.handed-on",
    "analyze.appearance-stored",
    "analyze.waiting",
    "analyze.item-noted",
    "analyze.item-killed",
    "analyze.listed",
    "analyze.finished",
    "reanalyze.begun",
    "reanalyze.body-stored",
    "reanalyze.rows-stored",
    "reanalyze.flipped",
    "reanalyze.handed-on",
    "reanalyze.rows-removed",
    "reanalyze.body-removed",
    "reanalyze.finished",
    "correlate.story-stored",
    "correlate.story-listed",
    "correlate.filed",
    "correlate.alert-stored",
    "correlate.alert-listed",
    "correlate.handed-on",
    "correlate.explained",
    "correlate.copy-noted",
    "correlate.kill-noted",
    "correlate.kill-told",
    "correlate.kill-filed",
    "release.sent",
    "regroup.listed",
    "regroup.parted",
    "decide.listed",
    "decide.decided",
    "notify.published",
    "notify.marked",
    "deliver.sent",
    "deliver.marked",
)


def fault(point: str) -> None:
    """Die here with SIGKILL if a test armed this point and nobody died for it yet."""
    folder = os.environ.get(FAULT_VARIABLE)
    if folder is None:
        return
    try:
        Path(folder, point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
