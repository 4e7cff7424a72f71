"""Whose words they are: the source beside, before or behind an English cue."""

from __future__ import annotations

from tocsin.engine.claims.clauses import Clauses
from tocsin.engine.claims.draft import Draft, Range

_MAIN_VERB = 40
"""Tokens of a clause, at most, among which its first verb is looked for: of 434 news articles none needs more."""
_RECENT = 12
"""Claims of the sentence, at most, whose speaker may be shared."""


class Sources(Clauses):
    """Who speaks: subjects, shared subjects, owners."""

    def _source(self, at: int, start: int, forms: set[str]) -> Range | None:
        """The source of the cue at `at`, whose verb group begins at `start`."""
        g = self.g
        before = start - 1
        if before < self.low:
            return self._source_ahead(at) if "ing" in forms or "en" in forms else None
        if g.lowers[before] == "to":
            return self._governor(before)
        comma = g.lowers[before] == "," or (self._closing_mark(before) and g.words[before - 1] == ",")
        if "coordinator" in g.classes[before] or (
            "ing" in forms and (comma or g.has(before, "preposition", "subordinator"))
        ):
            return self._controller(before) or self._source_ahead(at)
        if "ing" in forms:
            return self._of_participle(at, start)
        subject = g.subject_left(start, self.low)
        if subject is None and (comma or g.verb_like(before)):
            return self._controller(before)
        return subject

    def _of_participle(self, at: int, start: int) -> Range | None:
        """As in "a statement saying" is its author's word, "polls showing" the polls'."""
        g = self.g
        if g.verb_like(start - 1):
            return self._controller(start - 1)
        subject = g.subject_left(start, self.low)
        if subject and subject[0] > self.low + 1 and not any("be" in g.classes[i] for i in range(start, at)):
            verb = subject[0] - 1
            if g.verb_like(verb) and "be" not in g.classes[verb]:
                return g.subject_left(g.group_start(verb, self.low), self.low) or self._controller(start - 1) or subject
        return subject

    def _governor(self, to: int) -> Range | None:
        """Subject of the verb, noun or adjective that governs an infinitive: "he went on to say"."""
        g = self.g
        at = to - 1
        low = max(self.low, to - 6)
        while at >= low:
            if g.verb_like(at) or g.has(at, "base", "en", "ing"):
                start = g.group_start(at, self.low)
                return g.subject_left(start, self.low) or self._controller(at)
            if "possessive" in g.classes[at]:
                return (at, at + 1)
            at -= 1
        return self._controller(to)

    def _controller(self, before: int) -> Range | None:
        """The subject that a coordinated or participial cue shares: that of the last cue, else of the first verb."""
        g = self.g
        for draft in self.drafts[: -_RECENT - 1 : -1]:
            if draft.sentence != self.number:
                break
            if draft.source and draft.source[1] <= before + 1 and draft.cue[0] < before and not self._nested(draft):
                return draft.source
        low = self._main_start(before)
        for at in range(low + 1, min(before, low + _MAIN_VERB) + 1):
            if g.verb_like(at) and not g.has(at - 1, "det", "be") and self.quotes.of_token[at] < 0:
                subject = g.subject_left(g.group_start(at, low), low)
                if subject and not (g.lowers[subject[0]] in ("who", "which", "that") and subject[1] - subject[0] == 1):
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
        g = self.g
        first = self.low
        opening = (
            g.has(first, "subordinator", "preposition", "ing")
            or g.lowers[first].endswith(("ed", "ing"))
            or g.lowers[first] in ("when", "asked")
        )
        if opening:
            comma = next((i for i in range(first, before) if g.words[i] == "," and self.quotes.of_token[i] < 0), None)
            if comma is not None and comma + 2 < before:
                return comma + 1
        return first

    def _source_ahead(self, at: int) -> Range | None:
        """Subject of the main clause behind an opening participle: "Citing two letters, Smith said ..."."""
        g = self.g
        comma = next((i for i in range(at, self.high) if g.words[i] == "," and self.quotes.of_token[i] < 0), None)
        if comma is None:
            return None
        for i in range(comma + 1, min(self.high, comma + 25)):
            if g.finite(i):
                return g.subject_left(g.group_start(i, comma + 1), comma + 1)
        return None

    def _owner(self, at: int) -> Range | None:
        """Whose the noun is: "his claim", "the ministry's plan", or the subject of the verb it is object of."""
        g = self.g
        for i in range(at - 1, max(self.low - 1, at - 7), -1):
            if "possessive" in g.classes[i]:
                return (i, i + 1)
            if g.lowers[i].endswith(("'s", "’s")) or g.lowers[i] in ("'", "’"):
                return g.phrase_left(i + 1, self.low)
            if g.finite(i):
                if g.lowers[i] in self.lexicon.finite:
                    return None  # "reported plans to": whose they are is not said
                return g.subject_left(g.group_start(i, self.low), self.low)
            if not g.is_word(i):
                break
        return None
