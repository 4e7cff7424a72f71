"""Subjects, sources and ends of clauses in Russian and Ukrainian."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.base import Reader
from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.names import name_words
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.slavic_lexicon import slavic
from tocsin.text.document import Document

_NONE: Final[frozenset[str]] = frozenset()
_AS: Final = frozenset(("как", "як"))
_BREAKS: Final = frozenset(("но", "однако", "хотя", "але", "однак", "хоча", "проте"))
_THAT: Final = frozenset(("том", "то", "тому", "того", "тем", "те", "тим"))
_SOURCE: Final = 14
"""Tokens of a source."""


class SlavicPhrases(Reader):
    """Noun phrases on either side of a cue; a cue stands before its subject as often as behind it."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.lexicon = slavic(doc.language)
        classes = self.lexicon.classes
        self.classes = [classes.get(word, _NONE) for word in doc.lowers]
        self.known = name_words()

    def _is_cue(self, word: str) -> bool:
        return word in self.lexicon.cues

    def _leads_away(self, at: int) -> bool:
        return any(form == "gerund" for _, form in self.lexicon.cues.get(self._lower(at), ()))

    def has(self, at: int, *names: str) -> bool:
        return not self.classes[at].isdisjoint(names)

    def _lower(self, at: int) -> str:
        return self.doc.lowers[at] if self.low <= at < self.high else ""

    def _finite_cue(self, at: int) -> bool:
        return any(cue.part == "verb" and form != "gerund" for cue, form in self.lexicon.cues.get(self._lower(at), ()))

    def _nominal(self, at: int) -> bool:
        """A name, an office, a body, a group: what can speak."""
        lower = self._lower(at)
        return bool(lower) and (
            (self.doc.capital[at] and at != self.low)
            or "pronoun" in self.classes[at]
            or any(self.known.is_a(kind, lower) for kind in ("role", "organization", "group", "unnamed"))
        )

    def _speaks(self, at: int) -> bool:
        """A body or an office: what is meant by "в министерстве заявили", unlike "в стране заявили"."""
        word = self.doc.words[at]
        listed = any(self.known.is_a(kind, self._lower(at)) for kind in ("role", "organization", "group"))
        return listed or (word.isupper() and len(word) > 1) or word in ("«", "“", '"')

    def _opens_that(self, at: int) -> bool:
        return self.has(at, "complementizer", "question") or (
            self.has(at, "preposition") and at + 1 < self.high and self.has(at + 1, "question")
        )

    def _subject(self, at: int, start: int, right: int, form: str) -> Range | None:
        if form == "gerund" or self.has(start - 1, "coordinator") if start > self.low else False:
            return self._before(at) or self._left(start)
        ahead = self._right(at + 1, right) if right > at + 1 else None
        behind = self._left(start)
        if behind is not None and self._nominal_range(behind):
            return behind
        if ahead is not None and self._nominal_range(ahead):
            return ahead
        return behind or ahead or self._before(at)

    def _nominal_range(self, found: Range) -> bool:
        return any(self._nominal(at) for at in range(*found)) or (
            found[0] == self.low and self.doc.capital[found[0]] and not self.classes[found[0]]
        )

    def _before(self, at: int) -> Range | None:
        """The subject that this cue shares with the one before it in the sentence."""
        for draft in reversed(self.drafts):
            if draft.sentence != self.number:
                return None
            if draft.source and draft.cue[0] < at:
                return draft.source
        return None

    def _left(self, start: int) -> Range | None:
        """The noun phrase left of the cue; "в министерстве заявили" names the ministry."""
        words = self.doc.words
        end = start
        while end > self.low and self.has(end - 1, "adverb", "time"):
            end -= 1
        if end > self.low and words[end - 1] == ",":
            return self._with_apposition(end - 1)
        at = end - 1
        while at >= self.low and end - at <= _SOURCE and not self._boundary(at):
            at -= 1
        first = at + 1
        if self.has(first, "preposition") if first < end else False:
            plural = any(form == "plural" for _, form in self.lexicon.cues.get(self._lower(start), ()))
            plural = plural or any(form == "plural" for _, form in self.lexicon.cues.get(self._lower(start + 1), ()))
            if plural and self._lower(first) in ("в", "во", "у", "на"):
                return (first, end) if any(self._speaks(i) for i in range(first + 1, end)) else None
            first = next(
                (i for i in range(first + 1, end) if self._nominal(i) and not self.has(i - 1, "preposition")), end
            )
            first = first if first < end else next((i for i in range(at + 2, end) if self.doc.capital[i]), end)
        while first < end and self.has(first, "adverb", "time", "coordinator"):
            first += 1
        return (first, end) if first < end else None

    def _with_apposition(self, close: int) -> Range | None:
        opened = next((i for i in range(close - 1, max(self.low, close - 16), -1) if self.doc.words[i] == ","), None)
        if opened is None:
            return None
        if any(self._finite_cue(i) for i in range(opened, close)):
            return None
        head = self._left(opened)
        return (head[0], close) if head else None

    def _boundary(self, at: int) -> bool:
        word = self.doc.words[at]
        if self.quotes.of_token[at] >= 0:
            return False
        return word in (",", ":", ";", "—", "–", "(", ")", ".") or (
            self.has(at, "complementizer", "subordinator", "coordinator") and self._clause_left(at)
        )

    def _clause_left(self, at: int) -> bool:
        """A conjunction that joins clauses, not two names."""
        return not (self._nominal(at - 1) and self._nominal(at + 1))

    def _right(self, start: int, high: int) -> Range | None:
        """The noun phrase right of the cue, up to a comma, a preposition or a word of time."""
        at = start
        while at < high and self.has(at, "adverb", "addressee"):
            at += 1
        begin = at
        if at < high and self._lower(at) in ("в", "во", "у", "на") and at + 1 < high and self._nominal(at + 1):
            at += 1
        while at < high and at - begin < _SOURCE:
            word = self.doc.words[at]
            if word in (",", ":", ";", "—", "–", "(", ".", "!", "?") and self.quotes.of_token[at] < 0:
                break
            if at > begin + 1 and self.has(at, "preposition", "time", "adverb", "complementizer"):
                break
            if (
                at == begin + 1
                and self.has(at, "preposition", "time", "complementizer")
                and not self.has(begin, "preposition")
            ):
                break
            if at > begin and self._finite_cue(at):
                break
            at += 1
        if at == begin or (self.has(begin, "preposition") and at == begin + 1):
            return None
        if self.has(begin, "pronoun"):
            return (begin, begin + 1)
        return (
            (begin, at)
            if not self.has(begin, "preposition", "complementizer", "time")
            or self._lower(begin) in ("в", "во", "у", "на")
            else None
        )

    def _phrase(self, start: int, end: int) -> Range | None:
        """The tokens as a source, without the adverbs and addressees that open them."""
        while start < end and self.has(start, "adverb", "addressee"):
            start += 1
        if start < end and self.has(start, "pronoun"):
            return (start, start + 1)
        return (start, end) if start < end else None

    def _source_end(self, start: int) -> int:
        """The source behind a marker ends at its comma; an apposition that a second comma closes belongs to it."""
        at = start
        while at < self.high and at - start < _SOURCE:
            if self.doc.words[at] in (",", ":", ".", ";", "—", "–") and self.quotes.of_token[at] < 0:
                break
            at += 1
        if self._lower(at) == "," and at + 1 < self.high and self._lower(at + 1) in self.known.role:
            second = next((i for i in range(at + 1, min(self.high, at + 10)) if self.doc.words[i] == ","), None)
            if second is not None:
                return second
        return at

    def _clause_end(self, start: int, mode: str = "that") -> int:
        """First token behind the clause that begins at `start`."""
        words, of_token = self.doc.words, self.quotes.of_token
        at, depth = start, 0
        while at < self.high:
            if of_token[at] >= 0:
                at = max(at + 1, self.quotes.found[of_token[at]].last)
                continue
            word = words[at]
            if word == "(":
                depth += 1
            elif word == ")":
                if not depth:
                    return at
                depth -= 1
            elif depth or at <= start + 1:
                pass
            elif (
                word == ";"
                or (word == "," and (mode == "phrase" or self._comma_stops(at)) and not self._in_that(at))
                or (self.has(at, "coordinator") and self._finite_cue(at + 1))
            ):
                return at
            at += 1
        return max(self.high, min(at, len(words)))

    def _in_that(self, comma: int) -> bool:
        """As in "обвинил соседа в том, что": the clause belongs to the phrase."""
        return self._lower(comma - 1) in _THAT and self.has(comma + 1, "complementizer")

    def _comma_stops(self, comma: int) -> bool:
        lower = self._lower(comma + 1)
        if lower in _BREAKS:
            return True
        if any(cue.part == "verb" for cue, _ in self.lexicon.cues.get(lower, ())):
            return True
        if lower in _AS and self._finite_cue(comma + 2):
            return True
        if self.has(comma + 1, "coordinator") if comma + 1 < self.high else False:
            return self._finite_cue(comma + 2)
        return any(
            tuple(self.doc.lowers[comma + 1 : comma + 1 + len(words)]) == words
            for words, _ in self.lexicon.markers.get(lower, ())
        )
