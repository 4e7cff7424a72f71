"""The words of a text by what they are looked up under: lemmas in Russian and Ukrainian, stems in English.

A lemma is looked up in the dictionaries of `tocsin.text.morphology`, that of an imperfective verb goes for its
perfective partner (`aspect`); a stem is Snowball's ("English (Porter2) stemming algorithm", M. F. Porter,
snowballstem.org), of the base where a form is `irregular`. Words that only join others are no terms: of Cyrillic the
word class tells, of Latin a list.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from tocsin.search.aspect import perfective
from tocsin.search.irregular import BASES
from tocsin.text.morphology import PartOfSpeech, Reading, readings

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_LONGEST: Final = 40
"""Code points of a word that is worth a term: no word of news is longer."""
MOST_READINGS: Final = 4
"""Lemmas that one word may have: "стали" is steel and became."""
_JOINING: Final[frozenset[PartOfSpeech]] = frozenset(
    ("preposition", "conjunction", "particle", "interjection", "pronoun")
)
_VERBAL: Final[frozenset[PartOfSpeech]] = frozenset(("verb", "infinitive", "converb", "participle"))
_SLAVIC: Final = ("ru", "uk")
_ONE_OF_MANY: Final = {"людина": "люди", "дитина": "діти"}
"""Ukrainian words whose plural has another root; Russian dictionaries join theirs."""
_STOP_WORDS: Final = (
    "a about after all also an and any are as at be because been before being between both but by can could "
    "did do does for from had has have he her here him his how i if in into is it its just may me might more "
    "most my no nor not of on or our out over own said say says shall she should since so some such than that "
    "the their them then there these they this those through to too under until up very was we were what when "
    "where which while who whom why will with would you your "
)
_STOP: Final = frozenset(_STOP_WORDS.split())


class Word(NamedTuple):
    """A word of a text: `[start, end)` in code points, and the terms that it can be; none for a word that joins."""

    start: int
    end: int
    terms: tuple[str, ...]


def words(text: str, language: str | None = None) -> list[Word]:
    """The words in order. Without a language (a question) a Cyrillic word has the lemmas of both languages."""
    return [Word(found.start(), found.end(), terms(found[0], language)) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 15)
def terms(word: str, language: str | None = None) -> tuple[str, ...]:
    """What a word is looked up under, the likeliest first; none for words that only join others."""
    lower = word.lower()
    if len(lower) > _LONGEST:
        return ()
    if _CYRILLIC.search(lower):
        return _lemmas(lower, language)
    plain = _POSSESSIVE.sub("", lower)
    return () if plain in _STOP or len(plain) < 2 else (_stem(BASES.get(plain, plain)),)


def _lemmas(word: str, language: str | None) -> tuple[str, ...]:
    """Those of all that the word can be. It joins if the likeliest thing that it is in one of the languages does."""
    each = [(one, _likeliest(word, one)) for one in ((language,) if language in _SLAVIC else _SLAVIC)]
    if any(found[0].listed for _, found in each if found):
        each = [(one, found) for one, found in each if found and found[0].listed]
    if any(_joins(found[0]) for _, found in each if found):
        return ()
    lemmas = [_lemma(reading, one) for one, found in each for reading in found if not _joins(reading)]
    return tuple(dict.fromkeys(map(_folded, lemmas or [word])))[:MOST_READINGS]


def _lemma(reading: Reading, language: str) -> str:
    """What stands for all forms of the word."""
    if reading.form.part in _VERBAL:
        return perfective(reading.lemma, language)
    return _ONE_OF_MANY.get(reading.lemma, reading.lemma)


def _likeliest(word: str, language: str) -> tuple[Reading, ...]:
    """Readings that the dictionary has, else those that the ending allows."""
    found = readings(word, language)
    return tuple(reading for reading in found if reading.listed) or found


def _joins(reading: Reading) -> bool:
    return reading.form.part in _JOINING


def _folded(lemma: str) -> str:
    """ "ё" is written "е" as often as not."""
    return lemma.replace("ё", "е")


@cache
def _english() -> Any:
    import Stemmer  # noqa: PLC0415  # a search of Cyrillic words needs none

    return Stemmer.Stemmer("english")


def _stem(word: str) -> str:
    return str(_english().stemWord(word))
