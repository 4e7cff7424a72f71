"""Numbers that are no quantities: dates, times, ordinals, scores, the numbers of articles, channels and aircraft."""

from __future__ import annotations

import re
from typing import Final

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.engine.quantities.numbers import Number
from tocsin.text.document import Document

_ENDINGS: Final = (
    *("й", "я", "е", "го", "му", "м", "ю", "ой", "ый", "ого", "им", "ом", "та", "те", "ту", "її", "ий", "ій", "ша"),
    *("га", "s"),
)
_ORDINAL: Final = frozenset(
    ("st", "nd", "rd", "th", "s", "'s", "’s", *(hyphen + end for hyphen in "-‐" for end in _ENDINGS))
)
_CLOCK: Final = re.compile(r":[0-9]{2}.*|(?:[:.][0-9]{2})?(?:am|pm)", re.DOTALL)
_YEAR: Final = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_TIGHT: Final = frozenset("/:.#@")
_BEHIND_ITEMS: Final = frozenset(").")
_BETWEEN_DAYS: Final = frozenset((",", "-", "–", "—", "to", "and", "и", "і", "та", "по", "до"))
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Four digits without a separator between these are a year in English unless a unit or persons follow."""
_KINDS_OF: Final = frozenset(
    (
        *("caliber", "calibre", "типа", "типу", "степени", "ступеня", "категории", "категорії", "класса", "класу"),
        *("разряда", "розряду", "уровня", "рівня"),
    )
)
"""Behind a number these say which one it is of its kind: "диабет 1 типа"."""
_IN_DECADE: Final = frozenset(
    ("в", "у", "начале", "конце", "середине", "початку", "кінці", "середині", "начала", "конца")
)
HOURS, DAYS = 24, 31
LARGEST_SCORE: Final = 30
"""Two plain figures joined by a hyphen, none greater, with nothing counted, are a score or a vote."""


def is_no_quantity(doc: Document, lex: Lexicon, number: Number, *, measured: bool) -> bool:
    """Is the figure at `number` something else? `measured`: a unit stands beside it."""
    lowers = doc.lowers
    before = lowers[number.first - 1] if number.first else ""
    after = lowers[number.last] if number.last < len(lowers) else ""
    if not number.figures:
        return _word_is_no_quantity(lex, number, before, after) or _is_named(doc, number)
    return (
        (bool(number.rest) and _is_ordinal_or_clock(lex, number, after))
        or before in lex.label
        or after in _KINDS_OF
        or _is_part_of_code(doc, number, before, after)
        or _is_decade(number, before, after, lex)
        or (before == "of" and doc.lowers[number.first - 2 : number.first - 1] == ["out"])
        or _is_hour(doc, lex, number, after)
        or _is_day(doc, lex, number, before, after)
        or _is_year(doc, lex, number, before, after, measured=measured)
        or (not measured and number.high != number.low and _is_score(doc, lex, number, after))
    )


def _is_ordinal_or_clock(lex: Lexicon, number: Number, after: str) -> bool:
    """By what sticks to the figures: "3rd", "1990-х годов", "5pm"."""
    if number.rest in _ORDINAL or _CLOCK.fullmatch(number.rest):
        return True
    decade = number.rest in ("-х", "-ті", "-их") and lex.unit_of(after) == "year"
    return decade and number.low % 10 == 0 and number.low >= 10


def _is_named(doc: Document, number: Number) -> bool:
    """A number that is part of a name: "Nine News"."""
    first, last = number.first, number.last
    if not doc.capital[first] or last >= len(doc.words) or not doc.capital[last]:
        return False
    return first > doc.sentences[doc.sentence_of[first]].first


def _is_decade(number: Number, before: str, after: str, lex: Lexicon) -> bool:
    """As in "в 90-х", with nothing counted behind it."""
    decade = number.rest in ("-х", "-ті", "-их") and number.low % 10 == 0 and before in _IN_DECADE
    return decade and (not after[:1].isalpha() or after in lex.stop)


def _is_part_of_code(doc: Document, number: Number, before: str, after: str) -> bool:
    """Stuck to other signs ("9/11", "№5", a telephone number), or the number of an item."""
    i = number.first
    if number.rest == "g" and number.low < 7:  # mobile networks
        return True
    if before == "," and doc.starts[i] == doc.ends[i - 1] and i > 1 and doc.words[i - 2][-1].isdigit():
        return doc.starts[i - 1] == doc.ends[i - 2] and doc.words[i - 2][0].isalpha()  # "RM900,000"
    if before and before[-1] in _TIGHT and doc.starts[i] == doc.ends[i - 1]:
        stuck = i > 1 and doc.starts[i - 1] == doc.ends[i - 2] and doc.words[i - 2][0].isalpha()  # "RM6.162"
        if before != "." or stuck:
            return True
    if doc.words[i].count(".") > 1 and number.low < 1000:  # 21.09.2022, versions, addresses
        return True
    if after == "/" and doc.starts[number.last] == doc.ends[number.last - 1]:
        return number.last + 1 < len(doc.words) and doc.words[number.last + 1][0].isdigit()
    return after in _BEHIND_ITEMS and _numbers_item(doc, number, before, after)


def _numbers_item(doc: Document, number: Number, before: str, after: str) -> bool:
    """Numbers of items: "1. First item" at the start of a sentence, "1) first; 2) second" inside it."""
    if after == ")":
        return before in ("", ":", ";", ".")
    first = number.first == doc.sentences[doc.sentence_of[number.first]].first
    return first and _goes_on(doc, number.last)


def _goes_on(doc: Document, stop: int) -> bool:
    """Does the sentence go on after the full stop at token `stop`?"""
    return stop + 1 < len(doc.words) and doc.sentence_of[stop + 1] == doc.sentence_of[stop]


def _is_hour(doc: Document, lex: Lexicon, number: Number, after: str) -> bool:
    """As in "5 p.m.", "в 5 часов утра"."""
    if number.low > HOURS or not after:
        return False
    if lex.language != "en" and lex.unit_of(after) == "hour":
        after = doc.lowers[number.last + 1] if number.last + 1 < len(doc.lowers) else ""
    return after in lex.clock


def _is_day(doc: Document, lex: Lexicon, number: Number, before: str, after: str) -> bool:
    """The day of a month, before or after its name, or a year after it."""
    overnight = after == "на" and not lex.month.isdisjoint(doc.lowers[number.last + 2 : number.last + 3])
    if after in lex.month or overnight:  # "с 18 на 19 мая"
        return number.low <= DAYS
    if before in lex.month:
        return number.low <= DAYS or _YEAR.fullmatch(doc.words[number.first]) is not None
    if before not in _BETWEEN_DAYS or number.first < 3:
        return False
    month, day = doc.lowers[number.first - 3 : number.first - 1]
    if month not in lex.month:
        return False
    if before == ",":  # September 21, 2022
        return _YEAR.fullmatch(doc.words[number.first]) is not None
    return number.low <= DAYS and day.isdigit()


def _is_year(doc: Document, lex: Lexicon, number: Number, before: str, after: str, *, measured: bool) -> bool:
    figure = doc.words[number.first]
    if not _YEAR.match(figure) or number.last != number.first + 1 or number.scale != 1:
        return False
    if len(figure) > 4:  # 2014-2022, 2021-22; 2,000 and 2000.5 do not match
        return figure[4] in "-‐" and figure[5:].isdigit()
    if after in lex.year:
        return True
    if measured or after in lex.counted:
        return False
    if lex.language not in ("ru", "uk"):
        return number.low >= FIRST_YEAR or before in ("in", "since", "of", "until", "by")
    return not after[:1].isalpha() or after in lex.stop


def _is_score(doc: Document, lex: Lexicon, number: Number, after: str) -> bool:
    """Scores such as "3-0": no range goes down; a small one counts something or is none."""
    high = number.high
    if high is None or "-" not in doc.words[number.first]:
        return False
    return high < number.low or (high <= LARGEST_SCORE and (not after[:1].isalpha() or after in lex.stop))


def _word_is_no_quantity(lex: Lexicon, number: Number, before: str, after: str) -> bool:
    """The word "one" is a pronoun more often than a number: it counts only before a unit or a counted noun."""
    if number.low != 1 or number.high != 1 or number.last != number.first + 1:
        return False
    return not (after in lex.counted or lex.unit_of(after)) or before in ("no", "any", "the")
