"""A pattern as the matcher tries it: its words as numbers, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.engine.topics.table import RuleRow

NOTHING: Final[frozenset[int]] = frozenset()


class Match(NamedTuple):
    """Pattern number `pattern` of topic number `topic` over tokens `[first, last)`, with its weight."""

    topic: int
    pattern: int
    weight: float
    first: int
    last: int


class Step:
    """A word that meets one of the tests and may be optional, or a gap of up to so many words."""

    __slots__ = ("gap", "optional", "tests")

    def __init__(self, tests: frozenset[int], *, optional: bool, gap: int) -> None:
        self.tests, self.optional, self.gap = tests, optional, gap


class Rule:
    """A pattern with its words as numbers; `bans` look at the sentence, the `near_` ones around it."""

    __slots__ = ("bans", "looks_around", "near_bans", "near_needs", "number", "steps", "topic", "weight")

    def __init__(self, number: int, row: RuleRow, sets: Sequence[frozenset[int]]) -> None:
        self.number = number
        self.topic, self.weight, steps, _, bans, near_needs, near_bans = row
        self.steps = tuple([Step(sets[tests], optional=optional, gap=gap) for tests, optional, gap in steps])
        self.bans, self.near_bans = sets[bans], sets[near_bans]
        self.near_needs = tuple([sets[tests] for tests in near_needs])
        self.looks_around = bool(near_needs or self.near_bans)


def steps_end(
    steps: tuple[Step, ...], step: int, words: Sequence[frozenset[int]], at: int, failed: set[tuple[int, int]]
) -> int:
    """Where the steps from `step` on end when they start at word `at`, the shortest way; -1 where they do not fit.

    `failed` holds the steps with a choice that were tried at a word in vain: no text makes a pattern try them again.
    """
    if step == len(steps):
        return at
    current = steps[step]
    if not (current.gap or current.optional):
        fits = at < len(words) and not current.tests.isdisjoint(words[at])
        return steps_end(steps, step + 1, words, at + 1, failed) if fits else -1
    if (step, at) in failed:
        return -1
    end = _choose(steps, step, words, at, failed)
    if end < 0:
        failed.add((step, at))
    return end


def _choose(
    steps: tuple[Step, ...], step: int, words: Sequence[frozenset[int]], at: int, failed: set[tuple[int, int]]
) -> int:
    """The same from a step on that may be left out, or that skips words."""
    current = steps[step]
    if current.optional and at < len(words) and not current.tests.isdisjoint(words[at]):
        end = steps_end(steps, step + 1, words, at + 1, failed)
        if end >= 0:
            return end
    for start in range(at, min(at + current.gap, len(words)) + 1):
        end = steps_end(steps, step + 1, words, start, failed)
        if end >= 0:
            return end
    return -1
