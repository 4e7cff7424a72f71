"""Numbers that are no quantities: dates, times, ordinals, scores, the numbers of articles, channels and aircraft."""

from __future__ import annotations

import re

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.engine.quantities.numbers import Number
from tocsin.text.document import Document

_ENDINGS = (
    *("й", "я", "е", "го", "му", "м", "ю", "ой", "ый", "ого", "им", "ом", "та", "те", "ту", "її", "ий", "ій", "ша"),
    *("га", "s"),
)
_ORDINAL = frozenset(("st", "nd", "rd", "th", "s", "'s", "’s", *(hyphen + end for hyphen in "-‐" for end in _ENDINGS)))
_CLOCK = re.compile(r":[0-9]{2}.*|(?:[:.][0-9]{2})?(?:am|pm)", re.DOTALL)
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_TIGHT = frozenset("/:.#@")
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Four digits without a separator between these are a year in English unless a unit or persons follow."""
LARGEST_SCORE = 30
"""Two plain figures joined by a hyphen, none greater, with nothing counted, are a score or a vote."""


def is_no_quantity(doc: Document, lex: Lexicon, number: Number, *, measured: bool) -> bool:
    """Is the figure at `number` something else? `measured`: a unit stands beside it."""
    if not number.figures:
        return _word_is_no_quantity(doc, lex, number)
    return (
        _is_ordinal(doc, lex, number)
        or _is_part_of_code(doc, lex, number)
        or _is_clock(doc, lex, number)
        or _is_day(doc, lex, number)
        or _is_year(doc, lex, number, measured=measured)
        or (not measured and _is_score(doc, lex, number))
    )


def _before(doc: Document, number: Number) -> str:
    return doc.lowers[number.first - 1] if number.first else ""


def _after(doc: Document, number: Number, distance: int = 0) -> str:
    i = number.last + distance
    return doc.lowers[i] if i < len(doc.lowers) else ""


def _is_ordinal(doc: Document, lex: Lexicon, number: Number) -> bool:
    if number.rest in _ORDINAL:
        return True
    decade = number.rest in ("-х", "-ті", "-их") and lex.unit_of(_after(doc, number)) == "year"
    return decade and number.low % 10 == 0 and number.low >= 10


def _is_part_of_code(doc: Document, lex: Lexicon, number: Number) -> bool:
    """Stuck to other signs ("9/11", "№5", a telephone number), or named by the word before it ("Article 5")."""
    i = number.first
    if number.rest == "g" and number.low < 7:  # mobile networks
        return True
    if i and doc.words[i - 1][-1] in _TIGHT and doc.starts[i] == doc.ends[i - 1] and doc.words[i - 1] != ".":
        return True
    if doc.words[i].count(".") > 1 and number.low < 1000:  # 21.09.2022, versions, addresses
        return True
    if _after(doc, number) == "/" and doc.starts[number.last] == doc.ends[number.last - 1]:
        return _after(doc, number, 1)[:1].isdigit()
    return lex.is_a("label", _before(doc, number)) or _numbers_item(doc, number)


def _numbers_item(doc: Document, number: Number) -> bool:
    """Numbers of items: "1. First item" at the start of a sentence, "1) first; 2) second" inside it."""
    following = _after(doc, number)
    if following == ")":
        return _before(doc, number) in ("", ":", ";", ".")
    first = number.first == doc.sentences[doc.sentence_of[number.first]].first
    return first and following == "." and _goes_on(doc, number.last)


def _goes_on(doc: Document, stop: int) -> bool:
    """Does the sentence go on after the full stop at token `stop`?"""
    return stop + 1 < len(doc.words) and doc.sentence_of[stop + 1] == doc.sentence_of[stop]


def _is_clock(doc: Document, lex: Lexicon, number: Number) -> bool:
    if number.rest and _CLOCK.fullmatch(number.rest):
        return True
    following = _after(doc, number)
    if lex.unit_of(following) == "hour" and lex.language != "en":
        following = _after(doc, number, 1)
    return lex.is_a("clock", following) and number.low <= 24


def _is_day(doc: Document, lex: Lexicon, number: Number) -> bool:
    """The day of a month, before or after its name, or a year after it."""
    if lex.is_a("month", _after(doc, number)):
        return number.low <= 31
    before = _before(doc, number)
    if lex.is_a("month", before):
        return number.low <= 31 or _YEAR.fullmatch(doc.words[number.first]) is not None
    far = doc.lowers[number.first - 3 : number.first] if number.first > 2 else []
    if before == "," and far and lex.is_a("month", far[0]):  # September 21, 2022
        return _YEAR.fullmatch(doc.words[number.first]) is not None
    joined = before in ("-", "–", "—", "to", "and", "и", "і", "та", "по", "до") and len(far) == 3
    return joined and number.low <= 31 and lex.is_a("month", far[0]) and far[1].isdigit()


def _is_year(doc: Document, lex: Lexicon, number: Number, *, measured: bool) -> bool:
    figure = doc.words[number.first]
    if not _YEAR.match(figure) or number.last != number.first + 1 or number.scale != 1:
        return False
    if len(figure) > 4:  # 2014-2022, 2021-22; 2,000 and 2000.5 do not match
        return figure[4] in "-‐" and figure[5:].isdigit()
    following = _after(doc, number)
    if lex.is_a("year", following):
        return True
    if measured or lex.is_a("counted", following):
        return False
    if lex.language not in ("ru", "uk"):
        return number.low >= FIRST_YEAR or _before(doc, number) in ("in", "since", "of", "until", "by")
    return not following[:1].isalpha() or lex.is_a("stop", following)


def _is_score(doc: Document, lex: Lexicon, number: Number) -> bool:
    """Scores such as "3-0": no range goes down; a small one counts something or is none."""
    high = number.high if number.high is not None else number.low
    if high == number.low or "-" not in doc.words[number.first]:
        return False
    following = _after(doc, number)
    return high < number.low or (high <= LARGEST_SCORE and (not following[:1].isalpha() or lex.is_a("stop", following)))


def _word_is_no_quantity(doc: Document, lex: Lexicon, number: Number) -> bool:
    """The word "one" is a pronoun more often than a number: it counts only before a unit or a counted noun."""
    if number.low != 1 or number.high != 1 or number.last != number.first + 1:
        return False
    following = _after(doc, number)
    return not (lex.is_a("counted", following) or lex.unit_of(following)) or _before(doc, number) in (
        "no",
        "any",
        "the",
    )
