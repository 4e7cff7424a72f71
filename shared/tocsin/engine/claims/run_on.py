"""Captions and headings that a text runs into the sentence behind them, without a full stop between."""

from __future__ import annotations

from typing import Final

from tocsin.engine.leads import begins
from tocsin.text.document import Document

_OPENING: Final = frozenset(("The", "He", "She", "They", "But", "It", "These", "This", "There", "When", "A", "An"))
"""Words that open a sentence, but no name that a small letter follows."""
_ARTICLES: Final = frozenset(("A", "An"))
"""Of these, those that begin no name either, so that a capital may follow: "... back to the man A Velden man"."""
_BEFORE_NAME: Final = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "for", "to", "by", "with", "from", "and", "or", "as", "like"),
        *("than", "is", "was", "are", "were", "be", "says", "said", "called", "titled", "named"),
        *("film", "book", "song", "show"),
    )
)
"""Behind these a name follows rather than a sentence."""


def run_on(doc: Document) -> list[int]:
    """The tokens at which a sentence begins although none has ended: "wants to leave in May The full back had ...".

    None in other languages than English, whose opening words say nothing of it.
    """
    if doc.run_on is None:
        english = doc.upper if doc.language == "en" else []
        doc.run_on = [at for at in english if doc.words[at] in _OPENING and _begins_anew(doc, at)]
    return doc.run_on


def _begins_anew(doc: Document, at: int) -> bool:
    words = doc.words
    if not 0 < at < len(words) - 1 or doc.sentences[doc.sentence_of[at]].first == at:
        return False
    if not words[at + 1].islower() and words[at] not in _ARTICLES:
        return False
    before = words[at - 1]
    if before == ")":
        return at != begins(doc, doc.sentences[doc.sentence_of[at]])  # "(OSN) The harbour": the agency's name
    return before.islower() and before.isalpha() and before not in _BEFORE_NAME
