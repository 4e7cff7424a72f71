"""Who says what in English: a pattern reader that works outwards from cue words."""

from __future__ import annotations

from tocsin.engine.claims.draft import Draft, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.parentheses import Parentheses
from tocsin.engine.claims.sources import Sources

_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))


class EnglishReader(Parentheses, Sources):
    """Reads one document; `read` gives its drafts in the order of their cues."""

    def read(self) -> list[Draft]:
        cues = self.lexicon.cues
        lowers, of_token = self.doc.lowers, self.quotes.of_token
        for number, sentence in enumerate(self.doc.sentences):
            self.low, self.high, self.number = sentence.first, sentence.last, number
            self.titled = self._is_title()
            self._headline()
            for at in range(sentence.first, sentence.last):
                if lowers[at] == "according" and at + 1 < self.high and lowers[at + 1] == "to" and of_token[at] < 0:
                    self._according(at)
                    continue
                found = cues.get(lowers[at])
                if found and not self._inside_speech(at):
                    self._cue(at, found)
        return self.drafts

    def _cue(self, at: int, found: list[tuple[Cue, str]]) -> None:
        verb = next(((cue, form) for cue, form in found if cue.part == "verb"), None)
        if verb and self._is_verb(at, found):
            forms = {form for cue, form in found if cue.part == "verb"}
            self._verb(at, verb[0], forms)
            return
        noun = next((cue for cue, _ in found if cue.part == "noun"), None)
        if noun:
            self._noun(at, noun)
            return
        adjective = next((cue for cue, _ in found if cue.part == "adjective"), None)
        if adjective:
            self._adjective(at, adjective)

    def _is_verb(self, at: int, found: list[tuple[Cue, str]]) -> bool:
        """Tells a verb from a noun or participle of the same form by its left neighbour."""
        g = self.g
        forms = {form for cue, form in found if cue.part == "verb"}
        if g.is_name(at) and at > self.low and not self.titled:
            return False
        before = at - 1
        while before >= self.low and (
            (g.has(before, "adverb") and not g.has(before, "det")) or g.lowers[before].endswith("ly")
        ):
            before -= 1
        if before < self.low:
            return bool(forms & {"ed", "ing", "en"}) or "s" in forms
        lower = g.lowers[before]
        if (
            g.has(before, "det", "possessive")
            and not g.has(before, "subject")
            and lower != "that"
            and lower not in ("some", "many", "few", "most", "others", "both", "all", "these", "those")
        ):
            return False
        if lower.endswith(("'s", "’s")) and not g.has(before, "be", "have"):
            return False
        if lower in ("'", "’"):
            return False
        if "base" in forms and not forms & {"ed", "en"}:
            return (
                (
                    lower == "to"
                    or g.has(before, "subject", "modal", "do")
                    or lower
                    in (
                        "that",
                        "who",
                        "which",
                        "and",
                        "or",
                        "some",
                        "many",
                        "most",
                        "others",
                        "n't",
                        "not",
                        "people",
                        "men",
                        "women",
                        "critics",
                    )
                    or (lower.endswith("s") and not g.has(before, "preposition", "be") and g.is_word(before))
                )
                and not g.has(before, "preposition")
                or lower == "to"
            )
        if "s" in forms and any(cue.part == "noun" for cue, _ in found):
            return (
                not g.has(before, "preposition")
                and (
                    g.is_name(before)
                    or g.has(before, "subject")
                    or lower in ("who", "which", "that", "and", ",")
                    or not lower.endswith("s")
                )
                and not (g.lowers[before].endswith(("al", "ic", "ous", "ive", "ed")))
            )
        if forms <= {"ed", "en"} and (g.has(before, "preposition") or g.words[before][0].isdigit()):
            return False
        if g.has(at, "homograph") and not (
            g.is_name(before) or g.has(before, "subject") or lower in ("who", "that", "which", "and")
        ):
            return False
        if "ing" in forms and g.has(before, "det", "possessive"):
            return False
        return True

    def _verb(self, at: int, cue: Cue, forms: set[str]) -> None:
        g = self.g
        after = at + 1
        if after < self.high and g.lowers[after] in cue.particles:
            cue = cue.particles[g.lowers[after]]
            after += 1
        start = g.group_start(at, self.low)
        negated = g.negated(start, at)
        passive = bool(forms & {"en", "ed"}) and any(g.has(i, "be") for i in range(start, at))
        if passive and "ing" not in forms:
            self._passive(at, after, cue, start, negated)
            return
        if "Z" in cue.frames:
            self._seems(at, after, cue, start, negated)
            return
        if self._parenthesis(at, after, cue, start, negated):
            return
        self.participle = "ing" in forms and (at == self.low or g.words[at - 1] == ",")
        self.ing = "ing" in forms
        self.relative = start > self.low and g.lowers[start - 1] in ("who", "which", "that")
        if self._relative_object(at, after, cue, start, negated):
            return
        body = self._content(at, after, cue)
        if body is None:
            return
        content, kind, direct, confidence = body
        source = self._source(at, start, forms)
        if source is None and "base" in forms and not forms & {"ed"}:
            return
        self._emit(
            [content] if isinstance(content, tuple) else content,
            source,
            (start, after),
            kind,
            direct=direct,
            negated=negated,
            confidence=confidence,
            rule="right%s" % confidence,
        )

    def _relative_object(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> bool:
        """ "an army that he said would come": the relative pronoun belongs to the clause behind the cue."""
        g = self.g
        if "C" not in cue.frames or after >= self.high or not g.finite(after) or g.has(after, "ing"):
            return False
        source = g.subject_left(start, self.low)
        if (
            source is None
            or source[0] - 1 < self.low
            or g.lowers[source[0] - 1] not in ("that", "which", "who", "whom", "what")
        ):
            return False
        relative = source[0] - 1
        parts = [(relative, relative + 1), (after, self._clause_end(after))]
        self._emit(
            parts,
            source,
            (start, after),
            cue.frames["C"],
            direct=False,
            negated=negated,
            confidence=0.8,
            rule="relative",
        )
        return True

    def _passive(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> None:
        g, frames = self.g, cue.frames
        if not frames.keys() & {"R", "C", "T"} and not (frames.get("N") == "accusation") and "" not in cue.addressed:
            return
        subject = g.subject_left(start, self.low)
        end = self._clause_end(after)
        by = next((i for i in range(after, min(end, after + 12)) if g.lowers[i] == "by"), None)
        source = g.phrase_right(by + 1, end) if by is not None and by + 1 < end else None
        that = after < self.high and g.lowers[after] in ("that", "whether", "how", "if", "about", "why")
        kind = next(iter(frames.values()), "statement")
        if that:
            self._emit(
                [(after, end)],
                source,
                (start, after),
                kind,
                direct=False,
                negated=negated,
                confidence=0.8,
                rule="passive-that",
            )
            return
        if "" in cue.addressed and cue.lemma in ("ask", "tell"):
            return
        if subject is None or not ("R" in frames or frames.get("N") == "accusation"):
            return
        rest = (source[1], end) if source and by is not None else (after, end)
        self._emit(
            [subject, rest],
            source,
            (start, after),
            frames.get("R") or frames["N"],
            direct=False,
            negated=negated,
            confidence=0.6,
            rule="passive",
        )

    def _seems(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> None:
        g = self.g
        if after >= self.high or not (g.is_word(after)):
            return
        subject = g.subject_left(start, self.low)
        if subject is None:
            return
        self._emit(
            [subject, (after, self._clause_end(after))],
            None,
            (start, after),
            "inner",
            direct=False,
            negated=negated,
            confidence=0.6,
            rule="seems",
        )

    def _noun(self, at: int, cue: Cue) -> None:
        g, frames = self.g, cue.frames
        here = at + 1
        if here >= self.high:
            return
        lower = g.lowers[here]
        kind = None
        if lower in ("that", "whether") and "T" in frames and self._has_verb(here):
            kind, begin = frames["T"], here
        elif lower == "to" and "I" in frames:
            kind, begin = frames["I"], here
        elif lower in cue.prepositions and here + 1 < self.high:
            kind, begin = cue.prepositions[lower], here + 1
        if kind is None:
            return
        source = self._owner(at)
        if lower not in ("that", "whether") and source is None:
            return
        self._emit(
            [(begin, self._clause_end(begin))],
            source,
            (at, here),
            kind,
            direct=False,
            negated=False,
            confidence=0.6,
            rule="noun",
        )

    def _adjective(self, at: int, cue: Cue) -> None:
        g, frames = self.g, cue.frames
        start = g.group_start(at, self.low)
        here = at + 1
        if start == at or here >= self.high or not any(g.has(i, "be") for i in range(start, at)):
            return
        lower = g.lowers[here]
        if lower in ("that", "whether", "if") and "T" in frames:
            kind, begin = frames["T"], here
        elif lower == "to" and "I" in frames:
            kind, begin = frames["I"], here
        elif lower in cue.prepositions:
            kind, begin = cue.prepositions[lower], here + 1
        elif "C" in frames and g.has(here, "subject") and self._has_verb(here):
            kind, begin = frames["C"], here
        else:
            return
        source = self._source(at, start, set())
        self._emit(
            [(begin, self._clause_end(begin))],
            source,
            (start, here),
            kind,
            direct=False,
            negated=g.negated(start, at),
            confidence=0.6,
            rule="adjective",
        )

    def _according(self, at: int) -> None:
        g = self.g
        who = at + 2
        if at == self.low or (g.words[at - 1] == "," and at - 2 <= self.low + 2) or g.lowers[at - 1] in ("and", "but"):
            comma = next(
                (i for i in range(who, self.high) if g.words[i] == "," and self._comma_ends_source(who, i)), None
            )
            if comma is None:
                return
            content = self._quoted_or_clause(comma + 1)
            source = (who, comma)
        else:
            source_range = g.phrase_right(who, self.high)
            if source_range is None:
                return
            source = source_range
            left = self._left_content(at)
            if left is None:
                return
            content = [left]
            direct = self.quotes.of_token[left[0]] >= 0
            content += self._right_part(source[1], direct, left)
        self._emit(content, source, (at, who), "report", direct=False, negated=False, confidence=0.9, rule="according")

    def _comma_ends_source(self, who: int, comma: int) -> bool:
        """The comma before the claim, not one of an apposition: a clause with a verb begins behind it."""
        g = self.g
        if comma + 1 >= self.high or g.classes[comma + 1] & {"wh"}:
            return False
        rest = next((i for i in range(comma + 1, self.high) if g.words[i] == ","), self.high)
        return any(g.finite(i) or g.words[i] in _MARKS for i in range(comma + 1, rest)) or rest == self.high

    def _quoted_or_clause(self, at: int) -> list[Range]:
        number = self.quotes.of_token[at] if at < len(self.doc.words) else -1
        if number >= 0 and self.quotes.found[number].last >= self.high - 1:
            return [(at, self.quotes.found[number].last), *self._following(number)]
        return [(at, self._clause_end(at))]
