"""Patterns proposed out of examples: words that these have more often than other articles, alone and two together.

A simple rule, to begin from: how many of the examples have a word, times the logarithm of how much more often than the
others do (Monroe, Colaresi, Quinn, "Fightin' Words", 2008, weigh words so; here without a prior). Names are left out:
they would tie the topic to one event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final, NamedTuple

from tocsin.engine.topics.patterns import PatternError, check_word
from tocsin.engine.topics.taxonomy import LANGUAGES
from tocsin.search.words import words
from tocsin.text.morphology import Case, Number, inflected, readings

_CASES: Final[tuple[Case, ...]] = ("nominative", "genitive", "dative", "accusative", "instrumental")
_NUMBERS: Final[tuple[Number, ...]] = ("singular", "plural")
MOST_SINGLE: Final = 8
MOST_PAIRS: Final = 6
MOST_FORMS: Final = 8
"""Of one step, and how many lines are proposed of either kind for a language."""
LEAST_LIFT: Final = 3.0
"""Times more often than in other articles."""
WINDOW: Final = 4
"""Words from one to the other of a pair."""
LONG_STEM: Final = 5
"""Letters from which the common beginning of a Slavic word's forms stands for all of them."""
ENDING: Final = 3
"""Letters that an ending has at most."""
WORD_WEIGHT, PAIR_WEIGHT, ASKED_WEIGHT = ".4", ".85", ".7"
"""A word counts only together with others, two together suffice in a short text, what was asked for lists by itself."""


class Example(NamedTuple):
    """A text in one of the languages that have patterns."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of patterns, with how many examples and how many other articles have its words."""

    language: str
    line: str
    examples: int
    others: int


class _Word(NamedTuple):
    term: str
    form: str
    at: int
    named: bool
    """Written with a capital letter inside a sentence."""


class _Corpus:
    """The words of some texts: in how many each is, in which forms, and which stand near each other."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self.size = 0
        self.having: Counter[str] = Counter()
        self.near: Counter[tuple[str, str]] = Counter()
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.named: Counter[str] = Counter()
        for text in texts:
            self._add(list(_words(text, language)))

    def _add(self, found: list[_Word]) -> None:
        self.size += 1
        self.having.update({word.term for word in found})
        self.named.update(word.term for word in found if word.named)
        for word in found:
            self.forms[word.term][word.form] += 1
        near = {
            (one.term, other.term)
            for number, one in enumerate(found)
            for other in found[number + 1 : number + 1 + WINDOW]
            if one.term != other.term and other.at - one.at <= WINDOW
        }
        self.near.update(near)

    def share(self, count: int) -> float:
        return (count + 0.5) / (self.size + 1)


def propose(examples: Sequence[Example], others: Sequence[Example], asked: Sequence[str] = ()) -> list[Proposed]:
    """Lines by language, the most telling first; `asked` are words or short phrases that the topic is to be about."""
    found: list[Proposed] = []
    for language in LANGUAGES:
        wanted = [phrase for phrase in asked if _written_in(phrase, language)]
        own = [one.text for one in examples if one.language == language]
        if not (own or wanted):
            continue
        these = _Corpus(own, language)
        rest = _Corpus((one.text for one in others if one.language == language), language)
        found += [line for phrase in wanted if (line := _of_phrase(phrase, these, rest, language)) is not None]
        found += _of_examples(these, rest, language)
    return found


def _of_examples(these: _Corpus, rest: _Corpus, language: str) -> Iterator[Proposed]:
    least = max(1, (these.size + 1) // 2)
    telling = [term for term in these.having if these.having[term] >= least and _is_no_name(these, term)]
    scores = {term: _score(these, rest, these.having[term], rest.having[term]) for term in telling}
    best = sorted((term for term in telling if scores[term] > 0), key=lambda term: (-scores[term], term))
    best = best[: 2 * MOST_SINGLE]
    pairs = [pair for one, two in combinations(best, 2) for pair in ((one, two), (two, one))]
    pairs = [pair for pair in pairs if these.near[pair] >= least]
    pairs.sort(key=lambda pair: (-these.near[pair], -scores[pair[0]] - scores[pair[1]], pair))
    for a, b in pairs[:MOST_PAIRS]:
        line = f"{PAIR_WEIGHT} {_step(a, these, rest, language)} ..{WINDOW - 1} {_step(b, these, rest, language)}"
        yield Proposed(language, line, these.near[a, b], rest.near[a, b])
    for term in best[:MOST_SINGLE]:
        line = f"{WORD_WEIGHT} {_step(term, these, rest, language)}"
        yield Proposed(language, line, these.having[term], rest.having[term])


def _score(these: _Corpus, rest: _Corpus, here: int, there: int) -> float:
    lift = these.share(here) / rest.share(there)
    return these.share(here) * log(lift) if lift >= LEAST_LIFT else 0.0


def _of_phrase(phrase: str, these: _Corpus, rest: _Corpus, language: str) -> Proposed | None:
    """What somebody asked for, in the forms that articles have; None where only joining words are in it."""
    found = [(word.terms[0], phrase[word.start : word.end].lower()) for word in words(phrase, language) if word.terms]
    steps = [_step(term, these, rest, language, form) for term, form in found]
    if not steps or not all(steps):
        return None
    terms = [term for term, _ in found]
    having = [min((corpus.having[term] for term in terms), default=0) for corpus in (these, rest)]
    return Proposed(language, f"{ASKED_WEIGHT} {' ..2 '.join(steps)}", *having)


def _step(term: str, these: _Corpus, rest: _Corpus, language: str, form: str = "") -> str:
    """The forms of a word as a pattern writes them; Slavic ones by their common beginning, where that is long."""
    seen = these.forms[term] + rest.forms[term] + Counter([form] if form else [])
    forms = sorted(filter(_is_word, seen), key=lambda one: (-seen[one], one))
    if language != "en" and forms:
        every = [*forms, *_declined(forms[0], term, language)]
        stem = _beginning(every)
        if len(stem) >= LONG_STEM and len(term) - len(stem) <= ENDING:
            return f"{stem}*"
        forms = list(dict.fromkeys(filter(_is_word, every)))
    return "|".join(sorted(forms[:MOST_FORMS]))


def _declined(form: str, term: str, language: str) -> list[str]:
    """The other cases of a noun."""
    reading = next((one for one in readings(form, language) if one.lemma.replace("ё", "е") == term), None)
    if reading is None:
        return []
    found = [inflected(form, reading, language, case, number) for number in _NUMBERS for case in _CASES]
    return [one.replace("ё", "е") for one in found if one]


def _beginning(forms: Sequence[str]) -> str:
    """What all of them begin with."""
    first, last = min(forms), max(forms)
    same = (number for number, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(same, min(len(first), len(last)))]


def _is_word(form: str) -> bool:
    try:
        return bool(check_word(form))
    except PatternError:
        return False


def _is_no_name(corpus: _Corpus, term: str) -> bool:
    return 2 * corpus.named[term] < sum(corpus.forms[term].values())


def _words(text: str, language: str) -> Iterator[_Word]:
    begins = True
    end = 0
    for at, word in enumerate(words(text, language)):
        begins = at == 0 or any(mark in text[end : word.start] for mark in '.!?\n:"“«')
        end = word.end
        written = text[word.start : word.end]
        if word.terms and written[0].isalpha():
            form = written.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'").removesuffix("'s")
            yield _Word(word.terms[0], form, at, written[0].isupper() and not begins)


def _written_in(phrase: str, language: str) -> bool:
    """English where its letters are Latin; Cyrillic words are proposed in both languages, unless a letter tells."""
    if phrase.isascii():
        return language == "en"
    lower = phrase.lower()
    if language == "ru":
        return not set(lower) & set("іїєґ")
    return language == "uk" and not set(lower) & set("ыэёъ")
