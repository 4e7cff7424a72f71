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
MAX_HEADLINE_WORDS = 30
"""A first line with more words is no headline."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
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
    found = [_without_possessive(match.group()) for match in matches]
    written_small = {word for word in found if word.islower()}
    names_begin = _names_begin(text)
    named = {
        word
        for match, word in zip(matches, found, strict=True)
        if word[0].isupper() and match.start() >= names_begin and not opens_sentence(text, match.start())
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


def _without_possessive(word: str) -> str:
    """What is Tessa's is told of Tessa."""
    return word


def _names_begin(text: str) -> int:
    """Where a capital begins to say that a word is a name: below a headline that gives one to all its words."""
    headline, _, below = text.partition("\n")
    words = [match.group() for _, match in zip(range(MAX_HEADLINE_WORDS + 1), _WORD.finditer(headline), strict=False)]
    if not below.strip() or len(words) > MAX_HEADLINE_WORDS:
        return 0
    small = any(word[0].islower() and word.lower() not in common_words() for word in words)
    return 0 if small else len(headline)


def spellings(text: str) -> dict[str, str]:
    """How the stems of a text's words are written in it, each as it stands there last."""
    found = (match.group() for _, match in zip(range(MAX_WORDS), _WORD.finditer(text), strict=False))
    words = (_without_possessive(word) for word in found)
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
