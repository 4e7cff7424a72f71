"""A light grammar of English over tokens: noun phrases beside a cue, verb groups, ends of clauses."""

from __future__ import annotations

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.wordclasses import CLITIC, WordClasses

_AUXILIARY = frozenset({"be", "have", "do", "modal"})
_NP_PREPOSITIONS = frozenset(
    (
        *("of", "for", "in", "at", "from", "with", "on", "to", "by", "near", "between", "among", "about", "against"),
        *("inside", "outside", "as"),
    )
)
_INSIDE = frozenset(("'", "’", "'s", "’s", '"', "“", "”", "''", ".", "&", "$", "%", "-", "/", "#", "@"))
_CLOSING = frozenset((")", '"', "”", "''", "’", "'", "'s", "’s"))
_QUOTING = frozenset(('"', "“", "”", "''", "‘", "’", "'"))
_RELATIVE = frozenset({"who", "which", "that"})
_SUBJECT_RELATIVE = frozenset({"who", "which"})
_RELATIVE_CLAUSE = 20
"""Tokens of a relative clause between a subject and its verb."""
_APPOSITIVE = frozenset({"det", "possessive", "wh"})
_PHRASE_LIMIT = 30
"""Tokens of a noun phrase; of 18,361 sources in PolNeAR's train part, 11 are longer than 30 words."""
_NEVER_INSIDE = frozenset({"subject", "subordinator", "wh", "object", "be", "have", "do", "modal"})
_APPOSITION_LIMIT = 45
"""Tokens of all appositions of one name."""
_REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))
_DASHES = frozenset({"-", "–", "—", "--"})
_ENDS_RIGHT = frozenset((";", ":", "“", '"', "—", "–"))
_CONJUNCTIONS = frozenset(("as", "while", "when", "after", "before", "because", "if", "but", "during"))


class Grammar(WordClasses):
    """Noun phrases of one document. All ranges are token ranges within one sentence."""

    def subject_left(self, end: int, low: int) -> Range | None:
        """The noun phrase that ends before token `end`, with its appositions."""
        if (end, low) not in self.subjects:
            self.subjects[end, low] = self._subject_left(end, low)
        return self.subjects[end, low]

    def _subject_left(self, end: int, low: int) -> Range | None:
        at = end - 1
        if at > low and (self.lowers[at] in (",", ")") or self.words[at] in _DASHES):
            return self._with_apposition(at, low)
        found = self.phrase_left(end, low)
        return self._before_relative(found[0] if found else end, low) or found

    def _before_relative(self, at: int, low: int) -> Range | None:
        """As in "Families who waited at the bridge | said": head and relative clause, whose verb is not the cue's."""
        for i in range(at - 1, max(low, at - _RELATIVE_CLAUSE), -1):
            if not (self.is_word(i) or self.lowers[i] in CLITIC):
                return None
            if self.lowers[i] in _SUBJECT_RELATIVE and self._verb_behind(i + 1, at):
                head = self.phrase_left(i, low)
                named = head and not (self.has(i - 1, "subject", "wh", "adverb") or self.verb_like(i - 1))
                return (head[0], at) if head and named else None
        return None

    def _verb_behind(self, at: int, end: int) -> bool:
        while at < end and (self.has(at, "adverb") or self.lowers[at].endswith("ly")):
            at += 1
        return at < end and (self.verb_like(at) or self.lowers[at] in self.lexicon.finite)

    def _with_apposition(self, close: int, low: int) -> Range | None:
        """As in "Smith, 45, a teacher from Springfield, Ill., ..." from the head to the mark at `close`."""
        mark = {")": "("}.get(self.words[close], self.words[close])
        begin, best = close, None
        for at in range(close - 1, max(low, close - _APPOSITION_LIMIT), -1):
            if self.words[at] != mark:
                continue
            if mark == ",":
                if not self._apposition(at + 1, begin) and not self._relative_before(at, low):
                    break
                if not self._apposition(at + 1, begin):
                    continue
            begin = at
            head = self.phrase_left(at, low)
            if head is None:
                continue
            best = (head[0], close)
            item = self.words[head[0]][0].isdigit() or self.lowers[head[0]] in ("a", "an") or head[1] - head[0] == 1
            if mark != "," or not item or head[0] == low or self.words[head[0] - 1] != ",":
                break
        return best

    def _relative_before(self, at: int, low: int) -> bool:
        """Whether a relative clause opens behind an earlier comma: "Smith, whose firm, Acme, makes nails, said"."""
        return any(
            self.words[i] == "," and self.lowers[i + 1] in ("who", "whose", "which")
            for i in range(max(low, at - 25), at)
        )

    def _apposition(self, start: int, end: int) -> bool:
        """Whether tokens look like an apposition rather than a clause or the item of a sentence."""
        if start >= end:
            return False
        if self.words[start][0].isdigit() or self.classes[start] & _APPOSITIVE:
            return True
        if end - start == 1 or self.lowers[start].endswith(("ing", "ed")):
            return True
        return not any(self.finite(i) for i in range(start, end)) and "subordinator" not in self.classes[start]

    def phrase_left(self, end: int, low: int) -> Range | None:
        """The noun phrase whose last token is `end - 1`, prepositional phrases included."""
        at = end - 1
        if at < low or not (self.is_word(at) or self.words[at] in _CLOSING):
            return None
        if self.lowers[at] in _RELATIVE or self.has(at, "subject"):
            return (at, at + 1)
        floor = max(low, end - _PHRASE_LIMIT)
        while at >= floor and self._inside_phrase(at, floor, end):
            if self.has(at, "det", "possessive") and at - 1 >= floor and self._opens_anew(at):
                at -= 1
                break
            at -= 1
        start = at + 1
        while start < end and self._loose(start):
            start += 1
        return (start, end) if start < end else None

    def _opens_anew(self, at: int) -> bool:
        """Whether a determiner begins a phrase of its own: "a claim the ministry denied"."""
        before = at - 1
        return not self.has(before, "preposition", "coordinator", "det", "adverb", "possessive")

    def _loose(self, at: int) -> bool:
        """Words that cannot open a noun phrase."""
        found = self.classes[at]
        if self.words[at] in _QUOTING:
            return True
        if "det" in found or "possessive" in found:
            return False
        return (
            bool(found & {"preposition", "coordinator", "adverb", "subordinator", "time"}) and self.lowers[at] != "most"
        )

    def _inside_phrase(self, at: int, low: int, end: int) -> bool:
        lower, found = self.lowers[at], self.classes[at]
        if not (lower[0].isalnum() or lower in _INSIDE):
            return False
        if "coordinator" in found:
            return at > low and at + 1 < end and lower in ("and", "or") and self._joins(at)
        if lower in _NP_PREPOSITIONS:
            return at > low and ((self.is_word(at - 1) and not self.verb_like(at - 1)) or self._reduced(at - 1, low))
        return self._noun_or_modifier(at, low)

    def _noun_or_modifier(self, at: int, low: int) -> bool:
        lower, found = self.lowers[at], self.classes[at]
        if "det" in found or "possessive" in found:
            return lower != "that" or not (at > low and self.verb_like(at - 1))
        if lower in _REFLEXIVE or ("object" in found and at > low and self.lowers[at - 1] == "of"):
            return True
        if found & _NEVER_INSIDE:
            return False
        if self.is_name(at):
            return True
        if self.verb_like(at):
            return self._modifier(at, low) or self._reduced(at, low)
        return True

    def _joins(self, at: int) -> bool:
        """Whether "and" joins two nouns rather than two clauses."""
        left, right = at - 1, at + 1
        if self.verb_like(right) or not self.is_word(left):
            return False
        return self.is_name(left) == self.is_name(right) or self.has(right, "det", "possessive")

    def _modifier(self, at: int, low: int) -> bool:
        """A participle before its noun: "the ousted mayor"."""
        if at <= low or not self.lowers[at].endswith(("ed", "en", "s")):
            return False
        return self.has(at - 1, "det", "possessive") or self.lowers[at - 1].endswith("ly")

    def _reduced(self, at: int, low: int) -> bool:
        """A participle after its noun: "a person briefed on the matter"."""
        if at <= low or not self.lowers[at].endswith(("ed", "ing", "en", "wn")) or self.classes[at] & _AUXILIARY:
            return False
        if at + 1 < len(self.words) and not self.has(at + 1, "preposition", "time"):
            return False
        return (
            self.is_word(at - 1) and not self.classes[at - 1] & {"subject", "wh", "adverb"} and not self.is_name(at - 1)
        )

    def phrase_right(self, start: int, high: int) -> Range | None:
        """The noun phrase that begins at `start`, with appositions, up to `high`."""
        at = start
        if at >= high or not self.is_word(at):
            return None
        if self.has(at, "subject"):
            return (at, at + 1)
        relative = False
        while at < high and at - start < _PHRASE_LIMIT * 2:
            relative = relative or self.has(at, "wh") or self.lowers[at] == "that"
            if self.lowers[at] == ",":
                if not self._apposition_right(at + 1, high):
                    break
            elif at > start and self._breaks_right(at, start, relative=relative):
                break
            at += 1
        while at > start and not self.is_word(at - 1) and self.words[at - 1] not in _CLOSING:
            at -= 1
        return (start, at) if at > start else None

    def _breaks_right(self, at: int, start: int, *, relative: bool) -> bool:
        """Whether the phrase that began at `start` ends before `at`: at a mark, a verb of its own, a new clause."""
        lower, found = self.lowers[at], self.classes[at]
        if lower in _ENDS_RIGHT or ("subject" in found and lower not in ("it", "who")):
            return True
        if not relative and self.finite(at) and not self.is_name(at) and lower not in CLITIC:
            return True
        if lower in _CONJUNCTIONS and not self.is_name(at):
            return True
        return "time" in found and at - start <= 6 and self.is_name(at - 1)

    def _apposition_right(self, at: int, high: int) -> bool:
        if at >= high:
            return False
        return (
            bool(self.classes[at] & _APPOSITIVE)
            or self.words[at][0].isdigit()
            or (
                not self.classes[at] & {"subordinator", "coordinator", "subject"}
                and not self.lowers[at].endswith("ing")
            )
        )
