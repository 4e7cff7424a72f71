"""Which words of two assertions stand for one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tocsin.engine.assertions.terms import Assertion, Term, term_marks
from tocsin.engine.compare.lexicon import groups, places
from tocsin.engine.compare.stems import derived, stem
from tocsin.text.morphology import readings
from tocsin.text.sounds import same_name

COGNATE: Final = 5
"""Sounds with which cognates of two languages begin alike."""
_LEAST_STEM: Final = 4
"""Letters that derivations of one word begin with alike."""
_ADJECTIVE: Final = re.compile(r"(?:[иіїоаея]?й?)(?:[нв]?[сз]ь?к|ц[ьк]*к)(?:ий|ой)$")
"""What makes an adjective of the name of a place."""
_VOWELS: Final = "аеиіїоуыьэюяйє"
_WHERE: Final = frozenset({"в", "у", "на"})
"""With the accusative they say where to, else where."""
_DERIVED: Final = 0.65
"""Share of the longer of two Slavic words that they begin with alike: "протест" and "протестующий"."""


@lru_cache(maxsize=1 << 14)
def senses_of(keys: frozenset[str], concepts: frozenset[str]) -> frozenset[str]:
    """What a word means: its concepts, the groups of synonyms that it is in, the country that it points to."""
    found = {stem(key) for key in keys}
    numbers = (number for key in found for section in ("equal", "tight") for number in groups(section).get(key, ()))
    country = places("country")
    return concepts | {f"={number}" for number in numbers} | {f"@{country[key]}" for key in found if key in country}


@lru_cache(maxsize=1 << 14)
def locality_of(keys: frozenset[str]) -> int | None:
    """The number of the town or region that a word names, if it is known."""
    known = places("locality")
    return next((known[key] for key in map(stem, keys) if key in known), None)


def matches(one: Term, other: Term, *, one_language: bool) -> bool:
    """Whether two terms may mean the same thing or event."""
    if one.locality is not None and other.locality is not None:
        return one.locality == other.locality
    if not one.keys.isdisjoint(other.keys) or not one.concepts.isdisjoint(other.concepts):
        return True
    if not one.senses.isdisjoint(other.senses) and not (one.concepts and other.concepts and one.kind != other.kind):
        return True  # but firefighters are no fire, whatever group of synonyms has both
    if one.sound and other.sound and one.sound[0] == other.sound[0]:
        named = one.kind == "name" or other.kind == "name" or not one_language
        if named and same_name(one.sound, other.sound):
            return True
        if not one_language:
            return min(len(one.sound), len(other.sound)) >= COGNATE and one.sound[:COGNATE] == other.sound[:COGNATE]
    return one_language and one.text[0].lower() == other.text[0].lower() and _derived(one.keys, other.keys)


@lru_cache(maxsize=1 << 14)
def _derived(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two words are derivations of one."""
    return any(_alike(one, other) for one in ours for other in theirs)


def _alike(one: str, other: str) -> bool:
    if one.isascii():
        return one[:_LEAST_STEM] == other[:_LEAST_STEM] and derived(one, other)
    if _of_name(one, other) or _of_name(other, one):
        return True
    pairs = enumerate(zip(one, other, strict=False))
    shared = next((n for n, (here, there) in pairs if here != there), min(len(one), len(other)))
    return shared > _LEAST_STEM and shared >= _DERIVED * max(len(one), len(other))


def _of_name(adjective: str, name: str) -> bool:
    """Whether a Slavic adjective is of a name: "оставийский" of "Оставия"; of a name its vowels at the end are not."""
    base = _ADJECTIVE.sub("", adjective)
    return base != adjective and len(base) >= _LEAST_STEM and base == name.rstrip(_VOWELS)


def _candidates(term: Term, other: Assertion) -> set[int]:
    """Numbers of the terms of `other` that have anything of `term`, or begin as it does."""
    found: set[int] = set()
    for mark in term_marks(term):
        found.update(other.by_mark.get(mark, ()))
    return found


def _towards(term: Term, language: str) -> bool:
    if term.after not in _WHERE:
        return True
    cases = {reading.form.case for reading in readings(term.text.split()[-1], language)}
    return not cases or "accusative" in cases


class Beside:
    """Two assertions, with which of their terms stand for one another: worked out once for all that is asked."""

    __slots__ = ("a", "b", "left_a", "left_b", "one_language", "pairs", "there")

    def __init__(self, a: Assertion, b: Assertion) -> None:
        self.a, self.b = a, b
        self.one_language = a.language == b.language
        self.there = [
            frozenset(n for n in _candidates(one, b) if matches(one, b.terms[n], one_language=self.one_language))
            for one in a.terms
        ]
        """By number of each term of `a`: the numbers of those of `b` that stand for it."""
        self.pairs = [(a.terms[m], b.terms[n]) for m, numbers in enumerate(self.there) for n in sorted(numbers)]
        met = frozenset(n for numbers in self.there for n in numbers)
        self.left_a = [term for term, numbers in zip(a.terms, self.there, strict=True) if not numbers]
        self.left_b = [term for n, term in enumerate(b.terms) if n not in met]

    def points(self, one: Term, other: Term) -> bool:
        """Whether the prepositions before two terms say where to or from: "в Карвель" does, "в Карвеле" says where."""
        return _towards(one, self.a.language) and _towards(other, self.b.language)

    def meet(self, ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        """Whether a term of `a` and one of `b`, of these numbers, stand for one another."""
        return any(n in self.there[m] for m in ours for n in theirs)

    def alike(self, ours: Iterable[Term], theirs: Iterable[Term]) -> bool:
        """The same of terms."""
        others = list(theirs)
        return any(matches(one, other, one_language=self.one_language) for one in ours for other in others)
