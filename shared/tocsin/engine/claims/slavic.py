"""Who says what in Russian and Ukrainian: cue words, the subject on either side of them, and "что" clauses."""

from __future__ import annotations

from itertools import compress

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.slavic_quotes import SlavicQuotes

_AS = frozenset(("как", "як"))
_INFINITIVE = ("ть", "ти", "чь", "ться", "тись", "тися", "чься")
_ABOUT = frozenset(("о", "об", "про", "о том", "в"))
_HIS = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))
_WINDOW = 14
"""Tokens between a cue and its "что", colon or quotation."""


class SlavicReader(SlavicQuotes):
    """Reads one document; `read` gives its drafts in the order of their cues."""

    def read(self) -> list[Draft]:
        lowers, of_token = self.doc.lowers, self.of_token
        cues, markers = self.lexicon.cues, self.lexicon.markers
        noted = compress(range(len(lowers)), map((cues.keys() | markers.keys()).__contains__, lowers))
        for tokens in self._stretches(list(noted)):
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
        return self.drafts

    def _cue(self, at: int, cue: Cue, form: str) -> bool:
        if cue.part == "verb":
            return self._verb(at, cue, form)
        that = self._that_behind(at + 1, 5)
        if that is None:
            return False
        comma = next((i for i in range(that, self.high) if self.doc.words[i] == ","), self.high)
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
        end = next((i for i in range(noun + 1, that) if self._lower(i) in _ABOUT or self.doc.words[i] == ","), that)
        return (noun + 1, end) if end > noun + 1 and self._nominal(noun + 1) else None

    def _negated(self, at: int) -> bool:
        return self._lower(at - 1) in ("не", "ні")

    def _verb(self, at: int, cue: Cue, form: str) -> bool:
        negated = self._negated(at)
        start = at - 1 if negated else at
        kind = cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
        if self._lower(start - 1) in _AS and "C" in cue.frames:
            return self._as_reported(at, start - 1, kind)
        if "Q" in cue.frames and self._behind_quote(at, start, kind):
            return True
        body = self._content(at, cue)
        if body is None:
            return self._behind_clause(at, start, cue, kind, negated=negated)
        content, frame, direct, right = body
        source = self._subject(at, start, right, form)
        if source is None and (frame == "I" or (frame == "N" and form != "plural")):
            return False
        rule = "quote" if direct else {"C": "that", "Q": "colon", "I": "infinitive"}.get(frame, "phrase")
        if source is None and frame == "N":
            rule = "passive"  # "в городе объявили тревогу": somebody did, and the text does not say who
        self._emit(Body(content, cue.frames.get(frame, kind), rule, direct), source, (start, at + 1), negated=negated)
        return True

    def _content(self, at: int, cue: Cue) -> tuple[list[Range], str, bool, int] | None:
        """What stands right of the cue: (content, frame, direct, where the room for a subject ends)."""
        words, of_token = self.doc.words, self.quotes.of_token
        for here in range(at + 1, min(self.high, at + 1 + _WINDOW)):
            word = words[here]
            if of_token[here] >= 0:
                quoted = self._quotation(here)
                long = quoted[-1][1] - here >= 4
                if "Q" in cue.frames and long and (words[here - 1] == ":" or here == at + 1):
                    return quoted, "Q", True, here - (words[here - 1] == ":")
                continue
            if word == ":" and "Q" in cue.frames:
                return self._behind_colon(here), "Q", self._quote_next(here), here
            if word == "," and here + 1 < self.high and "C" in cue.frames and self._opens_that(here + 1):
                return [(here + 1, self._clause_end(here + 1))], "C", False, here
            if (
                "I" in cue.frames
                and word.lower().endswith(_INFINITIVE)
                and len(word) > 3
                and word.islower()
                and not self.has(here, "adverb", "preposition")
            ):
                begin = here - 1 if self._lower(here - 1) in ("не", "ні") else here
                return [(begin, self._clause_end(here))], "I", False, at + 1
            if word == "," and not self._apposition_goes_on(here):
                break
            if here > at + 1 and self._finite_cue(here):
                break
        if (
            "N" in cue.frames
            and at + 1 < self.high
            and self.doc.words[at + 1][0].isalnum()
            and not self.has(at + 1, "preposition", "coordinator")
        ):
            return [(at + 1, self._clause_end(at + 1, "phrase"))], "N", False, at + 1
        return None

    def _apposition_goes_on(self, comma: int) -> bool:
        """As in "заявил Иванов, мэр города, что ...": the clause comes behind the next comma."""
        following = next((i for i in range(comma + 1, min(self.high, comma + 10)) if self.doc.words[i] == ","), None)
        return following is not None and following + 1 < self.high and self.has(following + 1, "complementizer")

    def _that_behind(self, start: int, limit: int) -> int | None:
        """The "что" that opens the clause of a noun or predicative: ", что" or "о том, что"."""
        for at in range(start, min(self.high - 1, start + limit)):
            if self.doc.words[at] == "," and self.has(at + 1, "complementizer"):
                return at + 1
            if self.doc.words[at] in ".;:—–":
                return None
        return None

    def _quote_next(self, colon: int) -> bool:
        return colon + 1 < len(self.doc.words) and self.quotes.of_token[colon + 1] >= 0

    def _behind_colon(self, colon: int) -> list[Range]:
        if self._quote_next(colon):
            return self._quotation(colon + 1)
        return [(colon + 1, self._clause_end(colon + 1))]

    def _behind_clause(self, at: int, start: int, cue: Cue, kind: str, *, negated: bool) -> bool:
        """As in "..., сообщил мэр." at the end of a sentence or between commas."""
        if "C" not in cue.frames or self._lower(start - 1) not in (",", "—", "–") or start - 1 <= self.low:
            return False
        source = self._right(at + 1, self.high)
        if source is None:
            return False
        return self._around(start - 1, source, (start, at + 1), kind, negated=negated)

    def _around(self, comma: int, source: Range, cue: Range, kind: str, *, negated: bool) -> bool:
        """The claim on the left of an inserted source, and on its right where the sentence goes on."""
        left = self._left_content(comma)
        if left is None or left[1] - left[0] < 2:
            return False
        parts = [left]
        if self._lower(source[1]) == "," and source[1] + 1 < self.high and not self.has(source[1] + 1, "relative"):
            parts.append((source[1] + 1, self._clause_end(source[1] + 1)))
        direct = self.quotes.of_token[left[0]] >= 0 and self.quotes.of_token[left[1] - 1] >= 0
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
            content = self._quotation(begin) if self.quotes.of_token[begin] >= 0 else [(begin, self._clause_end(begin))]
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
