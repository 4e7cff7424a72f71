"""Verbs of striking that mean a rebuke as well: "slammed the plan", but "knocked them out of the cup"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import NAME, OBJECT
from tocsin.engine.claims.lexicon import Cue

_BLOWS: Final = frozenset(("knock", "slam", "blast", "rip", "trash", "slap", "pan", "ding", "skewer", "pummel"))
_AWAY: Final = frozenset(("out", "off", "down", "over", "unconscious", "back", "into", "through"))
"""Behind these somebody was moved or hurt, and not scolded: "knocked them out of the cup"."""
_MOVED: Final = 4
"""Tokens of whom a blow meets, with the word behind them."""


def is_blow(s: EnglishScene, here: int, cue: Cue) -> bool:
    """As in "knocking his hat off": only somebody or something with a name is struck with words."""
    if cue.lemma not in _BLOWS:
        return False
    named = s.bits[here] & (NAME | OBJECT) or s.bits[min(here + 1, s.high - 1)] & NAME
    return not named or not _AWAY.isdisjoint(s.lowers[here + 1 : min(s.high, here + _MOVED)])
