"""Finds the names in a text that may be places, before it is settled which."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.places.context import context
from tocsin.engine.places.districts import follows_district, towns_of
from tocsin.engine.places.gazetteer import Sense, capitalized, gazetteer, spelling
from tocsin.text.document import Document
from tocsin.text.memo import Memo

_DISTRICTS: Final = ("ru", "uk", "und")
"""Languages of texts in which a district goes by its town's adjective."""
_APOSTROPHES: Final = "'’ʼ"


class Mention:
    """A name in the text: its tokens `[first, last)`, its range in code points, and what it may stand for."""

    __slots__ = ("district", "end", "first", "hyphenated", "last", "senses", "start")

    def __init__(
        self, first: int, last: int, start: int, end: int, senses: tuple[Sense, ...], *, hyphenated: bool = False
    ) -> None:
        self.first, self.last, self.start, self.end = first, last, start, end
        self.senses = senses
        self.hyphenated = hyphenated
        """Part of a compound such as "Moscow-backed" or "Russia-Ukraine"."""
        self.district = False
        """A district's adjective, which stands for its town."""


def find_mentions(doc: Document) -> list[Mention]:
    """Every capitalized name that the gazetteer knows and that is no part of a longer name of something else."""
    phrases = context().phrases
    words = doc.words
    found: list[Mention] = []
    free = 0
    known = list(map(_readings.__getitem__, map(words.__getitem__, doc.upper)))
    slavic = doc.language in _DISTRICTS
    for i, readings in zip(doc.upper, known, strict=True):
        if i < free:
            continue
        district = _district(doc, i) if slavic else None
        if district is not None:
            found.append(district)
            continue
        if readings is None:
            continue
        if words[i] in phrases:
            swallowed = _phrase_end(words, i, phrases[words[i]])
            if swallowed:
                free = swallowed
                continue
        for mention in _at(doc, i, readings):
            found.append(mention)
            free = mention.last
    return found


def _district(doc: Document, i: int) -> Mention | None:
    if i + 1 >= len(doc.words) or not follows_district(doc.lowers[i + 1]):
        return None
    senses = towns_of(doc.words[i])
    if not senses:
        return None
    mention = Mention(i, i + 1, doc.starts[i], doc.ends[i], senses)
    mention.district = True
    return mention


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


def _at(doc: Document, i: int, readings: tuple[_Reading, ...]) -> list[Mention]:
    """The longest name that begins at token `i`, or the names inside a compound."""
    start, end = doc.starts[i], doc.ends[i]
    if not readings:
        return []
    first = readings[0]
    if first.longest == 0:
        begins = [(start + reading.offset, reading) for reading in readings]
        return [Mention(i, i + 1, at, at + len(r.form), r.senses, hyphenated=True) for at, r in begins]
    several = _several(doc, i, first) if first.longest > 1 and _may_go_on(doc, i, first.form) else None
    if several is not None:
        return [several]
    return [Mention(i, i + 1, start, end, first.senses)] if first.senses else []


def _may_go_on(doc: Document, i: int, first: str) -> bool:
    """Whether a name of several words may begin at token `i`, by the word after it."""
    words, starts, ends = doc.words, doc.starts, doc.ends
    if i + 1 >= len(words) or starts[i + 1] == ends[i]:
        return i + 1 < len(words)
    if i + 2 < len(words) and starts[i + 2] == ends[i + 1] and _may_belong(words[i + 2]):
        return True
    following = spelling(words[i + 1])
    book = gazetteer()
    return book.goes_on(first, following) or (following.isupper() and book.goes_on(first, capitalized(following)))


def _may_belong(word: str) -> bool:
    """Whether a token may be a word of a name, or a part of one."""
    return word[0].isalnum() or word[0] in _APOSTROPHES


def _several(doc: Document, i: int, first: _Reading) -> Mention | None:
    """The longest name of more than one word that begins at token `i`."""
    book = gazetteer()
    capitals = first.form != spelling(doc.words[i])
    found, whole, words = None, first.form, 1
    for j in range(i + 1, len(doc.words)):
        word = doc.words[j]
        apart = doc.starts[j] > doc.ends[j - 1]
        words += apart
        if words > first.longest or not _may_belong(word):
            break
        form = spelling(word)
        whole += (" " if apart else "") + (capitalized(form) if capitals and form.isupper() else form)
        senses = book.senses(whole)
        if senses:
            found = Mention(i, j + 1, doc.starts[i], doc.ends[j], senses)
    return found
