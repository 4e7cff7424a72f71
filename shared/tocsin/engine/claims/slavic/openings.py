"""Words that only open a Russian or Ukrainian sentence before its source: "Так,", "Крім того,"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.candidates import governs
from tocsin.engine.claims.slavic.heads import ANYONE, head_strength, is_noun
from tocsin.engine.claims.slavic.phrases import is_verb
from tocsin.engine.claims.slavic.scene import SlavicScene

_MANNER: Final = frozenset(("образом", "чином", "того", "тем"))
"""Nouns of words that only open a sentence: "таким образом"."""
_FEW: Final = 4
"""Tokens, with the comma, of words that only open a sentence."""


def is_opening(s: SlavicScene, at: int) -> bool:
    """Behind nothing but "Так,", "Крім того,": no claim stands on the left."""
    if s.words[at - 1] != "," or at - s.low > _FEW:
        return False
    return not any(s.doc.capital[i] and i > s.low for i in range(s.low, at)) and not any(
        is_verb(s, i) or s.of_token[i] >= 0 or head_strength(s, i, ANYONE) or _is_subject(s, i)
        for i in range(s.low, at - 1)
    )


def _is_subject(s: SlavicScene, at: int) -> bool:
    """A noun that no preposition governs: the claim has begun."""
    return (
        is_noun(s, at)
        and not governs(s, at)
        and s.lowers[at] not in _MANNER
        and not (at > s.low and governs(s, at - 1))
    )
