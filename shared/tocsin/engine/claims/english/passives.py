"""Passives, and what seems: "it was reported that", "is expected to", "was accused of" and the like."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.phrases import phrase_left, phrase_right, subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.uttered import keep
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    COORDINATOR,
    ENDS_ING,
    LY,
    NAME,
    OWNING,
    PREPOSITION,
    SUBJECT,
    WORD,
)
from tocsin.engine.claims.english.words import has_verb, lower_at, skip_time
from tocsin.engine.claims.lexicon import Cue

_PASSIVE_CLAUSE: Final = frozenset(("that", "whether", "how", "if", "about", "why"))
_NOT_OF_SUBJECT: Final = frozenset(("ask", "tell", "rip", "slam", "slap", "knock", "pan", "trash", "ding", "blast"))
"""What passives of these say is asked of the subject, or done to it with hands."""
_SEEMING: Final = frozenset(("to", "that", "like"))
_AS: Final = frozenset(("as",))
_IF: Final = frozenset(("if", "though"))
"""What "seems" is claimed with."""
_BY_WINDOW: Final = 12
"""Tokens behind a passive within which "by" names the speaker."""


def read_passive(s: EnglishScene, group: Range, at: int, cue: Cue) -> None:
    """As in "it was reported that", "is expected to", "was accused of": "by" names who says so."""
    frames, after = cue.frames, skip_time(s, group[1])
    end = clause_end(s, after)
    infinitive = next((i for i in range(after, end) if s.lowers[i] == "to"), end)
    by = next((i for i in range(after, min(infinitive, after + _BY_WINDOW)) if s.lowers[i] == "by"), None)
    source = _without_reason(s, phrase_right(s, by + 1, end)) if by is not None and by + 1 < end else None
    if lower_at(s, after) == "about" and source is None:
        return  # "being told about the plan": nobody tells it, and nothing of it
    if source is None and cue.lemma == "ask":
        return  # "was asked whether he would stay": nobody says anything of it
    if lower_at(s, after) in _PASSIVE_CLAUSE:
        if "R" in frames or "C" in frames or "T" in frames or "N" in frames or cue.addressed:
            kind = next(iter(frames.values()), "statement")
            keep(s, Body([(after, end)], kind, "that"), source, group, at)
        return
    kind_of = frames.get("R") or (frames["N"] if frames.get("N") == "accusation" else None)
    subject = subject_left(s, group[0], s.low)
    if kind_of is None or subject is None or cue.lemma in _NOT_OF_SUBJECT:
        return
    subject = _antecedent(s, _behind_and(s, subject))
    rest = (source[1] if source else after, end)
    if rest[0] >= rest[1]:
        return
    keep(s, Body([(subject[0], end)], kind_of, "passive"), source, group, at)


def _without_reason(s: EnglishScene, source: Range | None) -> Range | None:
    """As in "was criticised by the drivers for closing the quay"."""
    if source is None:
        return None
    first, last = source
    ends = (at for at in range(first + 1, last - 1) if s.lowers[at] == "for" and s.bits[at + 1] & ENDS_ING)
    return first, next(ends, last)


def _behind_and(s: EnglishScene, subject: Range) -> Range:
    """Of "are told directly by the fund and the review is expected": the subject begins behind "and"."""
    first, last = subject
    if not s.bits[first] & (PREPOSITION | LY | ADVERB):
        return subject
    return next((at + 1 for at in range(last - 2, first, -1) if s.bits[at] & COORDINATOR), first), last


def _antecedent(s: EnglishScene, subject: Range) -> Range:
    """Of "The officer, who is accused": whom the pronoun takes up."""
    before = subject[0] - 1 - (s.words[subject[0] - 1] == ",")
    if s.lowers[subject[0]] not in ("who", "which") or before < s.low:
        return subject
    return phrase_left(s, before + 1, s.low) or subject


def read_seems(s: EnglishScene, group: Range, at: int) -> None:
    """As in "The talks seem to have failed": the claim is subject and rest, and nobody's by name."""
    subject = subject_left(s, group[0], s.low)
    after = group[1]
    if subject is None or after >= s.high or not s.bits[after] & WORD:
        return
    if not _tells_what(s, after, subject):
        return  # "appeared in court", "seemed calm": how somebody looked
    if s.lowers[subject[0]] in ("who", "which", "that"):
        return  # a side clause: whom it is about stands outside of it
    end = clause_end(s, group[1], "clause")
    keep(s, Body([(subject[0], end)], "inner", "seems"), None, group, at)


def _tells_what(s: EnglishScene, after: int, subject: Range) -> bool:
    """Whether "to", "that", "as if" or, behind "it seems", a clause stands at `after` or behind its adverbs."""
    while after < s.high - 1 and s.bits[after] & (ADVERB | LY) and s.lowers[after] not in _AS:
        after += 1
    if s.lowers[after] in _SEEMING or (s.lowers[after] in _AS and lower_at(s, after + 1) in _IF):
        return True
    opens = s.lowers[subject[0]] == "it" and s.bits[after] & (SUBJECT | OWNING | NAME)
    return bool(opens) and has_verb(s, after)
