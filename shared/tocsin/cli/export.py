"""`tocsin export`: claims, stories or alerts as a table or as JSON lines, however many pages they take."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.target import StackOption, StateOption, find_target
from tocsin.model import ClaimKind
from tocsin.stories.states import State


class Kinds(StrEnum):
    CLAIMS = "claims"
    STORIES = "stories"
    ALERTS = "alerts"


class Formats(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


def export(
    kind: Annotated[Kinds, typer.Argument(help="What is exported.")],
    *,
    as_format: Annotated[Formats, typer.Option("--format", help="A table, or one object a line.")] = Formats.CSV,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else the standard output.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Of claims and stories.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Of claims and stories.")] = None,
    claimant: Annotated[str | None, typer.Option("--claimant", help="A name or words of it.")] = None,
    claim_kind: Annotated[ClaimKind | None, typer.Option("--kind", help="Of claims: denial, promise.")] = None,
    only: Annotated[State | None, typer.Option("--only", help="In this state of the ledger.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="Of claims: en, ru, uk.")] = None,
    least_origins: Annotated[int | None, typer.Option("--least-origins", min=1, max=64, help="Of claims.")] = None,
    watch: Annotated[str | None, typer.Option("--watch", help="Of alerts.")] = None,
    since: Annotated[datetime | None, typer.Option("--from", help="Of this time (UTC) or later.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", help="Before this time (UTC).")] = None,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Claims, stories or alerts by the filters of their lists, newest first. Cells of tables are never formulas."""
    from tocsin.api.exporting import Wanted, export_pages  # noqa: PLC0415  # loads the AWS side

    filters = {
        "topic": topic,
        "place": place,
        "claimant": claimant,
        "kind": claim_kind,
        "state": only,
        "language": language,
        "least_origins": least_origins,
        "watch": watch,
    }
    wanted = Wanted(kind.value, {name: value for name, value in filters.items() if value is not None}, since, until)
    pages = export_pages(find_target(stack, state).services, wanted, as_format.value)
    if output is None:
        for page in pages:
            sys.stdout.buffer.write(page.encode())
        sys.stdout.flush()
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pages)
