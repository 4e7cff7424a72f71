"""Finds the names in a text that may be places, before it is settled which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tocsin.engine.places.context import context
from tocsin.engine.places.gazetteer import Sense, capitalized, gazetteer, spelling
from tocsin.text.document import Document
from tocsin.text.memo import Memo

_APOSTROPHES = "'’ʼ"


class Mention:
    """A name in the text: its tokens `[first, last)`, its range in code points, and what it may stand for."""

    __slots__ = ("end", "first", "hyphenated", "last", "senses", "start")

    def __init__(
        self, first: int, last: int, start: int, end: int, senses: tuple[Sense, ...], *, hyphenated: bool = False
    ) -> None:
        self.first, self.last, self.start, self.end = first, last, start, end
        self.senses = senses
        self.hyphenated = hyphenated
        """Part of a compound such as "Moscow-backed" or "Russia-Ukraine"."""


def find_mentions(doc: Document) -> list[Mention]:
    """Every capitalized name that the gazetteer knows and that is no part of a longer name of something else."""
    phrases = context().phrases
    words = doc.words
    found: list[Mention] = []
    free = 0
    for i in doc.upper:
        word = words[i]
        readings = _readings[word]
        if readings is None or i < free:
            continue
        if word in phrases:
            swallowed = _phrase_end(words, i, phrases[word])
            if swallowed:
                free = swallowed
                continue
        for mention in _at(doc, i, readings):
            found.append(mention)
            free = mention.last
    return found


def _phrase_end(words: list[str], i: int, phrases: list[list[str]]) -> int:
    """The token after a longer name that is no place ("Bank of America") beginning at `i`, or 0."""
    return next((i + len(phrase) for phrase in phrases if words[i : i + len(phrase)] == phrase), 0)


class _Reading(NamedTuple):
    """One way to read a token: as a name from `offset` on, and as the first word of names of up to `longest` words."""

    form: str
    senses: tuple[Sense, ...]
    longest: int
    offset: int = 0


def _read_word(word: str) -> tuple[_Reading, ...] | None:
    """How the gazetteer knows a token: as it stands, in a headline's capitals, in parts if compound.

    None for nearly all: the word is unknown and begins no longer name of something else.
    """
    found = _variants(word)
    return found if found or word in context().phrases else None


def _variants(word: str) -> tuple[_Reading, ...]:
    book = gazetteer()
    form = spelling(word)
    for variant in (form, capitalized(form)) if len(form) > 3 and form.isupper() else (form,):
        longest, senses = book.longest(variant), book.senses(variant)
        if senses or longest > 1:
            return (_Reading(variant, senses, longest),)
    parts, at = [], 0
    for part in word.split("-") if "-" in word else ():
        senses = tuple(sense for sense in book.senses(spelling(part)) if not sense.needs)
        if len(part) > 1 and part[0].isupper() and senses:
            parts.append(_Reading(part, senses, 0, at))
        at += len(part) + 1
    return tuple(parts)


_readings = Memo(_read_word)


def is_known(word: str) -> bool:
    """Whether the word, which begins with a capital, names a place or begins the name of one."""
    return bool(_readings[word])


def _at(doc: Document, i: int, readings: tuple[_Reading, ...]) -> Iterator[Mention]:
    """The longest name that begins at token `i`, or the names inside a compound."""
    start, end = doc.starts[i], doc.ends[i]
    if not readings:
        return
    if readings[0].longest == 0:
        for reading in readings:
            begin = start + reading.offset
            yield Mention(i, i + 1, begin, begin + len(reading.form), reading.senses, hyphenated=True)
        return
    several = _several(doc, i, readings[0]) if readings[0].longest > 1 else None
    if several is not None:
        yield several
    elif readings[0].senses:
        yield Mention(i, i + 1, start, end, readings[0].senses)


def _several(doc: Document, i: int, first: _Reading) -> Mention | None:
    """The longest name of more than one word that begins at token `i`."""
    book = gazetteer()
    capitals = first.form != spelling(doc.words[i])
    found, whole, words = None, first.form, 1
    for j in range(i + 1, len(doc.words)):
        word = doc.words[j]
        apart = doc.starts[j] > doc.ends[j - 1]
        words += apart
        if words > first.longest or not (word[0].isalnum() or word[0] in _APOSTROPHES):
            break
        form = spelling(word)
        whole += (" " if apart else "") + (capitalized(form) if capitals and form.isupper() else form)
        senses = book.senses(whole)
        if senses:
            found = Mention(i, j + 1, doc.starts[i], doc.ends[j], senses)
    return found
