"""Places of the gazetteer by their ids and names, for people who write rules and filters."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.places.gazetteer import Entry, capitalized, gazetteer, spelling

MOST_FOUND: Final = 10
_CLOSE: Final = 0.8
"""Likeness from which a misspelt name is offered: one letter in six is wrong ("Valensia", "Kiew")."""
_EXACT, _BEGINS, _WORD, _MISSPELT = range(4)
"""How a name fits, the best first."""


def known_id(text: str) -> str | None:
    """The id of a place in whatever case it was written ("ge" is GE); None if no place has it."""
    return _ids().get(text.casefold())


def find_named(text: str, most: int = MOST_FOUND) -> list[Entry]:
    """Places that a name or id may mean, in any case form of the three languages or misspelt; the likeliest first.

    What has the very name comes before what begins with it, holds it as a word, or is spelled almost so; the largest
    first.
    """
    book, wanted = gazetteer(), " ".join(text.split())
    if not wanted:
        return []
    fits: dict[str, int] = dict.fromkeys(_by_form(wanted), _EXACT)
    if (exact := known_id(wanted)) is not None:
        fits[exact] = _EXACT
    plain = spelling(wanted).casefold()
    for place_id, name in _folded():
        if name.startswith(plain):
            fits.setdefault(place_id, _BEGINS)
        elif f" {plain}" in name:
            fits.setdefault(place_id, _WORD)
    if not fits:
        from difflib import get_close_matches  # noqa: PLC0415  # not for the import of the engine

        close = set(get_close_matches(plain, {name for _, name in _folded()}, n=most, cutoff=_CLOSE))
        fits = {place_id: _MISSPELT for place_id, name in _folded() if name in close}
    entries = [entry for place_id in fits if (entry := book.by_id(place_id)) is not None]
    entries.sort(key=lambda entry: (fits[entry.id], -entry.weight, entry.id))
    return entries[:most]


def _by_form(name: str) -> list[str]:
    """Ids of what a name stands for in a text; a word such as "region" beside it is not asked for."""
    book, words = gazetteer(), [spelling(word) for word in name.split()]
    forms = dict.fromkeys((" ".join(words), " ".join([capitalized(word) for word in words]), " ".join(words).upper()))
    return [book.entry(sense.entry).id for form in forms for sense in book.senses(form)]


@cache
def _ids() -> dict[str, str]:
    return {place_id.casefold(): place_id for place_id, _ in gazetteer().names()}


@cache
def _folded() -> list[tuple[str, str]]:
    return [(place_id, spelling(name).casefold()) for place_id, name in gazetteer().names()]
