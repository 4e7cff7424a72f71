"""What commands print: tables for people, JSON lines for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
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


class Terminal(Console):
    """A console on which data cannot move the cursor, ring or write backwards: its control characters are shown."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def visible(text: str) -> str:
    """`text` with its control characters as pictures; line breaks and tabs stay."""
    return text.translate(_PICTURES)


_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"} | {0x7F: "\u2421"}
_PICTURES |= dict.fromkeys((*range(128, 160), *range(8234, 8239), *range(8294, 8298)), "�")


def stdout() -> Console:
    return Terminal()


def stderr() -> Console:
    return Terminal(stderr=True)
