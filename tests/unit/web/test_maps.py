"""Maps: outlines by the borders that the United Nations see, and views that hold what is named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.web.maps import LEVELS, SOUTH, Named, outlines, region_map, world_map
from tocsin.web.projection import WIDTH, placed

Point = tuple[int, int]


def rings(path: str) -> list[list[Point]]:
    found = []
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def inside(point: Point, code: str) -> bool:
    """By the number of edges that a ray to the east crosses."""
    x, y = point
    crossed = 0
    for ring in rings(outlines()[code].path):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossed += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ((44.95, 34.1), "UA"),  # Simferopol
        ((48.0, 37.8), "UA"),  # Donetsk
        ((41.72, 44.78), "GE"),
        ((55.75, 37.62), "RU"),
        ((66.0, -171.5), "RU"),  # east of the 180th meridian
        ((42.9, 41.3), "GE"),
        ((35.3, 33.5), "CY"),  # the north of the island, which has no code of its own
        ((9.56, 44.06), "SO"),
        ((42.6, 21.0), "XK"),
        ((-33.87, 151.0), "AU"),
    ],
)
def test_a_place_lies_in_the_country_that_it_belongs_to_and_in_no_other(at: tuple[float, float], code: str) -> None:
    drawn = [other for other, one in outlines().items() if one.path and inside(placed(*at), other)]
    assert drawn == [code]


def test_each_outline_is_closed_lies_in_its_box_and_on_the_map() -> None:
    assert len(outlines()) > 230
    for one in outlines().values():
        west, north, east, south = one.box
        assert 0 <= west <= east <= WIDTH
        assert 0 <= north <= south
        assert south <= SOUTH or not one.path
        for ring in rings(one.path):
            beyond = max(x for x, _ in ring) < 200  # the 180th meridian
            assert beyond or all(west <= x <= east and north <= y <= south for x, y in ring), one.code
            assert max(x for x, _ in ring) - min(x for x, _ in ring) < WIDTH / 2, one.code


def test_the_world_is_light() -> None:
    drawn = world_map([Named("UA", "Ukraine", 40), Named("GE", "Georgia", 1), Named("MT", "Malta", 3)])
    assert len(drawn.land) + sum(len(shade.path) for shade in drawn.shades) < 50_000
    assert [(shade.place.id, shade.level) for shade in drawn.shades] == [("UA", LEVELS), ("GE", 1)]
    assert [spot.place.id for spot in drawn.spots] == ["MT"]
    assert outlines()["UA"].path not in drawn.land


def test_a_region_is_seen_around_the_places_that_are_named() -> None:
    odesa, lviv = Named("gn:698740", "Odesa", 3), Named("gn:702550", "Lviv", 1)
    drawn = region_map([odesa, lviv, Named("RU", "Russia", 9)])
    assert drawn is not None
    x, y, width, height = drawn.box
    assert width < WIDTH / 5  # the width of Russia does not count where towns are named
    assert [spot.place for spot in drawn.spots] == [odesa, lviv]
    assert all(x < spot.x < x + width and y < spot.y < y + height for spot in drawn.spots)
    assert [place.id for place in drawn.places] == ["RU", "gn:698740", "gn:702550"]


def test_places_that_are_on_no_map_are_drawn_on_none() -> None:
    assert region_map([]) is None
    assert region_map([Named("x:nowhere", "Nowhere", 1), Named("Q\n\t", "Nothing", 2)]) is None


@given(st.lists(st.sampled_from(sorted(outlines())), max_size=6, unique=True))
def test_every_view_lies_in_the_world(codes: list[str]) -> None:
    drawn = region_map(Named(code, code, 1) for code in codes)
    if drawn is not None:
        x, y, width, height = drawn.box
        assert x >= 0
        assert y >= 0
        assert x + width <= WIDTH + 1
        assert y + height <= SOUTH + 1
