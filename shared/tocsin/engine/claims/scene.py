"""One document under a reader's eyes: where it reads, and what it has read so far."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.run_on import run_on
from tocsin.text.document import Document

LONGEST: Final = 400
"""Tokens of a sentence that are read at once; sentences of news have under 100."""


class Scene:
    """One document under a reader's eyes; `low`, `high` and `number` are those of the sentence being read."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        self.doc = doc
        self.words = doc.words
        self.lowers = doc.lowers
        self.quotes = quotes
        self.of_token = quotes.of_token
        self.drafts: list[Draft] = []
        """What was read so far, in the order of the cues."""
        self.low = self.high = self.number = 0
        self.run_on = run_on(doc)


def in_title_case(s: Scene) -> bool:
    """A headline In Title Case, where a capital letter says nothing."""
    size = s.high - s.low
    return size < 30 and sum(s.doc.capital[s.low : s.high]) > 0.6 * size


def emit(
    s: Scene, body: Body, source: Range | None, cue: Range, *, negated: bool = False, hedged: bool = False
) -> None:
    """Keep a draft, unless nothing is left of its content without the marks around it."""
    parts, kind, rule, direct = body
    content = [trimmed for part in parts if (trimmed := _without_marks(s, part))]
    if content:
        source = source if source and source[0] < source[1] else None
        s.drafts.append(Draft(content, source, cue, kind, rule, s.number, direct, negated, hedged))


def _without_marks(s: Scene, part: Range) -> Range | None:
    """The part without the marks around it, or None where it has nothing else."""
    start, end = part
    words = s.words
    while start < end and words[start] in ",:;–—-.":
        start += 1
    while start < end and words[end - 1] in ",:;–—-(":
        end -= 1
    if start < end and words[end - 1] in ".!?…" and s.of_token[end - 1] < 0:
        end -= 1
    return (start, end) if start < end else None
