"""The sentence in which an article tells its news: the first whole one. Its main clause must be among the claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.text.document import Document, Sentence

_WHOLE: Final = 8
"""Tokens of a sentence that stands for itself."""
_ENDS: Final = frozenset((".", ":"))
_AMONG: Final = 5
"""Sentences among which it is looked for: behind a title, a caption and a date."""


def lead_of(doc: Document) -> int | None:
    """The number of the first whole sentence: neither a title, nor a caption, nor a line of the page."""
    return next(
        (
            number
            for number, sentence in enumerate(doc.sentences[:_AMONG])
            if sentence.last - sentence.first >= _WHOLE and doc.words[sentence.last - 1][-1] in _ENDS
        ),
        None,
    )


def is_authors(doc: Document, sentence: Sentence, drafts: Sequence[Draft]) -> bool:
    """Whether the main clause is told by nobody but the author: all that is attributed stands behind it and a comma, as
    in "Мэр открыл мост, который уже назвали лучшим в стране", or in the sentences behind a colon."""
    first, last = sentence.first, sentence.last
    begins = [
        begin
        for draft in drafts
        for begin, _ in [*draft.content, draft.cue, *([draft.source] if draft.source else [])]
        if first <= begin < last
    ]
    if doc.words[last - 1] == ":":
        return not begins
    return bool(begins) and min(begins) - first >= _WHOLE and _opens_relative(doc, first, min(begins))


def _opens_relative(doc: Document, first: int, begin: int) -> bool:
    """Whether the last comma before token `begin` opens a relative clause."""
    comma = next((at for at in range(begin - 1, first, -1) if doc.words[at] == ","), begin)
    classes = word_classes(doc.language)
    return any("relative" in classes.get(lower, ()) for lower in doc.lowers[comma + 1 : comma + 3])
