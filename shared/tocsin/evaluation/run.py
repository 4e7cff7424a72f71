"""The whole evaluation in one call, for people and for continuous integration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.evaluation.gate import gate_figures, gate_table, measure_gate
from tocsin.evaluation.labelled import TASKS as LABELLED
from tocsin.evaluation.labelled import Measured, measure_labelled
from tocsin.evaluation.own import measure_own
from tocsin.evaluation.report import below, read_floors, table
from tocsin.evaluation.texts import EVERYTHING, Some

if TYPE_CHECKING:
    from rich.console import Console

OWN, GATE = "own", "gate"
TASKS = (OWN, GATE, *LABELLED)
"""All that can be measured; the last need labelled data, and so does the gate."""


def run(
    own: Path,
    floors: Path,
    console: Console,
    *,
    labelled: Path | None = None,
    some: Some = EVERYTHING,
    tasks: Collection[str] = (),
) -> bool:
    """Measure, print the tables, and tell whether every floor holds.

    `labelled` is measured where it is a folder. Of some of the rows the figures are shown but held against no floor,
    which were set on whole files.
    """
    figures = measure_own(own) if _asked(OWN, tasks) else {}
    if labelled and labelled.is_dir():
        if not tasks or set(tasks) & set(LABELLED):
            figures.update(measure_labelled(labelled, Measured(some), tasks))
        if _asked(GATE, tasks):
            kinds = measure_gate(labelled, some)
            figures.update({f"labelled/gate/{name}": value for name, value in gate_figures(kinds).items()})
            console.print(gate_table(kinds))
    least = read_floors(floors)
    whole = some == EVERYTHING
    least = [f for f in least if _asked(_task(f.name), tasks) and (whole or f.name.startswith("own/"))]
    console.print(table(figures, least))
    return not below({name: value for name, value in figures.items() if whole or name.startswith("own/")}, least)


def run_model(
    own: Path,
    console: Console,
    env: Mapping[str, str],
    *,
    labelled: Path | None = None,
    some: Some = EVERYTHING,
    tasks: Collection[str] = (),
) -> bool:
    """Measure a model beside the embedded engine and print both; whether the model answered at all.

    No floors: they are the embedded engine's.
    """
    from tocsin.evaluation import model  # noqa: PLC0415  # the openai package is loaded where it is asked for

    wanted = [task for task in model.TASKS if _asked(task, tasks)]
    folder = labelled if labelled and labelled.is_dir() and wanted else None
    compared = model.compare(own if _asked(OWN, tasks) else None, folder, some, env, wanted)
    console.print(model.compared_table(compared))
    console.print(model.took_table(compared.took))
    return compared.took.answered > 0


def _asked(task: str, tasks: Collection[str]) -> bool:
    return not tasks or task in tasks


def _task(figure: str) -> str:
    first, second = figure.split("/")[:2]
    return OWN if first == OWN else second
