"""What the readers of all languages share: quotations, their continuations, headlines, the drafts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tocsin.engine.claims.dateline import behind_dateline
from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.names import name_words
from tocsin.engine.claims.quotes import Quotes, Speech
from tocsin.text.document import Document

_QUESTION: Final = (["Q"], ["A"])
"""Who asks and who answers is not said."""
_LABELS: Final = frozenset(
    (
        *(
            "breaking",
            "exclusive",
            "update",
            "updated",
            "watch",
            "live",
            "video",
            "videos",
            "photos",
            "opinion",
            "analysis",
        ),
        *("correction", "explainer", "explained", "factbox", "podcast", "review", "editorial", "letters", "interview"),
        *("timeline", "quiz", "gallery", "graphic", "note", "warning", "видео", "фото", "интервью", "анализ"),
        *("мнение", "срочно", "обновлено", "эксклюзив", "відео", "інтерв'ю", "аналіз", "думка", "терміново"),
        *("оновлено", "ексклюзив"),
    )
)
"""What a headline opens with to say what it is, not who speaks."""
_INTRODUCING: Final = frozenset((":", "(", "—", "–", "―"))
"""Before a quotation these show that it begins anew: what stands before them is not what was said."""
_SEPARATING: Final = frozenset((",", "—", "–"))
LONGEST: Final = 400
"""Tokens of a sentence that are read at once; sentences of news have under 100."""


class Reader:
    """Walks over the sentences of one document; `low`, `high` and `number` are those of the present sentence."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        self.doc = doc
        self.words = doc.words
        self.quotes = quotes
        self.of_token = quotes.of_token
        self.drafts: list[Draft] = []
        self.low = self.high = self.number = 0

    def _stretches(self, tokens: list[int]) -> Iterator[list[int]]:
        """The given tokens, in their order, by sentence; headlines are read on the way.

        A sentence without end is read in pieces, so that time stays linear.
        """
        colons = [at for at in self.doc.odd if self.words[at] == ":"]
        for (number, low), group in groupby(sorted([*tokens, *colons]) if colons else tokens, self._stretch_of):
            sentence = self.doc.sentences[number]
            self.number, self.low, self.high = number, low, min(low + LONGEST, sentence.last)
            inside = list(group)
            if colons and any(self.words[at] == ":" for at in inside):
                self._headline()
                inside = [at for at in inside if self.words[at] != ":"]
            if inside:
                yield inside

    def _stretch_of(self, at: int) -> Range:
        """The number of a token's sentence, and where the piece of it begins in which the token stands."""
        number = self.doc.sentence_of[at]
        first = self.doc.sentences[number].first
        return number, first + (at - first) // LONGEST * LONGEST

    def _is_title(self) -> bool:
        """A headline In Title Case, where a capital letter says nothing."""
        size = self.high - self.low
        return size < 30 and sum(self.doc.capital[self.low : self.high]) > 0.6 * size

    def _emit(self, body: Body, source: Range | None, cue: Range, *, negated: bool = False) -> None:
        """Keep a draft, unless nothing is left of its content without the marks around it."""
        parts, kind, rule, direct = body
        content = [trimmed for part in parts if (trimmed := self._trim(part))]
        if content:
            source = source if source and source[0] < source[1] else None
            self.drafts.append(Draft(content, source, cue, kind, rule, self.number, direct, negated))

    def _trim(self, part: Range) -> Range | None:
        """The part without the marks around it, or None where it has nothing else."""
        start, end = part
        words = self.words
        while start < end and words[start] in ",:;–—-.":
            start += 1
        while start < end and words[end - 1] in ",:;–—-(":
            end -= 1
        if start < end and words[end - 1] in ".!?…" and self.of_token[end - 1] < 0:
            end -= 1
        return (start, end) if start < end else None

    def _is_cue(self, word: str) -> bool:
        """Whether the language has this lower-cased word as a cue."""
        raise NotImplementedError

    def _clause_end(self, start: int, mode: str = "that") -> int:
        """First token behind the clause that begins at `start`; `mode` says how soon a language ends it."""
        raise NotImplementedError

    def _headline(self) -> None:
        """A line "Kremlin: no second wave", or a turn "ANCHOR: Good evening. ..." of a transcript."""
        words = self.words
        low = behind_dateline(self.doc, self.low, self.high)
        colon = next((at for at in range(low, min(self.high, low + 6)) if words[at] == ":"), None)
        if colon is None or colon == low or self.high - colon < 3 or not self._opens_paragraph():
            return
        speaker = range(low, colon)
        named = all(words[at][0].isupper() for at in speaker) or (not self.low and self._office(speaker))
        label = colon == low + 1 and self.doc.lowers[low] in _LABELS
        if (
            not named
            or label
            or words[low:colon] in _QUESTION
            or any(self._is_cue(self.doc.lowers[at]) for at in speaker)
        ):
            return
        last = self._paragraph_end()
        if not all(words[at].isupper() for at in speaker) and (
            last != self.number or (words[self.high - 1] == "." and low == self.low and self.low > 0)
        ):
            return
        end = self.doc.sentences[last].last
        direct = self.of_token[colon + 1] >= 0 and self.of_token[end - 1] >= 0
        body = Body([(colon + 1, end)], "statement", "headline", direct)
        self._emit(body, (low, colon), (colon, colon + 1))

    def _office(self, speaker: range) -> bool:
        """As in "Harbour chief: ferries will stop": the article's first line begins with an office or a body."""
        known = name_words()
        return all(self.words[at][0].isalpha() for at in speaker) and any(
            known.is_a(kind, self.doc.lowers[at]) for at in speaker for kind in ("role", "organization", "group")
        )

    def _opens_paragraph(self) -> bool:
        return not self.number or not self._same_paragraph(self.low - 1, self.low)

    def _paragraph_end(self) -> int:
        """Number of the paragraph's last sentence."""
        last = self.number
        sentences = self.doc.sentences
        while last + 1 < len(sentences) and self._same_paragraph(sentences[last].last - 1, sentences[last + 1].first):
            last += 1
        return last

    def _closing_mark(self, at: int) -> bool:
        number = self.of_token[at]
        return number >= 0 and self.quotes.found[number].last == at + 1

    def _closes(self, at: int) -> bool:
        """A comma or a closing quotation mark: the content on its left ends here."""
        return self.words[at] in _SEPARATING or (self.of_token[at] >= 0 and self._closing_mark(at))

    def _following(self, number: int) -> list[Range]:
        """Quotations that go on with this one: next in the paragraph, or in the next when it was left open."""
        parts: list[Range] = []
        found = self.quotes.found
        while number + 1 < len(found):
            this, following = found[number], found[number + 1]
            gap = self.words[this.last : following.first]
            near = self._same_paragraph(this.last - 1, following.first)
            if following.continued or (not gap and (near or self._whole_paragraph(following))):
                parts.append((following.first, following.last))
                number += 1
            else:
                break
        return parts

    def _asks(self, at: int) -> bool:
        """Whether the quotation before the cue that ends before `at` asks something: the next one may be an answer."""
        while at > self.low and self.of_token[at - 1] < 0:
            at -= 1
        return "?" in self.words[max(0, at - 2) : at]

    def _whole_paragraph(self, quote: Speech) -> bool:
        """Whether a quotation is all of its paragraph, so that it can only go on with the one before."""
        last = quote.last + (quote.last < len(self.words) and self.words[quote.last] == ".")
        return last >= len(self.words) or not self._same_paragraph(last - 1, last)

    def _same_paragraph(self, a: int, b: int) -> bool:
        return "\n" not in self.doc.text[self.doc.ends[a] : self.doc.starts[b]]

    def _left_content(self, end: int) -> Range | None:
        """The content that ends before token `end`: the quotation with its sentence's beginning, or the clause."""
        at = end - 1
        while at >= 0 and self.words[at] in (",", "—", "–") and self.of_token[at] < 0:
            at -= 1
        if at < 0:
            return None
        number = self.of_token[at]
        if number < 0:
            low = behind_dateline(self.doc, self.low, self.high)
            low = next((i + 1 for i in range(at, low, -1) if self.words[i] in ":;" and self.of_token[i] < 0), low)
            return (low, at + 1) if at >= self.low else None
        first = number
        while self.quotes.found[first].continued and first:
            first -= 1
        while (
            first
            and self.quotes.found[first - 1].last == self.quotes.found[first].first
            and self._same_paragraph(self.quotes.found[first].first - 1, self.quotes.found[first].first)
        ):
            first -= 1
        begin = self.quotes.found[first].first
        sentence = max(self._sentence_start(begin), begin - LONGEST)
        introduced = begin > 0 and self.words[begin - 1] in _INTRODUCING
        if sentence < begin and not introduced and not any(draft.content[-1][1] >= begin for draft in self.drafts[-3:]):
            begin = sentence
        return (begin, at + 1)

    def _sentence_start(self, at: int) -> int:
        number = self.number
        while number and self.doc.sentences[number].first > at:
            number -= 1
        return self.doc.sentences[number].first

    def _right_part(self, right: int, *, direct: bool) -> list[Range]:
        """What goes on behind the interruption."""
        words = self.words
        if right + 1 < self.high and words[right] == "," and not direct:
            return [] if self._leads_away(right + 1) else [(right + 1, self._clause_end(right + 1))]
        if not direct:
            return []
        at = right + (right < self.high and words[right] in (",", "—", "–"))
        if at >= self.high or self.of_token[at] < 0:
            at = self.high
        number = self.of_token[at] if at < len(words) else -1
        if number < 0:
            return []
        quote = self.quotes.found[number]
        beside = self._same_paragraph(at - 1, at) or (self._whole_paragraph(quote) and not self._asks(right))
        if quote.first != at or not beside or self._has_own_cue(quote.last):
            return []
        return [(at, quote.last), *self._following(number)]

    def _leads_away(self, at: int) -> bool:
        """Whether what begins at `at` tells of the speaker: "..., he said, adding that"."""
        raise NotImplementedError

    def _has_own_cue(self, at: int) -> bool:
        """Whether a quotation that ends before `at` is followed by a cue of its own."""
        words = self.words
        if at >= len(words) or words[at] == "." or not self._same_paragraph(at - 1, at):
            return False
        return words[at - 2] == "," or words[at] == "," or words[at - 2].isalnum()
