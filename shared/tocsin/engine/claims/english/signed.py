"""Speakers told outside of the clause, as in "As the daily reported, ..." and "... - Holm said", and their kind."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.phrases import subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.uttered import keep
from tocsin.engine.claims.english.words import (
    skip_time,
)
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import (
    same_paragraph,
)

_DASHES: Final = frozenset(("-", "–", "—", "--"))
_SIGNED: Final = 3
"""Sentences that somebody named behind a dash is the speaker of."""


def read_signed(s: EnglishScene, at: int, group: Range, cue: Cue) -> bool:
    """As in "We have no bread. - Holm said.": the paragraph before the dash, without quotation marks."""
    if s.words[s.low] not in _DASHES or group[1] >= s.high or s.words[group[1]] != "." or not s.number:
        return False
    source = subject_left(s, group[0], s.low + 1) if group[0] > s.low + 1 else None
    first = s.doc.sentences[max(0, s.number - _SIGNED)].first
    while first < s.low and not same_paragraph(s, first, s.low):
        first = s.doc.sentences[s.doc.sentence_of[first] + 1].first
    if source is None or source[0] != s.low + 1 or first >= s.low or "Q" not in cue.frames:
        return False
    keep(s, Body([(first, s.low)], kind_of_report(cue), "reported"), source, group, at)
    return True


def read_as_reported(s: EnglishScene, at: int, group: Range, cue: Cue) -> bool:
    """As in "As the daily reported, the dam held"."""
    if "C" not in cue.frames or "as" not in s.lowers[s.low : s.low + 2]:
        return False
    source = subject_left(s, group[0], s.low) if group[0] > s.low else None
    if source is None or source[0] - 1 < s.low or s.lowers[source[0] - 1] != "as":
        return False
    comma = skip_time(s, group[1])
    if source[0] - 2 > s.low or comma + 2 >= s.high or s.words[comma] != ",":
        return False
    body = Body([(comma + 1, clause_end(s, comma + 1))], kind_of_report(cue), "reported")
    keep(s, body, source, group, at)
    return True


def kind_of_report(cue: Cue) -> str:
    return next(cue.frames[frame] for frame in ("C", "Q", "E") if frame in cue.frames)
