"""What places are called and where they lie: a look into their table, without the forms of their names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tocsin.text.lexicon import data_text


class Located(NamedTuple):
    """A place's English name, and its latitude and longitude where they are known: towns, crossings, some regions."""

    name: str
    at: tuple[float, float] | None


def located(ids: Iterable[str]) -> dict[str, Located]:
    """Those of the places that the gazetteer has."""
    table, found = _table(), {}
    for id_ in ids:
        begin = table.find(f"\n{id_}\t")
        if begin >= 0:
            _, name, _, _, _, latitude, longitude, *_ = table[begin + 1 : table.find("\n", begin + 1)].split("\t")
            found[id_] = Located(name, (float(latitude), float(longitude)) if latitude and longitude else None)
    return found


@cache
def _table() -> str:
    return "\n" + data_text("gazetteer_places.tsv")
