"""What is built of the patterns of some languages, kept once for all texts of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from tocsin.engine.topics.taxonomy import LANGUAGES

T = TypeVar("T")


class Held(Generic[T]):
    """`of(languages)` is what was built for these languages at least: the patterns of another language find nothing in
    a text without its letters. Where a text asks for more languages it is built anew, for all that were asked for."""

    def __init__(self, build: Callable[[tuple[str, ...]], T]) -> None:
        self._build = build
        self._held: tuple[frozenset[str], T] | None = None

    def of(self, languages: tuple[str, ...]) -> T:
        held = self._held
        if held is None or not held[0].issuperset(languages):
            asked = held[0].union(languages) if held else frozenset(languages)
            held = self._held = asked, self._build(tuple([each for each in LANGUAGES if each in asked]))
        return held[1]
