"""Quotations of Russian and Ukrainian: guillemets, dialogue with dashes, and the author's words inside the marks."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.base import LONGEST
from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.slavic_phrases import SlavicPhrases

_DASHES: Final = frozenset(("—", "–", "-", "--"))
_FINAL: Final = frozenset((".", ",", ";", ":", "!", "?"))
_SHORT_QUOTE: Final = 6
"""Tokens with the marks; shorter quotations are titles and names unless a dash and the cue follow."""


class SlavicQuotes(SlavicPhrases):
    """Cues behind or inside the words that they report."""

    def _inside_quote(self, at: int, found: list[tuple[Cue, str]]) -> None:
        """As in "«..., — говорит Снегов. — ...»": Russian keeps the author's words inside the quotation marks."""
        words = self.doc.words
        quote = self.quotes.found[self.quotes.of_token[at]]
        cue = next((cue for cue, form in found if cue.part == "verb" and "Q" in cue.frames and form != "gerund"), None)
        if cue is None or at - 2 <= quote.first or words[at - 1] not in _DASHES or words[at - 2][-1] not in ",!?….":
            return
        end = next((i for i in range(at + 1, quote.last) if words[i] in _DASHES or words[i] in _FINAL), quote.last)
        source = self._phrase(at + 1, end)
        after = next((i + 1 for i in range(end, min(end + 3, quote.last)) if words[i] in _DASHES), quote.last)
        first, last = quote.first, quote.last
        if last - first > LONGEST:  # an interview in one pair of marks: the sentences beside the cue, no more
            first = max(first, self.low)
            last = min(last, after + LONGEST, self.doc.sentences[self.doc.sentence_of[min(after, last - 1)]].last)
        parts = [(first, at - 1), (after, last)]
        self._emit(Body(parts, cue.frames["Q"], "quote", direct=True), source, (at, at + 1))

    def _behind_quote(self, at: int, start: int, kind: str) -> bool:
        """As in "«...», — сказал он", and the same in a dialogue that has dashes instead of quotation marks."""
        words = self.doc.words
        left = start - 1
        while left >= 0 and (words[left] in _DASHES or words[left] == ",") and self.quotes.of_token[left] < 0:
            left -= 1
        subject_left: Range | None = None
        if left == start - 1:
            subject_left = self._left(start)
            if subject_left is None or not (words[subject_left[0] - 1] in _DASHES or words[subject_left[0] - 1] == ","):
                return False
            left = subject_left[0] - 1
            while left >= 0 and (words[left] in _DASHES or words[left] == ",") and self.quotes.of_token[left] < 0:
                left -= 1
        if left < 0 or not self._same_paragraph(left, start):
            return False
        number = self.quotes.of_token[left]
        if number >= 0:
            if subject_left and self.quotes.found[number].last - self.quotes.found[number].first < _SHORT_QUOTE:
                return False
            content = self._left_content(left + 1)
        else:
            turn = self._turn_start(left) if any(word in _DASHES for word in words[left + 1 : start]) else None
            content = None if turn is None else (turn + 1, left + 1)
        if content is None or not any(word[0].isalnum() for word in words[content[0] : content[1]]):
            return False
        source = subject_left or self._right(at + 1, self.high)
        end = source[1] if source and source[0] > at else at + 1
        body = Body([content, *self._goes_on(end, content)], kind, "quote", direct=True)
        self._emit(body, source or self._before(at), (start, at + 1))
        return True

    def _turn_start(self, at: int) -> int | None:
        """The dash that opens the turn of a dialogue in which `at` stands, behind the last claim or the paragraph's."""
        words, sentences = self.doc.words, self.doc.sentences
        number = self.doc.sentence_of[at]
        paragraph = sentences[number].paragraph
        while number and sentences[number - 1].paragraph == paragraph and at - sentences[number].first <= LONGEST:
            number -= 1
        first = sentences[number].first
        behind = self.drafts[-1].content[-1][1] if self.drafts else first
        if first < behind <= at:
            first = next((i for i in range(behind, min(behind + 3, at)) if words[i] in _DASHES), first)
        return first if words[first] in _DASHES and at - first <= LONGEST else None

    def _goes_on(self, end: int, content: Range) -> list[Range]:
        words = self.doc.words
        if self.quotes.of_token[content[0]] >= 0:
            at = end
            while at < len(words) and at < self.high and self.quotes.of_token[at] < 0:
                at += 1
            while at < len(words) and words[at] in _DASHES:
                at += 1
            if at < len(words) and self.quotes.of_token[at] >= 0 and self._same_paragraph(end - 1, at):
                number = self.quotes.of_token[at]
                if self.quotes.found[number].first == at and not self._has_own_cue(self.quotes.found[number].last):
                    return [(at, self.quotes.found[number].last), *self._following(number)]
            return []
        at = end
        while (
            at < len(words) - 1
            and (words[at] in ".," or words[at] in _DASHES)
            and self._same_paragraph(end - 1, at + 1)
        ):
            at += 1
        if at - end >= 2 and words[at - 1] in _DASHES and at < len(words):
            return [(at, self.doc.sentences[self.doc.sentence_of[at]].last)]
        return []

    def _quotation(self, at: int) -> list[Range]:
        number = self.quotes.of_token[at]
        return [(at, self.quotes.found[number].last), *self._following(number)]
