"""Reading the engine's word lists: UTF-8 text, one entry a line, `#` starts a comment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

_DATA: Final = os.path.join(os.path.dirname(__file__), "..", "engine", "data")  # noqa: PTH118, PTH120 - see `data_text`


def data_text(name: str) -> str:
    """The text of a data file of the engine."""
    # Not by pathlib, which alone would be a twentieth of the engine's import.
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        return file.read()


def rows(name: str) -> Iterator[list[str]]:
    """The cells (split at white space) of each line of the data file `name` that says something."""
    for line in data_text(name).splitlines():
        cells = line.partition("#")[0].split()
        if cells:
            yield cells
