"""Names that stand within an English mention, or before it: "a man who gave his name as Karl", "the report"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.speakers.nouns import sort_of
from tocsin.text.document import Document

_SHORTEST: Final = 6
"""Tokens of a mention that may have "who gave his name as Karl" in it."""
_LOOKED_AT: Final = 400
"""Tokens back among which a report is looked for by its name."""
_LEAST, _MOST = 2, 8
"""Words of a report's name before its noun."""


def name_given(doc: Document, first: int, last: int) -> Range | None:
    """The name in "her cook, who spells his name as Karl"; None where none is given."""
    lowers = doc.lowers
    if doc.language != "en" or last - first < _SHORTEST or "name" not in lowers[first:last]:
        return None
    start = next((at + 2 for at in range(first, last - 2) if lowers[at] == "name" and lowers[at + 1] == "as"), last)
    end = start
    while end < last and doc.capital[end]:
        end += 1
    return (start, end) if end > start else None


def document_named(doc: Document, at: int) -> Range | None:
    """What "the report" with its noun at token `at` was called before: "the Velm Short Ferry report"."""
    noun = doc.lowers[at]
    if doc.language != "en" or sort_of[noun] != "document":
        return None
    for noun_at in range(at - 1, max(0, at - _LOOKED_AT), -1):
        if doc.lowers[noun_at] != noun:
            continue
        start = noun_at
        while start > 0 and noun_at - start < _MOST and doc.capital[start - 1]:
            start -= 1
        if noun_at - start >= _LEAST and start > doc.sentences[doc.sentence_of[start]].first:
            return start, noun_at + 1
    return None
