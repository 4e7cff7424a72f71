"""What an English cue says of its speaker: the words to its right."""

from __future__ import annotations

from tocsin.engine.claims.clauses import Clauses
from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Cue

_WH = frozenset("that whether how why what if who where when which".split())
_ADJUNCT = frozenset("in on at during to via from after before through by with last this early late as".split())
_ADJUNCT_LIMIT = 14
"""Tokens between a cue and its "that" or quotation ("said in an interview with ... that")."""


class Contents(Clauses):
    """What is claimed, to the right of an English cue."""

    def _content(self, at: int, after: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """What the words to the right say: (content, kind, direct, confidence)."""
        g, frames = self.g, cue.frames
        here = self._skip_time(after)
        while (
            here < self.high
            and g.has(here, "adverb")
            and not g.has(here, "det", "time")
            and g.lowers[here] not in ("not", "never", "there")
        ):
            here += 1
        if here >= self.high or self.doc.words[self.high - 1] == ":":
            found = self._after_colon(here, cue)
            if found or here >= self.high:
                return found
        lower = g.lowers[here]
        if lower in (":", ",") and "Q" in frames:
            return self._quoted_at(here + 1, cue)
        if self.quotes.of_token[here] >= 0 and "Q" in frames:
            return self._quoted_at(here, cue)
        if lower in ",.;?!)":
            return None
        if lower in _WH and frames.keys() & {"C", "T"} and not (lower == "when" or lower == "where"):
            return (here, self._clause_end(here)), frames.get("C") or frames["T"], False, 0.95
        if lower == "to" and "I" in frames:
            if frames["I"] == "inner" and self._cue_follows(here + 1):
                return None
            return (here, self._clause_end(here, "infinitive")), frames["I"], False, 0.85
        if lower in cue.prepositions and here + 1 < self.high:
            return self._prepositional(here, cue)
        if "" in cue.addressed:
            found = self._addressed(here, cue)
            if found:
                return found
        if "Q" in frames or "C" in frames or "T" in frames:
            found = self._adjunct(here, cue)
            if found:
                return found
        if "G" in frames and g.lowers[here].endswith("ing") and g.words[here].islower():
            return (here, self._clause_end(here)), frames["G"], False, 0.7
        if "C" in frames and "" not in cue.addressed and self._opens_clause(here) and self._has_verb(here):
            return (here, self._clause_end(here, "clause")), frames["C"], False, 0.85
        if not self._opens_phrase(here):
            return None
        end = self._clause_end(here, "phrase")
        if "N" in frames or ("F" in frames and self._is_finite(at)):
            return (here, end), frames.get("N") or frames["F"], False, 0.6
        if "E" in frames and self._evidence(at):
            return (here, self._clause_end(here, "clause")), frames["E"], False, 0.8
        if "S" in frames and any(g.lowers[i] == "as" for i in range(here + 1, min(end, here + 10))):
            return (here, end), frames["S"], False, 0.6
        return None

    def _prepositional(self, here: int, cue: Cue) -> tuple[Range, str, bool, float] | None:
        g = self.g
        kind = cue.prepositions[g.lowers[here]]
        if g.has(here + 1, "time") or g.words[here + 1][0].isdigit():
            return None
        start = here + 1
        if g.lowers[here] in cue.addressed:
            to = next((i for i in range(start + 1, min(self.high, start + 14)) if g.lowers[i] == "to"), None)
            if to is None:
                return None
            start = to - (g.lowers[to - 1] == "not")
        return (start, self._clause_end(start, "phrase")), kind, False, 0.7

    def _addressed(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """Skip the one who is told, then read the clause, infinitive or quotation."""
        g, frames = self.g, cue.frames
        pronoun = g.has(here, "object") or g.lowers[here] in ("it", "her", "you")
        for at in range(here + 1, min(self.high, here + _ADJUNCT_LIMIT)):
            lower = g.lowers[at]
            if lower in ("that", "whether", "how", "why", "what", "if") and frames.keys() & {"C", "T"}:
                return (at, self._clause_end(at)), frames.get("C") or frames["T"], False, 0.95
            if lower == "to" and "I" in frames and not g.has(at + 1 if at + 1 < self.high else at, "det", "possessive"):
                begin = at - (g.lowers[at - 1] == "not")
                return (begin, self._clause_end(at)), frames["I"], False, 0.85
            if "Q" in frames and self.quotes.of_token[at] >= 0:
                return self._quoted_at(at, cue)
            if lower in ".;" and not g.is_word(at):
                if at + 1 < self.high and len(g.words[at - 1]) > 4:
                    return None
            if lower == ":":
                return self._quoted_at(at + 1, cue)
            if lower in cue.prepositions:
                return (at + 1, self._clause_end(at + 1)), cue.prepositions[lower], False, 0.7
            if (
                "C" in frames
                and (pronoun or at > here)
                and (g.has(at, "subject") or (pronoun and at == here + 1))
                and self._opens_clause(at)
                and self._has_verb(at)
            ):
                return (at, self._clause_end(at)), frames["C"], False, 0.8
        if "C" in frames and not pronoun:
            # no "that": the clause begins with the last determiner or name before the first verb
            for at in range(here + 1, min(self.high, here + _ADJUNCT_LIMIT)):
                if g.finite(at):
                    subject = g.phrase_left(g.group_start(at, here), here)
                    if subject and subject[0] > here:
                        return (subject[0], self._clause_end(subject[0])), frames["C"], False, 0.6
                    break
                if g.words[at] in ",.":
                    break
        return None

    def _adjunct(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """Time and place between cue and content: "said on Tuesday that", "said in a statement: ..."."""
        g, frames = self.g, cue.frames
        if not (g.has(here, "time") or g.lowers[here] in _ADJUNCT):
            return None
        kind = frames.get("C") or frames.get("T") or frames["Q"]
        for at in range(here, min(self.high, here + _ADJUNCT_LIMIT)):
            lower = g.lowers[at]
            if lower == "that" and frames.keys() & {"C", "T"}:
                return (at, self._clause_end(at)), kind, False, 0.9
            if "Q" in frames and self.quotes.of_token[at] >= 0 and self._long_quote(at):
                return self._quoted_at(at, cue)
            if lower == ":" and "Q" in frames:
                return self._quoted_at(at + 1, cue)
            if at > here and g.has(at, "subject") and "C" in frames and self._has_verb(at):
                return (at, self._clause_end(at)), kind, False, 0.8
            if lower in (";",):
                return None
        at = here
        while at < self.high and (
            g.has(at, "time") or g.lowers[at] in ("on", "in") and at + 1 < self.high and g.has(at + 1, "time")
        ):
            at += 1
        if at > here and at < self.high and "C" in frames and self._opens_clause(at) and self._has_verb(at):
            return (at, self._clause_end(at)), kind, False, 0.8
        return None

    def _long_quote(self, at: int) -> bool:
        quote = self.quotes.found[self.quotes.of_token[at]]
        return quote.last - quote.first >= 6

    def _after_colon(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """The cue ends its sentence; a quotation that opens the next one belongs to it if a colon stands between."""
        last = self.high - 1
        if "Q" in cue.frames and last > self.low and self.doc.words[last] == ":" and self.high < len(self.doc.words):
            if self.quotes.of_token[self.high] >= 0:
                return self._quoted_at(self.high, cue)
        return None

    def _quoted_at(self, at: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """The quotation (or, behind a colon, the sentence) that begins at `at`, with what continues it."""
        kind = cue.frames.get("C") or cue.frames.get("Q") or "statement"
        if at >= len(self.doc.words):
            return None
        number = self.quotes.of_token[at]
        if number < 0:
            if self.doc.words[at - 1] == ":" and at < self.high:
                return (at, self._clause_end(at)), kind, False, 0.7
            return None
        quote = self.quotes.found[number]
        end = quote.last
        if end < self.high and self.doc.words[end] not in ".,;" and quote.last - quote.first < 12:
            return (at, self._clause_end(at)), kind, False, 0.8
        return [(at, end), *self._following(number)], kind, True, 0.95
