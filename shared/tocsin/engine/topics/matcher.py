"""Finds a taxonomy's patterns in words: one dictionary look-up per word, patterns tried only where their first word is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.engine.topics.patterns import MIN_STEM, NUMBER, Element, Pattern
from tocsin.engine.topics.taxonomy import TopicEntry

_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern of topic number `topic` over words `[first, last)` of one sentence."""

    topic: int
    pattern: int
    weight: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    tests: frozenset[int]
    optional: bool
    gap: int


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    topic: int
    weight: float | None
    steps: tuple[_Step, ...]
    here: tuple[frozenset[int], ...]
    not_here: frozenset[int]
    anywhere: tuple[frozenset[int], ...]
    not_anywhere: frozenset[int]


class Matcher:
    """Built once from the topics; `scan` takes time linear in the number of words."""

    def __init__(self, topics: Sequence[TopicEntry]) -> None:
        self._numbers: dict[str, int] = {}
        self._starting: dict[int, list[_Rule]] = {}
        pairs = [(topic, pattern) for topic, entry in enumerate(topics) for pattern in entry.patterns]
        for number, (topic, pattern) in enumerate(pairs):
            rule = self._rule(number, topic, pattern)
            for test in rule.steps[0].tests:
                self._starting.setdefault(test, []).append(rule)
        self._stems: dict[str, list[tuple[str, int]]] = {}
        for word, number in self._numbers.items():
            if word.endswith("*"):
                self._stems.setdefault(word[:MIN_STEM], []).append((word[:-1], number))
        # Bounded, because the words come from outside.
        self.tests_of = lru_cache(maxsize=20_000)(self._tests_of)
        self._rules_of = lru_cache(maxsize=5_000)(self._rules_starting_with)

    def _rule(self, number: int, topic: int, pattern: Pattern) -> _Rule:
        def numbered(tests: Iterable[str]) -> frozenset[int]:
            return frozenset(self._numbers.setdefault(test, len(self._numbers)) for test in sorted(tests))

        def step(element: Element) -> _Step:
            return _Step(numbered(element.tests), element.optional, element.gap)

        required = [(numbered(c.tests), c.everywhere) for c in pattern.conditions if c.present]
        banned = [(numbered(c.tests), c.everywhere) for c in pattern.conditions if not c.present]
        return _Rule(
            number=number,
            topic=topic,
            weight=pattern.weight,
            steps=tuple(step(element) for element in pattern.elements),
            here=tuple(tests for tests, everywhere in required if not everywhere),
            not_here=_NOTHING.union(*(tests for tests, everywhere in banned if not everywhere)),
            anywhere=tuple(tests for tests, everywhere in required if everywhere),
            not_anywhere=_NOTHING.union(*(tests for tests, everywhere in banned if everywhere)),
        )

    def _tests_of(self, word: str) -> frozenset[int]:
        found = [number for stem, number in self._stems.get(word[:MIN_STEM], ()) if word.startswith(stem)]
        exact = self._numbers.get(word)
        if exact is not None:
            found.append(exact)
        if word[0].isdecimal() and NUMBER in self._numbers:
            found.append(self._numbers[NUMBER])
        return frozenset(found) if found else _NOTHING

    def _rules_starting_with(self, tests: frozenset[int]) -> tuple[_Rule, ...]:
        rules = {rule.number: rule for test in tests for rule in self._starting.get(test, ())}
        return tuple(rules[number] for number in sorted(rules))

    def scan(self, sentences: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[Match]]]:
        """Number of each sentence with something in it, and its matches, those that are ruled out left aside."""
        tests = [[self.tests_of(word) for word in sentence] for sentence in sentences]
        present = [_NOTHING.union(*sentence) for sentence in tests]
        everywhere = _NOTHING.union(*present)
        for number, sentence in enumerate(tests):
            if present[number]:
                matches = self._scan_sentence(sentence, present[number], everywhere)
                if matches:
                    yield number, matches

    def _scan_sentence(
        self, words: list[frozenset[int]], present: frozenset[int], everywhere: frozenset[int]
    ) -> list[Match]:
        found: list[Match] = []
        ruled_out: set[tuple[int, int]] = set()
        for first, tests in enumerate(words):
            if not tests:
                continue
            for rule in self._rules_of(tests):
                if not _holds(rule, present, everywhere):
                    continue
                last = _match(rule.steps, 1, words, first + 1)
                if last < 0:
                    continue
                if rule.weight is None:
                    ruled_out.update((rule.topic, position) for position in range(first, last))
                else:
                    found.append(Match(rule.topic, rule.number, rule.weight, first, last))
        if not ruled_out:
            return found
        return [m for m in found if not any((m.topic, position) in ruled_out for position in range(m.first, m.last))]


def _holds(rule: _Rule, present: frozenset[int], everywhere: frozenset[int]) -> bool:
    return (
        rule.not_here.isdisjoint(present)
        and rule.not_anywhere.isdisjoint(everywhere)
        and not any(tests.isdisjoint(present) for tests in rule.here)
        and not any(tests.isdisjoint(everywhere) for tests in rule.anywhere)
    )


def _match(steps: tuple[_Step, ...], step: int, words: list[frozenset[int]], at: int) -> int:
    """Where the steps from `step` on end when they start at word `at`, the shortest way; -1 where they do not fit."""
    if step == len(steps):
        return at
    current = steps[step]
    if current.gap:
        for start in range(at, min(at + current.gap, len(words) - 1) + 1):
            end = _match(steps, step + 1, words, start)
            if end >= 0:
                return end
        return -1
    if at < len(words) and not current.tests.isdisjoint(words[at]):
        end = _match(steps, step + 1, words, at + 1)
        if end >= 0:
            return end
    return _match(steps, step + 1, words, at) if current.optional else -1
