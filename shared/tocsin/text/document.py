"""One article's text, split once and shared by every part of the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.model import Span

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-'’.]\w+)*|\S", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[A-ZА-ЯЁІЇЄҐ0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its range in the text, its tokens `[first, last)`, and the paragraph it stands in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Document:
    """Text with its tokens as parallel lists (index = token number) and its sentences. Never changed after `read`."""

    text: str
    language: str
    title: str | None
    words: list[str]
    """Tokens as written; punctuation marks are tokens of their own."""
    lowers: list[str]
    """The same, lower-cased."""
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    cache: dict[str, object] = field(default_factory=dict)
    """Parts leave here what later parts may reuse (quantities, capitalized runs), under a name of their own."""

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def tokens_of(self, sentence: Sentence) -> range:
        return range(sentence.first, sentence.last)

    def span_of(self, first: int, last: int) -> Span:
        """The range from the start of token `first` to the end of token `last - 1`."""
        return Span(self.starts[first], self.ends[last - 1])


def read(text: str, *, language: str, title: str | None = None) -> Document:
    """Split `text`, which must be normalized already (`tocsin.text.normalize`); every offset refers to it as given."""
    matches = list(_TOKEN.finditer(text))
    words = [m.group() for m in matches]
    starts = [m.start() for m in matches]
    ends = [m.end() for m in matches]
    sentences = list(_sentences(text, starts))
    return Document(text, language, title, words, [w.lower() for w in words], starts, ends, sentences)


def _sentences(text: str, starts: list[int]) -> Iterator[Sentence]:
    token, begin, paragraph = 0, 0, 0
    bounds = [m.end() for m in _SENTENCE_END.finditer(text)]
    for stop in [*bounds, len(text)]:
        raw = text[begin:stop]
        stripped = raw.strip()
        if stripped:
            start = begin + raw.index(stripped[0])
            end = start + len(stripped)
            first = token
            while token < len(starts) and starts[token] < end:
                token += 1
            yield Sentence(start, end, first, token, paragraph)
        if "\n\n" in raw:
            paragraph += 1
        begin = stop
