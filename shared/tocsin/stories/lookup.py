"""Terms of no language under which an article's event is kept and looked up, so that other languages find its story."""

from __future__ import annotations

from typing import Final

from tocsin.stories.agree import STEPS, numbers
from tocsin.stories.event import LEAST_FIGURE
from tocsin.stories.heard import LEAST, heard
from tocsin.stories.lead import Lead

MAX_ASKED: Final = 12
MAX_KEPT: Final = 2
"""Each that is kept is a write."""
MAX_KINDS, MAX_PLACES, MAX_FIGURES, MAX_NAMES = 3, 2, 2, 4


def keys_of(lead: Lead) -> tuple[list[str], list[str]]:
    """The terms under which an event is looked up, `MAX_ASKED` at most, and those of them under which it is kept.

    A place with a kind, by its id and by its name as it is heard; a kind with a figure. Where no place is known, names.
    """
    event = lead.event
    kinds = [kind for kind in event.kinds if kind not in STEPS][:MAX_KINDS] or list(event.kinds[:1])
    figures = [f"{one:g}" for one in sorted(numbers(event), reverse=True) if one >= LEAST_FIGURE][:MAX_FIGURES]
    words = event.named or lead.inside
    names = [name for word in words[:MAX_NAMES] if (name := heard(word, event.language)[:LEAST])]
    places = event.places[:MAX_PLACES]
    kept = [(place, kind) for place in places[:1] for kind in kinds[:1]]
    kept += [(f"~{name}", kind) for name in names[: 1 if places else MAX_KEPT] for kind in kinds[:1]]
    kept += [(place, kind) for place in places[:1] for kind in kinds[1:2]]
    kept += [(kind, figure) for kind in kinds[:1] for figure in figures[:1]]
    more = [(place, kind) for place in places for kind in kinds]
    more += [(f"~{name}", kind) for kind in kinds for name in names]
    more += [(kind, figure) for kind in kinds for figure in figures]
    asked = list(dict.fromkeys(f"@{one}|{other}" for one, other in (*kept, *more)))
    return asked[:MAX_ASKED], asked[: min(MAX_KEPT, len(kept))]
