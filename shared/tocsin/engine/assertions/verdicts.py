"""What two assertions are to one another."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tocsin.engine.assertions.terms import Mood

Outcome = Literal["same", "conflict", "apart"]
Part = Literal["", "predicate", "state", "polarity", "roles", "number", "place", "time", "mood", "words"]


class Verdict(NamedTuple):
    """What two assertions are to one another, and in which part they differ."""

    outcome: Outcome
    part: Part = ""
    words: tuple[str, str] = ("", "")
    """What differs, in the words of each."""
    near: bool = False
    """Of two in conflict: whether they share most of what the shorter one says, besides that."""
    moods: tuple[Mood, Mood] | None = None
    """How each means it, where they differ in nothing but that: planned, done."""
    replaced: bool = False
    """One word of each stands in the place of the other's, and the rest is the same: surely not the same claim."""
