"""Who says what in English: a pattern reader that works outwards from cue words."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.parentheses import Parentheses
from tocsin.engine.claims.verbs import Forms, forms_of, is_verb
from tocsin.engine.claims.wordclasses import BE, FINITE, NAME, PREPOSITION, SUBJECT, WH, WORD

_RELATIVE_OBJECT: Final = frozenset(("that", "which", "who", "whom", "what"))
_PASSIVE_CLAUSE: Final = frozenset(("that", "whether", "how", "if", "about", "why"))
_TOLD_OF: Final = frozenset(
    ("about", "if", "whether", "why", "how", "what", "that", "by", "to", "for", "in", "at", "on", "of")
)
_THIS: Final = frozenset(("this", "that", "it", "the", "these", "those"))
_CLAIMS: Final = frozenset(
    [
        "claim",
        "claims",
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "charge",
        "charges",
        "report",
        "reports",
    ]
)
_NEITHER: Final = frozenset(("neither", "nor"))
_ACCUSATIONS: Final = ("accus", "alleg", "charge")
_OPENING: Final = 4
"""Tokens before a participle that opens its sentence: "instead of", "in the course of"."""
_BY_WINDOW: Final = 12
"""Tokens behind a passive within which "by" names the speaker."""


class EnglishReader(Parentheses):
    """Reads one document; `read` gives its drafts in the order of their cues."""

    def read(self) -> list[Draft]:
        of_token = self.of_token
        for tokens in self._stretches([at for at in self.g.cue_tokens if of_token[at] < 0]):
            self.opens_as = "as" in self.lowers[self.low : self.low + 2]
            for at in tokens:
                if self.lowers[at] != "according":
                    self._cue(at)
                elif self._lower(at + 1) == "to":
                    self._according(at)
        return self.drafts

    def _lower(self, at: int) -> str:
        return self.lowers[at] if self.low <= at < self.high else ""

    def _cue(self, at: int) -> None:
        forms = forms_of(self.lowers[at])
        capital = self.bits[at] & NAME and at > self.low and not self._is_title()
        if forms.verb and not capital and is_verb(self.g, at, self.low, forms):
            self._verb(at, forms.verb, forms)
        elif forms.noun:
            self._noun(at, forms.noun)
        elif forms.adjective:
            self._adjective(at, forms.adjective)

    def _verb(self, at: int, cue: Cue, forms: Forms) -> None:
        g, lowers, after = self.g, self.lowers, at + 1
        if cue.particles and self._lower(after) in cue.particles:
            cue = cue.particles[lowers[after]]
            after += 1
        start = g.group_start(at, self.low)
        group = (start, after)
        if start > self.low and not _NEITHER.isdisjoint(lowers[start - 1 : at]):
            return  # "has neither confirmed nor denied": nothing is claimed
        if forms.participle and "" in cue.addressed and self._told_of(at, after):
            return  # "Holm, asked about the fire, said": he is told, he does not tell
        if forms.passive and start < at and g.has(start, at, BE):
            self._passive(group, at, cue)
        elif "Z" in cue.frames:
            self._seems(group, at)
        elif not self._parenthesis(at, group, cue):
            self.participle = at == self.low or (forms.ing and (self.words[at - 1] == "," or self._opens(at)))
            self.ing = forms.ing
            self.relative = self._lower(start - 1) in ("who", "which", "that")
            self._active(group, at, cue, forms)

    def _opens(self, at: int) -> bool:
        """As in "Instead of calling for talks, Varga left": no subject stands before the participle."""
        return bool(self.bits[self.low] & PREPOSITION and self.bits[at - 1] & PREPOSITION) and at - self.low <= _OPENING

    def _told_of(self, at: int, after: int) -> bool:
        return self._lower(at - 1) == "," and self._lower(after) in _TOLD_OF

    def _active(self, group: Range, at: int, cue: Cue, forms: Forms) -> None:
        if self._relative_object(group, at, cue):
            return
        body = self._content(at, group[1], cue)
        if body is None:
            return
        source = self._source(at, group[0], ing=forms.ing, participle=forms.participle)
        if source is None and forms.bare:
            return
        if body.kind == "denial":
            body = self._taken_up_before(body)
        self._emit(body, source, group, negated=self._negated(group[0], at))

    def _taken_up_before(self, body: Body) -> Body:
        """Instead of "this" or "the accusation" the claim that is meant, where one of the last fits."""
        if not self._takes_up(body.content[0]):
            return body
        first, last = body.content[0]
        accused = any(word.startswith(_ACCUSATIONS) for word in self.lowers[first + 1 : last])
        fitting = (
            draft for draft in self.drafts[-3:][::-1] if (draft.kind == "accusation" if accused else not draft.inner)
        )
        draft = next(fitting, None)
        return body if draft is None else body._replace(content=draft.content)

    def _takes_up(self, content: Range) -> bool:
        """As in "denied this", "rejected the accusation": what is denied is the claim before."""
        words = [word for word in self.lowers[content[0] : content[1]] if word[0].isalnum()]
        return bool(words) and words[0] in _THIS and len(words) <= 2 and (len(words) == 1 or words[1] in _CLAIMS)

    def _relative_object(self, group: Range, at: int, cue: Cue) -> bool:
        """As in "an army that he said would come": the relative pronoun belongs to the clause behind the cue."""
        after = group[1]
        if "C" not in cue.frames or after >= self.high or not self.bits[after] & FINITE:
            return False
        source = self.g.subject_left(group[0], self.low)
        if source is None or self._lower(source[0] - 1) not in _RELATIVE_OBJECT:
            return False
        parts = [(source[0] - 1, source[0]), (after, self._clause_end(after))]
        self._emit(Body(parts, cue.frames["C"], "relative"), source, group, negated=self._negated(group[0], at))
        return True

    def _passive(self, group: Range, at: int, cue: Cue) -> None:
        """As in "it was reported that", "is expected to", "was accused of": "by" names who says so."""
        g, frames, after = self.g, cue.frames, self._skip_time(group[1])
        negated = self._negated(group[0], at)
        end = self._clause_end(after)
        infinitive = next((i for i in range(after, end) if self.lowers[i] == "to"), end)
        by = next((i for i in range(after, min(infinitive, after + _BY_WINDOW)) if self.lowers[i] == "by"), None)
        source = g.phrase_right(by + 1, end) if by is not None and by + 1 < end else None
        if self._lower(after) in _PASSIVE_CLAUSE:
            if "R" in frames or "C" in frames or "T" in frames or "N" in frames or cue.addressed:
                kind = next(iter(frames.values()), "statement")
                self._emit(Body([(after, end)], kind, "that"), source, group, negated=negated)
            return
        kind_of = frames.get("R") or (frames["N"] if frames.get("N") == "accusation" else None)
        subject = g.subject_left(group[0], self.low)
        if kind_of is None or subject is None or cue.lemma in ("ask", "tell"):
            return
        rest = (source[1] if source else after, end)
        if rest[0] >= rest[1]:
            return
        self._emit(Body([subject, rest], kind_of, "passive"), source, group, negated=negated)

    def _seems(self, group: Range, at: int) -> None:
        """As in "The talks seem to have failed": the claim is subject and rest, and nobody's by name."""
        subject = self.g.subject_left(group[0], self.low)
        after = group[1]
        if subject is None or after >= self.high or not self.bits[after] & WORD:
            return
        if self.bits[after] & PREPOSITION and self._lower(after) not in ("to", "like"):
            return  # "appeared in court"
        parts = [subject, (group[1], self._clause_end(group[1], "clause"))]
        self._emit(Body(parts, "inner", "seems"), None, group, negated=self._negated(group[0], at))

    def _noun(self, at: int, cue: Cue) -> None:
        """As in "his claim that", "the ministry's plan to", "criticism of"."""
        frames, lower = cue.frames, self._lower(at + 1)
        source = self._owner(at)
        if lower in ("that", "whether") and "T" in frames and self._has_verb(at + 1):
            kind, begin = frames["T"], at + 1
        elif source is None:
            return
        elif lower == "to" and "I" in frames:
            kind, begin = frames["I"], at + 1
        elif lower in cue.prepositions and at + 2 < self.high:
            kind, begin = cue.prepositions[lower], at + 2
        else:
            return
        self._emit(Body([(begin, self._clause_end(begin))], kind, "noun"), source, (at, at + 1))

    def _adjective(self, at: int, cue: Cue) -> None:
        """As in "is confident that", "was critical of"."""
        g, frames, here = self.g, cue.frames, at + 1
        start = g.group_start(at, self.low)
        if here >= self.high or not g.has(start, at, BE):
            return
        lower = self.lowers[here]
        if lower in ("that", "whether", "if") and "T" in frames:
            kind, begin = frames["T"], here
        elif lower == "to" and "I" in frames:
            kind, begin = frames["I"], here
        elif lower in cue.prepositions:
            kind, begin = cue.prepositions[lower], here + 1
        elif "C" in frames and self.bits[here] & SUBJECT and self._has_verb(here):
            kind, begin = frames["C"], here
        else:
            return
        body = Body([(begin, self._clause_end(begin))], kind, "adjective")
        self._emit(body, self._source(at, start), (start, here), negated=self._negated(start, at))

    def _according(self, at: int) -> None:
        """As in "According to X, ..." and "..., according to X"."""
        g, who = self.g, at + 2
        opening = at == self.low or self.words[at - 1] == ":" or (self.words[at - 1] == "," and at - 2 <= self.low + 2)
        if opening or self.lowers[at - 1] in ("and", "but"):
            commas = (i for i in range(who, self.high) if self.words[i] == "," and self._comma_ends_source(i))
            comma = next(commas, None)
            if comma is not None:
                self._emit(Body(self._quoted_or_clause(comma + 1), "report", "according"), (who, comma), (at, who))
            return
        source, left = g.phrase_right(who, self.high), self._left_content(at)
        if source and left:
            direct = self.of_token[left[0]] >= 0
            parts = [left, *self._right_part(source[1], direct=direct)]
            self._emit(Body(parts, "report", "according"), source, (at, who))

    def _comma_ends_source(self, comma: int) -> bool:
        """The comma before the claim, not one of an apposition: a clause with a verb begins behind it."""
        if comma + 1 >= self.high or self.bits[comma + 1] & WH:
            return False
        rest = next((i for i in range(comma + 1, self.high) if self.words[i] == ","), self.high)
        return rest == self.high or any(self.bits[i] & FINITE or self.of_token[i] >= 0 for i in range(comma + 1, rest))

    def _quoted_or_clause(self, at: int) -> list[Range]:
        number = self.of_token[at] if at < len(self.words) else -1
        if number >= 0 and self.quotes.found[number].last >= self.high - 1:
            return [(at, self.quotes.found[number].last), *self._following(number)]
        return [(at, self._clause_end(at))]
