"""One article's text, split once and shared by every part of the engine."""

from __future__ import annotations

from collections import Counter
from itertools import compress
from operator import ne
from typing import Final, NamedTuple

from tocsin.model import Span
from tocsin.text.memo import Memo
from tocsin.text.quotes import Quote, find_quotes
from tocsin.text.sentences import paragraph_breaks, sentence_ends
from tocsin.text.tokens import APART, ODD, QUOTE, Tokens, has, split, where

_lowered: Final = Memo(str.lower)
"""Each word in small letters, one object for all texts: whatever is remembered of it is found by that alone."""


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


class Document:
    """Text with its tokens as parallel lists (index = token number) and its sentences. Never changed after `read`."""

    __slots__ = (
        *(
            "_counts",
            "run_on",
            "capital",
            "ends",
            "language",
            "lowers",
            "odd",
            "quotes",
            "sentence_of",
            "sentences",
            "starts",
        ),
        *("run_on", "text", "title", "upper", "words"),
    )

    def __init__(self, text: str, language: str, title: str | None, tokens: Tokens) -> None:
        self.text = text
        self.language = language
        self.title = title
        self.words, self.starts, self.ends, kinds = tokens
        """Tokens as written; punctuation marks are tokens of their own, abbreviations keep their full stop."""
        self.lowers: list[str] = list(map(_lowered.__getitem__, self.words))
        """The same, lower-cased."""
        self.capital: list[bool] = list(map(ne, self.words, self.lowers))
        """Per token: does it hold a capital letter?"""
        self.odd: list[int] = list(where(kinds, ODD))
        """The tokens that hold something else than letters: marks, figures, words with a hyphen."""
        capital = compress(range(len(self.words)), self.capital)
        self.upper: list[int] = [i for i in capital if self.words[i][0].isupper()]
        """The tokens that begin with a capital letter."""
        self.sentences: list[Sentence] = []
        self.sentence_of: list[int] = []
        """Per token: the number of its sentence."""
        self.quotes: list[Quote] = []
        """Quotations by the token numbers of their marks, in the order they open."""
        self._counts: Counter[str] | None = None
        self.run_on: list[int] | None = None
        """Kept by `tocsin.engine.claims.run_on`, which several readers of a text ask."""

    def counts(self) -> Counter[str]:
        """How often the text has each lower-cased token, in the order of first use."""
        if self._counts is None:
            self._counts = Counter(self.lowers)
        return self._counts

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def tokens_of(self, sentence: Sentence) -> range:
        return range(sentence.first, sentence.last)

    def span_of(self, first: int, last: int) -> Span:
        """The range from the start of token `first` to the end of token `last - 1`."""
        return Span(self.starts[first], self.ends[last - 1])


def read(text: str, *, language: str, title: str | None = None) -> Document:
    """Split `text`; every offset refers to it as given. Any string will do; time is linear in its length."""
    tokens = split(text)
    doc = Document(text, language, title, tokens)
    breaks = paragraph_breaks(text, tokens.words, tokens.starts)
    doc.quotes = find_quotes(tokens.words, has(tokens.kinds, APART), breaks, where(tokens.kinds, QUOTE))
    bounds = sentence_ends(tokens, breaks, doc.quotes, capitals=sum(doc.capital)) if tokens.words else []
    starts, ends = tokens.starts, tokens.ends
    first, paragraph, opening = 0, 0, frozenset(breaks)
    for number, last in enumerate(bounds):
        paragraph += first in opening
        doc.sentences.append(Sentence(starts[first], ends[last - 1], first, last, paragraph))
        doc.sentence_of.extend([number] * (last - first))
        first = last
    return doc
