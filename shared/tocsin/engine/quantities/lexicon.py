"""The words of quantities in one language, from data/quantities_*.txt."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final

from tocsin.text.lexicon import rows
from tocsin.text.tokens import split

LANGUAGES: Final = frozenset(("en", "ru", "uk"))
_APOSTROPHES: Final = ("'", "’", "ʼ")
LONGEST_ENDING: Final = 3
"""Letters that a form marked `*` may be followed by."""
LONGEST_ABBREVIATION: Final = 4
"""Letters of a unit that may be an abbreviation, which tokens write with its full stop."""

KINDS: Final = (
    *("age", "and", "between", "change", "clock", "counted", "from", "label", "month", "needs-of", "of", "older"),
    *("ordinal", "some", "stop", "to", "year"),
)
"""The kinds of words that are plain sets; each is a field of the lexicon."""

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases by the token they are looked up by, longest first, each with its value."""


_NONE: Final[frozenset[str]] = frozenset()


class Lexicon:
    """Words of quantities; what each field holds is explained at the head of the English data file."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.number: dict[str, float] = {}
        self.scale: dict[str, float] = {}
        self.vague: dict[str, float] = {}
        self.fraction: Phrases = {}
        self.unit: Phrases = {}
        self.unit_stem: dict[str, str] = {}
        self.modifier: Phrases = {}
        """By their last token: they are met going back from the number."""
        self.after: Phrases = {}
        self.age = self.and_ = self.between = self.change = self.clock = self.counted = _NONE
        self.from_ = self.label = self.month = self.needs_of = self.of = self.older = _NONE
        self.ordinal = self.some = self.stop = self.to = self.year = _NONE
        self.adjective_endings: tuple[str, ...] = ()
        self.opening: dict[str, str] = {}
        self.measure: dict[str, str] = {}
        self.sign: dict[str, str] = {}
        """Currency signs, which stand before the number."""
        self.triggers: frozenset[str] = frozenset()
        """Tokens without a digit at which a quantity may begin."""

    def unit_of(self, word: str) -> str | None:
        """The unit that one word names."""
        for tokens, unit in self.unit.get(word, ()):
            if len(tokens) == 1:
                return unit
        for length in range(len(word), max(3, len(word) - LONGEST_ENDING - 1), -1):
            if word[:length] in self.unit_stem:
                return self.unit_stem[word[:length]]
        return None


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; of signs and symbols alone for a language that is not read in depth."""
    lex = Lexicon(language)
    sets: dict[str, set[str]] = {}
    for name in ("any", language) if language in LANGUAGES else ("any",):
        for kind, value, *forms in rows(f"quantities_{name}.txt"):
            for form in forms:
                _add(lex, sets, kind, value, form)
    for kind in sets.keys() & KINDS:
        setattr(lex, {"and": "and_", "from": "from_"}.get(kind, kind.replace("-", "_")), frozenset(sets[kind]))
    lex.adjective_endings = tuple(sorted(sets.get("adjective", ())))
    _compound_numbers(lex)
    for phrases in (lex.unit, lex.modifier, lex.after, lex.fraction):
        for entries in phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    lex.triggers = frozenset((*lex.number, *lex.scale, *lex.vague, *lex.fraction))
    return lex


def _add(lex: Lexicon, sets: dict[str, set[str]], kind: str, value: str, form: str) -> None:
    for mark in _APOSTROPHES if "'" in form else ("'",):
        written = form.replace("'", mark)
        if kind == "number":
            lex.number[written] = float(value)
        elif kind == "vague":
            lex.vague[written] = float(value)
        elif kind == "scale":
            _add_scale(lex, value, written)
        elif kind in ("fraction", "unit", "modifier", "after"):
            _add_phrase(lex, kind, value, written)
        elif kind == "opening":
            lex.opening[written] = value
        elif kind == "measure":
            lex.measure[written] = value
        else:
            sets.setdefault(kind, set()).add(written)


def _add_scale(lex: Lexicon, value: str, form: str) -> None:
    endings = (
        ("", "а", "у", "ом", "е", "і", "ы", "и", "ов", "ів", "ам", "ами", "ах", "ові") if form[-1] == "*" else ("",)
    )
    for ending in endings:
        lex.scale[form.rstrip("*") + ending] = float(value)


def _add_phrase(lex: Lexicon, kind: str, value: str, form: str) -> None:
    if form[-1] == "*" and len(form) > 1:
        lex.unit_stem[form[:-1]] = value
        return
    if kind == "unit" and len(form) <= LONGEST_ABBREVIATION and form.isalpha():
        _add_phrase(lex, kind, value, form + ".")
    tokens = tuple(word.lower() for word in split(form.replace("_", " "))[0])
    phrases: Phrases = getattr(lex, kind)
    phrases.setdefault(tokens[-1 if kind == "modifier" else 0], []).append((tokens, value))
    if kind == "unit" and not form[0].isalnum() and len(tokens) == 1 and value.isupper():
        lex.sign[form] = value


def _compound_numbers(lex: Lexicon) -> None:
    """Adds "twenty-five" and the like, which are one token each."""
    if lex.language == "en":
        tens = [(word, value) for word, value in lex.number.items() if 20 <= value < 100]
        ones = [(word, value) for word, value in lex.number.items() if 1 <= value < 10]
        for (ten, a), (one, b) in product(tens, ones):
            lex.number[f"{ten}-{one}"] = a + b
