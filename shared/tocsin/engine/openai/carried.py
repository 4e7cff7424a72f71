"""Whose words are they? Stricter than the gate, because a model that obeys an article chooses what to point to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tocsin.engine.compare.words import Word, words
from tocsin.engine.gate import support
from tocsin.model import Span
from tocsin.text.document import Document
from tocsin.text.tokens import split

NEAR = 4
"""Words between a verb of saying and the name of who says it, at most, as in the gate."""
OUTER = frozenset(
    ("“", "”", "„", "«", "»", '"', "''", "``", "'", "‘", "’", "(", ")", ",", ".", "!", "?", "…", ";", "-", "–", "—")
)


def told_by_somebody(doc: Document, numbers: Sequence[int], written: str) -> bool:
    """Does `written` begin inside a quotation, or after a colon or a "that" of its sentence, wherever it stands there?

    Then it may not be the author's word, and saying it without its speaker changes what the article says. Of a claim
    in the author's voice too much is turned away rather than too little.
    """
    wanted = bare(written)
    places = _longest_prefix(doc, numbers, wanted)
    return bool(places) and all(_is_told(doc, at) for at in places)


def says(doc: Document, number: int, name: tuple[int, int], spans: Sequence[Span], written: str) -> bool:
    """Is the one named at these tokens next to a verb of saying, outside of what is claimed, and the rest carried?

    A preposition before the name makes somebody else the speaker ("said to Hale").
    """
    sentence = doc.sentences[number]
    source = doc.quote(sentence.span)
    named = doc.span_of(*name)
    outside = [word for word in words(source) if not _under(word, sentence.start, spans)]
    at = [i for i, word in enumerate(outside) if named.start <= sentence.start + word.start < named.end]
    if not at or (at[0] > 0 and outside[at[0] - 1].kind == "preposition"):
        return False
    around = [*_until_a_mark(outside[: at[0]][::-1]), *_until_a_mark(outside[at[-1] + 1 :])]
    return (
        any(word.kind == "report" for word in around)
        and support(written, source, attributed=True).verdict == "verbatim"
    )


def bare(written: str) -> list[str]:
    """Lower-cased tokens without the marks around them."""
    tokens = [word.lower() for word in split(" ".join(written.split()))[0]]
    while tokens and tokens[0] in OUTER:
        tokens.pop(0)
    while tokens and tokens[-1] in OUTER:
        tokens.pop()
    return tokens


def _longest_prefix(doc: Document, numbers: Sequence[int], wanted: Sequence[str]) -> list[int]:
    """Tokens of these sentences where the most words of `wanted` follow one another from its first."""
    best: list[int] = []
    longest = 1
    for number in numbers if wanted else ():
        sentence = doc.sentences[number]
        for at in range(sentence.first, sentence.last):
            if doc.lowers[at] != wanted[0]:
                continue
            length = _shared(doc.lowers[at : at + len(wanted)], wanted)
            if length > longest:
                longest, best = length, []
            if length == longest:
                best.append(at)
    return best


def _shared(found: Sequence[str], wanted: Sequence[str]) -> int:
    pairs = zip(found, wanted, strict=False)
    return next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(found), len(wanted)))


def _is_told(doc: Document, at: int) -> bool:
    if any(quote.open < at < quote.close for quote in doc.quotes):
        return True
    first = doc.sentences[doc.sentence_of[at]].first
    return any(word == ":" or word in _reporting() for word in doc.lowers[first:at])


def _until_a_mark(beside: Sequence[Word]) -> list[Word]:
    marks = (i for i, word in enumerate(beside) if word.kind == "punct")
    return list(beside[: min(NEAR, next(marks, NEAR))])


def _under(word: Word, shift: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= shift + word.start < span.end for span in spans)


@cache
def _reporting() -> frozenset[str]:
    lines = (Path(__file__).parent / "reported.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
