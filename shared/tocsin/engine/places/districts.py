"""Districts stand for the town that they are called by: «у Фастівському районі», «Грязовецкого района»."""

from __future__ import annotations

import re
from typing import Final

from tocsin.engine.places.gazetteer import NOMINATIVE, Sense, gazetteer, spelling

_ADJECTIVE: Final = re.compile("(.{3,}?)(?:([сцз])ьк|([сц])к)(?:ий|ого|ому|им|ім|ом|их|ими|і|ие|ої|ій|ою|у|а|ой|ую|ая)")
_DISTRICT: Final = ("район", "р-н")
_TOWN_ENDINGS: Final = (
    "",
    "ь",
    "ка",
    "ки",
    "а",
    "и",
    "ы",
    "о",
    "е",
    "ье",
    "ськ",
    "ск",
    "цьк",
    "цк",
    "зьк",
    "ець",
    "ец",
    "ня",
    "не",
    "но",
    "на",
    "ька",
    "з",
)
"""What may end a town's name where its district's adjective has "-ський": Фастів, Бородянка, Суми, Рівне, Луцьк."""
_COUNTRIES: Final = frozenset({"UA", "RU", "BY", "KZ"})


def follows_district(word: str) -> bool:
    """Whether the word behind an adjective says that a district is named."""
    return word.startswith(_DISTRICT)


def towns_of(adjective: str) -> tuple[Sense, ...]:
    """The towns whose name the district's adjective may be made of; none where no town is."""
    form = _ADJECTIVE.fullmatch(spelling(adjective))
    if form is None:
        return ()
    book = gazetteer()
    found: dict[int, Sense] = {}
    for ending in _TOWN_ENDINGS:
        for sense in book.senses(form[1] + ending):
            entry = book.entry(sense.entry)
            nominative = not sense.cases or sense.cases & NOMINATIVE
            if sense.needs in ("", "w") and entry.kind == "city" and entry.country in _COUNTRIES and nominative:
                found.setdefault(sense.entry, Sense(sense.entry, "", 0))
    return tuple(found.values())
