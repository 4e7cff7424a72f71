"""Where English clauses and phrases begin and end."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.beside import NO_SUBJECT, EnglishWords
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.wordclasses import (
    ADVERB,
    BE,
    COORDINATOR,
    DET,
    DO,
    ENDS_ING,
    FINITE,
    HAVE,
    LY,
    MODAL,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WH,
    WORD,
)
from tocsin.text.document import Document

_DASHES: Final = frozenset(("-", "–", "—", "--"))
_VERBLESS: Final = 6
"""Tokens from which the beginning of a sentence counts as a clause although its verb is not listed."""
_LOOSE_STOPPERS: Final = frozenset(("which", "who", "a", "an", "while", "even", "despite", "though", "although"))
_PHRASE_ENDS: Final = frozenset(("but", "before", "while", "although", "though"))
_STOPPERS: Final = frozenset({"but", "while", "although", "though", "whereas", "according", "compared"})


_LINKING: Final = WH | SUBORDINATOR | SUBJECT
_CARRIES: Final = MODAL | BE | HAVE | DO
_LOOKED_AT: Final = _LINKING | _CARRIES | PREPOSITION
"""Words at which an infinitive or a phrase may end, or lets a verb follow; _PHRASE_ENDS are among them."""
_ASIDE: Final = 15
"""Tokens of an aside between dashes."""
_NO_SHORT_SUBJECT: Final = SUBORDINATOR | COORDINATOR
_SHORT_SUBJECT: Final = 6
"""Tokens of a subject and its cue behind "and"."""


class Clauses(EnglishWords):
    """Clauses and phrases of English, beside a cue."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.begun = 0
        """Where the clause or phrase being read begins."""
        self.linked = False
        """In the phrase being read: a word that lets a finite verb follow has been seen."""

    def _clause_end(self, start: int, mode: str = "that") -> int:
        """First token behind what begins at `start`.

        `mode`: a clause with "that", a bare "clause", an "infinitive" or a "phrase"; the later in this list, the sooner
        a comma, a dash or a conjunction ends it.
        """
        at, high, depth = start, self.high, 0
        self.begun = start
        at_comma = (self._subordinate_opening() and not self._comma_before(start)) or (
            self.participle and mode != "that"
        )
        self.linked = mode in ("that", "clause")
        least = start if mode == "phrase" else start + 1
        passed = WORD | COORDINATOR if self.linked else WORD | COORDINATOR | _LOOKED_AT
        passed |= FINITE if self.relative else 0
        bits, words, of_token = self.bits, self.words, self.of_token
        while at < high:
            if of_token[at] >= 0:
                at = max(at + 1, self.quotes.found[of_token[at]].last)
                if at < high and words[at - 2] == "," and not depth and self._comma_stops(at - 1, mode):
                    return at
                continue
            if bits[at] & passed == WORD:  # no mark and no word at which anything ends
                at += 1
                continue
            word = words[at]
            depth += (word == "(") - (word == ")")
            if depth < 0 or (depth and mode == "phrase"):
                return at
            if not depth and at > least and ((at_comma and word == ",") or self._stops(at, mode)):
                return at
            at += 1
        return max(high, min(at, len(words)))

    def _stops(self, at: int, mode: str) -> bool:
        """Whether the clause or phrase ends before token `at`."""
        word, found = self.words[at], self.bits[at]
        if word == ",":
            return self._comma_stops(at, mode) and not (mode == "clause" and self._verb_to_come(at))
        if word == ";" or (mode == "phrase" and word in _DASHES):
            return True
        if mode != "that" and word in _DASHES and not self._dash_around(at):
            return True
        if found & COORDINATOR:
            return self._new_cue(at + 1) or (mode != "that" and self._parallel(at + 1))
        if not self.linked:
            if found & _LINKING:
                self.linked = True
            elif self.relative and (found & _CARRIES or self.lowers[at] in self.lexicon.finite):
                return True  # "those who want to stay | are ...", "those who want to stay | said"
        return mode == "phrase" and self.lowers[at] in _PHRASE_ENDS

    def _verb_to_come(self, comma: int) -> bool:
        """As in "the talks, which began in May, go on": an aside stands between the clause's subject and its verb."""
        return bool(self.bits[comma + 1] & WH) and not self.g.has(self.begun, comma, FINITE)

    def _dash_around(self, at: int) -> bool:
        """Whether the dash opens or closes an aside inside of the clause."""
        words = self.words
        ahead = words[at + 1 : min(self.high, at + _ASIDE)]
        return words[at] in ahead or words[at] in words[max(self.low, at - _ASIDE) : at]

    def _parallel(self, at: int) -> bool:
        """Behind "and": a participle parallel to the cue's own."""
        return self.ing and at < self.high and bool(self.bits[at] & ENDS_ING)

    def _comma_stops(self, comma: int, mode: str) -> bool:
        here = comma + 1
        if here >= self.high or self.lowers[here] == "including":
            return False
        lower, found = self.lowers[here], self.bits[here]
        main = lower in self.lexicon.finite and (self.relative or (mode in ("phrase", "infinitive") and found & FINITE))
        if main or self._tag(here):  # "a mayor who refused to leave, said"
            return True
        if found & COORDINATOR and (lower != "but" or mode == "that"):
            return mode == "phrase" or self._new_cue(here + 1) or self._new_speaker(here + 1)
        if lower in _STOPPERS or (found & ENDS_ING and (mode != "that" or lower in self.lexicon.cues)):
            return True
        if mode == "phrase":
            return lower in _LOOSE_STOPPERS or bool(found & (_LINKING | DET))
        return mode != "that" and (lower in _LOOSE_STOPPERS or found & (SUBJECT | WH) == SUBJECT)

    def _tag(self, at: int) -> bool:
        """As in ", Varga said." at the end: it reports the whole sentence, and no claim within goes over it."""
        for here in range(at + 1, min(self.high, at + _SHORT_SUBJECT)):
            if self.bits[here] & FINITE and self.lowers[here] in self.lexicon.finite:
                behind = here + 1
                return behind >= self.high or self.words[behind] in (".", ",") or bool(self.bits[behind] & TIME)
            if not self.bits[here] & WORD or self.bits[here] & (_NO_SHORT_SUBJECT | FINITE):
                return False
        return False

    def _new_cue(self, at: int) -> bool:
        """A finite cue verb, possibly behind adverbs: another claim of the same speaker begins."""
        bits = self.bits
        while at < self.high and bits[at] & (ADVERB | HAVE | LY):
            at += 1
        return at < self.high and self.lowers[at] in self.lexicon.finite

    def _new_speaker(self, at: int) -> bool:
        """Behind a comma and "and": a short subject of its own with a cue, "and other leaders said"."""
        for here in range(at + 1, min(self.high, at + _SHORT_SUBJECT)):
            if not self.bits[here] & WORD or self.bits[here] & _NO_SHORT_SUBJECT:
                return False
            if self.bits[here] & FINITE:
                return self.lowers[here] in self.lexicon.finite
        return False

    def _clause_before(self, end: int) -> bool:
        """Whether a clause of its own, not just an adjunct, stands between the sentence's beginning and `end`."""
        low = self.low if end > self.low else self._sentence_start(end - 1)
        if self.g.has(low, end, FINITE):
            return True
        if self.bits[low] & (NO_SUBJECT | ENDS_ING):  # an adjunct; the clause begins behind its comma
            low = next((at + 1 for at in range(low, end) if self.words[at] == "," and self.of_token[at] < 0), end)
        return end - low > _VERBLESS
