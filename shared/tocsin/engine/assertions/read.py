"""A text as an assertion: its words as terms, with what negates and moderates them, its counts and times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, get_args

from tocsin.engine.assertions.counts import counts_of
from tocsin.engine.assertions.lexicon import concepts, keys_of, kinds, light_keys, phrases_of
from tocsin.engine.assertions.roles import roles_of
from tocsin.engine.assertions.scope import Scope, scope_of
from tocsin.engine.assertions.terms import Assertion, Kind, Term
from tocsin.engine.assertions.times import is_time, times_of
from tocsin.engine.compare.figures import language_of
from tocsin.engine.compare.lexicon import common, places
from tocsin.engine.compare.words import Word, plain, words
from tocsin.engine.quantities import quantities_in
from tocsin.model import Quantity
from tocsin.text.sounds import sound

LONGEST: Final = 600
"""Code points that are read of a claim: the ledger keeps 300, headlines have fewer."""
_GRAMMAR: Final = frozenset({"determiner", "pronoun", "preposition", "conjunction", "auxiliary", "modal", "punct"})
_LIGHT_KINDS: Final = frozenset({"adverb", "hedge", "condition", "alternative", "total"})
_LIGHT: Final = 0.3
_TITLE_WORDS: Final = 4
_TITLE_SHARE: Final = 0.75
_SAYS_EN: Final = r"(?:said|says|say|told|reported|reports|announced|confirmed|stated|added|according)"
_SAYS: Final = r"(?:сообщил|заявил|рассказал|подтвердил|сказал|передает|передаёт|сообщает|повідоми|заявив|заявил|розпові|підтверд|сказав|повідомля)"
_TAIL: Final = re.compile(
    rf",\s+(?:[^,]{{1,60}}\s{_SAYS_EN}(?:\s\w+)?|{_SAYS_EN}\s[^,]{{1,60}}|{_SAYS}\w*\s[^,]{{1,60}})[.!]?$",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    rf"^(?:[^,.;:]{{1,50}}\s(?:said|says|say)\s(?:that\s)?|according to [^,]{{1,50}},\s)", re.IGNORECASE
)


def read_assertion(text: str, language: str | None = None) -> Assertion:
    """Read a claim once for any number of comparisons. Any language but Russian and Ukrainian is read as English."""
    flat = " ".join(text.split())[:LONGEST]
    return _read(flat, language if language in {"ru", "uk"} else language_of(flat))


@lru_cache(maxsize=1 << 12)
def _read(text: str, language: str) -> Assertion:
    said = _HEAD.sub("", _TAIL.sub("", text))
    found = words(said)
    quantities = quantities_in(plain(said), language)
    scope = scope_of(found, language)
    terms = _terms(found, scope, _counted(found, quantities), language)
    return Assertion(
        key=" ".join(word.lower for word in found if word.kind != "punct"),
        language=language,
        terms=terms,
        roles=roles_of(found, terms, language),
        counts=counts_of(said, found, terms, quantities),
        negations=_negations(terms, scope),
        times=times_of(said, found, language),
        total=sum(term.weight for term in terms),
    )


def _negations(terms: Sequence[Term], scope: Scope) -> tuple[tuple[int, ...], ...]:
    at = {term.at: number for number, term in enumerate(terms)}
    groups = (tuple(at[n] for n in group if n in at and terms[at[n]].negated) for group in scope.groups)
    return tuple(group for group in groups if group)


def _counted(found: Sequence[Word], quantities: Sequence[Quantity]) -> frozenset[int]:
    """Numbers of the words that are figures, but not of the things counted."""
    inside = set()
    for quantity in quantities:
        counted = quantity.thing if quantity.thing and quantity.text.endswith(quantity.thing) else ""
        end = quantity.span.start + len(quantity.text.removesuffix(counted).rstrip(" .,;:"))
        inside.update(n for n, word in enumerate(found) if word.start < end and quantity.span.start < word.end)
    return frozenset(inside)


def _terms(found: Sequence[Word], scope: Scope, figures: frozenset[int], language: str) -> tuple[Term, ...]:
    terms = []
    at = 0
    names = _names(found)
    keys = [keys_of(word.lower, language) for word in found]
    while at < len(found):
        length, named = _phrase(found, keys, at, language) if at not in figures else (1, frozenset())
        if not (
            length == 1
            and (at in figures or at in scope.spent or _is_grammar(found[at]) or is_time(found[at], keys[at]))
        ):
            terms.append(
                _term(
                    found[at : at + length],
                    at,
                    keys[at],
                    named,
                    at in names and length == 1,
                    scope,
                    found[at - 1] if at else None,
                )
            )
        at += length
    return tuple(terms)


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
        if here >= len(found) or part not in keys[here] and part != found[here].lower:
            return 0
        here += 1
    return here - at


def _within(word: Word) -> bool:
    """What a phrase may have between its words: "lost its power", "call-up"."""
    return word.kind == "determiner" or word.text == "-"


def _term(
    run: Sequence[Word],
    at: int,
    keys: frozenset[str],
    named: frozenset[str],
    is_name: bool,
    scope: Scope,
    before: Word | None,
) -> Term:
    word = run[0]
    if len(run) > 1:
        keys = frozenset(("_".join(w.lower for w in run),))
    kind: Kind = "name" if is_name and not named else _kind(named, keys)
    if at in scope.tellers or kind == "other" and (word.kind in _LIGHT_KINDS or not keys.isdisjoint(light_keys())):
        kind = "light"
    weight = min((common().get(word.stem, 1.0) for word in run[:1]), default=1.0)
    if not named and weight < 0.5 and kind != "name":
        kind = "light"
    return Term(
        at=at,
        text=" ".join(w.text for w in run),
        keys=keys,
        concepts=named,
        kind=kind,
        sound=sound(word.lower) if kind in {"name", "other", "thing"} else "",
        weight=_LIGHT if kind == "light" else 1.0,
        negated=at in scope.negated,
        mood=scope.moods.get(at, "done"),
        clause=scope.clauses[at],
        lacking=at in scope.lacking,
        after=before.lower if before is not None and before.kind == "preposition" else "",
    )


def _kind(named: frozenset[str], keys: frozenset[str]) -> Kind:
    found = {kinds()[name] for name in named}
    if named and not keys.isdisjoint(light_keys()) and found == {"thing"}:
        return "light"
    return next((kind for kind in get_args(Kind) if kind in found), "other")


def _is_grammar(word: Word) -> bool:
    return word.kind in _GRAMMAR or not word.lower[0].isalpha()


def _names(found: Sequence[Word]) -> frozenset[int]:
    """Words with a capital; in a headline that gives one to every word, those that are known as places."""
    content = [n for n, word in enumerate(found) if word.kind == "content"]
    capital = frozenset(n for n in content if found[n].capital)
    if len(content) >= _TITLE_WORDS and len(capital) > _TITLE_SHARE * len(content):
        known = places("country").keys() | places("locality").keys()
        return frozenset(n for n in capital if found[n].stem in known)
    return frozenset(n for n in capital if not _opens(found, n) or found[n].stem not in common())


def _opens(found: Sequence[Word], at: int) -> bool:
    return at == 0 or found[at - 1].text in {".", ":", '"'}
