"""Is a text another one again in translation: the same numbers, sentence by sentence, in the same order.

Two who report one event share figures, but seldom which of them stand in a sentence together and what comes after what.
Numbers in digits alone are looked at: words for numbers are the translator's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final, Literal

MAX_SENTENCES: Final = 12
"""Sentences with numbers that are remembered, the first ones."""
LEAST_SENTENCES: Final = 3
LEAST_NUMBERS: Final = 5
"""In the sentences that both have: fewer meet by chance."""
SHARE: Final = 0.8
"""Of the sentences with numbers of the text that has fewer of them."""
_MOST: Final = 3
"""Numbers of a sentence that count: two bits."""

_BREAK: Final = re.compile(r"[.!?…]+[\"”»’)\]]*\s+|\n+")
_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")


def numbered(text: str) -> tuple[int, ...]:
    """What is remembered of the sentences that have numbers: a short hash of these, and how many they are."""
    found = []
    for sentence in _BREAK.split(text):
        numbers = sorted({_plain(number) for number in _NUMBER.findall(sentence)})
        if numbers:
            digest = hashlib.blake2b(" ".join(numbers).encode(), digest_size=2).digest()
            found.append(int.from_bytes(digest, "big") << 2 | min(len(numbers), _MOST))
        if len(found) == MAX_SENTENCES:
            break
    return tuple(found) if len(found) >= LEAST_SENTENCES else ()


def translated(one: Sequence[int], other: Sequence[int]) -> Literal["whole", "changed"] | None:
    """Whether two texts in two languages, as `numbered` remembers them, are one: as it was, or with another number."""
    fewer = min(len(one), len(other))
    shared = _in_common(one, other)
    enough = sum(sentence & 3 for sentence in shared) >= LEAST_NUMBERS
    if not enough or len(shared) < max(LEAST_SENTENCES, SHARE * fewer):
        return None
    return "whole" if len(shared) == fewer else "changed"


def _plain(number: str) -> str:
    """Without what sets thousands apart, and with a point before decimals: languages differ in both."""
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+", number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".")


def _in_common(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """The longest sequence that both have in this order, with gaps."""
    best: list[list[list[int]]] = [[[] for _ in range(len(other) + 1)] for _ in range(len(one) + 1)]
    for i, ours in enumerate(one, 1):
        for j, theirs in enumerate(other, 1):
            if ours == theirs:
                best[i][j] = [*best[i - 1][j - 1], ours]
            else:
                best[i][j] = max(best[i - 1][j], best[i][j - 1], key=len)
    return best[-1][-1]
