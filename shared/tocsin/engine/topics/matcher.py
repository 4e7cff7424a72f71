"""Finds a taxonomy's patterns in a document.

Each word costs one look-up. A pattern is filed under its rarest step and tried only in sentences where that step and
everything else that it needs are present, so that most sentences are passed over without trying anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Final

from tocsin.engine.topics.patterns import MIN_STEM, NUMBER
from tocsin.engine.topics.rules import NOTHING, Match, Rule, steps_end
from tocsin.engine.topics.table import Table
from tocsin.engine.topics.words import forms, is_digest, segments
from tocsin.text.document import Document
from tocsin.text.memo import Memo

NO_BOUND: Final = 1 << 60


class _Entry:
    """What the taxonomy knows of a token: the tests that each of its forms meets, and the rules filed under them."""

    __slots__ = ("rules", "tests", "words")

    def __init__(self, words: tuple[frozenset[int], ...], rules: frozenset[int]) -> None:
        self.words = words
        self.tests = tuple(NOTHING.union(*words))
        self.rules = tuple(rules)
        """Their numbers. Tuples lie closer together than sets do, and most of them are only passed over."""


_PLAIN: Final = (NOTHING,)
"""The tests of a word that the taxonomy does not know, which is nearly every word: its entry is None."""
_NOT_ASKED: Final[tuple[frozenset[int], ...]] = (NOTHING, NOTHING)
"""Needs of a rule that no word of any text has called yet."""


class Reading:
    """A text as the matcher sees it: what the taxonomy knows of each token, and the sentences."""

    __slots__ = ("_entries", "_known", "_tests", "alone", "bounds", "doc", "left", "words")

    def __init__(
        self, doc: Document, known: Memo[_Entry | None], bounds: list[tuple[int, int]], *, alone: bool, most: int
    ) -> None:
        self.doc = doc
        self.words = bounds[-1][1] if bounds else 0
        """Tokens that are read."""
        self.left = most
        """Trials of a rule, or of a rule at a word, until scanning ends; below 0 where it ended early."""
        self.alone = alone
        """Headlines that have nothing to do with each other: no sentence stands near another."""
        self.bounds = bounds
        """Token numbers `[first, last)` of each sentence, or of each headline."""
        self._known = known
        self._entries: dict[int, list[_Entry | None]] = {}
        self._tests: dict[int, frozenset[int]] = {}

    def vocabulary(self) -> list[tuple[str, _Entry]]:
        """What the taxonomy knows of each word of the text, in the order of first use."""
        whole = self.words == len(self.doc.lowers)
        words = list(self.doc.counts() if whole else dict.fromkeys(self.doc.lowers[: self.words]))
        entries = map(self._known.__getitem__, words)
        return [(word, entry) for word, entry in zip(words, entries, strict=True) if entry is not None]

    def entries(self, number: int) -> list[_Entry | None]:
        """The same of each token of a sentence, looked up when first asked for: of most texts few sentences are."""
        found = self._entries.get(number)
        if found is None:
            first, last = self.bounds[number]
            found = self._entries[number] = list(map(self._known.__getitem__, self.doc.lowers[first:last]))
        return found

    def tests(self, number: int) -> frozenset[int]:
        """All tests that any word of a sentence meets."""
        found = self._tests.get(number)
        if found is None:
            found = self._tests[number] = _all_tests(self.entries(number))
        return found

    def tests_near(self, first: int, last: int) -> frozenset[int]:
        """All tests that any word of the sentences from `first` up to `last` meets."""
        return NOTHING.union(*map(self.tests, range(max(0, first), min(last, len(self.bounds)))))


def _all_tests(entries: Iterable[_Entry | None]) -> frozenset[int]:
    return NOTHING.union(*[entry.tests for entry in entries if entry is not None])


class Matcher:
    """Built once from the table of the topics' patterns; reading and scanning take time linear in the words."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._numbers = {word: number for number, word in enumerate(table.words)}
        self._rules: dict[int, Rule] = {}
        """Those that a text has come near to."""
        self._needs: list[tuple[frozenset[int], ...]] = [_NOT_ASKED] * len(table.rules)
        """By rule, what else its sentence must have; without the step under which the rule is filed: whoever looks the
        rule up has met that one."""
        self._stems: dict[str, list[tuple[str, int]]] = {}
        for word, number in self._numbers.items():
            if word.endswith("*"):
                self._stems.setdefault(word[:MIN_STEM], []).append((word[:-1], number))
        self._entries = Memo(self._look_up)

    def _rule(self, number: int) -> Rule:
        rule = self._rules.get(number)
        if rule is None:
            rule = self._rules[number] = Rule(number, self._table.rules[number], self._table.sets)
        return rule

    def _look_up(self, token: str) -> _Entry | None:
        words = tuple(self._tests(form) for form in forms(token))
        if words == _PLAIN:
            return None
        filed = self._table.filed
        rules = frozenset([rule for tests in words for test in tests for rule in filed.get(test, ())])
        for number in rules:
            if self._needs[number] is _NOT_ASKED:
                self._needs[number] = tuple([self._table.sets[each] for each in self._table.rules[number][3]])
        return _Entry(words, rules)

    def _tests(self, word: str) -> frozenset[int]:
        found = [number for stem, number in self._stems.get(word[:MIN_STEM], ()) if word.startswith(stem)]
        if word in self._numbers:
            found.append(self._numbers[word])
        if word[0].isdecimal() and NUMBER in self._numbers:
            found.append(self._numbers[NUMBER])
        return frozenset(found) if found else NOTHING

    def read(self, doc: Document, words: int | None = None, most: int = NO_BOUND) -> Reading:
        """The document, to be looked up word by word; or the sentences of its first `words` only."""
        alone = is_digest(doc)
        bounds = segments(doc, digest=alone)
        if words is not None:
            bounds = [(first, last) for first, last in bounds if last <= words]
        return Reading(doc, self._entries, bounds, alone=alone, most=most)

    def reread(self, text: Reading) -> Reading:
        """What another matcher has read, to be looked up here."""
        return Reading(text.doc, self._entries, text.bounds, alone=text.alone, most=NO_BOUND)

    def scan(self, text: Reading, near: frozenset[int] = NOTHING) -> Iterator[tuple[int, list[Match]]]:
        """Number and matches of each sentence that has any; `near` is what stands near all of them (a headline)."""
        for number, here in self._filed_by_sentence(text):
            filed = NOTHING.union(*here)
            possible = self._possible(filed, text, number, near)
            text.left -= len(filed) + len(possible) * len(here)
            if text.left < 0:
                return
            matches = _scan_sentence(text.bounds[number][0], text.entries(number), possible) if possible else None
            if matches:
                yield number, matches

    def within(self, text: Reading, number: int) -> list[Match]:
        """The matches of one sentence: for whoever asks for few of them."""
        entries = text.entries(number)
        filed = NOTHING.union(*[entry.rules for entry in entries if entry is not None])
        possible = self._possible(filed, text, number, NOTHING) if filed else None
        return _scan_sentence(text.bounds[number][0], entries, possible) if possible else []

    def _filed_by_sentence(self, text: Reading) -> list[tuple[int, list[frozenset[int]]]]:
        """Each sentence that has live words, with the rules filed under every one of them."""
        live = self._live(text.vocabulary())
        if not live:
            return []
        rules = list(map(live.get, text.doc.lowers[: text.words]))  # nearly all None, and passed over in C
        found: list[tuple[int, list[frozenset[int]]]] = []
        number, bounds = 0, text.bounds
        for at in compress(range(len(rules)), rules):
            while number < len(bounds) and bounds[number][1] <= at:
                number += 1
            if number < len(bounds) and bounds[number][0] <= at:  # no mark between two headlines
                if not found or found[-1][0] != number:
                    found.append((number, []))
                found[-1][1].append(rules[at] or NOTHING)
        return found

    def _live(self, vocabulary: list[tuple[str, _Entry]]) -> dict[str, frozenset[int]]:
        """The words of the text under which rules are filed that have all they need somewhere in it."""
        everywhere = NOTHING.union(*[entry.tests for _, entry in vocabulary])
        filing = [(word, entry.rules) for word, entry in vocabulary if entry.rules]
        filed = NOTHING.union(*[rules for _, rules in filing])
        needs = self._needs
        live = frozenset([number for number in filed if _is_met(needs[number], everywhere)])
        return {word: live.intersection(rules) for word, rules in filing if not live.isdisjoint(rules)} if live else {}

    def _possible(self, numbers: Iterable[int], text: Reading, sentence: int, near: frozenset[int]) -> list[Rule]:
        """Of the rules filed under words of a sentence, those whose other words and conditions are met."""
        present = text.tests(sentence)
        rules = [self._rule(number) for number in sorted(numbers) if _is_met(self._needs[number], present)]
        possible = [rule for rule in rules if rule.bans.isdisjoint(present)]
        if any(rule.looks_around for rule in possible):
            reach = 0 if text.alone else 1
            around = near | text.tests_near(sentence - reach, sentence + reach + 1)
            possible = [rule for rule in possible if _holds_near(rule, around)]
        return possible


def _is_met(needs: tuple[frozenset[int], ...], present: frozenset[int]) -> bool:
    for tests in needs:  # noqa: SIM110 - asked of each rule filed under a word; a generator takes twice as long
        if tests.isdisjoint(present):
            return False
    return True


def _holds_near(rule: Rule, around: frozenset[int]) -> bool:
    return rule.near_bans.isdisjoint(around) and not any(tests.isdisjoint(around) for tests in rule.near_needs)


def _scan_sentence(first: int, entries: Sequence[_Entry | None], rules: Sequence[Rule]) -> list[Match]:
    """The matches of the rules among tokens from `first` on."""
    words: list[frozenset[int]] = []
    tokens: list[int] = []
    known: list[tuple[int, frozenset[int]]] = []
    for token, entry in enumerate(entries, first):
        for tests in _PLAIN if entry is None else entry.words:
            if tests:
                known.append((len(words), tests))
            words.append(tests)
            tokens.append(token)
    found: list[Match] = []
    ruled_out: set[tuple[int, int]] = set()
    for rule in rules:
        opening = rule.steps[0].tests
        failed: set[tuple[int, int]] = set()
        for start in [at for at, tests in known if not opening.isdisjoint(tests)]:
            end = steps_end(rule.steps, 1, words, start + 1, failed)
            if end < 0:
                continue
            if rule.weight is None:
                ruled_out.update((rule.topic, token) for token in tokens[start:end])
            else:
                found.append(Match(rule.topic, rule.number, rule.weight, tokens[start], tokens[end - 1] + 1))
    if not ruled_out:
        return found
    return [m for m in found if not any((m.topic, token) in ruled_out for token in range(m.first, m.last))]
