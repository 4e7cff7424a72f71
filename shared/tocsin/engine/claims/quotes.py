"""Quotations as speech: outermost ones, with those that go on over paragraphs joined."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.text.document import Document

_SINGLE: Final = frozenset("‘‚'’")


class Speech(NamedTuple):
    """Tokens `[first, last)` with their marks; a quotation that runs over paragraphs has one for each."""

    first: int
    last: int
    continued: bool = False
    """It goes on from the quotation of the paragraph before, which was left open."""


class Quotes(NamedTuple):
    """All quotations in reading order, and for each token the number of its quotation (-1 outside)."""

    found: list[Speech]
    of_token: list[int]


def find_quotes(doc: Document) -> Quotes:
    """The outermost quotations. A single mark that never closes was an apostrophe."""
    found: list[Speech] = []
    open_until, size = -1, len(doc.words)
    opening = {quote.open for quote in doc.quotes}
    of_token = [-1] * size
    for quote in doc.quotes:
        if quote.depth:
            continue
        closed = quote.close < size and doc.sentences[doc.sentence_of[quote.close]].first != quote.close
        closed = closed and quote.close not in opening
        if not closed and doc.words[quote.open] in _SINGLE:
            continue
        last = quote.close + 1 if closed else quote.close
        of_token[quote.open : last] = [len(found)] * (last - quote.open)
        found.append(Speech(quote.open, last, continued=quote.open == open_until))
        open_until = -1 if closed else last
    return Quotes(found, of_token)
