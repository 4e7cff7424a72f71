"""Whom an outlet cites: "сообщает «Вестник» со ссылкой на пресс-секретаря Киру Лен": who "по её словам" then means."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.speakers.cast import Cast

_CITES: Final = frozenset(("ссылкой", "ссылаясь", "посиланням", "посилаючись"))
_ON: Final = frozenset(("на",))
_STOPS: Final = frozenset((",", ";", "."))
_FAR: Final = 16
"""Tokens of the office between the preposition and the name."""


def cited_behind(cast: Cast, first: int, last: int) -> Range | None:
    """The tokens of who is cited among tokens `[first, last)`; None where nobody is."""
    lowers = cast.doc.lowers
    cites = next((at for at in range(first, last - 2) if lowers[at] in _CITES and lowers[at + 1] in _ON), None)
    if cites is None:
        return None
    stop = min(last, cites + _FAR)
    end = next((at for at in range(cites + 2, stop) if lowers[at] in _STOPS), stop)
    return (cites + 2, end) if end > cites + 2 else None


def person_in(cast: Cast, cited: Range) -> int | None:
    """The entity that is the last person named there."""
    found = cast.mentions[bisect_left(cast.firsts, cited[0]) : bisect_left(cast.firsts, cited[1])]
    persons = [number for _, _, number in found if cast.entities[number].kind == "person"]
    return persons[-1] if persons else None
