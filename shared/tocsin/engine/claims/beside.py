"""Small questions about English words beside a cue: times, verbs, openings."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.base import Reader
from tocsin.engine.claims.grammar import Grammar
from tocsin.engine.claims.lexicon import english
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.wordclasses import (
    ADVERB,
    BE,
    CLITIC,
    COORDINATOR,
    CUE,
    DET,
    ENDS_ING,
    EVIDENCE,
    FINITE,
    LY,
    MODAL,
    NEGATION,
    OBJECT,
    OWNING,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WORD,
)
from tocsin.text.document import Document

_MARKS: Final = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))
_KEPT_ADVERBS: Final = frozenset(("not", "never", "there"))
"""Adverbs that belong to what is claimed."""
_BEFORE_TIME: Final = frozenset(("on", "in", "this", "late", "early"))
_HAS_BE: Final = ("’s", "'s", "’re", "'re", "’d", "'d", "’ll", "'ll")
_SEEN_OR_BACKED: Final = frozenset(
    ("support", "back", "see", "know", "hear", "find", "show", "read", "learn", "raise", "challenge")
)
"""Cues that, behind "wanted to" and the like, are what is wanted."""
NO_SUBJECT: Final = PREPOSITION | SUBORDINATOR


class EnglishWords(Reader):
    """One English document with its word classes, read around one cue at a time."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.lexicon = english()
        self.g = Grammar(doc, self.lexicon)
        self.lowers = doc.lowers
        self.bits = self.g.bits
        self.participle = self.ing = self.relative = False
        """Of the cue being read: opens or follows a comma; ends in -ing; its subject is a relative pronoun."""
        self.opens_as = False
        """Of the sentence: "as" is its first or second word."""

    def _is_cue(self, word: str) -> bool:
        return word in self.lexicon.cues

    def _leads_away(self, at: int) -> bool:
        return bool(self.bits[at] & ENDS_ING) and self.lowers[at] in self.lexicon.cues

    def _has_verb(self, here: int) -> bool:
        for at in range(here + 1, min(self.high, here + 25)):
            if self.bits[at] & FINITE or (self.bits[at] & CUE and self.bits[at - 1] & SUBJECT):
                return True
            if self.words[at] in ";:":
                return False
        return bool(self.bits[here] & BE) or self.lowers[here].endswith(_HAS_BE)

    def _opens_phrase(self, here: int) -> bool:
        found = self.bits[here]
        plain = found & (WORD | NO_SUBJECT | COORDINATOR | TIME) == WORD
        return plain or bool(found & (OWNING | OBJECT)) or self.of_token[here] >= 0

    def _opens_clause(self, here: int) -> bool:
        found = self.bits[here]
        if found & (PREPOSITION | COORDINATOR) and not found & DET:
            return False
        return bool(found & WORD) or self.words[here] in _MARKS

    def _skip_time_and_adverbs(self, here: int) -> int:
        """Behind "late Thursday", "again", but not behind "not"."""
        bits, lowers = self.bits, self.lowers
        if here >= self.high or not (bits[here] & (TIME | ADVERB) or lowers[here] in _BEFORE_TIME):
            return here
        here = self._skip_time(here)
        while here < self.high and bits[here] & (ADVERB | DET | TIME) == ADVERB and lowers[here] not in _KEPT_ADVERBS:
            here += 1
        return here

    def _skip_time(self, here: int) -> int:
        """Behind "late Thursday", "this week", "on Monday"."""
        bits, lowers, at = self.bits, self.lowers, here
        while at < self.high and (
            (bits[at] & TIME and lowers[at] != "this")
            or (lowers[at] in _BEFORE_TIME and at + 1 < self.high and bits[at + 1] & TIME)
        ):
            at += 1
        owns = at < self.high and bits[at] & CLITIC  # "said Thursday's vote was fair"
        return at if at > here and bits[at - 1] & TIME and not owns else here

    def _is_finite(self, at: int) -> bool:
        if self.bits[at] & ENDS_ING:
            return False
        return at == self.low or not (self.lowers[at - 1] == "to" or self.bits[at - 1] & (MODAL | PREPOSITION))

    def _participle(self, at: int) -> bool:
        return bool(self.bits[at] & ENDS_ING) and not (at > self.low and self.bits[at - 1] & (BE | ADVERB))

    def _negated(self, start: int, at: int) -> bool:
        return self.g.has(start, at, NEGATION)

    def _evidence(self, at: int) -> bool:
        """Whether a poll, a study, a court stands left of the cue."""
        return self.g.has(max(self.low, at - 12), at, EVIDENCE)

    def _cue_follows(self, at: int) -> bool:
        bits = self.bits
        while at < self.high and bits[at] & (ADVERB | LY):
            at += 1
        return (
            at + 1 < self.high
            and self.lowers[at] not in _SEEN_OR_BACKED
            and any(
                cue.part == "verb" and form == "base" and not cue.frames.keys().isdisjoint("CTNQ")
                for cue, form in self.lexicon.cues.get(self.lowers[at], ())
            )
        )

    def _subordinate_opening(self) -> bool:
        """The sentence opens with a subordinate clause or a participle, which its first comma closes."""
        first = self.low
        if self.lowers[first] in ("but", "and", "still") and first + 1 < self.high:
            first += 1
        return (bool(self.bits[first] & SUBORDINATOR) and not self.bits[first] & DET) or self.lowers[first] in (
            "asked",
            "when",
            "while",
        )

    def _comma_before(self, end: int) -> bool:
        """Whether the sentence has a comma of its own before `end`."""
        return any(self.words[at] == "," and self.of_token[at] < 0 for at in range(self.low, end))
