"""Where somebody is from, which stands behind a comma and is not who speaks: "Anna Holm, from Lissa, said"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import ADVERB, ENDS_ED, LY

_PLACING: Final = frozenset(("from", "in", "of", "near"))
_PLACED: Final = frozenset(("born", "living", "formerly", "originally"))
"""Before the preposition: "Anna Holm, born in Lissa"."""


def is_where(s: EnglishScene, at: int, low: int) -> bool:
    """Whether the phrase that begins at `at` tells where the one before the comma is from: "The trader, based in
    Lissa, said"."""
    before = at - 1
    if before <= low + 1 or s.lowers[before] not in _PLACING:
        return False
    before -= 1
    if s.bits[before] & (ADVERB | LY | ENDS_ED) or s.lowers[before] in _PLACED:
        before -= 1
    return before > low and s.words[before] == ","
