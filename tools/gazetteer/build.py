"""Build the gazetteer's data files: `python -m tools.gazetteer.build`, see docs/gazetteer.md.

Deterministic: the same versions of the sources and the same tables give the same bytes.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tools.gazetteer.sources import Cities, Regions, areas, countries, country_facts, crossings
from tools.gazetteer.tables import Entry

DATA = Path(__file__).parents[2] / "shared/tocsin/engine/data"


def entries() -> list[Entry]:
    """All places; their order numbers them."""
    of_countries, of_cities = countries(), Cities().entries()
    of_regions = Regions(of_cities)
    of_states = {form for entry in of_countries.values() for form in entry.forms}
    for city in of_cities:
        city.region = of_regions.codes.get((city.country, city.region), "")
        # Armenia in Colombia, Luxembourg in Luxembourg: the country is meant.
        city.forms = {form: flags for form, flags in city.forms.items() if form not in of_states}
    found = [*of_countries.values(), *of_regions.entries, *areas(), *crossings(), *of_cities]
    ids = [entry.id for entry in found]
    if len(set(ids)) != len(ids):
        raise ValueError(f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    return found


def index(found: list[Entry]) -> Iterable[str]:
    """The lines of the forms file: all patterns that begin alike, each with the numbers of its places."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for number, entry in enumerate(found):
        for pattern, flags in entry.forms.items():
            numbers[pattern].append(f"{number}{flags}")
    parts: dict[str, list[str]] = defaultdict(list)
    for pattern, refs in sorted(numbers.items()):
        first = pattern.partition(" ")[0]
        if "*" in first[:2]:
            raise ValueError(f"the stem is too short to be found by its first letters: {pattern}")
        parts[first[:3].partition("*")[0]].append(f"{pattern}={' '.join(refs)}")
    return ("\t".join([key, *rows]) for key, rows in sorted(parts.items()))


def write(name: str, lines: Iterable[str]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(line + "\n" for line in lines)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found = entries()
    write("gazetteer_places.tsv", (entry.line() for entry in found))
    write("gazetteer_forms.tsv", index(found))
    borders = ((code, facts["neighbours"]) for code, facts in country_facts().items())
    write("gazetteer_neighbours.tsv", (f"{code}\t{around}" for code, around in borders if around))
    logging.getLogger(__name__).info("%d places, %d patterns", len(found), sum(len(e.forms) for e in found))


if __name__ == "__main__":
    main()
