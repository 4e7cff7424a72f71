"""Terms of no language under which an article's event is kept and looked up, so that other languages find its story."""

from __future__ import annotations

from typing import Final

from tocsin.stories.agree import MANY, STEPS, is_large, is_telling, numbers
from tocsin.stories.heard import LEAST, heard
from tocsin.stories.lead import Lead

MAX_ASKED: Final = 12
MAX_KEPT: Final = 2
"""Each that is kept is a write."""
MAX_KINDS, MAX_PLACES, MAX_FIGURES, MAX_NAMES = 3, 2, 2, 3
ANY: Final = "*"
"""Whatever happens in a town: there are few stories at a time. In a city of a million the kind belongs to it."""


def keys_of(lead: Lead) -> tuple[list[str], list[str]]:
    """The terms under which an event is looked up, `MAX_ASKED` at most, and those of them under which it is kept.

    Where (a place, a name as it is heard if none is known, else a country) with what happens; and a number that tells.
    """
    event = lead.event
    kinds = [kind for kind in event.kinds if kind not in STEPS][:MAX_KINDS] or list(event.kinds[:1])
    figures = [f"{one:g}" for one in sorted(numbers(event), reverse=True) if one >= MANY][:MAX_FIGURES]
    words = event.named or event.spots or (lead.inside if kinds else ())
    names = [f"~{name}" for word in words[:MAX_NAMES] if (name := heard(word, event.language)[:LEAST])]
    where = [*event.places[:MAX_PLACES], *names] or list(event.countries[:1])
    kept = [(one, _happens(one, kinds)[0]) for one in where[:1]]
    kept += [("#", figure) for figure in figures[:1] if not kept or is_telling(float(figure))]
    asked = [("#", figure) for figure in figures] + [(one, kind) for one in where for kind in _happens(one, kinds)]
    terms = list(dict.fromkeys(f"@{one}|{other}" for one, other in (*kept, *asked)))
    return terms[:MAX_ASKED], terms[: min(MAX_KEPT, len(kept))]


def _happens(place: str, kinds: list[str]) -> list[str]:
    """What is asked for beside a place, what is kept first: anything in a town, what happens elsewhere."""
    if not place.startswith("~") and not is_large(place):
        return [ANY]
    return [*kinds, ANY]
