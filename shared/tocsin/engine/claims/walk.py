"""The way over a document, sentence by sentence; headlines are read on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from itertools import groupby

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.headlines import read_headline
from tocsin.engine.claims.scene import LONGEST, Scene


def stretches(s: Scene, tokens: list[int], cues: Container[str]) -> Iterator[list[int]]:
    """The given tokens, in their order, by sentence, which the scene then stands at.

    A sentence without end is read in pieces, so that time stays linear. `cues`: lower-cased words that name no speaker.
    """
    colons = [at for at in s.doc.odd if s.words[at] == ":"]

    def stretch_of(at: int) -> Range:
        """The number of a token's sentence, and where the piece of it begins in which the token stands."""
        number = s.doc.sentence_of[at]
        first = s.doc.sentences[number].first
        begun = bisect_right(s.run_on, at)
        return number, max(first + (at - first) // LONGEST * LONGEST, s.run_on[begun - 1] if begun else 0)

    for (number, low), group in groupby(sorted([*tokens, *colons]) if colons else tokens, stretch_of):
        sentence = s.doc.sentences[number]
        anew = bisect_right(s.run_on, low)
        s.number, s.low, s.high = number, low, min([low + LONGEST, sentence.last, *s.run_on[anew : anew + 1]])
        inside = list(group)
        if colons and any(s.words[at] == ":" for at in inside):
            read_headline(s, cues)
            inside = [at for at in inside if s.words[at] != ":"]
        if inside:
            yield inside
