"""What stands around a number: modifiers before and after it, ages, and the thing counted."""

from __future__ import annotations

from typing import Final, cast

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.engine.quantities.reading import Reading, phrase_at
from tocsin.engine.quantities.things import after_of, thing_after
from tocsin.model import Modifier
from tocsin.text.document import Document

_TIMES: Final = frozenset(("second", "minute", "hour", "day", "night", "week", "month", "year", "decade"))
_MASSES: Final = frozenset(("percent", "share", "t", "ton", "kg", "g", "l", "barrel", "ha", "m3"))
"""Units after which Russian and Ukrainian name the thing at once."""
_TEMPERATURES: Final = frozenset(("celsius", "fahrenheit", "degree"))
_NO_THING: Final = _TEMPERATURES | {"year-of-age"}
_MINUS: Final = frozenset(("-", "−", "–", "minus", "минус", "мінус"))
_LASTING: Final = frozenset(("for", "in", "of", "after", "lasted", "took", "takes", "take", "last", "spent"))
_AGE_WORDS: Final = frozenset(("under", "over", "above", "below"))
_OLDEST: Final = 110


def complete(doc: Document, lex: Lexicon, reading: Reading, done: int) -> Reading:
    """The reading with modifier, age and thing; nothing before token `done` is taken."""
    _minus(doc, reading)
    _age_of(doc, lex, reading, done)
    before = _modifier(doc, lex, reading, done)
    _modifier_after(doc, lex, reading)  # "300 or more people"
    _thing(doc, lex, reading)
    _modifier_after(doc, lex, reading)  # "300 people or more"
    _age_by_context(doc, lex, reading, before)
    return reading


def _minus(doc: Document, reading: Reading) -> None:
    """Below zero, which only temperatures are."""
    i = reading.first - 1
    if i < 0 or reading.unit not in _TEMPERATURES or reading.high is None or doc.lowers[i] not in _MINUS:
        return
    reading.low, reading.high, reading.first = -reading.high, -reading.low, i


def _modifier_after(doc: Document, lex: Lexicon, reading: Reading) -> None:
    after = phrase_at(lex.after, doc.lowers, reading.last)
    if after is not None and doc.lowers[after[1] : after[1] + 1] != ["than"]:
        reading.modifier, reading.last = cast("Modifier", after[0]), after[1]
    elif doc.lowers[reading.last - 1].endswith("-plus"):
        reading.modifier = "at-least"


def _age_of(doc: Document, lex: Lexicon, reading: Reading, done: int) -> None:
    """Takes in "the age of" before a number."""
    i = reading.first
    if i - 2 >= done and doc.lowers[i - 1] == "of" and doc.lowers[i - 2] in lex.age:
        reading.unit = "year-of-age"
        reading.first = i - 2 - (i - 3 >= done and doc.lowers[i - 3] == "the")


def _thing(doc: Document, lex: Lexicon, reading: Reading) -> None:
    if reading.unit in _NO_THING or reading.last >= len(doc.words):
        return
    i = after_of(doc, lex, reading.last)
    if reading.unit is None and i > reading.last:  # "billions of gallons"
        named = phrase_at(lex.unit, doc.lowers, i)
        if named is not None:
            reading.unit, reading.last = named
            return
    if i >= len(doc.words) or (reading.unit is not None and not _names_thing(lex, reading, i)):
        return
    reading.thing = thing_after(doc, lex, i)
    if reading.thing:
        reading.last = reading.thing[1]


def _names_thing(lex: Lexicon, reading: Reading, i: int) -> bool:
    if reading.attributive or (lex.language == "en" and i > reading.last):
        return True
    return reading.unit == "share" or (lex.language != "en" and reading.unit in _MASSES)


def _modifier(doc: Document, lex: Lexicon, reading: Reading, done: int) -> str:
    """Takes in the modifier before the reading; returns its first word, or ""."""
    i = reading.first
    for tokens, value in lex.modifier.get(doc.lowers[i - 1], ()) if i > done else ():
        start = i - len(tokens)
        if start < done or tuple(doc.lowers[start:i]) != tokens:
            continue
        if not _is_meant(doc, reading, tokens, start, done):
            return ""
        reading.modifier, reading.first = cast("Modifier", value), start
        return tokens[0]
    return ""


def _is_meant(doc: Document, reading: Reading, tokens: tuple[str, ...], start: int, done: int) -> bool:
    """Is it a modifier here, and not a preposition?"""
    before = doc.lowers[start - 1] if start else ""
    if tokens == ("over",) and reading.unit in _TIMES:  # "over two days" is during them
        return before in _LASTING
    if tokens in (("от",), ("від",)):
        return reading.unit is not None
    if tokens == ("до",):  # "from 3 to 5", read as two values
        return not (done and start == done)
    return True


def _age_by_context(doc: Document, lex: Lexicon, reading: Reading, modifier: str) -> None:
    """An age by its words: "aged 28", "в возрасте до 55 лет", "men under 55", "Ivan Marsh, 28, ..."."""
    if reading.unit not in (None, "year") or reading.high is None or reading.high > _OLDEST:
        return
    i = reading.first
    before = doc.lowers[i - 1] if i else ""
    if before in lex.age or modifier in lex.older:
        reading.unit = "year-of-age"
    if reading.unit is not None or reading.thing is not None:
        return
    following = doc.words[reading.last] if reading.last < len(doc.words) else ""
    aside = before == "," and following in (",", ")") and i > 1 and doc.capital[i - 2]
    if (aside and reading.modifier == "exactly") or (modifier in _AGE_WORDS and before in lex.counted):
        reading.unit = "year-of-age"
