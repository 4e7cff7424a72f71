"""What an English cue says of its speaker: the words to its right."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.sources import Sources
from tocsin.engine.claims.wordclasses import DIGIT, ENDS_ING, FINITE, OBJECT, OWNING, SUBJECT, TIME, WORD

_THAT: Final = frozenset(("that", "whether", "how", "why", "what", "if", "who", "which"))
_ASKED: Final = frozenset(("that", "whether", "how", "why", "what", "if", "who", "where", "when"))
_ADJUNCT: Final = frozenset(
    (
        *("in", "on", "at", "during", "to", "via", "from", "after", "before", "through", "by", "with", "for"),
        *("last", "this", "early"),
    )
)
_SUBJECT_MATTER: Final = frozenset(("of", "about"))
_WINDOW: Final = 14
"""Tokens between a cue and its "that" or quotation ("said in an interview with ... that")."""
_ASIDE_MARKS: Final = frozenset((",", "—", "–", "--"))
_ASIDE: Final = 10
"""Tokens of an aside between a cue and its "that"."""
_LONG_QUOTE: Final = 6
"""Tokens, with the marks, from which a quotation behind an adjunct is what was said rather than a name."""
_WORDS_OF_CLAUSE: Final = 12
"""A quotation shorter than this that its sentence goes on from is part of a clause: said it was "great" that ..."""


class Contents(Sources):
    """What is claimed, to the right of an English cue. Each reader below gives None where its pattern does not fit."""

    def _content(self, at: int, after: int, cue: Cue) -> Body | None:
        """What the words from `after` on say, for the cue at `at`."""
        here = self._skip_time_and_adverbs(after)
        if here >= self.high or self.words[self.high - 1] == ":":
            found = self._next_paragraph(cue)
            if found or here >= self.high:
                return found
        frames = cue.frames
        if not self.bits[here] & WORD and ("Q" in frames or self.of_token[here] < 0):
            found = self._quoted(here + (self.words[here] in (":", ",")), cue) if "Q" in frames else None
            return found or self._behind_aside(here, cue)
        if self.lowers[here] == "to" and "I" in frames:
            return self._infinitive(here, cue)
        return (
            self._that(here, cue)
            or (self._preposition(here, cue) if self.lowers[here] in cue.prepositions else None)
            or (self._told(here, cue) if "" in cue.addressed else None)
            or (self._later(here, cue) if self.bits[here] & TIME or self.lowers[here] in _ADJUNCT else None)
            or (self._said_of(here, cue) if "Q" in frames and self.lowers[here] in _SUBJECT_MATTER else None)
            or (self._gerund(here, cue) if "G" in frames else None)
            or (self._clause(here, cue) if "C" in frames else None)
            or self._phrase(at, here, cue)
        )

    def _behind_aside(self, comma: int, cue: Cue) -> Body | None:
        """As in "said, through an interpreter, that"; the aside may stand between dashes."""
        words, kind = self.words, cue.frames.get("C") or cue.frames.get("T")
        mark = words[comma]
        if kind is None or mark not in _ASIDE_MARKS:
            return None
        second = next((i for i in range(comma + 1, min(self.high - 1, comma + _ASIDE)) if words[i] == mark), None)
        if second is None or self.lowers[second + 1] != "that":
            return None
        return Body([(second + 1, self._clause_end(second + 1))], kind, "that")

    def _that(self, here: int, cue: Cue) -> Body | None:
        kind = cue.frames.get("C") or cue.frames.get("T")
        if kind and self.lowers[here] in _THAT:
            return Body([(here, self._clause_end(here))], kind, "that")
        return None

    def _infinitive(self, here: int, cue: Cue) -> Body | None:
        """As in "vowed to leave"; where a wish only leads on to another cue ("wanted to ask") that one reads it."""
        kind = cue.frames["I"]
        if kind == "inner" and self._cue_follows(here + 1):
            return None
        return Body([(here, self._clause_end(here, "infinitive"))], kind, "infinitive")

    def _preposition(self, here: int, cue: Cue) -> Body | None:
        """As in "called for talks"; "called on them to leave"."""
        lowers, start = self.lowers, here + 1
        if start >= self.high or self.bits[start] & (TIME | DIGIT):
            return None
        if lowers[here] in cue.addressed:
            to = next((i for i in range(start + 1, min(self.high, start + _WINDOW)) if lowers[i] == "to"), None)
            if to is None:
                return None
            start = to - (lowers[to - 1] == "not")
        return Body([(start, self._clause_end(start, "phrase"))], cue.prepositions[lowers[here]], "preposition")

    def _told(self, here: int, cue: Cue) -> Body | None:
        """Skip the one who is told, then read the clause, infinitive or quotation."""
        pronoun = bool(self.bits[here] & OBJECT) or self.lowers[here] in ("it", "you")
        for at in range(here + 1, min(self.high, here + _WINDOW)):
            if self.words[at] == ";" or (self.participle and self.words[at] == ","):
                return None
            body = self._behind_addressee(at, cue) or self._pronoun_clause(at, here, cue, pronoun=pronoun)
            if body:
                return body
        return None if pronoun else self._bare_behind_addressee(here, cue)

    def _behind_addressee(self, at: int, cue: Cue) -> Body | None:
        frames, lower = cue.frames, self.lowers[at]
        clause = frames.get("C") or frames.get("T")
        if lower in _ASKED and clause:
            return Body([(at, self._clause_end(at))], clause, "that")
        if lower == "to" and "I" in frames and at + 1 < self.high and not self.bits[at + 1] & OWNING:
            return Body([(at - (self.lowers[at - 1] == "not"), self._clause_end(at))], frames["I"], "infinitive")
        if lower == ":" or (self.of_token[at] >= 0 and "Q" in frames):
            return self._quoted(at + (lower == ":"), cue)
        if lower in cue.prepositions:
            return Body([(at + 1, self._clause_end(at + 1))], cue.prepositions[lower], "preposition")
        return None

    def _pronoun_clause(self, at: int, here: int, cue: Cue, *, pronoun: bool) -> Body | None:
        """As in "told reporters he would stay", "told them the talks had failed"."""
        if "C" not in cue.frames or not (self.bits[at] & SUBJECT or (pronoun and at == here + 1)):
            return None
        if not (self._opens_clause(at) and self._has_verb(at)):
            return None
        return Body([(at, self._clause_end(at))], cue.frames["C"], "told")

    def _bare_behind_addressee(self, here: int, cue: Cue) -> Body | None:
        """As in "told the committee the talks had failed": the clause begins with the phrase before its first verb."""
        g = self.g
        if "C" not in cue.frames:
            return None
        for at in range(here + 1, min(self.high, here + _WINDOW)):
            if self.words[at] in (",", "."):
                return None
            if self.bits[at] & FINITE:
                subject = g.phrase_left(g.group_start(at, here), here)
                if subject and subject[0] > here:
                    return Body([(subject[0], self._clause_end(subject[0]))], cue.frames["C"], "told")
                return None
        return None

    def _later(self, here: int, cue: Cue) -> Body | None:
        """Time and place between cue and content: "said in an interview that", "said at a rally: ..."."""
        frames = cue.frames
        kind = frames.get("C") or frames.get("T") or frames.get("Q")
        if kind is None:
            return None
        for at in range(here, min(self.high, here + _WINDOW)):
            lower = self.lowers[at]
            if lower == ";":
                return None
            if lower == "that" and ("C" in frames or "T" in frames):
                return Body([(at, self._clause_end(at))], kind, "that")
            if "Q" in frames and (lower == ":" or (self.of_token[at] >= 0 and self._long_quote(at))):
                return self._quoted(at + (lower == ":"), cue)
            if at > here and self.bits[at] & SUBJECT and "C" in frames and self._has_verb(at):
                return Body([(at, self._clause_end(at))], kind, "adjunct")
        return None

    def _said_of(self, here: int, cue: Cue) -> Body | None:
        """As in "said of the plan: “...”"."""
        for at in range(here + 1, min(self.high, here + _WINDOW)):
            if self.words[at] == ":" or (self.of_token[at] >= 0 and self._long_quote(at)):
                return self._quoted(at + (self.words[at] == ":"), cue)
        return None

    def _long_quote(self, at: int) -> bool:
        quote = self.quotes.found[self.of_token[at]]
        return quote.last - quote.first >= _LONG_QUOTE

    def _gerund(self, here: int, cue: Cue) -> Body | None:
        if self.bits[here] & ENDS_ING and self.words[here].islower():
            return Body([(here, self._clause_end(here))], cue.frames["G"], "gerund")
        return None

    def _clause(self, here: int, cue: Cue) -> Body | None:
        """A clause without "that"."""
        if "" not in cue.addressed and self._opens_clause(here) and self._has_verb(here):
            return Body([(here, self._clause_end(here, "clause"))], cue.frames["C"], "clause")
        return None

    def _phrase(self, at: int, here: int, cue: Cue) -> Body | None:
        frames = cue.frames
        if not cue.phrases or not self._opens_phrase(here):
            return None
        end = self._clause_end(here, "phrase")
        if "N" in frames or ("F" in frames and self._is_finite(at)):
            return Body([(here, end)], frames.get("N") or frames["F"], "phrase")
        if "E" in frames and self._evidence(at):
            return Body([(here, self._clause_end(here, "clause"))], frames["E"], "evidence")
        if "S" in frames and "as" in self.lowers[here + 1 : min(end, here + 10)]:
            return Body([(here, end)], frames["S"], "phrase")
        return None

    def _next_paragraph(self, cue: Cue) -> Body | None:
        """The cue's sentence ends with a colon; the quotation that opens the next one belongs to it."""
        if "Q" not in cue.frames or self.words[self.high - 1] != ":" or self.high >= len(self.words):
            return None
        return self._quoted(self.high, cue) if self.of_token[self.high] >= 0 else None

    def _quoted(self, at: int, cue: Cue) -> Body | None:
        """The quotation (or, behind a colon, the sentence) that begins at `at`, with what continues it."""
        words = self.words
        kind = cue.frames.get("C") or cue.frames.get("Q") or "statement"
        if at >= len(words):
            return None
        number = self.of_token[at]
        if number < 0:
            colon = words[at - 1] == ":" and at < self.high
            return Body([(at, self._clause_end(at))], kind, "colon") if colon else None
        quote = self.quotes.found[number]
        if (
            quote.last < self.high
            and words[quote.last] not in (".", ",", ";")
            and quote.last - quote.first < _WORDS_OF_CLAUSE
        ):
            return Body([(at, self._clause_end(at))], kind, "clause")
        return Body([(at, quote.last), *self._following(number)], kind, "quote", direct=True)
