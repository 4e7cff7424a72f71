"""`tocsin eval`: how well an engine reads, over our own labelled articles and any folder of labelled data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from tocsin.cli.out import stdout
from tocsin.errors import InvalidInput

LABELLED_BESIDE = Path("shared") / "eval"
"""Beside the checkout, where teams keep labelled data that may not be redistributed."""


def evaluate(
    *,
    engine: Annotated[
        Literal["embedded", "openai"],
        typer.Option("--engine", help="openai: a model beside the embedded engine, set up by TOCSIN_OPENAI_MODEL."),
    ] = "embedded",
    task: Annotated[
        list[str] | None, typer.Option("--task", help="Only this: own, gate, attribution, topics ...; may be repeated.")
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, help="So many rows of each file, spread over it: what a model costs."),
    ] = None,
    labelled: Annotated[
        Path | None,
        typer.Option("--labelled", help="Folder of labelled data; by default the one beside the checkout, if any."),
    ] = None,
    floors: Annotated[Path | None, typer.Option("--floors", help="JSON file of least figures.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most this many rows of each file.")] = None,
    only_own: Annotated[bool, typer.Option("--own", help="Only our own labelled articles.")] = False,
) -> None:
    """Print tables of figures and exit with 1 if one is below its floor.

    With a model: its figures beside the embedded engine's, what it cost, how long it took, what the gate turned away;
    exits with 1 if it answered nothing.
    """
    from tocsin.evaluation.run import TASKS, run, run_model  # noqa: PLC0415  # no other command needs it
    from tocsin.evaluation.texts import Some  # noqa: PLC0415  # as above
    from tocsin.local import Project  # noqa: PLC0415  # as above

    for name in task or ():
        if name not in TASKS:
            raise InvalidInput("is one of " + ", ".join(TASKS), where=f"task {name!r}")
    root = Project.find().root
    beside = root.parent / LABELLED_BESIDE
    folder = None if only_own else labelled or (beside if beside.is_dir() else None)
    tests = root / "tests" / "eval"
    own, some, tasks = tests / "own" / "articles.jsonl", Some(limit, sample), tuple(task or ())
    if engine == "openai":
        held = run_model(own, stdout(), os.environ, labelled=folder, some=some, tasks=tasks)
    else:
        held = run(own, floors or tests / "floors.json", stdout(), labelled=folder, some=some, tasks=tasks)
    raise typer.Exit(0 if held else 1)
