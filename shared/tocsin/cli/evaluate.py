"""`tocsin eval`: how well the engine reads, over our own labelled articles and any folder of labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.out import stdout

LABELLED_BESIDE = Path("shared") / "eval"
"""Beside the checkout, where teams keep labelled data that may not be redistributed."""


def evaluate(
    labelled: Annotated[
        Path | None,
        typer.Option("--labelled", help="Folder of labelled data; by default the one beside the checkout, if any."),
    ] = None,
    floors: Annotated[Path | None, typer.Option("--floors", help="JSON file of least figures.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most this many rows of each file.")] = None,
    only_own: Annotated[bool, typer.Option("--own", help="Only our own labelled articles.")] = False,
) -> None:
    """Print a table of figures and exit with 1 if one is below its floor."""
    from tocsin.evaluation import run  # noqa: PLC0415  # no other command needs it
    from tocsin.local import Project  # noqa: PLC0415  # as above

    root = Project.find().root
    beside = root.parent / LABELLED_BESIDE
    folder = None if only_own else labelled or (beside if beside.is_dir() else None)
    tests = root / "tests" / "eval"
    held = run(tests / "own" / "articles.jsonl", floors or tests / "floors.json", stdout(), folder, limit)
    raise typer.Exit(0 if held else 1)
