"""The pattern language of the taxonomy: one line, one pattern over words (docs/taxonomy.md describes it)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

MAX_GAP: Final = 6
"""Words that one `..N` may skip; with at most three gaps a pattern costs a bounded number of steps per word."""
MAX_GAPS: Final = 3
MIN_STEM: Final = 3
"""Letters that a stem needs before its `*`: the index looks stems up by their first three."""
NUMBER: Final = "#"
ABSENT, PRESENT = "!", "&"

_WEIGHT: Final = re.compile(r"(?:0?\.\d{1,2}|1(?:\.0)?)\Z")
_GAP: Final = re.compile(r"\.\.([1-9]\d?)\Z")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*\*?\Z")


class PatternError(ValueError):
    """What is wrong with a pattern; the loader adds file and line."""


class Element(NamedTuple):
    """One step of a pattern: a word that is one of `tests`, which may be missing, or a gap of up to `gap` words."""

    tests: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0


class Condition(NamedTuple):
    """Words that must (or must not) stand in the same sentence, or near: headline, the sentences before and after."""

    tests: frozenset[str]
    present: bool
    near: bool


class Pattern(NamedTuple):
    """`weight` is the score that one match earns in a short text; None rules the matched words out as evidence."""

    weight: float | None
    elements: tuple[Element, ...]
    conditions: tuple[Condition, ...] = ()


def parse_pattern(line: str, words: Mapping[str, frozenset[str]]) -> Pattern:
    """Read one line; `words` are the named word lists that `@name` refers to. Raises PatternError."""
    head, *rest = line.split()
    elements: list[Element] = []
    conditions: list[Condition] = []
    position = 0
    while position < len(rest):
        token = rest[position]
        mark = token[:1]
        if mark in (PRESENT, ABSENT) and token in (mark, mark * 2):
            if position + 1 == len(rest):
                raise PatternError(f"{token!r} needs words after it")
            tests = _tests(rest[position + 1], words)
            conditions.append(Condition(tests, present=mark == PRESENT, near=len(token) == 2))
            position += 2
            continue
        if conditions:
            raise PatternError(f"{token!r} stands after a condition; conditions come last")
        elements.append(_element(token, words))
        position += 1
    _check_shape(elements)
    return Pattern(_weight(head), tuple(elements), tuple(conditions))


def _weight(head: str) -> float | None:
    if head == "-":
        return None
    if not _WEIGHT.match(head) or not float(head):
        raise PatternError(f"a pattern starts with a weight above 0 and up to 1, or with '-'; found {head!r}")
    return float(head)


def _element(token: str, words: Mapping[str, frozenset[str]]) -> Element:
    gap = _GAP.match(token)
    if gap:
        if int(gap[1]) > MAX_GAP:
            raise PatternError(f"{token!r} skips more than {MAX_GAP} words")
        return Element(gap=int(gap[1]))
    optional = token.endswith("?")
    return Element(_tests(token.removesuffix("?"), words), optional=optional)


def _tests(token: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if token[1:] in words and token[:1] == "@":
        return words[token[1:]]
    tests: set[str] = set()
    for choice in token.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in words:
                raise PatternError(f"there is no word list named {choice!r}")
            tests |= words[choice[1:]]
        else:
            tests.add(check_word(choice))
    return frozenset(tests)


@cache
def check_word(word: str) -> str:
    """The word as the matcher sees it: a lower-case word, a stem with `*`, or `#`. Raises PatternError."""
    if word == NUMBER or (word.isalpha() and word.islower() and "ё" not in word):  # as most are
        return word
    if not _WORD.match(word) or word != word.lower() or "ё" in word or word.endswith("'s"):
        raise PatternError(f"{word!r} is not a word in lower case (ё is written е, no 's, hyphens are spaces)")
    if word.endswith("*") and len(word) <= MIN_STEM:
        raise PatternError(f"{word!r}: a stem has at least {MIN_STEM} letters")
    return word


def check_letters(pattern: Pattern, first: str, last: str) -> None:
    """Raises PatternError for a pattern that could match a text without any of these letters."""
    required = [element.tests for element in pattern.elements if not element.gap and not element.optional]
    if not any(all(first <= word[0] <= last for word in tests) for tests in required):
        raise PatternError("a pattern needs a word in the letters of its language")


def _check_shape(elements: list[Element]) -> None:
    if not elements:
        raise PatternError("a pattern needs at least one word")
    for end in (elements[0], elements[-1]):
        if end.gap or end.optional:
            raise PatternError("a pattern starts and ends with a word that must be there")
    gaps = [element.gap > 0 for element in elements]
    if sum(gaps) > MAX_GAPS or any(a and b for a, b in pairwise(gaps)):
        raise PatternError(f"a pattern has at most {MAX_GAPS} gaps, with a word between them")
