"""Nouns and adjectives that hold a claim: "his claim that", "the plan to", "is confident that" and the like."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.sources import find_owner, find_source
from tocsin.engine.claims.english.uttered import keep
from tocsin.engine.claims.english.wordclasses import BE, NEGATION, SUBJECT
from tocsin.engine.claims.english.words import group_start, has, has_verb, lower_at
from tocsin.engine.claims.lexicon import Cue

_DENIED: Final = 5
"""Tokens before a noun among which a negation is its own."""

_NONE: Final = frozenset(("no", "any"))
_MODIFIED: Final = 3
"""Tokens before a noun among which "no" is its own."""


def read_noun(s: EnglishScene, at: int, cue: Cue) -> None:
    """As in "his claim that", "the ministry's plan to", "criticism of"."""
    frames, lower = cue.frames, lower_at(s, at + 1)
    source = find_owner(s, at)
    if lower in ("that", "whether") and "T" in frames and has_verb(s, at + 1):
        if has(s, max(s.low, at - _DENIED), at, NEGATION):
            return  # "no sign that", "not a sign that"
        kind, begin = frames["T"], at + 1
    elif source is None or _is_missing(s, at):
        return
    elif lower == "to" and "I" in frames:
        kind, begin = frames["I"], at + 1
    elif lower in cue.prepositions and at + 2 < s.high:
        kind, begin = cue.prepositions[lower], at + 2
    else:
        return
    s.relative = lower not in ("that", "whether")  # "his decision to stay | means that"
    mode = "phrase" if lower in cue.prepositions else "that"  # "his rejection of the plan | has cost him votes"
    keep(s, Body([(begin, clause_end(s, begin, mode))], kind, "noun"), source, (at, at + 1), at)


def _is_missing(s: EnglishScene, at: int) -> bool:
    """As in "has no immediate plans to", "denied any intention of"."""
    return not _NONE.isdisjoint(s.lowers[max(s.low, at - _MODIFIED) : at])


def read_adjective(s: EnglishScene, at: int, cue: Cue) -> None:
    """As in "is confident that", "was critical of"."""
    frames, here = cue.frames, at + 1
    start = group_start(s, at, s.low)
    if here >= s.high or not has(s, start, at, BE):
        return
    lower = s.lowers[here]
    if lower in ("that", "whether", "if") and "T" in frames:
        kind, begin = frames["T"], here
    elif lower == "to" and "I" in frames:
        kind, begin = frames["I"], here
    elif lower in cue.prepositions:
        kind, begin = cue.prepositions[lower], here + 1
    elif "C" in frames and s.bits[here] & SUBJECT and has_verb(s, here):
        kind, begin = frames["C"], here
    else:
        return
    body = Body([(begin, clause_end(s, begin))], kind, "adjective")
    keep(s, body, find_source(s, at, start), (start, here), at)
