"""The parts of an assertion: its words with what they mean, their polarity and mood, who does it to whom, counts."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = str
"""ISO 639-1 of "en", "ru" or "uk": by whose dictionaries a text is read."""
Kind = Literal["predicate", "thing", "quality", "name", "other", "light"]
Mood = Literal["done", "future", "possible", "called-for", "tried", "condition", "unsure"]


class Term(NamedTuple):
    """One word or phrase that says something."""

    at: int
    """Number of its first token."""
    text: str
    keys: frozenset[str]
    """Stem, or the lemmas that it can be of."""
    concepts: frozenset[str]
    kind: Kind
    sound: str
    """How it sounds, of names and of words that may be."""
    weight: float
    negated: bool = False
    mood: Mood = "done"
    clause: int = 0
    lacking: bool = False
    after: str = ""
    """The preposition before it."""
    senses: frozenset[str] = frozenset()
    """Concepts, groups of synonyms, a country: any shared makes two words one."""
    locality: int | None = None


class Count(NamedTuple):
    """A number with what it counts. None leaves a side open."""

    low: float | None
    high: float | None
    value: float
    """The number as told, whatever it leaves open: 18 in "at least 18"."""
    open: bool
    """Told as a bound: "at least", "up to"."""
    unit: str | None
    thing: tuple[Term, ...]
    """What is counted, but for people as such, who are counted by what befell them."""
    fate: tuple[Term, ...]
    text: str


class Roles(NamedTuple):
    """Who does a predicate to whom: numbers of terms."""

    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()


class Times(NamedTuple):
    """When, as far as the words tell."""

    weekdays: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    clock: int | None = None
    """Minutes after midnight."""


class Assertion(NamedTuple):
    """What one text asserts."""

    key: str
    language: Language
    terms: tuple[Term, ...]
    roles: dict[int, Roles]
    """By the number (in `terms`) of the predicate."""
    counts: tuple[Count, ...]
    negations: tuple[tuple[int, ...], ...]
    """Numbers of the terms that one negation is of, together."""
    times: Times
    total: float
    concepts: frozenset[str]
    """Of all terms."""
    by_mark: dict[str, tuple[int, ...]]
    """Numbers of the terms by `term_marks`."""
    marks: frozenset[str]
    """Keys, concepts, and how words begin to sound: two assertions that share none share no word."""


def term_marks(term: Term) -> list[str]:
    """What another term must share one of to stand for this one: key, sense, town, first letter, first sound."""
    marks = [*term.keys, *term.senses, f"^{term.text[0].lower()}"]
    if term.locality is not None:
        marks.append(f"#{term.locality}")
    if term.sound:
        marks.append(f"~{term.sound[0]}")
    return marks
