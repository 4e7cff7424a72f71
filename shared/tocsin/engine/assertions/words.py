"""The words of a text that say something, as terms: what each means, and what kind of word it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from tocsin.engine.assertions.lexicon import concepts, keys_of, kinds, light_keys, ordinals, section_words
from tocsin.engine.assertions.matching import locality_of, senses_of
from tocsin.engine.assertions.scope import Scope
from tocsin.engine.assertions.terms import Kind, Term
from tocsin.engine.assertions.times import is_time
from tocsin.engine.compare.lexicon import common, places
from tocsin.engine.compare.words import Word
from tocsin.model import Quantity
from tocsin.text.morphology import readings
from tocsin.text.sounds import sound

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_GRAMMAR: Final = frozenset({"determiner", "pronoun", "preposition", "conjunction", "auxiliary", "modal", "punct"})
_LIGHT_KINDS: Final = frozenset({"adverb", "hedge", "condition", "alternative", "total"})
_LIGHT: Final = 0.3
_TITLE_WORDS: Final = 4
_TITLE_SHARE: Final = 0.75
"""Capitals among the words of content from which on a text is a headline that gives one to every word."""


def terms_of(found: Sequence[Word], scope: Scope, quantities: Sequence[Quantity], language: str) -> tuple[Term, ...]:
    """The terms of a text in order: phrases as one, figures, grammar, times and what only moderates left out."""
    figures = _figures(found, quantities)
    names = _names(found, language)
    keys = [keys_of(word.lower, language) for word in found]
    terms = []
    at = 0
    while at < len(found):
        length, named = _phrase(found, keys, at, language) if at not in figures else (1, frozenset())
        passed = at in figures or at in scope.spent or _is_grammar(found[at]) or is_time(found[at], keys[at])
        if length > 1 or not passed:
            term = _term(found, range(at, at + length), keys[at], named, scope)
            terms.append(term._replace(kind="name", weight=1.0) if _is_name(term, length, names) else term)
        at += length
    return tuple(terms)


def _is_name(term: Term, length: int, names: frozenset[int]) -> bool:
    return length == 1 and term.at in names and not term.concepts and term.keys.isdisjoint(light_keys())


def _figures(found: Sequence[Word], quantities: Sequence[Quantity]) -> frozenset[int]:
    """Numbers of the words that are figures, but not of the things counted."""
    inside: set[int] = set()
    for quantity in quantities:
        counted = quantity.thing if quantity.thing and quantity.text.endswith(quantity.thing) else ""
        end = quantity.span.start + len(quantity.text.removesuffix(counted).rstrip(" .,;:"))
        inside.update(n for n, word in enumerate(found) if word.start < end and quantity.span.start < word.end)
    return frozenset(inside)


def _phrase(found: Sequence[Word], keys: list[frozenset[str]], at: int, language: str) -> tuple[int, frozenset[str]]:
    """How many words from `at` are one, and the concepts of what they are."""
    table = concepts(language)
    lengths: dict[int, set[str]] = {}
    for key in keys[at]:
        for parts, name in table.phrases.get(key, ()):
            lengths.setdefault(_matched(found, keys, at, parts), set()).add(name)
    longest = max(lengths, default=0)
    if longest:
        return longest, frozenset(lengths[longest])
    named = frozenset(name for key in keys[at] for name in table.words.get(key, ()))
    return 1, named


def _matched(found: Sequence[Word], keys: list[frozenset[str]], at: int, parts: tuple[str, ...]) -> int:
    """How many words the phrase takes up, determiners within it passed over; 0 if it does not stand there."""
    here = at
    for number, part in enumerate(parts):
        while number and here < len(found) and _within(found[here]) and part not in keys[here]:
            here += 1
        if here >= len(found) or (part not in keys[here] and part != found[here].lower):
            return 0
        here += 1
    return here - at


def _within(word: Word) -> bool:
    """What a phrase may have between its words: "lost its power", "call-up"."""
    return word.kind == "determiner" or word.text == "-"


def _term(found: Sequence[Word], run: range, keys: frozenset[str], named: frozenset[str], scope: Scope) -> Term:
    at, word = run[0], found[run[0]]
    if len(run) > 1:
        keys = frozenset(("_".join(found[n].lower for n in run),))
    elif number := _ordinal(found, at, keys):
        keys = frozenset((f"#{number}",))
    kind: Kind = _kind(named, keys)
    if kind == "predicate" and word.lower.endswith("ing") and any(kinds()[name] == "thing" for name in named):
        kind = "thing"  # "the Torvik crossing"
    if at in scope.tellers or (kind == "other" and (word.kind in _LIGHT_KINDS or not keys.isdisjoint(light_keys()))):
        kind = "light"
    weight = common().get(word.stem, 1.0)
    if not named and weight < 0.5:
        kind = "light"
    return Term(
        at=at,
        text=" ".join(found[n].text for n in run),
        keys=keys,
        concepts=named,
        kind=kind,
        sound=sound(word.lower) if kind in {"name", "other", "thing"} else "",
        weight=_LIGHT if kind == "light" else 1.0,
        negated=at in scope.negated,
        mood=scope.moods.get(at, "done"),
        clause=scope.clauses[at],
        lacking=at in scope.lacking,
        after=_preposition(found, at),
        senses=senses_of(keys, named),
        locality=locality_of(keys),
    )


def _ordinal(found: Sequence[Word], at: int, keys: frozenset[str]) -> str:
    """The number of an ordinal, in words or as the ending behind figures; "" for no ordinal."""
    back = at - 2 if at > 1 and found[at - 1].text == "-" else at - 1
    if back >= 0 and found[back].text.isdecimal() and found[at].lower in section_words("ordinal-ending"):
        return found[back].text
    return next((ordinals()[key] for key in keys if key in ordinals()), "")


def _preposition(found: Sequence[Word], at: int) -> str:
    """The preposition before a word, articles and numbers passed over; "" for none."""
    back = at - 1
    while back > 0 and found[back].kind in {"determiner", "number"}:
        back -= 1
    return found[back].lower if back >= 0 and found[back].kind == "preposition" else ""


def _kind(named: frozenset[str], keys: frozenset[str]) -> Kind:
    found = {kinds()[name] for name in named}
    if named and not keys.isdisjoint(light_keys()) and found == {"thing"}:
        return "light"
    return next((kind for kind in _KINDS if kind in found), "other")


def _is_grammar(word: Word) -> bool:
    return word.kind in _GRAMMAR or not word.lower[0].isalpha()


def _names(found: Sequence[Word], language: str) -> frozenset[int]:
    """Words with a capital; in a headline that gives one to every word, those that are known as places."""
    content = [n for n, word in enumerate(found) if word.kind == "content"]
    capital = frozenset(n for n in content if found[n].capital)
    if len(content) >= _TITLE_WORDS and len(capital) > _TITLE_SHARE * len(content):
        known = places("country").keys() | places("locality").keys()
        return frozenset(n for n in capital if found[n].stem in known)
    return frozenset(n for n in capital if not _opens(found, n) or not _common(found[n], language))


def _common(word: Word, language: str) -> bool:
    """Whether a word that opens a sentence is none but for its capital: in a dictionary, and no name there."""
    known = readings(word.lower, language)
    return word.stem in common() or any(one.listed and not one.form.kind for one in known)


def _opens(found: Sequence[Word], at: int) -> bool:
    return at == 0 or found[at - 1].text in {".", ":", '"'}
