"""Number expressions: figures, words, and their mixtures ("1.5 million", "триста тысяч")."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.text.document import Document
from tocsin.text.memo import Memo

_FIGURE: Final = re.compile(r"([0-9]{1,15}(?:[.,][0-9]{1,15}){0,5})(.*)", re.DOTALL)
_RANGE: Final = re.compile(r"[-‐‑]([0-9]{1,15}(?:[.,][0-9]{1,15}){0,5})(.*)", re.DOTALL)
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?"
)
_THREES: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
LEVELS: Final = 3
"""Millions, thousands and units, as in "2 million 300 thousand 15"."""
SEVERAL: Final = 2.0
""""Thousands", "several hundred" say at least two of them and leave the upper side open."""


class Number(NamedTuple):
    """A number expression: tokens `[first, last)`, its value or range, and what stuck to its figures ("km")."""

    low: float
    high: float | None
    """None when vague."""
    first: int
    last: int
    scale: float = 1.0
    rest: str = ""
    figures: bool = False
    """Written in digits."""

    @property
    def vague(self) -> bool:
        return self.high is None

    def scaled(self, scale: float, last: int) -> Number:
        high = None if self.high is None else self.high * scale
        return self._replace(low=self.low * scale, high=high, scale=self.scale * scale, last=last)


def read_number(doc: Document, lex: Lexicon, i: int, levels: int = LEVELS) -> Number | None:
    """The number expression that begins at token `i`, if one does, of at most so many `levels` of scales."""
    lower = doc.lowers[i]
    number = _figures(doc, lex, i) if "0" <= lower[0] <= "9" else _words(doc, lex, i)
    if number is None or number.rest:
        return number
    return _with_half(doc, lex, _with_scales(doc, lex, number, levels))


def value_of(figure: str, language: str) -> float:
    """The value of digits with separators. A comma groups in English and is decimal elsewhere, unless groups show."""
    if _GROUPED.fullmatch(figure) and (language == "en" or figure.count(",") > 1 or figure.count(".") > 1):
        return float(figure.replace(",", "") if figure.count(",") else figure.replace(".", ""))
    if language != "en" and _THREES.fullmatch(figure):
        return float(figure.replace(",", "").replace(".", ""))
    whole, *parts = re.split("[.,]", figure)
    return float(f"{whole}.{''.join(parts)}" if parts else whole)


class _Figure(NamedTuple):
    """What one token that begins with a digit says by itself."""

    low: float
    high: float
    rest: str
    """What sticks to the figures."""
    groups: bool
    """May be the first of groups of three."""


@cache
def _figures_in(language: str) -> Memo[_Figure | None]:
    """By token, what its figures say; None where they are no number."""

    def figure(word: str) -> _Figure | None:
        match = _FIGURE.fullmatch(word)
        if match is None:
            return None
        low, rest = value_of(match[1], language), match[2]
        until = _RANGE.fullmatch(rest)
        if until is None:
            return _Figure(low, low, rest, groups=not rest and len(word) <= len("300"))
        high = value_of(until[1], language)
        # A score or a season ("1998-99") where it falls; a range rises.
        return _Figure(low, high, until[2], groups=False) if high >= low else None

    return Memo(figure)


def _figures(doc: Document, lex: Lexicon, i: int) -> Number | None:
    figure = _figures_in(lex.language)[doc.lowers[i]]
    if figure is None:
        return None
    low, high, rest, groups = figure
    if groups:
        low, last = _spaced(doc, low, i)
        return Number(low, low, i, last, figures=True)
    number = Number(low, high, i, i + 1, rest=rest, figures=True)
    scale = lex.scale.get(rest.lstrip("-")) if rest else None
    return number.scaled(scale, i + 1)._replace(rest="") if scale else number


def _spaced(doc: Document, value: float, i: int) -> tuple[float, int]:
    """Groups of three set apart by a space ("300 000")."""
    last = i + 1
    while last < len(doc.words) and last < i + 5:
        group = doc.words[last]
        if not (len(group) == 3 and group.isdecimal() and doc.starts[last] - doc.ends[last - 1] == 1):
            break
        value, last = value * 1000 + float(group), last + 1
    return value, last


def _words(doc: Document, lex: Lexicon, i: int) -> Number | None:
    """Number words from token `i`: additions go down in size ("three hundred and twenty-five")."""
    lowers = doc.lowers
    total, j, floor = 0.0, i, float("inf")
    while j < len(lowers):
        k = j + 1 if j > i and lowers[j] == "and" and j + 1 < len(lowers) and floor >= 100 else j
        value = lex.number.get(lowers[k])
        if value is None or not _fits_below(value, floor):
            break
        total, j, floor = total + value, k + 1, value
        if lex.scale.get(lowers[j] if j < len(lowers) else "") == 100:
            total, floor, j = total + value * 99, 100.0, j + 1
    if j > i:
        return Number(total, total, i, j)
    return _scale_word(lex, lowers, i)


def _fits_below(value: float, floor: float) -> bool:
    """May a number word follow one of size `floor`? 5 after 20, 25 after 100, never 20 after 5."""
    if floor == float("inf"):
        return True
    return value < (100 if floor >= 100 else 10) and floor % 10 == 0 and 0 < value < floor


def _scale_word(lex: Lexicon, lowers: list[str], i: int) -> Number | None:
    """A scale without a number before it: "a million", "тысяча", or vague "thousands", "several hundred"."""
    word, before = lowers[i], lowers[i - 1] if i else ""
    several = before in lex.some
    if word in lex.vague:
        return _vague(lex, lowers, i, several=several)
    scale = lex.scale.get(word)
    if scale is None or len(word) < len("млн"):
        return None
    if several:
        return Number(SEVERAL * scale, None, i - 1, i + 1, scale)
    if before == "a":
        return Number(scale, scale, i - 1, i + 1, scale)
    return None if lex.language == "en" else Number(scale, scale, i, i + 1, scale)


def _vague(lex: Lexicon, lowers: list[str], i: int, *, several: bool) -> Number | None:
    """Vague: "thousands", "hundreds of thousands"; "tens" and the like only with what they are of."""
    joined = i + 1 < len(lowers) and lowers[i + 1] == "of"
    if lowers[i] in lex.needs_of and not joined:
        return None
    vague = Number(SEVERAL * lex.vague[lowers[i]], None, i - several, i + 1)
    if joined and i + 2 < len(lowers) and lowers[i + 2] in lex.vague:
        return vague.scaled(lex.vague[lowers[i + 2]], i + 3)
    return vague


def _with_scales(doc: Document, lex: Lexicon, number: Number, levels: int) -> Number:
    """Multiplied by the scales that follow, and with lesser ones added ("2 million 300 thousand")."""
    lowers = doc.lowers
    while number.last < len(lowers):
        word = lowers[number.last]
        scale = lex.scale.get(word)
        if scale is None and not number.figures and number.high is None:
            scale = lex.vague.get(word)
        if scale is None or (number.scale != 1.0 and number.scale < 100):
            break
        number = number.scaled(scale, number.last + 1)
    if levels and number.scale >= 1000 and number.high == number.low and number.last < len(lowers):
        return _with_lesser(doc, lex, number, levels - 1)
    return number


def _with_lesser(doc: Document, lex: Lexicon, number: Number, levels: int) -> Number:
    following = doc.lowers[number.last]
    start = number.last + (following == "and")
    if start >= len(doc.lowers) or not ("0" <= doc.lowers[start][0] <= "9" or doc.lowers[start] in lex.number):
        return number
    lesser = read_number(doc, lex, start, levels)
    if lesser is None or lesser.rest or lesser.vague or lesser.low >= number.scale or lesser.figures != number.figures:
        return number
    if number.figures and lesser.scale < 1000:
        return number
    value = number.low + lesser.low
    return number._replace(low=value, high=value, last=lesser.last)


def _with_half(doc: Document, lex: Lexicon, number: Number) -> Number:
    """With its half: "two and a half million", "два с половиной миллиона", "a million and a half"."""
    following = doc.lowers[number.last : number.last + 3]
    for half in (("and", "a", "half"), ("с", "половиной"), ("з", "половиною")):
        if tuple(following[: len(half)]) == half and number.high == number.low:
            value = number.low + number.scale / 2
            halved = number._replace(low=value, high=value, last=number.last + len(half))
            return _with_scales(doc, lex, halved, 0) if number.scale == 1 else halved
    return number
