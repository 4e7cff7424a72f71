"""A question as the words of a watch, which knows no lemmas: a star stands for the endings that a word may have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from tocsin.search.question import parts_of
from tocsin.search.words import words

LEAST_STEM: Final = 4
"""Letters before a star: of fewer too many other words begin so."""
_ENDINGS: Final = "аяоеёиіїуюыэєьй"
"""Letters that Russian and Ukrainian words change at their ends. Vowels that come or go inside are not met."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words and phrases that must all be there, and those that must not."""

    all: tuple[str, ...]
    none: tuple[str, ...]


def keep(question: str) -> Kept:
    """What a watch has to ask for to ring for what this question finds. Nothing where no word counts."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for part in parts_of(question):
        pattern = " ".join(_starred(text) for text in part.text.split())
        if any(word.terms for word in words(part.text)):
            found[part.no].append(pattern)
    return Kept(tuple(dict.fromkeys(found[False])), tuple(dict.fromkeys(found[True])))


def _starred(text: str) -> str:
    """One word as it is typed, its ending a star where the letters before it tell enough."""
    first = next(iter(words(text)), None)
    if first is None or not first.terms:
        return text
    word = text[first.start : first.end]
    lower = word.lower()
    same = takewhile(lambda pair: pair[0] == pair[1], zip(lower, first.terms[0], strict=False))
    stem = "".join(letter for letter, _ in same).rstrip(_ENDINGS)
    return f"{word[: len(stem)]}*" if len(stem) >= LEAST_STEM else word
