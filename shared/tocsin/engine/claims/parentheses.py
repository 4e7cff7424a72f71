"""Cues behind or inside their content: "..., officials said", "“...,” said Smith, “...”"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.contents import Contents
from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.wordclasses import (
    COORDINATOR,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    NAME,
    OWNING,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WORD,
)

_ENDS: Final = frozenset((",", ".", ";", "?", "!", "—", "–"))
_ADDRESSEE: Final = 8
"""Tokens of the one who is told, between the cue and the rest of a quotation."""
_RELATIVE: Final = frozenset(("who", "which", "that"))
_APPOSITIONS: Final = 40
"""Tokens between a quotation and the cue behind its speaker's appositions."""
_INNER: Final = frozenset((",", "?", "!"))
"""Before its closing mark these show that a quotation waits for its speaker."""
_NO_NAME: Final = PREPOSITION | COORDINATOR | SUBORDINATOR | SUBJECT | ENDS_ING


class Parentheses(Contents):
    """Cues behind or inside what they report."""

    def _parenthesis(self, at: int, group: Range, cue: Cue) -> bool:
        """Read the cue at `at`, with its verb group, as one behind or inside its content; False if it is not."""
        start, after = group
        if self._nothing_behind(after) and self._taken_up(at, group, cue):
            return True
        if not cue.reports:
            return False
        if self.opens_as and self._as_reported(at, group, cue):
            return True
        marked = start > 0 and self._closes(start - 1)
        quoted = marked and self._quote_before(start)
        found = (
            (self._inverted(at, group, cue, quoted=True) if quoted else None)
            or self._straight(at, group, cue)
            or (self._inverted(at, group, cue, quoted=False) if marked else None)
        )
        if found is None:
            return False
        source, left_end, right = found
        content = self._left_content(left_end)
        if content is None:
            return False
        quoted = self.of_token[content[1] - 1] >= 0
        direct = quoted and self.of_token[content[0]] >= 0
        if quoted and "" in cue.addressed and right == after:
            right = self._behind_addressee_before_quote(right)
        parts = [content, *self._right_part(right, direct=quoted)]
        body = Body(parts, _kind(cue), "quote" if direct else "reported", direct)
        self._emit(body, source, group, negated=self._negated(group[0], at))
        return True

    def _behind_addressee_before_quote(self, at: int) -> int:
        """As in "“...,” she told Hewel, “...”": the comma before the rest, or `at` where none follows."""
        for here in range(at, min(self.high - 1, at + _ADDRESSEE)):
            if self.words[here] == "," and self.of_token[here + 1] >= 0:
                return here
        return at

    def _taken_up(self, at: int, group: Range, cue: Cue) -> bool:
        """As in "..., a claim the palace denied": what is denied is what was said before the comma."""
        lowers, kind = self.lowers, cue.frames.get("C") or cue.frames.get("N")
        source = self.g.subject_left(group[0], self.low) if kind else None
        if kind is None or source is None:
            return False
        noun = source[0] - 1 - (lowers[source[0] - 1] in ("that", "which"))
        if noun - 2 <= self.low or lowers[noun - 1] not in ("a", "an", "the") or not self._closes(noun - 2):
            return False
        if not any(named.part == "noun" for named, _ in self.lexicon.cues.get(lowers[noun], ())):
            return False
        content = next((draft.content for draft in self.drafts[-3:] if draft.content[-1][1] == noun - 2), None)
        left = self._left_content(noun - 2)
        content = content or ([left] if left else [])
        self._emit(Body(content, kind, "reported"), source, group, negated=self._negated(group[0], at))
        return True

    def _nothing_behind(self, after: int) -> bool:
        return after >= self.high or self.words[after] in _ENDS

    def _as_reported(self, at: int, group: Range, cue: Cue) -> bool:
        """As in "As the daily reported, the dam held"."""
        if "C" not in cue.frames:
            return False
        source = self.g.subject_left(group[0], self.low) if group[0] > self.low else None
        if source is None or source[0] - 1 < self.low or self.lowers[source[0] - 1] != "as":
            return False
        comma = self._skip_time(group[1])
        if source[0] - 2 > self.low or comma + 2 >= self.high or self.words[comma] != ",":
            return False
        body = Body([(comma + 1, self._clause_end(comma + 1))], _kind(cue), "reported")
        self._emit(body, source, group, negated=self._negated(group[0], at))
        return True

    def _inverted(self, at: int, group: Range, cue: Cue, *, quoted: bool) -> tuple[Range, int, int] | None:
        """As in "“...,” said Smith": (source, end of what stands left, where the rest begins)."""
        start, after = group
        if start != at or "Q" not in cue.frames:
            return None
        if not quoted and (cue.addressed or self._participle(at)):
            return None
        if after >= self.high or not self._inverted_subject(after):
            return None
        source = self.g.phrase_right(after, self.high)
        if source is None or not (quoted or self._plain_inversion(at, source)):
            return None
        return source, start, source[1]

    def _straight(self, at: int, group: Range, cue: Cue) -> tuple[Range, int, int] | None:
        """As in "“...,” Smith said", "..., officials said", "..., he said, ..."."""
        start, after = group
        source = self.g.subject_left(start, self.low) if start > self.low else None
        if source is None or not source[0] or not self._closes(source[0] - 1):
            source = self._between_quote_and(start)
        if source is None:
            return None
        quoted = self._quote_before(source[0]) and (self._quote_opens(source[0]) or self._ends_here(after, cue))
        quoted = quoted or self._alone_behind_quote(source, after)
        if quoted or self._inserted(at, source, after, cue):
            return source, source[0], after
        return None

    def _between_quote_and(self, start: int) -> Range | None:
        """As in "“...,” Olaf Brandt, 30, of Lissa, who saw it, said": the name and all that is said of it."""
        if self.words[start - 1] != ",":
            return None
        mark = next((i for i in range(start - 2, max(self.low, start - _APPOSITIONS), -1) if self.of_token[i] >= 0), -1)
        first = mark + 1
        if mark < 0 or not self._closing_mark(mark) or self.bits[first] & (_NO_NAME | WORD) != WORD:
            return None
        comma = next(i for i in range(first, start) if self.words[i] == ",")
        named = comma > first and self.words[mark - 1] in _INNER and not self.g.has(first, comma, FINITE)
        return (first, start) if named else None

    def _alone_behind_quote(self, source: Range, after: int) -> bool:
        """As in "“The dam held.” Varga said.": nothing but a speaker and a cue in a sentence of their own."""
        last = source[0] - 1
        alone = source[0] == self.low and self.words[min(self._skip_time(after), len(self.words) - 1)] == "."
        return alone and self._closing_mark(last) and self._same_paragraph(last, source[0])

    def _quote_opens(self, at: int) -> bool:
        """Whether the quotation before token `at` opens its sentence, and is not part of what leads to another."""
        last = at - 1 - (self.words[at - 1] == ",")
        return self.quotes.found[self.of_token[last]].first <= self.low

    def _inserted(self, at: int, source: Range, after: int, cue: Cue) -> bool:
        """Whether source and cue, behind a comma, report the clause before (or around) them."""
        words, first = self.words, source[0]
        if first <= self.low or self.lowers[first] in _RELATIVE or self._participle(at):
            return False
        enclosed = words[first - 1] == "," and after < self.high - 2 and words[after] == ","
        clause = "C" in cue.frames or (enclosed and "T" in cue.frames)
        if not (clause and "Q" in cue.frames) and not ("E" in cue.frames and self._evidence(at)):
            return False
        if self._subordinate_opening() and not enclosed and "," not in words[self.low : first - 1]:
            return False
        if not self._clause_before(first) and not (enclosed and self._has_verb(after)):
            return False
        return self._ends_here(after, cue)

    def _quote_before(self, at: int) -> bool:
        """Whether a quotation of this sentence ends right before token `at` and waits for its speaker."""
        words, last = self.words, at - 1
        if last > 0 and words[last] == ",":
            last -= 1
        if last < 1 or not self._closing_mark(last) or not self._same_paragraph(last, at):
            return False
        inner = words[last - 1]
        quote = self.quotes.found[self.of_token[last]]
        if inner in (".", "…", "...") and last < self.low:
            return False
        if inner not in (",", "?", "!", "—", "–", "-") and words[at - 1] != "," and inner[-1].isalnum():
            return False
        return quote.first <= self.low or (last - quote.first > 3 and self._clause_before(last + 1))

    def _plain_inversion(self, at: int, source: Range) -> bool:
        """Without a quotation: "..., said Smith." needs a clause before and nothing but punctuation behind."""
        first, last = source
        last = next((i for i in range(first, last) if self.words[i] == ","), last)
        if last < self.high and self.words[last] not in ",.;?!":
            return False
        if self.g.has(first, min(last, first + 4), FINITE):
            return False
        headline = last >= self.high and not self.low and self.words[at - 1] == ","
        return headline or self.g.has(self.low, at - 1, FINITE)

    def _inverted_subject(self, after: int) -> bool:
        found = self.bits[after]
        return (
            found & (WORD | TIME) == WORD
            and (bool(found & (NAME | OWNING | SUBJECT | ENDS_ED)) or self.lowers[after] not in self.lexicon.classes)
            and self.lowers[after] not in ("that", "it")
        )

    def _ends_here(self, right: int, cue: Cue) -> bool:
        """Whether nothing that is claimed can stand right of the cue: its sentence, or its parenthesis, ends."""
        if right >= self.high:
            return True
        word, of_token = self.words[right], self.of_token
        if word == "," and right + 1 < self.high and of_token[right + 1] >= 0 and "Q" in cue.frames:
            return False  # "Asked about it, Smith said, “...”"
        if word in _ENDS or (of_token[right] >= 0 and self._closes(right - 1)):
            return True
        if word == ":":
            return False
        body = self._content(right - 1, right, cue)
        return body is None or ("" in cue.addressed and body.rule in ("phrase", "preposition"))


def _kind(cue: Cue) -> str:
    return next(cue.frames[frame] for frame in ("C", "Q", "E") if frame in cue.frames)
