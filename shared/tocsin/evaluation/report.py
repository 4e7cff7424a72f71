"""Floors that a measurement must not fall below, and the table that shows both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InvalidResource

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that figure `name` may be."""

    name: str
    least: float


def read_floors(file: Path) -> list[Floor]:
    """Floors of a JSON object of names and numbers. Raises InvalidResource."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return [Floor(str(name), float(least)) for name, least in data.items()]
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidResource(f"not an object of numbers: {error}", where=file.name) from error


def below(figures: Mapping[str, float], floors: Iterable[Floor]) -> list[Floor]:
    """Floors that are not reached. A figure that was not measured breaks its floor when others of its kind were."""
    kinds = {name.split("/")[0] for name in figures}
    return [f for f in floors if f.name.split("/")[0] in kinds and figures.get(f.name, -1.0) < f.least]


def table(figures: Mapping[str, float], floors: Iterable[Floor]) -> Table:
    """One row for each figure, with its floor and whether it holds."""
    from rich.table import Table  # noqa: PLC0415  only people look at tables

    least = {floor.name: floor.least for floor in floors}
    broken = {floor.name for floor in below(figures, [Floor(*item) for item in least.items()])}
    shown = Table("figure", "value", "floor", "")
    for name in sorted({*figures, *broken}):
        value = f"{figures[name]:.3f}" if name in figures else "missing"
        floor = f"{least[name]:.3f}" if name in least else ""
        shown.add_row(
            name, value, floor, "[red]below[/red]" if name in broken else "[green]holds[/green]" if floor else ""
        )
    return shown
