"""A text as an assertion: its words as terms, with what negates and moderates them, its counts and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from tocsin.engine.assertions.counts import counts_of
from tocsin.engine.assertions.roles import roles_of
from tocsin.engine.assertions.scope import Scope, scope_of
from tocsin.engine.assertions.terms import Assertion, Term, term_marks
from tocsin.engine.assertions.times import times_of
from tocsin.engine.assertions.words import terms_of
from tocsin.engine.compare.figures import language_of
from tocsin.engine.compare.words import plain, words
from tocsin.engine.quantities import quantities_in

LONGEST: Final = 600
"""Code points that are read of a claim: the ledger keeps 300, headlines have fewer."""
_SOUNDS: Final = 4
_SAYS_EN: Final = r"(?:said|says|say|told|reported|reports|announced|confirmed|stated|added|according)"
_SAYS: Final = (
    r"(?:сообщил|заявил|рассказал|подтвердил|сказал|передает|передаёт|сообщает|повідоми|заявив|розпові|підтверд|сказав"
    r"|повідомля)"
)
_TAIL: Final = re.compile(
    rf",\s+(?:[^,]{{1,60}}\s{_SAYS_EN}(?:\s\w+)?|{_SAYS_EN}\s[^,]{{1,60}}|{_SAYS}\w*\s[^,]{{1,60}})[.!]?$",
    re.IGNORECASE,
)
"""Who says it, behind it."""
_HEAD: Final = re.compile(
    r"^(?:[^,.;:]{1,50}\s(?:said|says|say)\s(?:that\s)?|according to [^,]{1,50},\s)", re.IGNORECASE
)
"""Who says it, before it."""


def read_assertion(text: str, language: str | None = None) -> Assertion:
    """Read a claim once for any number of comparisons. Any language but Russian and Ukrainian is read as English."""
    return _read(text, language or language_of(text[:LONGEST]))


@lru_cache(maxsize=1 << 12)
def _read(written: str, told_in: str) -> Assertion:
    text = " ".join(written.split())[:LONGEST]
    language = told_in if told_in in {"ru", "uk"} else "en"
    said = _HEAD.sub("", _TAIL.sub("", text))
    found = words(said)
    quantities = quantities_in(plain(said), language)
    scope = scope_of(found, language)
    terms = terms_of(found, scope, quantities, language)
    return Assertion(
        key=" ".join(word.lower for word in found if word.kind != "punct"),
        language=language,
        terms=terms,
        roles=roles_of(found, terms, language),
        counts=counts_of(found, terms, quantities),
        negations=_negations(terms, scope),
        times=times_of(said, found, language),
        concepts=frozenset(concept for term in terms for concept in term.concepts),
        by_mark=_by_mark(terms),
        total=sum(term.weight for term in terms),
        marks=frozenset(mark for term in terms if term.kind != "light" for mark in _marks(term)),
    )


def _marks(term: Term) -> Iterator[str]:
    yield from term.keys
    yield from term.senses
    if term.sound:
        yield f"~{term.sound[:_SOUNDS]}"


def _by_mark(terms: Sequence[Term]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        for mark in term_marks(term):
            found.setdefault(mark, []).append(number)
    return {mark: tuple(numbers) for mark, numbers in found.items()}


def _negations(terms: Sequence[Term], scope: Scope) -> tuple[tuple[int, ...], ...]:
    at = {term.at: number for number, term in enumerate(terms)}
    groups = (tuple(at[n] for n in group if n in at and terms[at[n]].negated) for group in scope.groups)
    return tuple(group for group in groups if group)
