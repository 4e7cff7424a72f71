"""Find quantities: a number, and what stands before it (modifier, currency) and after it (unit, thing)."""

from __future__ import annotations

from functools import cache
from itertools import compress
from typing import Final, cast

from tocsin.engine.quantities.attached import attached, measure_prefixes, word_measure
from tocsin.engine.quantities.exclude import is_no_quantity
from tocsin.engine.quantities.lexicon import LANGUAGES, Lexicon, lexicon
from tocsin.engine.quantities.numbers import read_number
from tocsin.engine.quantities.ranges import join
from tocsin.engine.quantities.reading import Reading, phrase_at
from tocsin.engine.quantities.surroundings import complete
from tocsin.engine.quantities.things import thing_after
from tocsin.model import Quantity
from tocsin.text.document import Document, read
from tocsin.text.memo import Memo

HALF: Final = 0.5
MOST: Final = 10_000
"""Quantities of one text: a megabyte of figures is a table, and must not take ten seconds."""
_DIGITS: Final = frozenset("0123456789")
_FIGURE, _WORD = "figure", "word"
_Measure = tuple[float, float | None, str | None]
"""Low, high (None: open) and unit."""
_DOLLARS: Final = frozenset(("us", "u.s.", "usd"))


def find_quantities(doc: Document) -> tuple[Quantity, ...]:
    """Every quantity, in reading order, none overlapping. Dates, times, ordinals and scores are not quantities."""
    lex = lexicon(doc.language if doc.language in LANGUAGES else "any")
    found: list[Quantity] = []
    done = 0
    for i in _candidates(doc, lex):
        if i < done:
            continue
        reading = _read(doc, lex, i) if len(found) < MOST else None
        if reading is not None:
            reading = complete(doc, lex, join(doc, lex, reading, _read_figure), done)
            reading.first = max(reading.first, done)  # an "a", a sign or a "from" may belong to the one before
            found.append(_quantity(doc, reading))
            done = reading.last
    return tuple(found)


def quantities_in(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities of a plain string; spans refer to it."""
    return find_quantities(read(text, language=language))


def _candidates(doc: Document, lex: Lexicon) -> list[int]:
    """Tokens at which a quantity may begin."""
    lowers, opening = doc.lowers, _openings(lex.language)
    found = {i for i in doc.odd if opening[lowers[i]] is not None}
    found.update(compress(range(len(lowers)), map(lex.triggers.__contains__, lowers)))
    if lex.measure:
        prefixes = measure_prefixes(lex.language)
        measures = {word for word in doc.counts() if word[:3] in prefixes and opening[word] is not None}
        if measures:
            found.update(compress(range(len(lowers)), map(measures.__contains__, lowers)))
    return sorted(found)


@cache
def _openings(language: str) -> Memo[_Measure | str | None]:
    """By token, how a quantity may begin at it: with a figure, a word of numbers, a measure in one word; or None."""
    lex = lexicon(language)
    prefixes = measure_prefixes(language) if lex.measure else frozenset()

    def opening(word: str) -> _Measure | str | None:
        if word[0] in _DIGITS:
            return _FIGURE
        if word in lex.triggers:
            return _WORD
        return word_measure(lex, word) if "-" in word or word[:3] in prefixes else None

    return Memo(opening)


def _read(doc: Document, lex: Lexicon, i: int) -> Reading | None:
    opening = _openings(lex.language)[doc.lowers[i]]
    if opening == _FIGURE:
        return _read_figure(doc, lex, i)
    if opening == _WORD:
        return _fraction(doc, lex, i) or _read_figure(doc, lex, i)
    low, high, unit = cast("_Measure", opening)
    return Reading(low, high, i, i + 1, unit, attributive=True)


def _read_figure(doc: Document, lex: Lexicon, i: int) -> Reading | None:
    """The number at token `i` with its currency sign and unit; None where it is no quantity."""
    number = read_number(doc, lex, i)
    if number is None:
        return None
    sign = lex.sign.get(doc.words[number.first - 1]) if number.first else None
    counted = thing_after(doc, lex, number.last) is not None if number.rest == "m" else False
    stuck = attached(lex, number.rest, money=sign is not None, counted=counted)
    if stuck is None:
        return None
    number = number.scaled(stuck.scale, number.last)
    unit, last = (sign or stuck.unit), number.last
    if unit is None or sign:
        named, end = _unit_at(doc, lex, last)
        if unit in (None, named):
            unit, last = named, end
    if is_no_quantity(doc, lex, number, measured=unit is not None):
        return None
    unit = _age(doc, stuck.unit, unit, last)
    first = _sign_start(doc, number.first) if sign else number.first
    attributive = number.rest[:1] == "-" and stuck.unit is not None
    return Reading(number.low, number.high, first, last, unit, number=number, attributive=attributive)


def _sign_start(doc: Document, first: int) -> int:
    """The token where the currency sign begins: "US$" is two."""
    before = first - 2
    tight = before >= 0 and doc.ends[before] == doc.starts[before + 1]
    return before if tight and doc.lowers[before] in _DOLLARS else first - 1


def _unit_at(doc: Document, lex: Lexicon, i: int) -> tuple[str | None, int]:
    """The unit named at token `i` and the token after it; None and `i` where none is."""
    named = phrase_at(lex.unit, doc.lowers, i)
    if named is None and lex.unit_stem and i < len(doc.lowers):
        unit = lex.unit_of(doc.lowers[i])
        return unit, i + (unit is not None)
    return named or (None, i)


def _age(doc: Document, stuck: str | None, unit: str | None, last: int) -> str | None:
    """Of age or for years: "28-летний Иван" is an age, "20-летний опыт" a duration."""
    if stuck == "year-of-age" and doc.language in ("ru", "uk") and not (last < len(doc.words) and doc.capital[last]):
        return "year"
    return unit


def _fraction(doc: Document, lex: Lexicon, i: int) -> Reading | None:
    """A share ("half of", "четверть") or a part of a scale or unit ("half a million", "half an hour")."""
    named = phrase_at(lex.fraction, doc.lowers, i)
    if named is None or (doc.lowers[i - 1] if i else "") in lex.ordinal:
        return None
    value, last = float(named[0]), named[1]
    if value > 1:  # "полмиллиона"
        unit, last = _unit_at(doc, lex, last)
        return Reading(value, value, i, last, unit)
    return _part(doc, lex, value, i, last) or _share(doc, lex, value, i, last)


def _part(doc: Document, lex: Lexicon, value: float, first: int, last: int) -> Reading | None:
    after = last
    while after < len(doc.lowers) and doc.lowers[after] in lex.of:
        after += 1
    scale = lex.scale.get(doc.lowers[after]) if after < len(doc.lowers) else None
    if scale:
        unit, end = _unit_at(doc, lex, after + 1)
        return Reading(value * scale, value * scale, first, end, unit)
    named = phrase_at(lex.unit, doc.lowers, after) if after == last + 1 and doc.lowers[last] in ("a", "an") else None
    return Reading(value, value, first, named[1], named[0]) if named else None


def _share(doc: Document, lex: Lexicon, value: float, first: int, last: int) -> Reading | None:
    """English "third" and "quarter" are ordinals and seasons unless "a" or "of" says otherwise."""
    article = first > 0 and doc.lowers[first - 1] in ("a", "one")
    following = doc.lowers[last] if last < len(doc.lowers) else ""
    if lex.language == "en" and following != "of" and not article and not (value == HALF and following in lex.of):
        return None
    return Reading(value, value, first - article, last, "share")


def _quantity(doc: Document, reading: Reading) -> Quantity:
    low: float | None = reading.low
    high, modifier = reading.high, reading.modifier
    if high is None and modifier in ("exactly", "at-most", "less-than"):
        modifier = "about"
    if modifier in ("at-least", "more-than"):
        high = None
    elif modifier in ("at-most", "less-than"):
        low = None
    thing = doc.quote(doc.span_of(*reading.thing)) if reading.thing else None
    span = doc.span_of(reading.first, reading.last)
    return Quantity(low, high, reading.unit, thing, modifier, doc.quote(span), span)
