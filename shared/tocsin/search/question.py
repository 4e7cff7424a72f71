"""A question as a reader types it: words that must be there, "words in this order", and -words that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from tocsin.errors import InvalidInput
from tocsin.search.words import words

MOST_WORDS: Final = 8
"""Words of a question that are looked up; each has up to four lemmas, and each lemma is a query a month."""
_PART: Final = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

Terms = tuple[str, ...]
"""What one word can be: any of them will do."""


class Part(NamedTuple):
    """A word or a phrase of a question as it is typed, and whether it must not be there."""

    text: str
    no: bool


@dataclass(frozen=True, slots=True)
class Question:
    """All of `must` have to be in an article, each phrase in a row, and nothing of `never` (phrases too)."""

    must: tuple[Terms, ...]
    phrases: tuple[tuple[Terms, ...], ...] = ()
    never: tuple[tuple[Terms, ...], ...] = ()

    @property
    def lookups(self) -> tuple[str, ...]:
        """Every term that has to be looked up, once."""
        return tuple(dict.fromkeys(term for word in self.must for term in word))


def parts_of(text: str) -> Iterator[Part]:
    """Words and phrases in their order, those too that say nothing."""
    for found in _PART.finditer(text):
        yield Part(found["phrase"] if found["phrase"] is not None else found["word"], bool(found["no"]))


def read_question(text: str) -> Question:
    """Raises `InvalidInput` where no word is left to look for, or too many are."""
    must: list[Terms] = []
    phrases: list[tuple[Terms, ...]] = []
    never: list[tuple[Terms, ...]] = []
    for part in parts_of(text):
        found = _sought(part.text)
        if not found:
            continue
        if part.no:
            never.append(found)
            continue
        must += found
        if len(found) > 1:
            phrases.append(found)
    unique = tuple(dict.fromkeys(must))
    if not unique:
        raise InvalidInput(
            "names no word to look for: words like `the` and those behind a minus find nothing", where="q"
        )
    if len(unique) > MOST_WORDS:
        raise InvalidInput(f"has {len(unique)} words; {MOST_WORDS} are looked up at most", where="q")
    return Question(unique, tuple(phrases), tuple(never))


def _sought(text: str) -> tuple[Terms, ...]:
    """The words that count; in a phrase those that only join may be any, and are left out on both sides."""
    return tuple(word.terms for word in words(text) if word.terms)
