"""Cues behind or inside their content: "..., officials said", "“...,” said Smith, “...”"."""

from __future__ import annotations

from tocsin.engine.claims.contents import Contents
from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Cue

_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))


class Parentheses(Contents):
    """Cues behind or inside what they report."""

    def _parenthesis(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> bool:
        """A cue behind or inside its content: "..., officials said", "“...,” said Smith, “...”"."""
        g = self.g
        if not cue.frames.keys() & {"Q", "C"}:
            return False
        before = start - 1
        quoted = self._quote_before(start)
        inverted = (
            (quoted or not self._participle(at))
            and before >= self.low - 1
            and before >= 0
            and self._closes(before)
            and start == at
            and "Q" in cue.frames
        )
        kind = cue.frames.get("C") or cue.frames["Q"]
        source: Range | None
        source = None
        if inverted and after < self.high and self._inverted_subject(after):
            source = g.phrase_right(after, self.high)
            if source and not quoted and not self._plain_inversion(at, source):
                source = None
        if source is not None:
            left_end, right = start, source[1]
        else:
            if before < self.low:
                return False
            source = g.subject_left(start, self.low)
            if source is None or source[0] - 1 < 0 or not self._closes(source[0] - 1):
                return False
            left_end, right = source[0], after
            if not self._quote_before(source[0]):
                relative = g.lowers[source[0]] in ("who", "which", "that")
                enclosed = g.words[source[0] - 1] == "," and right < self.high - 2 and g.words[right] == ","
                if relative or source[0] <= self.low or not {"C", "Q"} <= cue.frames.keys() or self._participle(at):
                    return False
                if self._subordinate_opening() and not enclosed and "," not in g.words[self.low : source[0] - 1]:
                    return False
                if not self._clause_before(source[0]) and not (enclosed and self._has_verb(right)):
                    return False
                if not self._ends_here(right, cue):
                    return False
        content = self._left_content(left_end)
        if content is None:
            return False
        direct = self.quotes.of_token[content[0]] >= 0 and self.quotes.of_token[content[1] - 1] >= 0
        parts = [content, *self._right_part(right, direct, content)]
        self._emit(
            parts,
            source,
            (start, after),
            kind,
            direct=direct,
            negated=negated,
            confidence=0.95 if direct else 0.85,
            rule="parenthesis-quote" if direct else "parenthesis",
        )
        return True

    def _quote_before(self, at: int) -> bool:
        """Whether a quotation of this sentence ends right before token `at` and waits for its speaker."""
        last = at - 1
        if last > 0 and self.doc.words[last] == ",":
            last -= 1
        if last < 1 or not self._closing_mark(last) or not self._same_paragraph(last, at):
            return False
        inner = self.doc.words[last - 1]
        quote = self.quotes.found[self.quotes.of_token[last]]
        if inner in (".", "…", "...") and last < self.low:
            return False
        if inner not in (",", "?", "!", "—", "–", "-") and self.doc.words[at - 1] != "," and inner[-1].isalnum():
            return False
        return quote.first <= self.low or last - quote.first > 3 and self._clause_before(last + 1)

    def _plain_inversion(self, at: int, source: Range) -> bool:
        """Without a quotation: "..., said Smith." needs a clause before and nothing but punctuation behind."""
        g = self.g
        if source[1] < self.high and g.words[source[1]] not in ",.;?!":
            return False
        if any(g.finite(i) for i in range(source[0], min(source[1], source[0] + 4))):
            return False
        return any(g.finite(i) for i in range(self.low, at - 1))

    def _inverted_subject(self, after: int) -> bool:
        g = self.g
        return (
            g.is_word(after)
            and (g.is_name(after) or g.has(after, "det", "possessive", "subject") or not g.classes[after])
            and g.lowers[after] not in ("that", "it")
            and not g.has(after, "time")
        )

    def _ends_here(self, right: int, cue: Cue) -> bool:
        """Whether nothing that is claimed can stand right of the cue: its sentence, or its parenthesis, ends."""
        g = self.g
        if right >= self.high:
            return True
        word = g.words[right]
        if word in ",.;?!—–" or self.quotes.of_token[right] >= 0 and word in _MARKS and self._closes(right - 1):
            return True
        if word == ":":
            return False
        content = self._content(right - 1, right, cue)
        if content is None:
            return True
        if "" in cue.addressed and content[3] < 0.7:
            return True
        return False
