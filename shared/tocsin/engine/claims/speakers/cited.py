"""Whom an outlet cites: "сообщает «Вестник» со ссылкой на пресс-секретаря Киру Лен": who "по её словам" then means."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.speakers.cast import Cast

_CITES: Final = frozenset(("ссылкой", "ссылаясь", "посиланням", "посилаючись"))
_ON: Final = frozenset(("на",))
_FAR: Final = 16
"""Tokens of the office between the preposition and the name."""


def person_cited(cast: Cast, first: int, last: int) -> tuple[int, int] | None:
    """(entity, token) of the person cited among tokens `[first, last)`; None where nobody is."""
    lowers = cast.doc.lowers
    cites = next((at for at in range(first, last - 1) if lowers[at] in _CITES and lowers[at + 1] in _ON), None)
    if cites is None:
        return None
    end = next(
        (at for at in range(cites, min(last, cites + _FAR)) if lowers[at] in (",", ";")), min(last, cites + _FAR)
    )
    found = cast.mentions[bisect_left(cast.firsts, cites) : bisect_left(cast.firsts, end)]
    persons = [(number, start) for start, _, number in found if cast.entities[number].kind == "person"]
    return persons[-1] if persons else None
