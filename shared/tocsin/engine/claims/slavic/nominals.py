"""Nouns as Russian and Ukrainian cues: "заявление Пескова о том, что", "його обіцянка, що"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.clauses import clause_end, is_contrast
from tocsin.engine.claims.slavic.contents import that_behind
from tocsin.engine.claims.slavic.phrases import is_verb
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.subjects import subject_left
from tocsin.engine.claims.slavic.words import is_negated, is_nominal, lower_at

_ABOUT: Final = frozenset(("о", "об", "про", "о том", "в"))
_HIS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))
_WITH: Final = frozenset(("с", "со", "з", "із", "зі"))


def read_nominal(s: SlavicScene, at: int, cue: Cue) -> bool:
    """The claim behind a noun as cue; False where it is none."""
    that = that_behind(s, at + 1, 5)
    if that is None or any(is_verb(s, i) for i in range(at + 1, that)):
        return False  # "в заявлении было сказано, что": the verb tells it
    comma = next((i for i in range(that, s.high) if s.words[i] == ","), s.high)
    if is_contrast(s, that, comma):
        comma = next((i for i in range(comma + 1, s.high) if s.words[i] == ","), s.high)
    end = comma if at - s.low < 3 else clause_end(s, that)
    kind = next(iter(cue.frames.values()))
    source = _find_owner(s, at, that)
    if source is None and kind == "inner":
        return False
    emit(s, Body([(that, end)], kind, "noun"), source, (at, at + 1), negated=is_negated(s, at))
    return True


def _find_owner(s: SlavicScene, noun: int, that: int) -> Range | None:
    """As in "заявление Пескова о том, что", "его обещание, что", "мэрия выступила с заявлением о том, что"."""
    if lower_at(s, noun - 1) in _HIS:
        return (noun - 1, noun)
    end = next((i for i in range(noun + 1, that) if lower_at(s, i) in _ABOUT or s.words[i] == ","), that)
    if end > noun + 1:
        return (noun + 1, end) if is_nominal(s, noun + 1) else None
    verb = noun - 1 - (lower_at(s, noun - 1) in _WITH)
    return subject_left(s, verb, verb) if verb > s.low and is_verb(s, verb) else None
