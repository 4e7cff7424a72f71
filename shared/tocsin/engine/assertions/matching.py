"""Which words of two assertions stand for one another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tocsin.engine.assertions.terms import Term
from tocsin.engine.compare.lexicon import groups, places
from tocsin.engine.compare.stems import derived, stem
from tocsin.text.sounds import same_name

COGNATE: Final = 5
"""Sounds with which cognates of two languages begin alike."""
_LEAST_STEM: Final = 4
"""Letters that derivations of one word begin with alike."""
_DERIVED: Final = 0.65
"""Share of the longer of two Slavic words that they begin with alike: "протест" and "протестующий"."""


def matches(one: Term, other: Term, *, one_language: bool) -> bool:
    """Whether two terms may mean the same thing or event."""
    if not one.keys.isdisjoint(other.keys) or not one.concepts.isdisjoint(other.concepts):
        return True
    if (
        one.sound
        and other.sound
        and (one.kind == "name" or other.kind == "name" or not one_language)
        and same_name(one.sound, other.sound)
    ):
        return True
    if not one_language:
        return min(len(one.sound), len(other.sound)) >= COGNATE and one.sound[:COGNATE] == other.sound[:COGNATE]
    return any(_alike(key, word) for key in one.keys for word in other.keys)


@lru_cache(maxsize=1 << 14)
def _alike(one: str, other: str) -> bool:
    """Synonyms, names of one country, or derivations of one word."""
    ours, theirs = _groups(one), _groups(other)
    if not ours.isdisjoint(theirs):
        return True
    country, locality = places("country"), places("locality")
    if {stem(one), stem(other)} <= locality.keys():
        return locality[stem(one)] == locality[stem(other)]
    if stem(one) in country and country.get(stem(one)) == country.get(stem(other)):
        return True
    if one.isascii():
        return one[:_LEAST_STEM] == other[:_LEAST_STEM] and derived(one, other)
    shared = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return shared > _LEAST_STEM and shared >= _DERIVED * max(len(one), len(other))


def _groups(key: str) -> frozenset[int]:
    found = stem(key)
    return groups("equal").get(found, frozenset()) | groups("tight").get(found, frozenset())


def unmatched(ours: Sequence[Term], theirs: Sequence[Term], *, one_language: bool) -> list[Term]:
    """The terms of `ours` for which none of `theirs` stands."""
    return [one for one in ours if not any(matches(one, other, one_language=one_language) for other in theirs)]
