"""Who says what in English: a pattern reader that works outwards from cue words."""

from __future__ import annotations

from tocsin.engine.claims.draft import Draft, Range
from tocsin.engine.claims.grammar import Grammar
from tocsin.engine.claims.lexicon import Cue, english
from tocsin.engine.claims.quotes import Quotes
from tocsin.text.document import Document

_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))
_WH = frozenset("that whether how why what if who where when which".split())
_DASHES = frozenset(("-", "–", "—", "--"))
_LOOSE_STOPPERS = frozenset(("which", "a", "an", "while", "even", "despite", "though", "although"))
_PHRASE_ENDS = frozenset(("but", "during", "before", "when", "while", "although", "though"))
_STOPPERS = frozenset({"but", "while", "although", "though", "whereas"})
_ADJUNCT = frozenset("in on at during to via from after before through by with last this early late as".split())
_ADJUNCT_LIMIT = 14
"""Tokens between a cue and its "that" or quotation ("said in an interview with ... that")."""


class EnglishReader:
    """Reads one document; `read` gives its drafts in the order of their cues."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        self.doc = doc
        self.quotes = quotes
        self.lexicon = english()
        self.g = Grammar(doc, self.lexicon)
        self.drafts: list[Draft] = []
        self.low = self.high = self.number = 0
        self.titled = self.participle = self.ing = self.relative = False

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

    def _is_title(self) -> bool:
        """A headline In Title Case, where a capital letter says nothing."""
        size = self.high - self.low
        return size < 30 and sum(self.doc.capital[self.low : self.high]) > 0.6 * size

    def _inside_speech(self, at: int) -> bool:
        return self.quotes.of_token[at] >= 0

    def _emit(
        self, content: list[Range], source: Range | None, cue: Range, kind: str, *, direct: bool, negated: bool, confidence: float, rule: str = ""
    ) -> None:
        content = [self._trim(part) for part in content]
        content = [part for part in content if part[0] < part[1]]
        if not content:
            return
        inner = kind == "inner"
        self.drafts.append(
            Draft(content, source, cue, "statement" if inner else kind, direct, inner, negated, confidence, self.number, rule)
        )

    def _trim(self, part: Range) -> Range:
        start, end = part
        words = self.doc.words
        while start < end and words[start] in ",:;–—-.":
            start += 1
        while start < end and words[end - 1] in ",:;–—-(":
            end -= 1
        if start < end and words[end - 1] in ".!?…" and self.quotes.of_token[end - 1] < 0:
            end -= 1
        return (start, end)

    # -- kinds of cues -------------------------------------------------------------------------------------------

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
        if g.has(before, "det", "possessive") and not g.has(before, "subject") and lower != "that" and lower not in ("some", "many", "few", "most", "others", "both", "all", "these", "those"):
            return False
        if lower.endswith(("'s", "’s")) and not g.has(before, "be", "have"):
            return False
        if lower in ("'", "’"):
            return False
        if "base" in forms and not forms & {"ed", "en"}:
            return (
                lower == "to"
                or g.has(before, "subject", "modal", "do")
                or lower in ("that", "who", "which", "and", "or", "some", "many", "most", "others", "n't", "not", "people", "men", "women", "critics")
                or (lower.endswith("s") and not g.has(before, "preposition", "be") and g.is_word(before))
            ) and not g.has(before, "preposition") or lower == "to"
        if "s" in forms and any(cue.part == "noun" for cue, _ in found):
            return not g.has(before, "preposition") and (g.is_name(before) or g.has(before, "subject") or lower in ("who", "which", "that", "and", ",") or not lower.endswith("s")) and not (g.lowers[before].endswith(("al", "ic", "ous", "ive", "ed")) )
        if forms <= {"ed", "en"} and (g.has(before, "preposition") or g.words[before][0].isdigit()):
            return False
        if g.has(at, "homograph") and not (g.is_name(before) or g.has(before, "subject") or lower in ("who", "that", "which", "and")):
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
        self._emit([content] if isinstance(content, tuple) else content, source, (start, after), kind, direct=direct, negated=negated, confidence=confidence, rule="right%s" % confidence)

    def _relative_object(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> bool:
        """"an army that he said would come": the relative pronoun belongs to the clause behind the cue."""
        g = self.g
        if "C" not in cue.frames or after >= self.high or not g.finite(after) or g.has(after, "ing"):
            return False
        source = g.subject_left(start, self.low)
        if source is None or source[0] - 1 < self.low or g.lowers[source[0] - 1] not in ("that", "which", "who", "whom", "what"):
            return False
        relative = source[0] - 1
        parts = [(relative, relative + 1), (after, self._clause_end(after))]
        self._emit(parts, source, (start, after), cue.frames["C"], direct=False, negated=negated, confidence=0.8, rule="relative")
        return True

    # -- sources -------------------------------------------------------------------------------------------------

    def _source(self, at: int, start: int, forms: set[str]) -> Range | None:
        g = self.g
        before = start - 1
        if before < self.low:
            return self._source_ahead(at) if "ing" in forms or "en" in forms else None
        lower = g.lowers[before]
        if lower == "to":
            return self._governor(before)
        comma = lower == "," or (self._closing_mark(before) and g.words[before - 1] == ",")
        if g.has(before, "coordinator") or (comma and "ing" in forms):
            return self._controller(before) or self._source_ahead(at)
        if "ing" in forms and g.has(before, "preposition", "subordinator"):
            return self._controller(before) or self._source_ahead(at)
        if "ing" in forms and g.verb_like(before):
            return self._controller(before)
        subject = g.subject_left(start, self.low)
        if "ing" in forms and subject and subject[0] > self.low + 1 and not any(g.has(i, "be") for i in range(start, at)):
            verb = subject[0] - 1
            if g.verb_like(verb) and not g.has(verb, "be"):
                return g.subject_left(g.group_start(verb, self.low), self.low) or self._controller(before) or subject
        if subject is None and lower in (",",) or (subject is None and g.verb_like(before)):
            return self._controller(before)
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
            if g.has(at, "possessive"):
                return (at, at + 1)
            at -= 1
        return self._controller(to)

    def _controller(self, before: int) -> Range | None:
        """The subject that a coordinated or participial cue shares: of the last cue, else of the sentence's first verb."""
        g = self.g
        for draft in reversed(self.drafts):
            if draft.sentence != self.number:
                break
            if draft.source and draft.source[1] <= before + 1 and draft.cue[0] < before and not self._nested(draft):
                return draft.source
        low = self._main_start(before)
        for at in range(low + 1, before):
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
        opening = g.has(first, "subordinator", "preposition", "ing") or g.lowers[first].endswith(("ed", "ing")) or g.lowers[first] in ("when", "asked")
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

    # -- contents ------------------------------------------------------------------------------------------------

    def _content(self, at: int, after: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """What the words to the right say: (content, kind, direct, confidence)."""
        g, frames = self.g, cue.frames
        here = self._skip_time(after)
        while here < self.high and g.has(here, "adverb") and not g.has(here, "det", "time") and g.lowers[here] not in ("not", "never", "there"):
            here += 1
        if here >= self.high or self.doc.words[self.high - 1] == ":":
            found = self._after_colon(here, cue)
            if found or here >= self.high:
                return found
        lower = g.lowers[here]
        if lower in (":", ",") and "Q" in frames:
            return self._quoted_at(here + 1, cue)
        if self.quotes.of_token[here] >= 0 and "Q" in frames:
            return self._quoted_at(here, cue)
        if lower in ",.;?!)":
            return None
        if lower in _WH and frames.keys() & {"C", "T"} and not (lower == "when" or lower == "where"):
            return (here, self._clause_end(here)), frames.get("C") or frames["T"], False, 0.95
        if lower == "to" and "I" in frames:
            if frames["I"] == "inner" and self._cue_follows(here + 1):
                return None
            return (here, self._clause_end(here, "infinitive")), frames["I"], False, 0.85
        if lower in cue.prepositions and here + 1 < self.high:
            return self._prepositional(here, cue)
        if "" in cue.addressed:
            found = self._addressed(here, cue)
            if found:
                return found
        if "Q" in frames or "C" in frames or "T" in frames:
            found = self._adjunct(here, cue)
            if found:
                return found
        if "G" in frames and g.lowers[here].endswith("ing") and g.words[here].islower():
            return (here, self._clause_end(here)), frames["G"], False, 0.7
        if "C" in frames and "" not in cue.addressed and self._opens_clause(here) and self._has_verb(here):
            return (here, self._clause_end(here, "clause")), frames["C"], False, 0.85
        if not self._opens_phrase(here):
            return None
        end = self._clause_end(here, "phrase")
        if "N" in frames or ("F" in frames and self._is_finite(at)):
            return (here, end), frames.get("N") or frames["F"], False, 0.6
        if "E" in frames and self._evidence(at):
            return (here, self._clause_end(here, "clause")), frames["E"], False, 0.8
        if "S" in frames and any(g.lowers[i] == "as" for i in range(here + 1, min(end, here + 10))):
            return (here, end), frames["S"], False, 0.6
        return None

    def _cue_follows(self, at: int) -> bool:
        g = self.g
        while at < self.high and (g.has(at, "adverb") or g.lowers[at].endswith("ly")):
            at += 1
        return at + 1 < self.high and any(
            cue.part == "verb" and form == "base" and cue.frames.keys() & {"C", "T", "N", "Q"} for cue, form in g.cues.get(g.lowers[at], ())
        ) and g.lowers[at] not in ("support", "back", "see", "know", "hear", "find", "show", "read", "learn", "raise", "challenge")

    def _skip_time(self, here: int) -> int:
        """Behind "late Thursday", "this week", "on Monday"."""
        g = self.g
        at = here
        while at < self.high and (g.has(at, "time") or (g.lowers[at] in ("on", "in", "this", "late", "early") and at + 1 < self.high and g.has(at + 1, "time"))):
            at += 1
        return at if at > here and g.has(at - 1, "time") else here

    def _is_finite(self, at: int) -> bool:
        g = self.g
        before = g.lowers[at - 1] if at > self.low else ""
        return before != "to" and not g.lowers[at].endswith("ing") and not (at > self.low and g.has(at - 1, "modal", "preposition"))

    def _evidence(self, at: int) -> bool:
        """Whether a poll, a study, a court stands left of the cue."""
        return any(self.g.has(i, "evidence") for i in range(max(self.low, at - 12), at))

    def _opens_phrase(self, here: int) -> bool:
        g = self.g
        return g.is_word(here) and not g.has(here, "preposition", "subordinator", "coordinator", "time") or g.has(here, "det", "possessive", "object")

    def _opens_clause(self, here: int) -> bool:
        g = self.g
        if g.has(here, "preposition", "coordinator") and not g.has(here, "det"):
            return False
        return g.is_word(here) or g.words[here] in _MARKS

    def _has_verb(self, here: int) -> bool:
        g = self.g
        for at in range(here + 1, min(self.high, here + 25)):
            if g.finite(at):
                return True
            if g.words[at] in ";:":
                return False
        return g.has(here, "be") or g.lowers[here].endswith(("’s", "'s", "’re", "'re", "’d", "'d", "’ll", "'ll"))

    def _prepositional(self, here: int, cue: Cue) -> tuple[Range, str, bool, float] | None:
        g = self.g
        kind = cue.prepositions[g.lowers[here]]
        if g.has(here + 1, "time") or g.words[here + 1][0].isdigit():
            return None
        start = here + 1
        if g.lowers[here] in cue.addressed:
            to = next((i for i in range(start + 1, min(self.high, start + 14)) if g.lowers[i] == "to"), None)
            if to is None:
                return None
            start = to
        return (start, self._clause_end(start, "phrase")), kind, False, 0.7

    def _addressed(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """Skip the one who is told, then read the clause, infinitive or quotation."""
        g, frames = self.g, cue.frames
        pronoun = g.has(here, "object") or g.lowers[here] in ("it", "her", "you")
        for at in range(here + 1, min(self.high, here + _ADJUNCT_LIMIT)):
            lower = g.lowers[at]
            if lower in ("that", "whether", "how", "why", "what", "if") and frames.keys() & {"C", "T"}:
                return (at, self._clause_end(at)), frames.get("C") or frames["T"], False, 0.95
            if lower == "to" and "I" in frames and not g.has(at + 1 if at + 1 < self.high else at, "det", "possessive"):
                return (at, self._clause_end(at)), frames["I"], False, 0.85
            if "Q" in frames and self.quotes.of_token[at] >= 0:
                return self._quoted_at(at, cue)
            if lower in ".;" and not g.is_word(at):
                if at + 1 < self.high and len(g.words[at - 1]) > 4:
                    return None
            if lower == ":" :
                return self._quoted_at(at + 1, cue)
            if lower in cue.prepositions:
                return (at + 1, self._clause_end(at + 1)), cue.prepositions[lower], False, 0.7
            if "C" in frames and (pronoun or at > here) and (g.has(at, "subject") or (pronoun and at == here + 1)) and self._opens_clause(at) and self._has_verb(at):
                return (at, self._clause_end(at)), frames["C"], False, 0.8
        if "C" in frames and not pronoun:
            # no "that": the clause begins with the last determiner or name before the first verb
            for at in range(here + 1, min(self.high, here + _ADJUNCT_LIMIT)):
                if g.finite(at):
                    subject = g.phrase_left(g.group_start(at, here), here)
                    if subject and subject[0] > here:
                        return (subject[0], self._clause_end(subject[0])), frames["C"], False, 0.6
                    break
                if g.words[at] in ",.":
                    break
        return None

    def _adjunct(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """Time and place between cue and content: "said on Tuesday that", "said in a statement: ..."."""
        g, frames = self.g, cue.frames
        if not (g.has(here, "time") or g.lowers[here] in _ADJUNCT):
            return None
        kind = frames.get("C") or frames.get("T") or frames["Q"]
        for at in range(here, min(self.high, here + _ADJUNCT_LIMIT)):
            lower = g.lowers[at]
            if lower == "that" and frames.keys() & {"C", "T"}:
                return (at, self._clause_end(at)), kind, False, 0.9
            if "Q" in frames and self.quotes.of_token[at] >= 0 and self._long_quote(at):
                return self._quoted_at(at, cue)
            if lower == ":" and "Q" in frames:
                return self._quoted_at(at + 1, cue)
            if at > here and g.has(at, "subject") and "C" in frames and self._has_verb(at):
                return (at, self._clause_end(at)), kind, False, 0.8
            if lower in (";",):
                return None
        at = here
        while at < self.high and (g.has(at, "time") or g.lowers[at] in ("on", "in") and at + 1 < self.high and g.has(at + 1, "time")):
            at += 1
        if at > here and at < self.high and "C" in frames and self._opens_clause(at) and self._has_verb(at):
            return (at, self._clause_end(at)), kind, False, 0.8
        return None

    def _long_quote(self, at: int) -> bool:
        quote = self.quotes.found[self.quotes.of_token[at]]
        return quote.last - quote.first >= 6

    # -- quotations ----------------------------------------------------------------------------------------------

    def _after_colon(self, here: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """The cue ends its sentence; a quotation that opens the next one belongs to it if a colon stands between."""
        last = self.high - 1
        if "Q" in cue.frames and last > self.low and self.doc.words[last] == ":" and self.high < len(self.doc.words):
            if self.quotes.of_token[self.high] >= 0:
                return self._quoted_at(self.high, cue)
        return None

    def _quoted_at(self, at: int, cue: Cue) -> tuple[Range | list[Range], str, bool, float] | None:
        """The quotation (or, behind a colon, the sentence) that begins at `at`, with what continues it."""
        kind = cue.frames.get("C") or cue.frames.get("Q") or "statement"
        if at >= len(self.doc.words):
            return None
        number = self.quotes.of_token[at]
        if number < 0:
            if self.doc.words[at - 1] == ":" and at < self.high:
                return (at, self._clause_end(at)), kind, False, 0.7
            return None
        quote = self.quotes.found[number]
        end = quote.last
        if end < self.high and self.doc.words[end] not in ".,;" and quote.last - quote.first < 12:
            return (at, self._clause_end(at)), kind, False, 0.8
        return [(at, end), *self._following(number)], kind, True, 0.95

    def _following(self, number: int) -> list[Range]:
        """Quotations that go on with this one: next in the paragraph, or in the next when it was left open."""
        parts: list[Range] = []
        found = self.quotes.found
        while number + 1 < len(found):
            this, following = found[number], found[number + 1]
            gap = self.doc.words[this.last : following.first]
            if following.continued or (not gap and self._same_paragraph(this.last - 1, following.first)):
                parts.append((following.first, following.last))
                number += 1
            else:
                break
        return parts

    def _same_paragraph(self, a: int, b: int) -> bool:
        return "\n" not in self.doc.text[self.doc.ends[a] : self.doc.starts[b]]

    def _parenthesis(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> bool:
        """A cue behind or inside its content: "..., officials said", "“...,” said Smith, “...”"."""
        g = self.g
        if not cue.frames.keys() & {"Q", "C"}:
            return False
        before = start - 1
        quoted = self._quote_before(start)
        inverted = (quoted or not self._participle(at)) and before >= self.low - 1 and before >= 0 and self._closes(before) and start == at and "Q" in cue.frames
        kind = cue.frames.get("C") or cue.frames["Q"]
        source: Range | None
        source = None
        if inverted and after < self.high and self._inverted_subject(after):
            source = g.phrase_right(after, self.high)
            if source and not quoted and not self._plain_inversion(at, source):
                source = None
        if source is not None:
            left_end, right = start, source[1]
        else:
            if before < self.low:
                return False
            source = g.subject_left(start, self.low)
            if source is None or source[0] - 1 < 0 or not self._closes(source[0] - 1):
                return False
            left_end, right = source[0], after
            if not self._quote_before(source[0]):
                relative = g.lowers[source[0]] in ("who", "which", "that")
                enclosed = g.words[source[0] - 1] == "," and right < self.high - 2 and g.words[right] == ","
                if relative or source[0] <= self.low or not {"C", "Q"} <= cue.frames.keys() or self._participle(at):
                    return False
                if self._subordinate_opening() and not enclosed and "," not in g.words[self.low : source[0] - 1]:
                    return False
                if not self._clause_before(source[0]) and not (enclosed and self._has_verb(right)):
                    return False
                if not self._ends_here(right, cue):
                    return False
        content = self._left_content(left_end)
        if content is None:
            return False
        direct = self.quotes.of_token[content[0]] >= 0 and self.quotes.of_token[content[1] - 1] >= 0
        parts = [content, *self._right_part(right, direct, content)]
        self._emit(parts, source, (start, after), kind, direct=direct, negated=negated, confidence=0.95 if direct else 0.85, rule="parenthesis-quote" if direct else "parenthesis")
        return True

    def _closes(self, at: int) -> bool:
        """A comma or a closing quotation mark: the content on its left ends here."""
        return self.doc.words[at] in (",", "—", "–") or self._closing_mark(at)

    def _participle(self, at: int) -> bool:
        return self.g.lowers[at].endswith("ing") and not (at > self.low and self.g.has(at - 1, "be", "adverb"))

    def _quote_before(self, at: int) -> bool:
        """Whether a quotation of this sentence ends right before token `at` and waits for its speaker."""
        last = at - 1
        if last > 0 and self.doc.words[last] == ",":
            last -= 1
        if last < 1 or not self._closing_mark(last) or not self._same_paragraph(last, at):
            return False
        inner = self.doc.words[last - 1]
        quote = self.quotes.found[self.quotes.of_token[last]]
        if inner in (".", "…", "...") and last < self.low:
            return False
        if inner not in (",", "?", "!", "—", "–", "-") and self.doc.words[at - 1] != "," and inner[-1].isalnum():
            return False
        return quote.first <= self.low or last - quote.first > 3 and self._clause_before(last + 1)

    def _clause_before(self, end: int) -> bool:
        """Whether a clause of its own, not just an adjunct, stands between the sentence's beginning and `end`."""
        g = self.g
        low = self.low if end > self.low else self._sentence_start(end - 1)
        return any(g.finite(i) for i in range(low, end))

    def _plain_inversion(self, at: int, source: Range) -> bool:
        """Without a quotation: "..., said Smith." needs a clause before and nothing but punctuation behind."""
        g = self.g
        if source[1] < self.high and g.words[source[1]] not in ",.;?!":
            return False
        if any(g.finite(i) for i in range(source[0], min(source[1], source[0] + 4))) :
            return False
        return any(g.finite(i) for i in range(self.low, at - 1))

    def _closing_mark(self, at: int) -> bool:
        number = self.quotes.of_token[at]
        return number >= 0 and self.quotes.found[number].last == at + 1

    def _inverted_subject(self, after: int) -> bool:
        g = self.g
        return g.is_word(after) and (
            g.is_name(after) or g.has(after, "det", "possessive", "subject") or not g.classes[after]
        ) and g.lowers[after] not in ("that", "it") and not g.has(after, "time")

    def _ends_here(self, right: int, cue: Cue) -> bool:
        """Whether nothing that is claimed can stand right of the cue: its sentence, or its parenthesis, ends."""
        g = self.g
        if right >= self.high:
            return True
        word = g.words[right]
        if word in ",.;?!—–" or self.quotes.of_token[right] >= 0 and word in _MARKS and self._closes(right - 1):
            return True
        if word == ":" :
            return False
        content = self._content(right - 1, right, cue)
        if content is None:
            return True
        if "" in cue.addressed and content[3] < 0.7:
            return True
        return False

    def _left_content(self, end: int) -> Range | None:
        """The content that ends before token `end`: the quotation with its sentence's beginning, or the clause."""
        at = end - 1
        while at >= 0 and self.doc.words[at] in (",", "—", "–") and self.quotes.of_token[at] < 0:
            at -= 1
        if at < 0:
            return None
        number = self.quotes.of_token[at]
        if number < 0:
            return (self.low, at + 1) if at >= self.low else None
        first = number
        while self.quotes.found[first].continued and first:
            first -= 1
        while first and self.quotes.found[first - 1].last == self.quotes.found[first].first and self._same_paragraph(
            self.quotes.found[first].first - 1, self.quotes.found[first].first
        ):
            first -= 1
        begin = self.quotes.found[first].first
        sentence = self._sentence_start(begin)
        if sentence < begin and not any(draft.content[-1][1] >= begin for draft in self.drafts[-3:]):
            begin = sentence
        return (begin, at + 1)

    def _sentence_start(self, at: int) -> int:
        number = self.number
        while number and self.doc.sentences[number].first > at:
            number -= 1
        return self.doc.sentences[number].first

    def _right_part(self, right: int, direct: bool, left: Range) -> list[Range]:
        """What goes on behind the interruption."""
        words = self.doc.words
        if right + 1 < self.high and words[right] == "," and not direct:
            return [(right + 1, self._clause_end(right + 1))]
        if not direct:
            return []
        at = right + (right < self.high and words[right] in (",", "—", "–"))
        if at >= self.high or self.quotes.of_token[at] < 0:
            at = self.high
        number = self.quotes.of_token[at] if at < len(words) else -1
        if number < 0 or not self._same_paragraph(at - 1, at):
            return []
        quote = self.quotes.found[number]
        if quote.first != at or self._has_own_cue(quote.last):
            return []
        return [(at, quote.last), *self._following(number)]

    def _has_own_cue(self, at: int) -> bool:
        """Whether a quotation that ends before `at` is followed by a cue of its own."""
        g = self.g
        if at >= len(g.words) or "\n" in self.doc.text[self.doc.ends[at - 1] : self.doc.starts[at]]:
            return False
        return self.doc.words[at - 2] == "," or g.words[at] == "," or self.doc.words[at - 2].isalnum()

    # -- passives, raising, nouns, adjectives, markers ----------------------------------------------------------

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
            self._emit([(after, end)], source, (start, after), kind, direct=False, negated=negated, confidence=0.8, rule="passive-that")
            return
        if "" in cue.addressed and cue.lemma in ("ask", "tell"):
            return
        if subject is None or not ("R" in frames or frames.get("N") == "accusation"):
            return
        rest = (source[1], end) if source and by is not None else (after, end)
        self._emit([subject, rest], source, (start, after), frames.get("R") or frames["N"], direct=False, negated=negated, confidence=0.6, rule="passive")

    def _seems(self, at: int, after: int, cue: Cue, start: int, negated: bool) -> None:
        g = self.g
        if after >= self.high or not (g.is_word(after)):
            return
        subject = g.subject_left(start, self.low)
        if subject is None:
            return
        self._emit([subject, (after, self._clause_end(after))], None, (start, after), "inner", direct=False, negated=negated, confidence=0.6, rule="seems")

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
        self._emit([(begin, self._clause_end(begin))], source, (at, here), kind, direct=False, negated=False, confidence=0.6, rule="noun")

    def _owner(self, at: int) -> Range | None:
        """Whose the noun is: "his claim", "the ministry's plan", or the subject of the verb it is object of."""
        g = self.g
        for i in range(at - 1, max(self.low - 1, at - 7), -1):
            if g.has(i, "possessive"):
                return (i, i + 1)
            if g.lowers[i].endswith(("'s", "’s")) or g.lowers[i] in ("'", "’"):
                return g.phrase_left(i + 1, self.low)
            if g.finite(i):
                return g.subject_left(g.group_start(i, self.low), self.low)
            if not g.is_word(i):
                break
        return None

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
        self._emit([(begin, self._clause_end(begin))], source, (start, here), kind, direct=False, negated=g.negated(start, at), confidence=0.6, rule="adjective")

    def _according(self, at: int) -> None:
        g = self.g
        who = at + 2
        if at == self.low or (g.words[at - 1] == "," and at - 2 <= self.low + 2) or g.lowers[at - 1] in ("and", "but"):
            comma = next((i for i in range(who, self.high) if g.words[i] == "," and self._comma_ends_source(who, i)), None)
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

    def _headline(self) -> None:
        """"Kremlin: no second wave" as a whole line."""
        g = self.g
        limit = min(self.high, self.low + 6)
        colon = next((i for i in range(self.low, limit) if g.words[i] == ":"), None)
        if colon is None or colon == self.low or self.high - colon < 4:
            return
        if "\n" not in self.doc.text[self.doc.ends[self.high - 1] : self.doc.ends[self.high - 1] + 2] and self.number:
            return
        if not all(g.is_name(i) or g.has(i, "preposition") for i in range(self.low, colon)) or any(w in g.cues for w in g.lowers[self.low:colon]):
            return
        content = (colon + 1, self.high)
        self._emit([content], (self.low, colon), (colon, colon + 1), "statement", direct=False, negated=False, confidence=0.6, rule="headline")

    # -- ends of clauses -----------------------------------------------------------------------------------------

    def _clause_end(self, start: int, mode: str = "that") -> int:
        """First token behind the clause or phrase that begins at `start`; phrases end sooner than clauses with "that"."""
        g, of_token = self.g, self.quotes.of_token
        at, depth, linked = start, 0, mode == "that" or mode == "clause"
        opening = self._subordinate_opening() or (self.participle and mode != "that")
        while at < self.high:
            if of_token[at] >= 0:
                at = max(at + 1, min(self.quotes.found[of_token[at]].last, len(g.words)))
                continue
            word = g.words[at]
            if word == "(":
                if mode == "phrase":
                    return at
                depth += 1
            elif word == ")":
                if not depth:
                    return at
                depth -= 1
            elif depth or at <= start + 1:
                pass
            elif word == ";" or (word in _DASHES and mode != "that"):
                return at
            elif word == ",":
                if opening or self._comma_stops(at, mode):
                    return at
            elif g.has(at, "coordinator") and (self._new_cue(at + 1) or (mode != "that" and self._parallel(at + 1, mode))):
                return at
            elif not linked and g.has(at, "wh", "subordinator", "subject"):
                linked = True
            elif not linked and self.relative and g.has(at, "modal", "be", "have", "do"):
                return at
            elif mode == "phrase" and g.lowers[at] in _PHRASE_ENDS:
                return at
            at += 1
        return max(self.high, min(at, len(g.words)))

    def _parallel(self, at: int, mode: str) -> bool:
        """Behind "and": a verb form parallel to the cue's own or to its infinitive."""
        if at >= self.high:
            return False
        lower = self.g.lowers[at]
        return (self.ing and lower.endswith("ing"))

    def _subordinate_opening(self) -> bool:
        """The sentence opens with a subordinate clause or a participle, which its first comma closes."""
        g, first = self.g, self.low
        if g.lowers[first] in ("but", "and", "still") and first + 1 < self.high:
            first += 1
        return g.has(first, "subordinator") or g.lowers[first] in ("asked", "when", "while")

    def _comma_stops(self, comma: int, mode: str) -> bool:
        g = self.g
        here = comma + 1
        if here >= self.high:
            return False
        lower = g.lowers[here]
        if lower in _STOPPERS or lower == "according":
            return True
        if lower.endswith("ing") and (mode != "that" or g.cues.get(lower)):
            return True
        if mode != "that" and (lower in _LOOSE_STOPPERS or g.has(here, "subject")):
            return True
        if mode == "phrase" and g.has(here, "wh", "det", "coordinator", "subordinator"):
            return True
        if g.has(here, "coordinator"):
            return self._new_cue(here + 1)
        return False

    def _new_cue(self, at: int) -> bool:
        """A finite cue verb, possibly behind adverbs: another claim of the same speaker begins."""
        g = self.g
        while at < self.high and (g.has(at, "adverb", "have") or g.lowers[at].endswith("ly")):
            at += 1
        return at < self.high and any(cue.part == "verb" and form in ("ed", "s") for cue, form in g.cues.get(g.lowers[at], ()))
