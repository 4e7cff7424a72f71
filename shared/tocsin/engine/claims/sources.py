"""Whose words they are: the source beside, before or behind an English cue."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.clauses import Clauses
from tocsin.engine.claims.draft import Draft, Range
from tocsin.engine.claims.wordclasses import (
    ADVERB,
    BE,
    COORDINATOR,
    DET,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    VERB_LIKE,
    WORD,
)

_MAIN_VERB: Final = 40
"""Tokens of a clause, at most, among which its first verb is looked for: of 434 news articles none needs more."""
_OBJECT_DOES: Final = frozenset(("of", "as", "for"))
_RECENT: Final = 12
"""Claims of the sentence, at most, whose speaker may be shared."""
_OPENS_ADJUNCT: Final = SUBORDINATOR | PREPOSITION | ENDS_ED | ENDS_ING
_LEADING_IN: Final = COORDINATOR | ADVERB
_OPENING: Final = frozenset((",", "(", "—", "–", "―", "--"))
_CLOSING: Final = frozenset((")", "—", "–", "―", "--"))
_CAUSING: Final = frozenset(
    (
        *("lead", "leads", "led", "leading", "force", "forces", "forced", "forcing", "prompt", "prompts", "prompted"),
        *("prompting", "allow", "allows", "allowed", "allowing", "cause", "caused", "causing", "invite", "invited"),
        *("inviting", "encourage", "encouraged", "encouraging", "persuade", "persuaded", "persuading", "compel"),
        *("compelled", "compelling", "enable", "enabled", "enabling", "inspire", "inspired", "inspiring"),
    )
)
"""Verbs whose object does what their infinitive says: "leading the mayor to ask"."""
_PARTICIPLES: Final = frozenset(("en", "ing"))
_RELATIVE: Final = frozenset(("who", "which", "that"))


class Sources(Clauses):
    """Who speaks: subjects, shared subjects, owners."""

    def _source(self, at: int, start: int, *, ing: bool = False, participle: bool = False) -> Range | None:
        """The source of the cue at `at`, a form in -ing or a participle, whose verb group begins at `start`."""
        g, bits, before = self.g, self.bits, start - 1
        if before < self.low:
            return self._source_ahead(at) if ing or participle else None
        if self.lowers[before] == "to":
            return self._governor(before)
        comma = self.words[before] == "," or (self._closing_mark(before) and self.words[before - 1] == ",")
        if bits[before] & COORDINATOR or (ing and (comma or bits[before] & (PREPOSITION | SUBORDINATOR))):
            return self._object_before(before) or self._controller(before) or self._source_ahead(at)
        if ing:
            return self._of_participle(at, start)
        subject = g.subject_left(start, self.low)
        if subject is None and (comma or bits[before] & VERB_LIKE or self.words[before] in _CLOSING):
            return self._controller(before) or self._head_of_clause(before)
        return subject

    def _head_of_clause(self, before: int) -> Range | None:
        """As in "Olaf Brandt, clad in red, said": the phrase that opens the clause, with all that stands in between."""
        bits, start = self.bits, self._main_start(before)
        while start < before and bits[start] & _LEADING_IN:
            start += 1
        mark = next((i for i in range(start, before) if self.words[i] in _OPENING), before)
        if mark == start or bits[start] & (PREPOSITION | SUBORDINATOR | ENDS_ING) or self.g.has(start, mark, FINITE):
            return None
        return (start, before)

    def _object_before(self, preposition: int) -> Range | None:
        """As in "accused Holm of claiming", "quoted the mayor as saying": whom the cue before speaks of."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or self.lowers[preposition] not in _OBJECT_DOES or last.rule != "phrase":
            return None
        first, end = last.content[0]
        return self.g.phrase_left(preposition, first) if first < preposition < end else None

    def _of_participle(self, at: int, start: int) -> Range | None:
        """As in "a statement saying" is its author's word, "polls showing" the polls'."""
        g = self.g
        if self.bits[start - 1] & VERB_LIKE:
            return self._controller(start - 1)
        subject = g.subject_left(start, self.low)
        if subject and subject[0] > self.low + 1 and not g.has(start, at, BE):
            verb = subject[0] - 1
            if self.bits[verb] & (VERB_LIKE | BE) == VERB_LIKE:
                return self._subject_of(verb, self.low) or self._controller(start - 1) or subject
        return subject

    def _subject_of(self, verb: int, low: int) -> Range | None:
        return self.g.subject_left(self.g.group_start(verb, low), low)

    def _governor(self, to: int) -> Range | None:
        """Subject of the verb, noun or adjective that governs an infinitive: "he went on to say"."""
        classes = self.lexicon.classes
        for at in range(to - 1, max(self.low, to - 6) - 1, -1):
            if self.lowers[at] in _CAUSING and at + 1 < to and not self.bits[at + 1] & PREPOSITION:
                return (at + 1, to)
            if self.bits[at] & VERB_LIKE or not _PARTICIPLES.isdisjoint(classes.get(self.lowers[at], ())):
                return self._subject_of(at, self.low) or self._controller(at)
            if self.bits[at] & POSSESSIVE:
                return (at, at + 1)
        return self._controller(to)

    def _controller(self, before: int) -> Range | None:
        """The subject that a coordinated or participial cue shares: that of the last cue, else of the first verb."""
        for draft in self.drafts[: -_RECENT - 1 : -1]:
            if draft.sentence != self.number:
                break
            if draft.source and draft.source[1] <= before + 1 and draft.cue[0] < before and not self._nested(draft):
                return draft.source
        bits, low = self.bits, self._main_start(before)
        for at in range(low + 1, min(before, low + _MAIN_VERB) + 1):
            if bits[at] & VERB_LIKE and not bits[at - 1] & (DET | BE) and self.of_token[at] < 0:
                subject = self._subject_of(at, low)
                if subject and not (self.lowers[subject[0]] in _RELATIVE and subject[1] - subject[0] == 1):
                    return subject
        return None

    def _nested(self, draft: Draft) -> bool:
        return draft.rule == "noun" or any(
            part[0] <= draft.cue[0] < part[1]
            for other in self.drafts[-6:]
            if other is not draft and other.sentence == self.number
            for part in other.content
        )

    def _main_start(self, before: int) -> int:
        """Where the main clause begins: behind an opening participle, subordinate clause or adjunct and its comma."""
        first = self.low
        if self.bits[first] & _OPENS_ADJUNCT or self.lowers[first] in ("when", "asked"):
            comma = self._comma(first, before)
            if comma is not None and comma + 2 < before:
                return comma + 1
        return first

    def _comma(self, first: int, last: int) -> int | None:
        """The first comma among tokens `[first, last)` outside of quotations."""
        return next((i for i in range(first, last) if self.words[i] == "," and self.of_token[i] < 0), None)

    def _source_ahead(self, at: int) -> Range | None:
        """Subject of the main clause behind an opening participle: "Citing two letters, Smith said ..."."""
        comma = self._comma(at, self.high)
        if comma is None:
            return None
        for i in range(comma + 1, min(self.high, comma + 25)):
            if self.bits[i] & FINITE:
                return self._subject_of(i, comma + 1)
        return None

    def _owner(self, at: int) -> Range | None:
        """Whose the noun is: "his claim", "the ministry's plan", or the subject of the verb it is object of."""
        bits, lowers = self.bits, self.lowers
        for i in range(at - 1, max(self.low - 1, at - 7), -1):
            if bits[i] & POSSESSIVE:
                return (i, i + 1)
            if lowers[i].endswith(("'s", "’s")) or lowers[i] in ("'", "’"):
                return self.g.phrase_left(i + 1, self.low)
            if bits[i] & FINITE:
                if lowers[i] in self.lexicon.finite:
                    return None  # "reported plans to": whose they are is not said
                return self._subject_of(i, self.low)
            if not bits[i] & WORD:
                break
        return None
