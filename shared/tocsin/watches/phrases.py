"""Where phrases stand in a text: its words are indexed once, and each phrase of each watch is looked up by its words.

Looking for phrases one by one took 35 ms a phrase and megabyte. Here a phrase of which some word is not in the text
costs microseconds, and the others one look at each place where their first word stands: a `Budget` bounds these.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from tocsin.model import Analysis, Claim
from tocsin.watches.model import Severity
from tocsin.watches.severity import severity_of

MAX_HIT = 80
STEPS = 500_000
"""Places that are looked at for one article, some 4 microseconds each: two seconds, five on a busy machine. A text
of a megabyte in which every third word begins a phrase uses an eighth of them for each such phrase."""
LONG_WORD = 64
"""A longer word costs more than one step."""
_RUN = re.compile(r"\w+")


class Exhausted(Exception):
    """The article's steps are used up: what was not looked for may stand in it."""


class Budget:
    """Steps that are left for one article, whatever watches ask for."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def take(self, steps: int = 1) -> None:
        """Raises `Exhausted`."""
        self.left -= steps
        if self.left < 0:
            raise Exhausted


class _Phrase(NamedTuple):
    """A phrase, taken apart."""

    words: tuple[tuple[str, bool], ...]
    """Its runs of letters and digits, small; whether any ending may follow."""
    before: tuple[str, ...]
    """What stands before the first of them: parts of their own, and the beginning of its part."""
    plain: bool
    """One word and nothing else."""
    parts: tuple[tuple[str, bool], ...]
    """What stands between white space, small; whether any ending may follow."""


class Phrases:
    """A text in which phrases are looked for. Whole words, case aside, any white space between, `*` for any ending."""

    def __init__(self, text: str, budget: Budget | None = None) -> None:
        self.text = text
        self.budget = budget or Budget()
        self._places: dict[str, list[int]] | None = None
        self._sorted: list[str] = []
        self._found: dict[str, tuple[int, int] | None] = {}

    def find(self, phrase: str) -> str | None:
        """The phrase as it stands in the text, None if it does not. Raises `Exhausted`."""
        if phrase not in self._found:
            self._found[phrase] = next(self.spans(phrase), None)
        span = self._found[phrase]
        return None if span is None else self.text[span[0] : min(span[1], span[0] + MAX_HIT)]

    def has_any(self, phrases: tuple[str, ...]) -> bool:
        """Whether one of them stands in the text. Raises `Exhausted`."""
        return any(self.find(phrase) is not None for phrase in phrases)

    def spans(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Where the phrase stands, half-open, in code points. Raises `Exhausted`."""
        wanted = _phrase(phrase)
        if wanted is None or not all(self._there(word, open_) for word, open_ in wanted.words):
            return
        word, open_ = wanted.words[0]
        for key in self._keys(word, open_):
            for place in self._index()[key]:
                self.budget.take(1 + len(key) // LONG_WORD)
                if wanted.plain:
                    yield place, place + len(key)
                else:
                    begin = self._begin(wanted, place)
                    end = self._end(wanted, begin)
                    if end is not None:
                        yield begin, end

    def _begin(self, wanted: _Phrase, place: int) -> int:
        """Where the phrase would begin whose first word stands at `place`."""
        *parts, inner = wanted.before
        place -= len(inner)
        for part in reversed(parts):
            while place > 0 and self.text[place - 1].isspace():
                place -= 1
            place -= len(part)
        return max(0, place)

    def _end(self, wanted: _Phrase, at: int) -> int | None:
        """Where the phrase ends if it begins at `at`, None if it does not."""
        text = self.text
        if at > 0 and _is_word(text[at - 1]):
            return None
        for number, (part, open_) in enumerate(wanted.parts):
            begin = at
            while number and at < len(text) and text[at].isspace():
                at += 1
            if (number and at == begin) or text[at : at + len(part)].lower() != part:
                return None
            at += len(part)
            while open_ and at < len(text) and _is_word(text[at]):
                at += 1
            self.budget.take((at - begin) // LONG_WORD)
        return None if at < len(text) and _is_word(text[at]) else at

    def _there(self, word: str, open_: bool) -> bool:
        if not open_:
            return word in self._index()
        at = bisect_left(self._sorted_keys(), word)
        return at < len(self._sorted) and self._sorted[at].startswith(word)

    def _keys(self, word: str, open_: bool) -> Iterator[str]:
        """The text's words that it may be."""
        if not open_:
            return iter((word,))
        keys = self._sorted_keys()
        return takewhile(lambda key: key.startswith(word), islice(keys, bisect_left(keys, word), None))

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            places: dict[str, list[int]] = {}
            for run in _RUN.finditer(self.text):
                places.setdefault(run.group().lower(), []).append(run.start())
            self._places = places
        return self._places

    def _sorted_keys(self) -> list[str]:
        if not self._sorted:
            self._sorted = sorted(self._index())
        return self._sorted


class Sought:
    """An article's words and its claimants, in which the phrases of all watches are looked for."""

    def __init__(self, text: str, analysis: Analysis, budget: Budget | None = None) -> None:
        budget = budget or Budget()
        self._analysis = analysis
        self.text = Phrases(text, budget)
        self.claimants = Names(list(dict.fromkeys(map(claimant_line, analysis.claims))), budget)

    @cached_property
    def severity(self) -> Severity:
        """Of what is reported."""
        return severity_of(self._analysis)


def claimant_line(claim: Claim) -> str:
    """Name and role of who says it, empty if nobody is named."""
    return f"{claim.claimant.name}\n{claim.claimant.role or ''}" if claim.claimant else ""


class Names:
    """Names of an article's claimants, of which phrases tell some."""

    def __init__(self, names: list[str], budget: Budget | None = None) -> None:
        self._names = names
        self._starts = [0]
        for name in names:
            self._starts.append(self._starts[-1] + len(name) + 1)
        # No phrase goes over the sign between two: it is neither a word nor white space.
        self._phrases = Phrases("\x00".join(names), budget)
        self._found: dict[str, frozenset[str]] = {}

    def with_phrase(self, phrase: str) -> frozenset[str]:
        """Those in which the phrase stands. Raises `Exhausted`."""
        if phrase not in self._found:
            at = {bisect_right(self._starts, start) - 1 for start, _ in self._phrases.spans(phrase)}
            self._found[phrase] = frozenset(self._names[number] for number in at)
        return self._found[phrase]


@lru_cache(maxsize=1 << 15)
def _phrase(phrase: str) -> _Phrase | None:
    """None for a phrase without a letter or digit, which stands nowhere. Nothing in it is a pattern but a final `*`."""
    parts = phrase.split()
    words = [
        (run.group().lower(), part.endswith("*") and run.end() == len(part.rstrip("*")))
        for part in parts
        for run in _RUN.finditer(part.rstrip("*"))
    ]
    if not words:
        return None
    number, first = next((n, run) for n, part in enumerate(parts) if (run := _RUN.search(part)) is not None)
    before = (*parts[:number], parts[number][: first.start()])
    plain = len(parts) == 1 and len(words) == 1 and len(words[0][0]) == len(phrase.rstrip("*"))
    whole = tuple((part.rstrip("*").lower(), part.endswith("*")) for part in parts)
    return _Phrase(tuple(words), before, plain, whole)


def _is_word(letter: str) -> bool:
    """As `\\w` has it."""
    return letter.isalnum() or letter == "_"
