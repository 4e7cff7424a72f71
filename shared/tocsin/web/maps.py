"""Maps as plain numbers and paths that templates draw as SVG: countries shaded by how often, places as dots.

Outlines: `outlines.tsv`, cut by `tools.outlines`. Below each map stands a list of the same, for who does not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from tocsin.engine.places.located import located
from tocsin.web.projection import WIDTH, placed

_DATA: Final = Path(__file__).parent / "outlines.tsv"
SOUTH: Final = placed(-56, 0)[1]
"""Lower edge of the world: Tierra del Fuego."""
LEAST_WIDTH: Final = 260
"""Of a map of a few places: some 26 degrees, so that it is seen which countries these are."""
WIDE: Final = 320
"""A country whose box is wider than this does not widen a map that shows towns."""
ROOM: Final = 1.3
SHAPE: Final = 2.2
"""Width by height."""
LEVELS: Final = 4
DRAWN: Final = 40
LABELLED: Final = 8


Box = tuple[int, int, int, int]
"""West, north, east, south."""


class Outline(NamedTuple):
    """A country: the middle of its mainland and the box around that, the box around all of it, and its path.

    The path is empty for one that is too small to be drawn. What lies beyond the 180th meridian is in no box.
    """

    code: str
    x: int
    y: int
    mainland: Box
    box: Box
    path: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place of a map, and how many articles name it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Shade:
    """A country that is named. `level` 1..4, by the logarithm of how often."""

    place: Named
    level: int
    path: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A town, or a country too small to be drawn, as a dot of `radius`; `label` only where there is room."""

    place: Named
    x: float
    y: float
    radius: float
    label: bool


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn: `land` is the path of all countries that nothing is said of."""

    box: tuple[int, int, int, int]
    """x, y, width, height: the viewBox."""
    land: str
    shades: tuple[Shade, ...]
    spots: tuple[Spot, ...]
    places: tuple[Named, ...]
    """Everything that was asked for, the most often named first, also what has no place on the map."""

    @property
    def letter(self) -> float:
        """Height of the labels' letters, in units."""
        return self.box[2] / 46


@cache
def outlines() -> Mapping[str, Outline]:
    """By ISO 3166-1 code."""
    found = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        code, *cells, path = line.split("\t")
        x, y, *boxes = map(int, cells)
        found[code] = Outline(code, x, y, _box(boxes[:4]), _box(boxes[4:]), path)
    return found


def _box(cells: list[int]) -> Box:
    west, north, east, south = cells
    return west, north, east, south


def world_map(countries: Iterable[Named]) -> Map:
    """All countries, shaded by their counts."""
    return _drawn(_ordered(countries), {}, (0, 0, WIDTH, SOUTH))


def region_map(named: Iterable[Named]) -> Map | None:
    """As much of the world as holds these places; None where none of them is on it."""
    places = _ordered(named)
    found = located(one.id for one in places)
    points = {id_: placed(*one.at) for id_, one in found.items() if one.at is not None}
    boxes = [(x, y, x, y) for x, y in points.values()]
    countries = [outlines()[one.id].mainland for one in places if one.id in outlines()]
    boxes += [box for box in countries if not points or box[2] - box[0] < WIDE]
    return _drawn(places, points, _around(boxes)) if boxes else None


def _ordered(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(named, key=lambda one: (-one.count, one.name, one.id)))


def _around(boxes: list[Box]) -> tuple[int, int, int, int]:
    """A view of one shape around them, with room at its edges, inside the world."""
    west, north = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, south = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = min(WIDTH, max(LEAST_WIDTH, (east - west) * ROOM, (south - north) * ROOM * SHAPE))
    height = width / SHAPE
    x, y = (west + east - width) / 2, (north + south - height) / 2
    return round(min(max(0, x), WIDTH - width)), round(min(max(0, y), SOUTH - height)), round(width), round(height)


def _drawn(places: tuple[Named, ...], points: Mapping[str, tuple[int, int]], view: tuple[int, int, int, int]) -> Map:
    seen = {code: one for code, one in outlines().items() if _meet(one.box, view)}
    told = {one.id: one for one in places if one.id in seen}
    most = max([one.count for one in told.values()], default=1)
    small = {code: (seen[code].x, seen[code].y) for code in told if not seen[code].path}
    return Map(
        box=view,
        land="".join(one.path for code, one in seen.items() if code not in told),
        shades=tuple(
            Shade(one, _level(one.count, most), seen[one.id].path) for one in told.values() if one.id not in small
        ),
        spots=tuple(_spots(places, {**points, **small}, view[2])),
        places=places,
    )


def _meet(box: Box, view: tuple[int, int, int, int]) -> bool:
    x, y, width, height = view
    return box[0] <= x + width and box[2] >= x and box[1] <= y + height and box[3] >= y


def _level(count: int, most: int) -> int:
    return LEVELS if most <= 1 else 1 + round((LEVELS - 1) * log(count) / log(most))


def _spots(places: Iterable[Named], points: Mapping[str, tuple[int, int]], width: int) -> Iterable[Spot]:
    """The most often named ones; a label that would lie on an earlier one is left out."""
    shown = [one for one in places if one.id in points][:DRAWN]
    most = max([one.count for one in shown], default=1)
    labels: list[tuple[int, int]] = []
    for one in shown:
        x, y = points[one.id]
        clear = all(abs(x - ox) > width / 5 or abs(y - oy) > width / 40 for ox, oy in labels)
        label = clear and len(labels) < LABELLED
        labels += [(x, y)] if label else []
        yield Spot(one, x, y, round(width / 130 * (1 + sqrt(one.count / most)), 1), label)
