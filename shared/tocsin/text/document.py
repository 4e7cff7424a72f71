"""One article's text, split once and shared by every part of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import ne
from typing import NamedTuple

from tocsin.model import Span
from tocsin.text.quotes import Quote, find_quotes
from tocsin.text.sentences import paragraph_breaks, sentence_ends
from tocsin.text.tokens import split


class Sentence(NamedTuple):
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
    """Tokens as written; punctuation marks are tokens of their own, abbreviations keep their full stop."""
    lowers: list[str]
    """The same, lower-cased."""
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    capital: list[bool] = field(default_factory=list)
    """Per token: does it hold a capital letter?"""
    sentence_of: list[int] = field(default_factory=list)
    """Per token: the number of its sentence."""
    quotes: list[Quote] = field(default_factory=list)
    """Quotations by the token numbers of their marks, in the order they open."""
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
    """Split `text`; every offset refers to it as given. Any string will do; time is linear in its length."""
    words, gaps, starts, ends = split(text)
    lowers = list(map(str.lower, words))
    capital = list(map(ne, words, lowers))
    breaks = paragraph_breaks(text, words, gaps)
    quotes = find_quotes(words, gaps, breaks)
    bounds = sentence_ends(words, gaps, breaks, quotes, capitals=sum(capital)) if words else []
    sentences: list[Sentence] = []
    sentence_of: list[int] = []
    first, paragraph, opening = 0, 0, frozenset(breaks)
    for number, last in enumerate(bounds):
        paragraph += first in opening
        sentences.append(Sentence(starts[first], ends[last - 1], first, last, paragraph))
        sentence_of.extend([number] * (last - first))
        first = last
    return Document(text, language, title, words, lowers, starts, ends, sentences, capital, sentence_of, quotes)
