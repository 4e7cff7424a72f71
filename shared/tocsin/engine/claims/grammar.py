"""A light grammar of English over tokens: noun phrases beside a cue, with their appositions and relative clauses."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Lexicon
from tocsin.engine.claims.wordclasses import (
    ADVERB,
    AUXILIARY,
    CLITIC,
    COORDINATOR,
    CUE,
    DIGIT,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    LOOSE,
    LY,
    NAME,
    NEVER_INSIDE,
    NP_PREPOSITIONS,
    OBJECT,
    OWNING,
    PLAIN,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB_LIKE,
    WH,
    WORD,
    WordClasses,
)
from tocsin.text.document import Document

_INSIDE: Final = frozenset(("'", "’", "'s", "’s", '"', "“", "”", "''", ".", "&", "$", "%", "-", "/", "#", "@"))
_CLOSING: Final = frozenset((")", '"', "”", "''", "’", "'", "'s", "’s"))
_RELATIVE: Final = frozenset({"who", "which", "that"})
_SUBJECT_RELATIVE: Final = frozenset({"who", "which"})
_OPENING_RELATIVE: Final = frozenset(("who", "whose", "which"))
_RELATIVE_CLAUSE: Final = 20
"""Tokens of a relative clause between a subject and its verb."""
_PHRASE_LIMIT: Final = 30
"""Tokens of a noun phrase; of 18,361 sources in PolNeAR's train part, 11 are longer than 30 words."""
_APPOSITION_LIMIT: Final = 45
"""Tokens of all appositions of one name."""
_REFLEXIVE: Final = frozenset(("himself", "herself", "themselves", "itself"))
_CLOSES_APPOSITION: Final = frozenset((",", ")", "-", "–", "—", "―", "--"))
_ENDS_RIGHT: Final = frozenset((";", ":", "“", '"', "—", "–", "―", "--", "-"))
_CONJUNCTIONS: Final = frozenset(("as", "while", "when", "after", "before", "because", "if", "but", "during"))
_APPOSITIVE: Final = OWNING | WH | DIGIT
_WORDLIKE: Final = WORD | CLITIC
_BEFORE_OWNING: Final = PREPOSITION | COORDINATOR | ADVERB | OWNING
_SUBJECTLIKE: Final = SUBJECT | WH | ADVERB


class Grammar(WordClasses):
    """Noun phrases of one document. All ranges are token ranges within one sentence."""

    def __init__(self, doc: Document, lexicon: Lexicon) -> None:
        super().__init__(doc, lexicon)
        self.subjects: dict[Range, Range | None] = {}
        """What `subject_left` found: several patterns ask for the same subject."""

    def subject_left(self, end: int, low: int) -> Range | None:
        """The noun phrase that ends before token `end`, with its appositions."""
        key = end, low
        if key not in self.subjects:
            self.subjects[key] = self._subject_left(end, low)
        return self.subjects[key]

    def _subject_left(self, end: int, low: int) -> Range | None:
        at = end - 1
        if at > low and self.words[at] in _CLOSES_APPOSITION:
            return self._with_apposition(at, low)
        found = self.phrase_left(end, low)
        relative = self._before_relative(found[0] if found else end, low)
        return (relative[0], end) if relative else found

    def _before_relative(self, at: int, low: int) -> Range | None:
        """As in "Families who waited at the bridge | said": head and relative clause, whose verb is not the cue's."""
        bits, lowers = self.bits, self.lowers
        for i in range(at - 1, max(low, at - _RELATIVE_CLAUSE), -1):
            if not bits[i] & _WORDLIKE:
                return None
            if bits[i] & WH and lowers[i] in _SUBJECT_RELATIVE and self._verb_behind(i + 1, max(at, i + 2)):
                head = self.phrase_left(i, low)
                named = head and not bits[i - 1] & (_SUBJECTLIKE | VERB_LIKE)
                return (head[0], at) if head and named else None
        return None

    def _verb_behind(self, at: int, end: int) -> bool:
        bits = self.bits
        while at < end and bits[at] & (ADVERB | LY):
            at += 1
        return at < end and (bool(bits[at] & (VERB_LIKE | CUE)) or self.lowers[at] in self.lexicon.finite)

    def _with_apposition(self, close: int, low: int) -> Range | None:
        """As in "Smith, 45, a teacher from Springfield, Ill., ..." from the head to the mark at `close`."""
        words = self.words
        mark = "(" if words[close] == ")" else words[close]
        begin, best = close, None
        for at in range(close - 1, max(low, close - _APPOSITION_LIMIT), -1):
            if words[at] != mark:
                continue
            if mark == "," and not self._apposition(at + 1, begin):
                if not self._relative_before(at, low):
                    break
                continue
            begin = at
            head = self.phrase_left(at, low)
            if head is None:
                continue
            if best and head[0] > low and self.bits[head[0] - 1] & (VERB_LIKE | NAME) == VERB_LIKE:
                break  # the object of a verb: "They built the tool, a spokeswoman, Anna Holm, said"
            best = (head[0], close)
            item = self.bits[head[0]] & DIGIT or self.lowers[head[0]] in ("a", "an") or head[1] - head[0] == 1
            if mark != "," or not item or head[0] == low or words[head[0] - 1] != ",":
                break
        return best

    def _relative_before(self, at: int, low: int) -> bool:
        """Whether a relative clause opens behind an earlier comma: "Smith, whose firm, Acme, makes nails, said"."""
        lowers = self.lowers
        return any(lowers[i] == "," and lowers[i + 1] in _OPENING_RELATIVE for i in range(max(low, at - 25), at))

    def _apposition(self, start: int, end: int) -> bool:
        """Whether tokens look like an apposition rather than a clause or the item of a sentence."""
        if start >= end:
            return False
        bits = self.bits[start]
        if end - start == 1 or bits & (_APPOSITIVE | ENDS_ING | ENDS_ED):
            return True
        return not bits & SUBORDINATOR and not self.has(start, end, FINITE)

    def phrase_left(self, end: int, low: int) -> Range | None:
        """The noun phrase whose last token is `end - 1`, prepositional phrases included."""
        at, bits = end - 1, self.bits
        if at < low or not (bits[at] & WORD or self.words[at] in _CLOSING):
            return None
        if bits[at] & SUBJECT or self.lowers[at] in _RELATIVE:
            return (at, at + 1)
        floor = max(low, end - _PHRASE_LIMIT)
        while at >= floor and (bits[at] & PLAIN or self._inside_phrase(at, floor, end)):
            at -= 1
            named = bits[at + 1] & NAME and bits[at] & NAME  # "CBS This Morning"
            if bits[at + 1] & OWNING and not named and at >= floor and not bits[at] & _BEFORE_OWNING:
                break  # a determiner begins a phrase of its own: "a claim the ministry denied"
        start = at + 1
        while start < end and bits[start] & LOOSE:
            start += 1
        return (start, end) if start < end else None

    def _inside_phrase(self, at: int, low: int, end: int) -> bool:
        lower, bits = self.lowers[at], self.bits
        if not (bits[at] & WORD or lower in _INSIDE):
            return False
        if bits[at] & COORDINATOR:
            return at > low and at + 1 < end and lower in ("and", "or") and self._joins(at)
        if lower in NP_PREPOSITIONS:
            return at > low and (bits[at - 1] & (WORD | VERB_LIKE) == WORD or self._reduced(at - 1, low))
        return self._noun_or_modifier(at, low)

    def _noun_or_modifier(self, at: int, low: int) -> bool:
        lower, found, before = self.lowers[at], self.bits[at], at - 1
        if found & OWNING:
            return lower != "that" or not (at > low and self.bits[before] & VERB_LIKE)
        if found & OBJECT and (lower in _REFLEXIVE or (at > low and self.lowers[before] == "of")):
            return True
        if found & NEVER_INSIDE:
            return False
        if found & NAME or not found & VERB_LIKE:
            return True
        return self._modifier(at, low) or self._reduced(at, low)

    def _joins(self, at: int) -> bool:
        """Whether "and" joins two nouns rather than two clauses."""
        left, right = self.bits[at - 1], self.bits[at + 1]
        if right & VERB_LIKE or not left & WORD:
            return False
        return left & NAME == right & NAME or bool(right & OWNING) or self.lowers[at + 1] == "others"

    def _modifier(self, at: int, low: int) -> bool:
        """A participle before its noun: "the ousted mayor"."""
        if at <= low or not self.bits[at - 1] & (OWNING | LY):
            return False
        return self.lowers[at].endswith(("ed", "en", "s"))

    def _reduced(self, at: int, low: int) -> bool:
        """A participle after its noun: "a person briefed on the matter"."""
        bits = self.bits
        if at <= low or bits[at] & AUXILIARY or not self.lowers[at].endswith(("ed", "ing", "en", "wn")):
            return False
        if at + 1 < len(bits) and not bits[at + 1] & (PREPOSITION | TIME):
            return False
        by = at + 1 < len(bits) and self.lowers[at + 1] == "by"  # "a letter from Acme obtained by the paper"
        return bits[at - 1] & (WORD | _SUBJECTLIKE | (0 if by else NAME)) == WORD

    def phrase_right(self, start: int, high: int) -> Range | None:
        """The noun phrase that begins at `start`, with appositions, up to `high`."""
        at, bits, lowers = start, self.bits, self.lowers
        if at >= high or not bits[at] & WORD:
            return None
        if bits[at] & SUBJECT:
            return (at, at + 1)
        relative = False
        for at in range(start, min(high, start + _PHRASE_LIMIT * 2)):
            relative = relative or bool(bits[at] & WH) or lowers[at] == "that"
            if lowers[at] == ",":
                if not self._apposition_right(at + 1, high):
                    break
            elif at > start and self._breaks_right(at, start, relative=relative):
                break
        else:
            at = min(high, start + _PHRASE_LIMIT * 2)
        while at > start and not bits[at - 1] & WORD and self.words[at - 1] not in _CLOSING:
            at -= 1
        return (start, at) if at > start else None

    def _breaks_right(self, at: int, start: int, *, relative: bool) -> bool:
        """Whether the phrase that began at `start` ends before `at`: at a mark, a verb of its own, a new clause."""
        lower, found = self.lowers[at], self.bits[at]
        if lower in _ENDS_RIGHT or (found & SUBJECT and lower not in ("it", "who")):
            return True
        if not relative and found & (FINITE | NAME | CLITIC) == FINITE:
            return True
        if lower in _CONJUNCTIONS and not found & NAME:
            return True
        return bool(found & TIME) and at - start <= 6 and bool(self.bits[at - 1] & NAME)

    def _apposition_right(self, at: int, high: int) -> bool:
        if at >= high:
            return False
        found = self.bits[at]
        return bool(found & _APPOSITIVE or not found & (SUBORDINATOR | COORDINATOR | SUBJECT | ENDS_ING))
