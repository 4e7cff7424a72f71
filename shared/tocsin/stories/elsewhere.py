"""Whether two claims say where it was, and it was elsewhere: their numbers have nothing to do with one another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tocsin.engine.places import find_places, lies_in
from tocsin.stories.abroad import named_abroad
from tocsin.stories.dates import is_month
from tocsin.stories.heard import is_one_spot
from tocsin.text.document import read
from tocsin.text.sounds import same_name, sound


class _Where(NamedTuple):
    language: str
    towns: frozenset[str]
    """Ids of places finer than a country, as the gazetteer knows them."""
    wide: bool
    """Whether it names a region, in which what no list knows may lie."""
    spots: frozenset[str]
    """Names behind a word that says where, which no list knows."""


def elsewhere(one: str, language: str, other: str, others: str) -> bool:
    """Whether both claims name places finer than a country, and none is, holds or lies in one of the other's."""
    ours, theirs = _where(one, language), _where(other, others)
    if not (ours.towns or ours.spots) or not (theirs.towns or theirs.spots):
        return False
    if any(a == b or lies_in(a, b) or lies_in(b, a) for a in ours.towns for b in theirs.towns):
        return False
    if any(_one_name(a, ours.language, b, theirs.language) for a in ours.spots for b in theirs.spots):
        return False
    return bool(ours.towns and theirs.towns) or not (ours.wide or theirs.wide)


def _one_name(one: str, of: str, other: str, others: str) -> bool:
    """Whether two names that no list knows are one; short ones are heard whole, but for their endings."""
    return is_one_spot(one, of, other, others) or same_name(sound(one), sound(other))


@lru_cache(maxsize=1 << 9)
def _where(text: str, language: str) -> _Where:
    doc = read(text, language=language)
    finer = [place for place in find_places(doc) if place.kind != "country"]
    known = {text[span.start : span.end] for place in find_places(doc) for span in place.spans}
    abroad = [one for one in named_abroad(doc, language) if not is_month(one.word)]
    return _Where(
        language,
        frozenset((*(place.id for place in finer), *(one.place for one in abroad if len(one.place) > len("XX")))),
        any(place.kind == "region" for place in finer),
        frozenset(one.word for one in abroad if not one.place and not any(one.word in name for name in known)),
    )
