"""Reading the engine's word lists: UTF-8 text, one entry a line, `#` starts a comment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "engine" / "data"


def rows(name: str) -> Iterator[list[str]]:
    """The cells (split at white space) of each line of the data file `name` that says something."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        cells = line.partition("#")[0].split()
        if cells:
            yield cells
