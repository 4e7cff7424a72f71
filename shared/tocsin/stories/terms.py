"""An article as the words by which its event is known: content words by their stems, names, dates and figures."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tocsin.engine.compare.stems import stem
from tocsin.stories.dates import Dates, read_dates

MAX_TERMS = 87
"""Single words of an article that are looked up: with the counter of all articles they fit one BatchGetItem."""
NAME_WEIGHT = 1.5
"""Names say who and where; events differ in these before they differ in verbs. 2.0 changes nothing on ECB+."""
LEAD_WORDS = 60
LEAD_WEIGHT = 1.5
"""News tells the event first and the background after."""
PAIR_WEIGHT = 0.5
"""Two content words in a row, beside each by itself."""
MAX_WORDS = 4_000
"""Words that are read of an article: its event is told by then."""
MAX_FIGURES = 24

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Terms:
    """Damped weights of single words, of pairs ("word word") and of names, by stem; years and other figures."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    names: Mapping[str, float]
    years: frozenset[str]
    figures: frozenset[str]
    dates: Dates


def read_terms(text: str) -> Terms:
    """The heaviest `MAX_TERMS` words of `text` and all that goes with them."""
    matches = [match for _, match in zip(range(MAX_WORDS), _WORD.finditer(text), strict=False)]
    found = [match.group() for match in matches]
    written_small = {word for word in found if word.islower()}
    named = {
        match.group() for match in matches if match.group()[0].isupper() and not opens_sentence(text, match.start())
    }
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    names: Counter[str] = Counter()
    before = None
    common = common_words()
    for number, word in enumerate(found):
        lower = word.lower()
        if len(lower) < 2 or lower in common:
            before = None
            continue
        term = stem(lower)
        weight = LEAD_WEIGHT if number < LEAD_WORDS else 1.0
        if word[0].isupper() and lower not in written_small:
            weight *= NAME_WEIGHT
            names[term] += word in named
        words[term] += weight  # type: ignore[assignment]  # a Counter of weights
        if before is not None:
            pairs[f"{before} {term}"] += PAIR_WEIGHT * weight  # type: ignore[assignment]
        before = term
    kept = dict(sorted(words.items(), key=lambda entry: (-entry[1], entry[0]))[:MAX_TERMS])
    numbers = [word.strip(".,") for word in found if word[0].isdigit()]
    years = frozenset(word for word in numbers if _YEAR.fullmatch(word))
    figures = [word for word in dict.fromkeys(numbers) if len(word) > 1 and word not in years]
    return Terms(
        _damped(kept.items()),
        _damped(pairs.items()),
        _damped((name, count) for name, count in names.items() if count and name in kept),
        years,
        frozenset(figures[:MAX_FIGURES]),
        read_dates(found),
    )


def spellings(text: str) -> dict[str, str]:
    """How the stems of a text's words are written in it, each as it stands there last."""
    words = (match.group() for _, match in zip(range(MAX_WORDS), _WORD.finditer(text), strict=False))
    return {stem(word.lower()): word for word in words}


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word opens a sentence or a line: its capital says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \"'“”«»(‘’`")
    return not before or before[-1] in ".!?:…\n" or "\n" in text[max(0, start - 2) : start]


def _damped(counts: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {term: 1 + math.log(count) if count >= 1 else count for term, count in counts}


@cache
def common_words() -> frozenset[str]:
    return frozenset(files("tocsin.stories").joinpath("data/common_words.txt").read_text("utf-8").split())
