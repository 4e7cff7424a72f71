"""Patterns as numbers, as the matcher looks them up: plain tuples, which can be kept in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final, NamedTuple

from tocsin.engine.topics.patterns import Condition, Element, Pattern
from tocsin.engine.topics.taxonomy import TopicEntry

NO_TESTS: Final = 0
"""The number of the empty set of tests, that of a gap."""

StepRow = tuple[int, bool, int]
"""Number of its set of tests, whether it may be missing, and words that it may skip."""
RuleRow = tuple[int, float | None, tuple[StepRow, ...], tuple[int, ...], int, tuple[int, ...], int]
"""Topic, weight, steps; then sets of tests by their numbers: what the sentence must have besides the step under which
the rule is filed, what it must not have, and the same two of what stands near."""


class Table(NamedTuple):
    """Words (or stems with `*`) by number, sets of them by number, rules by number, and which are filed under which
    word. Two tables of the same topics are the same."""

    words: tuple[str, ...]
    sets: tuple[frozenset[int], ...]
    rules: tuple[RuleRow, ...]
    filed: dict[int, tuple[int, ...]]


def table_of(topics: Sequence[TopicEntry]) -> Table:
    """The table of the topics' patterns, which are numbered in their order."""
    numbers = _Numbers()
    rules: list[RuleRow] = []
    filed: dict[int, list[int]] = {}
    for topic, entry in enumerate(topics):
        for pattern in entry.patterns:
            rarest = _rarest(pattern)
            for test in sorted(numbers.tests_of(rarest.tests)):
                filed.setdefault(test, []).append(len(rules))
            rules.append(_row(topic, pattern, rarest, numbers))
    by_word = {test: tuple(found) for test, found in filed.items()}
    return Table(tuple(numbers.words), tuple(numbers.sets), tuple(rules), by_word)


class _Numbers:
    """Gives each word and each set of words its number when it is first asked for."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.sets: list[frozenset[int]] = [frozenset()]
        self._known: dict[frozenset[str], int] = {frozenset(): NO_TESTS}

    def set_of(self, tests: frozenset[str]) -> int:
        known = self._known.get(tests)
        if known is None:
            known = self._known[tests] = len(self.sets)
            self.sets.append(frozenset([self.words.setdefault(test, len(self.words)) for test in sorted(tests)]))
        return known

    def tests_of(self, tests: frozenset[str]) -> frozenset[int]:
        return self.sets[self.set_of(tests)]

    def any_of(self, conditions: Iterable[Condition]) -> int:
        return self.set_of(frozenset[str]().union(*[condition.tests for condition in conditions]))


def _row(topic: int, pattern: Pattern, rarest: Element, numbers: _Numbers) -> RuleRow:
    conditions = pattern.conditions
    elements = [e.tests for e in pattern.elements if not (e.gap or e.optional or e is rarest)]
    present = [c.tests for c in conditions if c.present and not c.near]
    return (
        topic,
        pattern.weight,
        tuple([(numbers.set_of(e.tests), e.optional, e.gap) for e in pattern.elements]),
        tuple(map(numbers.set_of, elements + present)),
        numbers.any_of([c for c in conditions if not c.present and not c.near]),
        tuple([numbers.set_of(c.tests) for c in conditions if c.present and c.near]),
        numbers.any_of([c for c in conditions if not c.present and c.near]),
    )


def _rarest(pattern: Pattern) -> Element:
    """The step to file a pattern under, judged by the lengths of its words: the long ones are rare (Zipf)."""
    required = [element for element in pattern.elements if not element.gap and not element.optional]
    return required[0] if len(required) == 1 else min(required, key=lambda element: _frequency(element.tests))


def _frequency(tests: frozenset[str]) -> float:
    return fsum(1.0 / len(test) ** 3 for test in tests)
