"""Links in the markup of wikis, "[address label]", which stand in texts that were taken over with it."""

from __future__ import annotations

from typing import Final

from tocsin.model import Span
from tocsin.text.document import Document, Sentence

_MARKUP: Final = "[http"
_ADDRESS: Final = ("http://", "https://")
_OPENING: Final = frozenset("«“„\"'([")


def has_links(doc: Document) -> bool:
    return _MARKUP in doc.text


def closes_links(doc: Document, sentence: Sentence) -> bool:
    """Whether the links that begin in the sentence end there, and no other does."""
    within = doc.words[sentence.first : sentence.last]
    return within.count("[") == within.count("]")


def without_links(doc: Document, first: int, sentence: Sentence) -> tuple[Span, ...]:
    """The sentence from token `first` on without its links: the label stays of one that is part of the sentence,
    nothing of one that hangs on a word as a note."""
    spans: list[Span] = []
    at = start = first
    while at < sentence.last:
        if doc.words[at] != "[" or not doc.words[min(at + 1, sentence.last - 1)].startswith(_ADDRESS):
            at += 1
            continue
        close = next((i for i in range(at + 2, sentence.last) if doc.words[i] == "]"), None)
        if close is None:
            break
        _add(doc, spans, start, at)
        if at == first or doc.ends[at - 1] < doc.starts[at]:
            _add(doc, spans, at + 2, close)
        at = start = close + 1
    _add(doc, spans, start, sentence.last)
    return tuple(spans)


def _add(doc: Document, spans: list[Span], first: int, last: int) -> None:
    if first < last:
        spans.append(doc.span_of(first, last))


def joined(doc: Document, spans: tuple[Span, ...]) -> str:
    """The text under `spans`, with a space between two of them unless a mark follows."""
    told = doc.quote(spans[0])
    for span in spans[1:]:
        part = doc.quote(span)
        told += f" {part}" if part[0].isalnum() or part[0] in _OPENING else part
    return told
