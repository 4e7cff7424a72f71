"""Do two claims or headlines say the same, and how far are they about the same?

How far is a matter of words, whether they do one of what they assert (`engine/assertions`). Words are matched one to
one: same stem, same country, synonym, or like spelling. What is shared is weighed against all of both texts; figures,
countries, negation and contrary words that cannot both hold take away from that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tocsin.engine.assertions import judge, read_assertion
from tocsin.engine.compare.figures import language_of, words_with_figures
from tocsin.engine.compare.lexicon import common, grammar, groups, opposites, phrases, places
from tocsin.engine.compare.stems import stem
from tocsin.engine.compare.words import Word

# Measured on two sets of graded headline pairs (Pearson r) and two sets of judged sentence pairs (AUC); moving any one
# of these by half changes none of the four by more than .01.
TIGHT, LOOSE, SAME_COUNTRY = 0.9, 0.6, 0.8
"""How far a synonym, a related word, and another name of one country replace a word."""
LIKE: Final = 0.45
"""Least Dice coefficient of letter trigrams for two spellings or derivations of one word ("retires", "retirement")."""
SHORT, LONG = 5.0, 10.0
"""Weights of texts. Up to SHORT (a headline) the better covered side counts as well, because headlines leave details
out; from LONG on (a sentence) the worse covered side does, because there a detail more is something else said."""
EVEN, BETTER, WORSE = 0.65, 0.2, 1.0
"""Weights of the harmonic mean of both sides, of the better and of the worse covered side."""
RUNS, RUNS_LONG = 0.8, 1.5
"""Taken away for words shared as one run, up to SHORT and from LONG on: a stock phrase ("death toll rises") is one
agreement, not three; and where two sentences run alike word for word, what differs was changed on purpose."""
CHANCE: Final = 0.5
"""Shared weight that halves the value: two texts that agree in one word agree by chance."""
FIGURES, FIGURES_OF_ONE = 0.2, 0.3
"""Taken away where no figure agrees, and the part of it where only one text has figures."""
COUNTRIES, LOCALITIES, NEGATION, CONTRARY = 0.5, 0.3, 0.2, 0.2
LONGEST: Final = 300
"""Words of a text that are compared: claims and headlines are shorter, and unlike words cost their product."""
SPREAD: Final = 0.78
"""Power that leaves the ranking as it is and puts two claims that are about the same at 0.5 and above."""
HELD_SAME, APART = 0.5, 0.49
"""Least value of two that say the same; most of two that surely do not."""
IN_CONFLICT: Final = 0.65
"""What remains of the value of two in conflict, up to LONG words; a longer text asserts more than what is in conflict,
and from twice LONG nothing is taken away."""
FEW_WORDS: Final = 8.0
"""Up to here two texts that say the same in other words have `HELD_SAME`: headlines, and short claims."""
NOT_EQUAL: Final = 0.99
"""The most that two different texts get."""
_SCANT: Final = 0.3
"""Words of less weight are like words of grammar."""
_NONE: Final[frozenset[int]] = frozenset()


class Term(NamedTuple):
    """What is known of one word; the same object for every text that has it."""

    weight: float
    telling: bool
    """Worth a look at its spelling and its neighbours: no word of grammar."""
    tight: frozenset[int]
    loose: frozenset[int]
    country: int | None
    locality: int | None
    trigrams: frozenset[str]


class Features(NamedTuple):
    """All that `similarity` looks at of one text. Worth keeping where a text is compared often."""

    key: str
    terms: dict[str, Term]
    total: float
    figures: frozenset[str]
    countries: frozenset[int]
    localities: frozenset[int]
    contrary: frozenset[str]
    """Stems that contradict a word of this text."""
    pairs: frozenset[tuple[str, str]]
    negated: bool


def same_claim(a: str, b: str) -> float:
    """0..1, from `HELD_SAME` on the two say the same. Symmetric; 1.0 for equal texts.

    It is `related`, save that what cannot both hold, or is told of another place, time or number, stays below.
    """
    value = related(a, b)
    one, other = read_assertion(a), read_assertion(b)
    verdict = judge(one, other)
    words = min(one.total, other.total)
    if verdict.outcome == "same":
        return max(value, HELD_SAME) if words <= FEW_WORDS else value
    if verdict.outcome == "conflict" and verdict.part != "number":
        long = max(0.0, min(1.0, words / LONG - 1))
        return round(min(APART + long, value * (IN_CONFLICT + (1 - IN_CONFLICT) * long)), 4)
    return min(value, APART) if verdict.replaced and verdict.part in {"place", "time", "words"} else value


def related(a: str, b: str) -> float:
    """0..1, how far the two are about the same, whether they agree or not. Symmetric; 1.0 for equal texts."""
    return similarity(features(a), features(b))


def features(text: str) -> Features:
    """Read `text` once for any number of comparisons."""
    found = words_with_figures(" ".join(text.split()), language_of(text))
    keys = _keys(found[:LONGEST])
    terms = {key: _term(key) for key in keys}
    telling = [key for key in keys if terms[key].telling]
    contrary = opposites()
    return Features(
        key=" ".join(word.lower for word in found if word.kind != "punct"),
        terms=terms,
        total=sum(term.weight for term in terms.values()),
        figures=frozenset(key for key in terms if key[0].isdigit()),
        countries=frozenset(term.country for term in terms.values() if term.country is not None),
        localities=frozenset(term.locality for term in terms.values() if term.locality is not None),
        contrary=frozenset(other for key in terms for other in contrary.get(key, ())),
        pairs=frozenset(pairwise(telling)),
        negated=any(word.kind == "negation" for word in found),
    )


def similarity(a: Features, b: Features) -> float:
    """`same_claim` of the texts that the features were read from."""
    if a.key == b.key:
        return 1.0
    if not a.total or not b.total:
        return 0.0
    common_weight = sum(term.weight for key, term in a.terms.items() if key in b.terms)
    more_a, more_b = _near(a, b)
    share_a, share_b = (common_weight + more_a) / a.total, (common_weight + more_b) / b.total
    shared = common_weight + (more_a + more_b) / 2
    long = max(0.0, min(1.0, (min(a.total, b.total) - SHORT) / (LONG - SHORT)))
    covered = _covered(share_a, share_b, long)
    runs = 2 * len(a.pairs & b.pairs) / ((len(a.pairs) + len(b.pairs)) or 1)
    one_run = min(1.0, (RUNS + (RUNS_LONG - RUNS) * long) * runs * (1 - covered))
    value = covered * (1 - one_run) * shared / (shared + CHANCE)
    return round(min(NOT_EQUAL, math.pow(value * _agreement(a, b), SPREAD)), 4)


def _covered(share_a: float, share_b: float, long: float) -> float:
    """One share from the two sides'; `long` is 0 for headlines, 1 for sentences."""
    worse, better = sorted((share_a, share_b))
    even = 2 * worse * better / (worse + better) if better else 0.0
    parts = EVEN * even + BETTER * (1 - long) * better + WORSE * long * worse
    return parts / (EVEN + BETTER * (1 - long) + WORSE * long)


def _agreement(a: Features, b: Features) -> float:
    """1.0 where nothing in the two texts speaks against their being the same."""
    factor = 1.0
    if a.figures or b.figures:
        apart = 1 - 2 * len(a.figures & b.figures) / (len(a.figures) + len(b.figures))
        factor *= 1 - FIGURES * apart * (1.0 if a.figures and b.figures else FIGURES_OF_ONE)
    factor *= 1 - COUNTRIES * _elsewhere(a.countries, b.countries)
    factor *= 1 - LOCALITIES * _elsewhere(a.localities, b.localities)
    if a.negated != b.negated:
        factor *= 1 - NEGATION
    if any(key in a.contrary and key not in a.terms for key in b.terms) or any(
        key in b.contrary and key not in b.terms for key in a.terms
    ):
        factor *= 1 - CONTRARY
    return factor


def _elsewhere(one: frozenset[int], other: frozenset[int]) -> float:
    """1.0 where both texts name places and none of them is the same."""
    return 1 - len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _near(a: Features, b: Features) -> tuple[float, float]:
    """Weight of the words of each side that have no equal but a like in the other, each used once, best first."""
    rest_a = [(key, term) for key, term in a.terms.items() if key not in b.terms and term.trigrams]
    rest_b = [(key, term) for key, term in b.terms.items() if key not in a.terms and term.trigrams]
    found = sorted(
        (-like, min(one, other), max(one, other), one, other)
        for one, first in rest_a
        for other, second in rest_b
        if (like := _like(first, second))
    )
    taken_a: set[str] = set()
    taken_b: set[str] = set()
    more_a = more_b = 0.0
    for unlike, _, _, one, other in found:
        if one not in taken_a and other not in taken_b:
            taken_a.add(one)
            taken_b.add(other)
            more_a -= unlike * a.terms[one].weight
            more_b -= unlike * b.terms[other].weight
    return more_a, more_b


def _like(one: Term, other: Term) -> float:
    """How far two different words stand for one another; 0.0 if they do not."""
    if one.country is not None and other.country is not None:
        return SAME_COUNTRY if one.country == other.country else 0.0
    if not one.tight.isdisjoint(other.tight):
        return TIGHT
    if not one.loose.isdisjoint(other.loose):
        return LOOSE
    if not one.telling or not other.telling:
        return 0.0
    dice = 2 * len(one.trigrams & other.trigrams) / (len(one.trigrams) + len(other.trigrams))
    return dice if dice >= LIKE else 0.0


@lru_cache(maxsize=1 << 15)
def _term(key: str) -> Term:
    if key[0].isdigit():
        return Term(1.0, True, _NONE, _NONE, None, None, frozenset())
    padded = f"^{key}$"
    weight = common().get(key, 1.0)
    return Term(
        weight,
        weight >= _SCANT and key not in grammar(),
        groups("equal").get(key, _NONE) | groups("tight").get(key, _NONE),
        groups("loose").get(key, _NONE),
        places("country").get(key),
        places("locality").get(key),
        frozenset(padded[at : at + 3] for at in range(len(padded) - 2)),
    )


def _keys(found: tuple[Word, ...]) -> list[str]:
    """Stems and figures in order, phrases as one; marks and negations are left out."""
    lowers = [_figure(word) if word.kind in ("number", "quantifier") else word.lower for word in found]
    negations = {word.lower for word in found if word.kind == "negation"}
    return [
        word if word[0].isdigit() else stem(word)
        for word in _phrased(lowers)
        if word not in negations and (word[0].isalnum() or word[0] == "'")
    ]


def _figure(word: Word) -> str:
    """The value of a figure, whatever its unit and modifier: those rarely agree where two texts speak of one thing."""
    low, dots, rest = word.lower.partition("..")
    if not dots:
        return low
    high = rest.split(" ", 1)[0]
    value = low if low != "None" else high
    return value.removesuffix(".0")


def _phrased(lowers: list[str]) -> Iterator[str]:
    table = phrases()
    at = 0
    while at < len(lowers):
        for written, meaning in table.get(lowers[at], ()):
            if tuple(lowers[at : at + len(written)]) == written:
                yield meaning
                at += len(written)
                break
        else:
            yield lowers[at]
            at += 1
