"""Where on the maps a place lies: Miller's cylindrical projection, which keeps the shapes of a region and does not blow
up the north as Mercator's does (O. M. Miller, "Notes on Cylindrical World Map Projections", 1942)."""

from __future__ import annotations

from math import log, pi, radians, tan
from typing import Final

WIDTH: Final = 3_600
"""Units around the equator: ten a degree."""
TOP: Final = 84.0
"""Degrees north of the upper edge: all land is below it."""


def placed(latitude: float, longitude: float) -> tuple[int, int]:
    """x to the east from 180 degrees west, y to the south from `TOP`, in units."""
    return round((longitude + 180) * WIDTH / 360), round(_height(TOP) - _height(latitude))


def _height(latitude: float) -> float:
    """Above the equator, in units."""
    return 1.25 * log(tan(pi / 4 + 0.4 * radians(latitude))) * WIDTH / (2 * pi)
