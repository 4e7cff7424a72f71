"""What commands print: tables for people, JSON lines for programs."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.codec import to_json

WHOLE = frozenset({"id", "state", "scope", "protocol", "grade"})
"""Columns that are copied into other commands, or short: never broken over lines."""


def json_line(value: object) -> None:
    """One JSON object on a line of its own, at once: a program may be following."""
    sys.stdout.write(to_json(value).decode() + "\n")
    sys.stdout.flush()


def plain_table(*columns: str) -> Table:
    """A table without a frame."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in WHOLE)
    return table


def add_row(table: Table, *cells: object, style: str = "") -> None:
    """Cells are data, never markup."""
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells), style=style)


def stdout() -> Console:
    return Console()
