"""What a Russian or Ukrainian cue says of its speaker: the words to its right."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.slavic_quotes import SlavicQuotes
from tocsin.engine.claims.slavic_verbs import looks_finite, looks_gerund

_INFINITIVE: Final = ("ть", "ти", "чь", "ться", "тись", "тися", "чься")
_OF: Final = frozenset(("о", "об", "обо", "про"))
_THAT: Final = frozenset(("том", "то", "те", "этом", "це", "цьому", "этого"))
_NO_CLAUSE: Final = ("complementizer", "question", "relative", "coordinator", "subordinator")
_WINDOW: Final = 14
"""Tokens between a cue and its "что", colon or quotation."""


_LONG_QUOTE: Final = 4
"""Tokens, with the marks, from which a quotation behind a cue is what was said rather than a name."""
_LEAST: Final = 4
"""Letters of an infinitive."""


class Right(NamedTuple):
    """What stands right of a cue: the content, its frame (B: a clause without "что", O: behind "о"), and where the room
    for a subject between the two ends."""

    content: list[Range]
    frame: str
    end: int
    direct: bool = False


class SlavicContents(SlavicQuotes):
    """Contents to the right of a cue: clauses, quotations, infinitives, phrases."""

    def _content(self, at: int, cue: Cue) -> Right | None:
        """What the words to the right of the cue at `at` say."""
        plain = self._behind_addressee(at + 1)
        for here in range(at + 1, min(self.high, at + 1 + _WINDOW)):
            if self.of_token[here] >= 0:
                found = self._quoted(at, here) if "Q" in cue.frames else None
            else:
                found = self._clause(here, cue, bare=here == plain) or self._infinitive(at, here, cue)
                if not found and (self._ends_at(here) or (here > at + 1 and self._finite_cue(here))):
                    break
                found = found or (self._told_of(here, cue) if here == plain or self._nominal(plain) else None)
            if found:
                return found
        return self._phrase_behind(at, cue)

    def _quoted(self, at: int, here: int) -> Right | None:
        colon = self.words[here - 1] == ":"
        quoted = self._quotation(here)
        if quoted[-1][1] - here < _LONG_QUOTE or not (colon or here == at + 1):
            return None
        return Right(quoted, "Q", here - colon, direct=True)

    def _clause(self, here: int, cue: Cue, *, bare: bool) -> Right | None:
        """Behind a colon, or behind a comma: with "что", or `bare`, without."""
        word, frames = self.words[here], cue.frames
        if word == ":" and "Q" in frames:
            return Right(self._behind_colon(here), "Q", here, self._quote_next(here))
        if word != "," or "C" not in frames or here + 1 >= self.high:
            return None
        if self._opens_that(here + 1):
            return Right([(here + 1, self._clause_end(here + 1))], "C", here)
        if bare and self._opens_bare(here + 1):
            return Right([(here + 1, self._clause_end(here + 1))], "B", here)
        return None

    def _infinitive(self, at: int, here: int, cue: Cue) -> Right | None:
        word = self.words[here]
        if "I" not in cue.frames or len(word) < _LEAST or not word.islower() or not word.endswith(_INFINITIVE):
            return None
        if self.has(here, "adverb", "preposition"):
            return None
        begin = here - 1 if self._lower(here - 1) in ("не", "ні") else here
        return Right([(begin, self._clause_end(here))], "I", at + 1)

    def _told_of(self, here: int, cue: Cue) -> Right | None:
        """As in "сообщили о гибели трёх человек"; "о том, что" opens a clause."""
        spoken = cue.frames.get("C", "inner") != "inner" and "N" not in cue.frames and self._lower(here) in _OF
        if not spoken or here + 1 >= self.high or self._lower(here + 1) in _THAT:
            return None
        return Right([(here, self._clause_end(here + 1, "phrase"))], "O", here)

    def _phrase_behind(self, at: int, cue: Cue) -> Right | None:
        here = at + 1
        if "N" not in cue.frames or here >= self.high or not self.words[here][0].isalnum():
            return None
        if self.has(here, "preposition", "coordinator"):
            return None
        return Right([(here, self._clause_end(here, "phrase"))], "N", here)

    def _ends_at(self, here: int) -> bool:
        return self.words[here] == "," and not self._apposition_goes_on(here)

    def _behind_addressee(self, at: int) -> int:
        while at < self.high and self.has(at, "addressee", "time", "adverb"):
            at += 1
        return at

    def _opens_bare(self, at: int) -> bool:
        """A clause without "что": "Мэр сказал, мост закроют в мае"; not "сказал, улыбаясь", "сказал, который"."""
        if at + 1 >= self.high or self.has(at, *_NO_CLAUSE) or looks_gerund(self._lower(at)):
            return False
        language = self.doc.language
        if looks_finite(self._lower(at), language) or (self.has(at, "preposition") and self.has(at + 1, *_NO_CLAUSE)):
            return False
        end = next((i for i in range(at + 1, self.high) if self.words[i] == ","), self.high)
        return any(looks_finite(self._lower(i), language) for i in range(at + 1, end) if not self.doc.capital[i])

    def _apposition_goes_on(self, comma: int) -> bool:
        """As in "заявил Иванов, мэр города, что ...": the clause comes behind the next comma."""
        following = next((i for i in range(comma + 1, min(self.high, comma + 10)) if self.words[i] == ","), None)
        return following is not None and following + 1 < self.high and self.has(following + 1, "complementizer")

    def _that_behind(self, start: int, limit: int) -> int | None:
        """The "что" that opens the clause of a noun or predicative: ", что" or "о том, что"."""
        for at in range(start, min(self.high - 1, start + limit)):
            if self.words[at] == "," and self.has(at + 1, "complementizer"):
                return at + 1
            if self.words[at] in ".;:—–":
                return None
        return None

    def _quote_next(self, colon: int) -> bool:
        return colon + 1 < len(self.words) and self.of_token[colon + 1] >= 0

    def _behind_colon(self, colon: int) -> list[Range]:
        if self._quote_next(colon):
            return self._quotation(colon + 1)
        return [(colon + 1, self._clause_end(colon + 1))]
