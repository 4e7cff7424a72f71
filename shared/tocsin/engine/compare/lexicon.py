"""The word lists beside this package, read once on first use."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.compare.resource import lines
from tocsin.engine.compare.stems import stem

CLOSED: Final = frozenset(
    {"determiner", "pronoun", "preposition", "conjunction", "auxiliary", "adverb", "modal", "punct", "negation"}
)
"""Kinds of words that carry grammar rather than content."""
_NO_KINDS: Final = frozenset({"time", "no-verb"})
"""Sections of the words of the gate that say something else than a word's kind."""


@cache
def kinds() -> dict[str, str]:
    """Kind of each closed-class word and known predicate; the first section that lists a word decides."""
    found: dict[str, str] = {}
    for section, line in lines("gate_words.txt"):
        for word in line.split() if section not in _NO_KINDS else ():
            found.setdefault(word, section)
    return found


@cache
def no_verbs() -> frozenset[str]:
    """English words that end like a verb in -ed or -ing and are none."""
    return _section("no-verb")


@cache
def times() -> frozenset[str]:
    """Words that open a phrase of time."""
    return _section("time")


def _section(wanted: str) -> frozenset[str]:
    return frozenset(word for section, line in lines("gate_words.txt") if section == wanted for word in line.split())


@cache
def groups(section: str) -> dict[str, frozenset[int]]:
    """Numbers of the groups of `section` in the synonym file that each stem belongs to."""
    found: dict[str, set[int]] = {}
    for number, (name, line) in enumerate(lines("synonyms.txt")):
        if name == section:
            for word in line.split():
                found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Stems that say the contrary of each stem: the two sides of a line `up words | down words`."""
    found: dict[str, set[str]] = {}
    for _, line in lines("synonyms_opposite.txt"):
        left, _, right = line.partition("|")
        sides = [{stem(word) for word in side.split()} for side in (left, right)]
        for here, there in (sides, sides[::-1]):
            for word in here:
                found.setdefault(word, set()).update(there - here)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a phrase to `(all its words, the one word it stands for)`, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for _, line in lines("synonyms_phrases.txt"):
        written, _, meaning = line.partition("=")
        words = tuple(written.split())
        found.setdefault(words[0], []).append((words, meaning.strip()))
    return {first: tuple(sorted(them, key=lambda p: (-len(p[0]), p))) for first, them in found.items()}


@cache
def grammar() -> frozenset[str]:
    """Stems of the words that carry grammar rather than content, adverbs apart."""
    return frozenset(stem(word) for word, kind in kinds().items() if kind in CLOSED - {"adverb"})


@cache
def common() -> dict[str, float]:
    """Weight of stems that say little in news, below the 1.0 of any other word."""
    found: dict[str, float] = {}
    for section, line in lines("same_common.txt"):
        for word in line.split():
            found.setdefault(stem(word), float(section))
    return found


@cache
def places(section: str) -> dict[str, int]:
    """Number of the country, or of the locality, that a stem points to."""
    found: dict[str, int] = {}
    for number, (name, line) in enumerate(lines("same_places.txt")):
        for word in line.split() if name == section else ():
            found.setdefault(stem(word), number)
    return found
