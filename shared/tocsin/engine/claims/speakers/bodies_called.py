"""Which body "the ministry", "the firm" or "the report" means."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.speakers.called import outlet_called
from tocsin.engine.claims.speakers.cases import body_in_nominative, in_nominative
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.declined import heads_of
from tocsin.engine.claims.speakers.described import described
from tocsin.engine.claims.speakers.mentioned import name_at_end
from tocsin.engine.claims.speakers.named_within import document_named
from tocsin.engine.claims.speakers.names import ORGANIZATION, kinds, stem
from tocsin.engine.claims.speakers.nouns import sort_of
from tocsin.engine.claims.speakers.pronouns import SLAVIC
from tocsin.engine.claims.speakers.roles import text_of
from tocsin.engine.claims.speakers.slavic_bodies import body_named
from tocsin.model import Claimant

_GENERIC: Final = frozenset(
    map(stem, ("ведомство", "відомство", "company", "agency", "organization", "organisation", "body"))
)
"""Words that take up a body by another name."""
_FIRMS: Final = frozenset(
    map(stem, ("company", "group", "firm", "charity", "retailer", "carmaker", "airline", "broadcaster", "publisher"))
)
"""Words for the one body that an English article has named so far."""
_NEAR: Final = 40
"""Mentions back to which a pronoun can point."""
_LOOKED_AT: Final = 200
"""Names of an article among which one is looked for, so that time stays linear."""


def body_called(cast: Cast, first: int, at: int) -> Claimant | None:
    """The body that "the ministry" means: the last one of that name among the claimants, else the last so named."""
    word = stem(cast.doc.lowers[at])
    own = _called_or_named(cast, at) if cast.doc.language in SLAVIC else None
    if own is not None:
        return own
    if word not in _GENERIC | _FIRMS and not (kinds(cast.doc.lowers[at]) & ORGANIZATION or sort_of[word] == "document"):
        return None
    for body in reversed(cast.bodies):
        parts = body.name.lower().split()
        if any(stem(part) == word for part in heads_of(parts, cast.doc.language)):
            return body
    called = document_named(cast.doc, at) if cast.doc.lowers[first] == "the" and first < at else None
    if called is not None:
        return Claimant(text_of(cast, *called), None, None, "organization")
    named = _body_named_before(cast, first, word)
    if named is None and word in _GENERIC and cast.last_body is not None:
        return cast.last_body
    if named is None and word in _FIRMS:
        named = _only_body_before(cast, first)
    return Claimant(cast.entities[named].name, None, None, "organization") if named is not None else None


def _called_or_named(cast: Cast, at: int) -> Claimant | None:
    """What "издание", "суд" at token `at` mean: the outlet, or the one body of that kind that is named before."""
    outlet, phrase = outlet_called(cast, at), body_named(cast.doc, at)
    if outlet is not None or phrase is None:
        return outlet
    number = name_at_end(cast, *phrase)
    if number is not None and cast.entities[number].kind == "organization":
        return Claimant(body_in_nominative(cast.entities[number].name, cast.doc.language), None, None, "organization")
    body = described(cast, *phrase, cast.doc.span_of(*phrase))
    return Claimant(in_nominative(body.name, cast.doc.language) or body.name, None, None, "organization")


def _body_named_before(cast: Cast, first: int, word: str) -> int | None:
    """The nearest body before that has this word in its name or beside it ("the aid group Open Gate")."""
    behind = bisect_left(cast.firsts, first)
    for start, end, number in reversed(cast.mentions[max(0, behind - _NEAR) : behind]):
        inside = any(stem(part) == word for part in cast.doc.lowers[start:end])
        person = cast.doc.language in SLAVIC and cast.entities[number].kind == "person"
        beside = not person and start > 0 and stem(cast.doc.lowers[start - 1]) == word
        if beside or (inside and cast.entities[number].kind == "organization"):
            return number
    return None


def _only_body_before(cast: Cast, first: int) -> int | None:
    """The one organization that is named before token `first`; None where there are several, or none."""
    before = cast.mentions[: min(bisect_left(cast.firsts, first), _LOOKED_AT)]
    bodies = {number for _, _, number in before if cast.entities[number].kind == "organization"}
    return min(bodies) if len(bodies) == 1 and cast.doc.language == "en" else None
