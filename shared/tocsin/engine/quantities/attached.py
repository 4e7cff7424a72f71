"""Measures in one word: "30km", "28-year-old", "70-летний", "two-day", "miles-long", "двухдневный"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from tocsin.engine.quantities.lexicon import Lexicon, lexicon
from tocsin.engine.quantities.numbers import SEVERAL

_CARDINAL_ENDING: Final = frozenset(
    hyphen + ending for hyphen in "-‐" for ending in ("ти", "ми", "мя", "х", "и", "ма", "ох", "ьох")
)
_NO_UNIT: Final = frozenset(("strong", "plus", "member", "person", "man", "seat", "seater", "fold", "story", "storey"))
_SCALES: Final = {"thousand": 1e3, "million": 1e6}


class Attached(NamedTuple):
    """What sticks to a number: a factor and a unit."""

    scale: float = 1.0
    unit: str | None = None


NOTHING: Final = Attached()


def attached(lex: Lexicon, rest: str, *, money: bool, counted: bool) -> Attached | None:
    """What `rest`, written right after figures, says; None when it makes the figures no quantity ("76ers", "5x").

    "m" is a million where `money` is meant or something `counted` follows, else metres.
    """
    if not rest or rest in _CARDINAL_ENDING:
        return NOTHING
    if rest == "m" and (money or counted):
        return Attached(1e6)
    if rest[0] not in "-‐‑":
        unit = lex.unit_of(rest)
        return Attached(1.0, unit) if unit else None
    parts = re.split("[-‐‑]", rest[1:])
    if parts[0] in lex.scale:
        return Attached(lex.scale[parts[0]], lex.unit_of(parts[1]) if len(parts) > 1 else None)
    return _named(lex, parts)


def word_measure(lex: Lexicon, word: str) -> tuple[float, float | None, str | None] | None:
    """Low, high (None: open) and unit of a word without figures that holds number and unit, if it is one."""
    if "-" in word:
        first, *parts = word.split("-")
        value = lex.number.get(first, 0.5 if first == "half" else None)
        if value is not None and parts:
            named = _named(lex, parts)
            return (value * named.scale, value * named.scale, named.unit) if named and named != NOTHING else None
        unit = lex.unit_of(first)
        if unit and parts == ["long"]:
            return (SEVERAL, None, unit) if first.endswith("s") else (1.0, 1.0, unit)
    return _slavic(lex, word) if lex.measure else None


def _named(lex: Lexicon, parts: list[str]) -> Attached | None:
    if parts[0] in ("year", "years") and parts[-1] in ("old", "olds"):
        return Attached(1.0, "year-of-age")
    if parts[0] in _NO_UNIT:
        return NOTHING
    if lex.measure:
        match = _measure_pattern(lex.language).fullmatch(parts[0])
        if match and not match["opening"]:
            return _measure(lex, match["stem"])
    unit = lex.unit_of(parts[0])
    return Attached(1.0, unit) if unit else None


def _measure(lex: Lexicon, stem: str) -> Attached:
    unit = lex.measure[stem]
    return Attached(_SCALES[unit]) if unit in _SCALES else Attached(1.0, unit)


def _slavic(lex: Lexicon, word: str) -> tuple[float, float | None, str | None] | None:
    match = _measure_pattern(lex.language).fullmatch(word)
    if match is None:
        return None
    found, opening = _measure(lex, match["stem"]), match["opening"]
    if not opening:  # "километровые очереди"; the other adjectives are common without any number in mind
        return (1.0, None, "km") if found.unit == "km" else None
    if lex.opening[opening] == "many":
        return SEVERAL * found.scale, None, found.unit
    value = float(lex.opening[opening]) * found.scale
    return value, value, found.unit


@cache
def _measure_pattern(language: str) -> re.Pattern[str]:
    lex = lexicon(language)
    openings = "|".join(sorted(map(re.escape, lex.opening), key=len, reverse=True))
    stems = "|".join(sorted(lex.measure, key=len, reverse=True))
    return re.compile(rf"(?P<opening>{openings})?(?P<stem>{stems})(?:\w{{1,3}})")


@cache
def measure_prefixes(language: str) -> frozenset[str]:
    """The first three letters of words that `word_measure` may know without a hyphen in them."""
    lex = lexicon(language)
    return frozenset(word[:3] for word in lex.opening) | frozenset(
        s[:3] for s, unit in lex.measure.items() if unit == "km"
    )
