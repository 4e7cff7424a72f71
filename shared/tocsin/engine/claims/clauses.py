"""Where English clauses and phrases begin and end."""

from __future__ import annotations

from tocsin.engine.claims.base import Reader
from tocsin.engine.claims.grammar import Grammar
from tocsin.engine.claims.lexicon import english
from tocsin.engine.claims.quotes import Quotes
from tocsin.text.document import Document

_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))
_DASHES = frozenset(("-", "–", "—", "--"))
_VERBLESS = 6
"""Tokens from which the beginning of a sentence counts as a clause although its verb is not listed."""
_LOOSE_STOPPERS = frozenset(("which", "a", "an", "while", "even", "despite", "though", "although"))
_PHRASE_ENDS = frozenset(("but", "during", "before", "when", "while", "although", "though"))
_STOPPERS = frozenset({"but", "while", "although", "though", "whereas", "according"})


class Clauses(Reader):
    """Clauses and phrases of English, beside a cue."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.lexicon = english()
        self.g = Grammar(doc, self.lexicon)
        self.participle = self.ing = self.relative = False
        """Of the cue being read: opens or follows a comma; ends in -ing; its subject is a relative pronoun."""
        self.linked = False
        """In the phrase being read: a word that lets a finite verb follow has been seen."""

    def _is_cue(self, word: str) -> bool:
        return word in self.lexicon.cues

    def _clause_end(self, start: int, mode: str = "that") -> int:
        """First token behind what begins at `start`.

        `mode`: a clause with "that", a bare "clause", an "infinitive" or a "phrase"; the later in this list, the sooner
        a comma, a dash or a conjunction ends it.
        """
        of_token, at, depth = self.quotes.of_token, start, 0
        at_comma = self._subordinate_opening() or (self.participle and mode != "that")
        self.linked = mode in ("that", "clause")
        classes, words = self.g.classes, self.g.words
        while at < self.high:
            if of_token[at] >= 0:
                at = max(at + 1, self.quotes.found[of_token[at]].last)
                continue
            word = words[at]
            if not classes[at] and word.isalpha():  # no mark and no word of grammar: nothing ends here
                at += 1
                continue
            depth += (word == "(") - (word == ")")
            if depth < 0 or (depth and mode == "phrase"):
                return at
            if not depth and at > start + 1 and ((at_comma and word == ",") or self._stops(at, mode)):
                return at
            at += 1
        return max(self.high, min(at, len(words)))

    def _stops(self, at: int, mode: str) -> bool:
        """Whether the clause or phrase ends before token `at`."""
        g, word = self.g, self.g.words[at]
        if word == ",":
            return self._comma_stops(at, mode)
        if word == ";" or (word in _DASHES and mode != "that"):
            return True
        if "coordinator" in g.classes[at]:
            return self._new_cue(at + 1) or (mode != "that" and self._parallel(at + 1))
        if not self.linked:
            if g.has(at, "wh", "subordinator", "subject"):
                self.linked = True
            elif self.relative and g.has(at, "modal", "be", "have", "do"):
                return True  # "those who want to stay | are ..."
        return mode == "phrase" and g.lowers[at] in _PHRASE_ENDS

    def _parallel(self, at: int) -> bool:
        """Behind "and": a participle parallel to the cue's own."""
        return self.ing and at < self.high and self.g.lowers[at].endswith("ing")

    def _subordinate_opening(self) -> bool:
        """The sentence opens with a subordinate clause or a participle, which its first comma closes."""
        g, first = self.g, self.low
        if g.lowers[first] in ("but", "and", "still") and first + 1 < self.high:
            first += 1
        return "subordinator" in g.classes[first] or g.lowers[first] in ("asked", "when", "while")

    def _comma_stops(self, comma: int, mode: str) -> bool:
        g = self.g
        here = comma + 1
        if here >= self.high:
            return False
        lower = g.lowers[here]
        if lower in _STOPPERS or (lower.endswith("ing") and (mode != "that" or lower in g.cues)):
            return True
        if "coordinator" in g.classes[here]:
            return mode == "phrase" or self._new_cue(here + 1)
        if mode == "phrase":
            return lower in _LOOSE_STOPPERS or g.has(here, "subject", "wh", "det", "subordinator")
        return mode != "that" and (lower in _LOOSE_STOPPERS or "subject" in g.classes[here])

    def _new_cue(self, at: int) -> bool:
        """A finite cue verb, possibly behind adverbs: another claim of the same speaker begins."""
        g = self.g
        while at < self.high and (g.has(at, "adverb", "have") or g.lowers[at].endswith("ly")):
            at += 1
        return at < self.high and any(
            cue.part == "verb" and form in ("ed", "s") for cue, form in g.cues.get(g.lowers[at], ())
        )

    def _has_verb(self, here: int) -> bool:
        g = self.g
        for at in range(here + 1, min(self.high, here + 25)):
            if g.finite(at):
                return True
            if g.words[at] in ";:":
                return False
        return "be" in g.classes[here] or g.lowers[here].endswith(("’s", "'s", "’re", "'re", "’d", "'d", "’ll", "'ll"))

    def _clause_before(self, end: int) -> bool:
        """Whether a clause of its own, not just an adjunct, stands between the sentence's beginning and `end`."""
        g = self.g
        low = self.low if end > self.low else self._sentence_start(end - 1)
        if any(g.finite(i) for i in range(low, end)):
            return True
        return (
            end - low > _VERBLESS
            and not g.has(low, "preposition", "subordinator")
            and not g.lowers[low].endswith("ing")
        )

    def _opens_phrase(self, here: int) -> bool:
        g = self.g
        plain = g.is_word(here) and not g.has(here, "preposition", "subordinator", "coordinator", "time")
        return plain or g.has(here, "det", "possessive", "object") or self.quotes.of_token[here] >= 0

    def _opens_clause(self, here: int) -> bool:
        g = self.g
        if g.has(here, "preposition", "coordinator") and "det" not in g.classes[here]:
            return False
        return g.is_word(here) or g.words[here] in _MARKS

    def _skip_time(self, here: int) -> int:
        """Behind "late Thursday", "this week", "on Monday"."""
        g = self.g
        at = here
        while at < self.high and (
            ("time" in g.classes[at] and g.lowers[at] != "this")
            or (
                g.lowers[at] in ("on", "in", "this", "late", "early")
                and at + 1 < self.high
                and "time" in g.classes[at + 1]
            )
        ):
            at += 1
        return at if at > here and "time" in g.classes[at - 1] else here

    def _is_finite(self, at: int) -> bool:
        g = self.g
        before = g.lowers[at - 1] if at > self.low else ""
        return (
            before != "to"
            and not g.lowers[at].endswith("ing")
            and not (at > self.low and g.has(at - 1, "modal", "preposition"))
        )

    def _participle(self, at: int) -> bool:
        return self.g.lowers[at].endswith("ing") and not (at > self.low and self.g.has(at - 1, "be", "adverb"))

    def _evidence(self, at: int) -> bool:
        """Whether a poll, a study, a court stands left of the cue."""
        return any("evidence" in self.g.classes[i] for i in range(max(self.low, at - 12), at))

    def _cue_follows(self, at: int) -> bool:
        g = self.g
        while at < self.high and ("adverb" in g.classes[at] or g.lowers[at].endswith("ly")):
            at += 1
        return (
            at + 1 < self.high
            and any(
                cue.part == "verb" and form == "base" and cue.frames.keys() & {"C", "T", "N", "Q"}
                for cue, form in g.cues.get(g.lowers[at], ())
            )
            and g.lowers[at]
            not in ("support", "back", "see", "know", "hear", "find", "show", "read", "learn", "raise", "challenge")
        )
