"""Figures as single words: "three hundred thousand" and "300,000" become one and the same number, unit and modifier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tocsin.engine.compare.words import Word, plain, words
from tocsin.engine.quantities import quantities_in
from tocsin.model import Quantity

_UKRAINIAN: Final = frozenset("іїєґ")


def language_of(text: str) -> str:
    """Which number words to read, by the letters alone: a sentence and its source must be read alike."""
    lower = text.lower()
    if not _UKRAINIAN.isdisjoint(lower):
        return "uk"
    return "ru" if any("а" <= letter <= "я" for letter in lower) else "en"


@lru_cache(maxsize=256)
def words_with_figures(text: str, language: str) -> tuple[Word, ...]:
    """`words(text)` with each quantity, but not the thing counted, as one word of the kind "number"."""
    return _merged(words(text), quantities_in(plain(text), language))


def _merged(plain_words: Sequence[Word], quantities: Sequence[Quantity]) -> tuple[Word, ...]:
    found: list[Word] = []
    at = 0
    for quantity in quantities:
        counted = quantity.thing if quantity.thing and quantity.text.endswith(quantity.thing) else ""
        end = quantity.span.start + len(quantity.text.removesuffix(counted).rstrip(" .,;:"))
        while at < len(plain_words) and plain_words[at].end <= quantity.span.start:
            found.append(plain_words[at])
            at += 1
        first = at
        while at < len(plain_words) and plain_words[at].start < end:
            at += 1
        if at > first:
            found.append(_number(quantity, plain_words[first:at]))
    return (*found, *plain_words[at:])


def _number(quantity: Quantity, run: Sequence[Word]) -> Word:
    # A share says how much of a thing is meant: leaving it out says it of the whole.
    key = f"{quantity.low}..{quantity.high} {quantity.unit or ''} {quantity.modifier}"
    kind = "quantifier" if quantity.unit == "share" or (quantity.thing and quantity.unit == "percent") else "number"
    return Word(" ".join(word.text for word in run), key, key, kind, run[0].start, run[-1].end)
