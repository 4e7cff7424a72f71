"""Finds a taxonomy's patterns in a document.

Each word costs one look-up. A pattern is filed under its rarest step and tried only in sentences where that step and
everything else that it needs are present, so that most sentences are passed over without trying anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import fsum
from typing import NamedTuple

from tocsin.engine.topics.patterns import MIN_STEM, NUMBER, Element, Pattern
from tocsin.engine.topics.taxonomy import TopicEntry
from tocsin.engine.topics.words import forms, is_digest, segments
from tocsin.text.document import Document
from tocsin.text.memo import Memo

_NOTHING: frozenset[int] = frozenset()


class Match(NamedTuple):
    """Pattern number `pattern` of topic number `topic` over tokens `[first, last)`, with its weight."""

    topic: int
    pattern: int
    weight: float
    first: int
    last: int


class _Step(NamedTuple):
    tests: frozenset[int]
    optional: bool
    gap: int


class _Rule(NamedTuple):
    """A pattern with its words as numbers; `needs` and `bans` look at the sentence, the `near_` ones around it.

    `needs` is without the step under which the rule is filed: whoever looks the rule up has met that one.
    """

    number: int
    topic: int
    weight: float | None
    steps: tuple[_Step, ...]
    needs: tuple[frozenset[int], ...]
    bans: frozenset[int]
    near_needs: tuple[frozenset[int], ...]
    near_bans: frozenset[int]
    looks_around: bool


class _Entry(NamedTuple):
    """What the taxonomy knows of a token: the tests that each of its word forms meets, the rules filed under them."""

    words: tuple[frozenset[int], ...]
    rules: tuple[_Rule, ...] = ()


_PLAIN = (_NOTHING,)
"""The tests of a word that the taxonomy does not know, which is nearly every word: its entry is None."""


class Sentence:
    """A sentence, or a headline of a digest (`alone`): its token numbers, and what the taxonomy knows of each."""

    __slots__ = ("_present", "alone", "entries", "known", "tokens")

    def __init__(self, tokens: range, entries: list[_Entry | None], *, alone: bool) -> None:
        self.alone = alone
        self.tokens = tokens
        self.entries = entries
        self.known = list(filter(None, entries))
        self._present: frozenset[int] | None = None

    @property
    def present(self) -> frozenset[int]:
        """The tests that any word meets; worked out only where somebody asks, which is in few sentences."""
        if self._present is None:
            self._present = _NOTHING.union(*chain.from_iterable(entry.words for entry in self.known))
        return self._present


class Matcher:
    """Built once from the topics; reading and scanning take time linear in the number of words."""

    def __init__(self, topics: Sequence[TopicEntry]) -> None:
        self._numbers: dict[str, int] = {}
        self._numbered: dict[frozenset[str], frozenset[int]] = {}
        self._filed: dict[int, list[_Rule]] = {}
        pairs = [(topic, pattern) for topic, entry in enumerate(topics) for pattern in entry.patterns]
        for number, (topic, pattern) in enumerate(pairs):
            rarest = _rarest(pattern)
            rule = self._rule(number, topic, pattern, rarest)
            for test in self._number(rarest.tests):
                self._filed.setdefault(test, []).append(rule)
        self._stems: dict[str, list[tuple[str, int]]] = {}
        for word, number in self._numbers.items():
            if word.endswith("*"):
                self._stems.setdefault(word[:MIN_STEM], []).append((word[:-1], number))
        self._entries = Memo(self._look_up)

    def _number(self, tests: frozenset[str]) -> frozenset[int]:
        known = self._numbered.get(tests)
        if known is None:
            known = frozenset(self._numbers.setdefault(test, len(self._numbers)) for test in tests)
            self._numbered[tests] = known
        return known

    def _rule(self, number: int, topic: int, pattern: Pattern, rarest: Element) -> _Rule:
        steps = tuple([_Step(self._number(e.tests), e.optional, e.gap) for e in pattern.elements])
        conditions = [(c, self._number(c.tests)) for c in pattern.conditions]
        return _Rule(
            number=number,
            topic=topic,
            weight=pattern.weight,
            steps=steps,
            needs=(
                *(self._number(e.tests) for e in pattern.elements if not (e.gap or e.optional or e is rarest)),
                *(tests for c, tests in conditions if c.present and not c.near),
            ),
            bans=_NOTHING.union(*(tests for c, tests in conditions if not c.present and not c.near)),
            near_needs=tuple(tests for c, tests in conditions if c.present and c.near),
            near_bans=_NOTHING.union(*(tests for c, tests in conditions if not c.present and c.near)),
            looks_around=any(c.near for c, _ in conditions),
        )

    def _look_up(self, token: str) -> _Entry | None:
        words = tuple(self._tests(form) for form in forms(token))
        if words == _PLAIN:
            return None
        rules = {rule.number: rule for test in chain.from_iterable(words) for rule in self._filed.get(test, ())}
        return _Entry(words, tuple(rules[number] for number in sorted(rules)))

    def _tests(self, word: str) -> frozenset[int]:
        found = [number for stem, number in self._stems.get(word[:MIN_STEM], ()) if word.startswith(stem)]
        if word in self._numbers:
            found.append(self._numbers[word])
        if word[0].isdecimal() and NUMBER in self._numbers:
            found.append(self._numbers[NUMBER])
        return frozenset(found) if found else _NOTHING

    def read(self, doc: Document) -> list[Sentence]:
        """The document's sentences, looked up word by word."""
        entries = list(map(self._entries.__getitem__, doc.lowers))
        alone = is_digest(doc)
        return [
            Sentence(tokens, entries[tokens.start : tokens.stop], alone=alone) for tokens in segments(doc, digest=alone)
        ]

    def scan(self, sentences: Sequence[Sentence], near: frozenset[int] = _NOTHING) -> Iterator[tuple[int, list[Match]]]:
        """Number and matches of each sentence that has any; `near` is what stands near all of them (a headline)."""
        for number, sentence in enumerate(sentences):
            rules = {rule.number: rule for entry in sentence.known for rule in entry.rules}
            if not rules:
                continue
            possible = [rules[n] for n in sorted(rules) if _holds(rules[n], sentence.present)]
            if any(rule.looks_around for rule in possible):
                reach = 0 if sentence.alone else 1
                around = near | tests_in(sentences[max(0, number - reach) : number + reach + 1])
                possible = [rule for rule in possible if _holds_near(rule, around)]
            if possible:
                matches = _scan_sentence(sentence, possible)
                if matches:
                    yield number, matches


def tests_in(sentences: Iterable[Sentence]) -> frozenset[int]:
    """All tests that any word of the sentences meets."""
    return _NOTHING.union(*(sentence.present for sentence in sentences))


def _rarest(pattern: Pattern) -> Element:
    """The step to file a pattern under, judged by the lengths of its words: the long ones are rare (Zipf)."""
    required = [element for element in pattern.elements if not element.gap and not element.optional]
    return required[0] if len(required) == 1 else min(required, key=lambda element: _frequency(element.tests))


def _frequency(tests: frozenset[str]) -> float:
    return fsum(1.0 / len(test) ** 3 for test in tests)


def _holds(rule: _Rule, present: frozenset[int]) -> bool:
    for tests in rule.needs:
        if tests.isdisjoint(present):
            return False
    return rule.bans.isdisjoint(present)


def _holds_near(rule: _Rule, around: frozenset[int]) -> bool:
    return rule.near_bans.isdisjoint(around) and not any(tests.isdisjoint(around) for tests in rule.near_needs)


def _scan_sentence(sentence: Sentence, rules: Sequence[_Rule]) -> list[Match]:
    each = [entry.words if entry else _PLAIN for entry in sentence.entries]
    words = list(chain.from_iterable(each))
    tokens = [token for token, tests in zip(sentence.tokens, each, strict=True) for _ in tests]
    places: dict[int, list[int]] = {}
    for place, tests in enumerate(words):
        for test in tests:
            places.setdefault(test, []).append(place)
    found: list[Match] = []
    ruled_out: set[tuple[int, int]] = set()
    for rule in rules:
        starts = sorted({place for test in rule.steps[0].tests for place in places.get(test, ())})
        for first in starts:
            last = _match(rule.steps, 1, words, first + 1)
            if last < 0:
                continue
            if rule.weight is None:
                ruled_out.update((rule.topic, token) for token in tokens[first:last])
            else:
                found.append(Match(rule.topic, rule.number, rule.weight, tokens[first], tokens[last - 1] + 1))
    return [m for m in found if not any((m.topic, token) in ruled_out for token in range(m.first, m.last))]


def _match(steps: tuple[_Step, ...], step: int, words: Sequence[frozenset[int]], at: int) -> int:
    """Where the steps from `step` on end when they start at word `at`, the shortest way; -1 where they do not fit."""
    if step == len(steps):
        return at
    current = steps[step]
    if current.gap:
        for start in range(at, min(at + current.gap + 1, len(words))):
            end = _match(steps, step + 1, words, start)
            if end >= 0:
                return end
        return -1
    if at < len(words) and not current.tests.isdisjoint(words[at]):
        end = _match(steps, step + 1, words, at + 1)
        if end >= 0:
            return end
    return _match(steps, step + 1, words, at) if current.optional else -1
