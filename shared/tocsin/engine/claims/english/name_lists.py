"""Lists of names that open a sentence: "V & N, Lissa TV and Velm One said"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import ADVERB, DET, LY, NAME, PREPOSITION, SUBORDINATOR, TIME, WH

_IN_LIST: Final = frozenset((",", "&"))
_NO_ITEM: Final = PREPOSITION | ADVERB | LY | TIME | SUBORDINATOR | WH | DET
"""Classes of words that open an adjunct rather than a list of names."""
_LISTED: Final = 16
"""Tokens of a list of names before its last two."""
_LEAST: Final = 3
"""Tokens of two names joined."""


def ends_list(s: EnglishScene, first: int, last: int, low: int) -> bool:
    """As in "V & N, Lissa TV and Velm One said", of which "Lissa TV and Velm One" was taken: the list of names begins
    the sentence."""
    if last - first < _LEAST or "and" not in s.lowers[first:last] or first - low > _LISTED:
        return False
    full = s.words[low + 1] != "," and not s.bits[low] & (_NO_ITEM & ~DET)  # "Similarly, Velm and Lissa said"
    return full and all(
        s.bits[at] & (NAME | _NO_ITEM) == NAME or s.words[at] in _IN_LIST for at in range(low + 1, first)
    )
