"""Who says what in Russian and Ukrainian: cue words, the subject on either side of them, and "что" clauses."""

from __future__ import annotations

from itertools import compress
from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.slavic_objects import SlavicObjects
from tocsin.engine.claims.slavic_verbs import looks_finite

_AS: Final = frozenset(("как", "як"))
_ABOUT: Final = frozenset(("о", "об", "про", "о том", "в"))
_HIS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))


_RULES: Final = {"C": "that", "Q": "colon", "I": "infinitive", "B": "clause", "O": "preposition"}
_DASHES: Final = frozenset(("—", "–"))


class SlavicReader(SlavicObjects):
    """Reads one document; `read` gives its drafts in the order of their cues."""

    def read(self) -> list[Draft]:
        lowers, of_token = self.doc.lowers, self.of_token
        cues, markers = self.lexicon.cues, self.lexicon.markers
        noted = compress(range(len(lowers)), map((cues.keys() | markers.keys()).__contains__, lowers))
        for tokens in self._stretches(sorted({*noted, *self._unlisted()})):
            for at in tokens:
                lower = lowers[at]
                if of_token[at] >= 0:
                    if lower in cues:
                        self._inside_quote(at, cues[lower])
                    continue
                if lower in markers and self._marker(at, markers[lower]):
                    continue
                for cue, form in cues.get(lower, ()):
                    if self._cue(at, cue, form):
                        break
                if lower not in cues and lower not in markers and self._nominal(at + 1):
                    self._behind_quote(at, at, "statement")
        return self.drafts

    def _unlisted(self) -> list[int]:
        """Verbs that are no listed cues, behind a dash: "«...», — улыбается Белкова"."""
        lowers, language = self.doc.lowers, self.doc.language
        behind = [at + 1 for at in self.doc.odd if self.words[at] in _DASHES and at + 2 < len(lowers)]
        return [at for at in behind if looks_finite(lowers[at], language) and not self.doc.capital[at]]

    def _cue(self, at: int, cue: Cue, form: str) -> bool:
        if cue.part == "verb":
            return self._verb(at, cue, form)
        that = self._that_behind(at + 1, 5)
        if that is None:
            return False
        comma = next((i for i in range(that, self.high) if self.words[i] == ","), self.high)
        end = comma if cue.part == "noun" and at - self.low < 3 else self._clause_end(that)
        kind = next(iter(cue.frames.values()))
        source = self._owner(at, that) if cue.part == "noun" else None
        if cue.part == "noun" and source is None and kind == "inner":
            return False
        self._emit(Body([(that, end)], kind, "noun"), source, (at, at + 1), negated=self._negated(at))
        return True

    def _owner(self, noun: int, that: int) -> Range | None:
        """As in "заявление Пескова о том, что", "его обещание, что"."""
        if self._lower(noun - 1) in _HIS:
            return (noun - 1, noun)
        end = next((i for i in range(noun + 1, that) if self._lower(i) in _ABOUT or self.words[i] == ","), that)
        return (noun + 1, end) if end > noun + 1 and self._nominal(noun + 1) else None

    def _negated(self, at: int) -> bool:
        return self._lower(at - 1) in ("не", "ні")

    def _verb(self, at: int, cue: Cue, form: str) -> bool:
        negated = self._negated(at)
        start = at - 1 if negated else at
        kind = cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
        if self._lower(start - 1) in _AS and "C" in cue.frames:
            return self._as_reported(at, start - 1, kind)
        if ("Q" in cue.frames and self._behind_quote(at, start, kind)) or (
            "N" in cue.frames and self._object_first(at, start, cue, negated=negated)
        ):
            return True
        body = self._content(at, cue)
        if body is None:
            accused = form == "plural" and self._accused(at, start, cue, negated=negated)
            return accused or self._behind_clause(at, start, cue, kind, negated=negated)
        content, frame, right, direct = body
        source = self._subject(at, start, right, form)
        if source is None and (frame == "I" or (frame == "N" and form != "plural")):
            return False
        if source is None and frame in "BO":
            return False
        rule = "quote" if direct else _RULES.get(frame, "phrase")
        if source is None and frame == "N":
            rule = "passive"  # "в городе объявили тревогу": somebody did, and the text does not say who
        self._emit(Body(content, cue.frames.get(frame, kind), rule, direct), source, (start, at + 1), negated=negated)
        return True

    def _behind_clause(self, at: int, start: int, cue: Cue, kind: str, *, negated: bool) -> bool:
        """As in "..., сообщил мэр." at the end of a sentence or between commas."""
        if "C" not in cue.frames or self._lower(start - 1) not in (",", "—", "–") or start - 1 <= self.low:
            return False
        source = self._right(at + 1, self.high)
        if source is None or self.has(source[0], "coordinator"):
            return False
        return self._around(start - 1, source, (start, at + 1), kind, negated=negated)

    def _around(self, comma: int, source: Range, cue: Range, kind: str, *, negated: bool) -> bool:
        """The claim on the left of an inserted source, and on its right where the sentence goes on."""
        left = self._left_content(comma)
        if left is None:
            return False
        parts = [left]
        if self._lower(source[1]) == "," and source[1] + 1 < self.high and not self.has(source[1] + 1, "relative"):
            parts.append((source[1] + 1, self._clause_end(source[1] + 1)))
        elif left[1] - left[0] < 2:
            return False
        direct = self.of_token[left[0]] >= 0 and self.of_token[left[1] - 1] >= 0
        self._emit(Body(parts, kind, "reported", direct), source, cue, negated=negated)
        return True

    def _as_reported(self, at: int, start: int, kind: str) -> bool:
        """As in "Как сообщает агентство, ..." and "..., как сообщили в министерстве"."""
        source = self._right(at + 1, self.high)
        if source is None:
            return False
        if start <= self.low + 1:
            if self._lower(source[1]) != ",":
                return False
            content = self._behind_colon(source[1])
            self._emit(Body(content, kind, "according"), source, (start, at + 1))
            return True
        return self._lower(start - 1) == "," and self._around(start - 1, source, (start, at + 1), kind, negated=False)

    def _marker(self, at: int, found: list[tuple[tuple[str, ...], str]]) -> bool:
        lowers = self.doc.lowers
        for words, kind in found:
            size = len(words)
            if tuple(lowers[at : at + size]) == words:
                return self._named_source(at, at + size, None, kind)
            if (
                size == 2
                and lowers[at + 1 : at + 2]
                and lowers[at + 1] in _HIS
                and tuple(lowers[at + 2 : at + 3]) == words[1:]
            ):
                return self._named_source(at, at + 3, (at + 1, at + 2), kind)
        return False

    def _named_source(self, at: int, behind: int, owner: Range | None, kind: str) -> bool:
        end = behind if owner else self._source_end(behind)
        source = owner or (behind, end)
        if source[0] >= source[1]:
            return False
        cue = (at, behind)
        if at == self.low or (at == self.low + 1 and self.has(self.low, "coordinator", "adverb")):
            begin = min(end + (self._lower(end) == ","), self.high - 1)
            content = self._quotation(begin) if self.of_token[begin] >= 0 else [(begin, self._clause_end(begin))]
            self._emit(Body(content, kind, "according"), source, cue)
            return True
        comma = at - 1
        left = self._left_content(comma) if self._lower(comma) == "," else None
        if left is None or self._lower(comma - 1) in ("что", "що") or self.has(comma - 1, "coordinator"):
            return False
        parts = [left]
        if self._lower(end) == "," and end + 1 < self.high:
            parts.append((end + 1, self._clause_end(end + 1)))
        self._emit(Body(parts, kind, "according"), source, cue)
        return True
