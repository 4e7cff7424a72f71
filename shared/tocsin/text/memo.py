"""What is worked out once per word: texts return to the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 20_000
"""Entries kept; an English newspaper uses about so many different words in a month."""
LONGEST = 40
"""Longer words are not kept: they do not come again, and the words come from outside."""


class Memo(dict[str, T]):
    """`memo[word]` is `work(word)`, remembered; it forgets everything when it is full, so that its size is bounded.

    A dictionary, because `map(memo.__getitem__, words)` then runs without a step of Python for each word.
    """

    __slots__ = ("_work",)

    def __init__(self, work: Callable[[str], T]) -> None:
        self._work = work

    def __missing__(self, word: str) -> T:
        found = self._work(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = found
        return found
