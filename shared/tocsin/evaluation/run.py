"""The whole evaluation in one call, for people and for continuous integration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.evaluation.labelled import measure_labelled
from tocsin.evaluation.own import measure_own
from tocsin.evaluation.report import below, read_floors, table

if TYPE_CHECKING:
    from rich.console import Console


def run(own: Path, floors: Path, console: Console, labelled: Path | None = None, limit: int | None = None) -> bool:
    """Measure, print the table, and tell whether every floor holds.

    `labelled` is measured where it is a folder. With a `limit` of rows the figures of labelled data are shown but held
    against no floor, which were set on whole files.
    """
    least = read_floors(floors)
    figures = measure_own(own)
    if labelled and labelled.is_dir():
        figures.update(measure_labelled(labelled, limit))
    if limit is not None:
        least = [floor for floor in least if not floor.name.startswith("labelled/")]
    console.print(table(figures, least))
    return not below(
        {name: value for name, value in figures.items() if limit is None or name.startswith("own/")}, least
    )
