"""Words as the patterns see them: lower case, no punctuation, hyphenated words in parts, one spelling."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document

_SPELLING: Final = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ё": "е", ".": None})
_POSSESSIVE: Final = "'s"
_BREAKS: Final = frozenset("•;|")
"""Marks that part one headline of a digest from the next."""

LONGEST: Final = 400
"""Tokens of a sentence that are read at once, as of claims; sentences of news have under 100. Each sign of a sentence
is held against each match in it."""
_PAUSES: Final = frozenset(",:()–—.?!…")
"""Marks that hold a word's place: what stands on both sides of one is not adjacent."""


def forms(token: str) -> tuple[str, ...]:
    """The word forms of a lower-case token: none for a quotation mark, more than one for `draft-eligible`."""
    if token in _PAUSES or (token.isalpha() and "ё" not in token):
        return (token,)
    parts = (part.removesuffix(_POSSESSIVE).strip("'") for part in token.translate(_SPELLING).split("-"))
    return tuple(part for part in parts if part and part[0].isalnum())


def is_digest(doc: Document) -> bool:
    """Is it a list of headlines that have nothing to do with each other?"""
    if not any(mark in doc.text for mark in _BREAKS):  # as in nearly all texts, which this walks fastest
        return False
    return any(_breaks(doc, token) for token in doc.odd)


def _breaks(doc: Document, token: int) -> bool:
    """Whether a headline ends at this token; a semicolon inside a sentence goes on with a small letter."""
    mark = doc.lowers[token]
    if mark != ";":
        return mark in _BREAKS
    return token + 1 < len(doc.words) and doc.capital[token + 1]


def segments(doc: Document, *, digest: bool) -> list[tuple[int, int]]:
    """Token numbers `[first, last)` of each sentence, and of each headline in a digest; a longer one in pieces."""
    whole = [(sentence.first, sentence.last) for sentence in doc.sentences]
    if not digest:
        return _in_pieces(whole)
    breaks = [token for token in doc.odd if _breaks(doc, token)]
    opens = sorted([*[first for first, _ in whole], *[token + 1 for token in breaks]])
    closes = sorted([*[last for _, last in whole], *breaks])
    return _in_pieces([(first, last) for first, last in zip(opens, closes, strict=True) if first < last])


def _in_pieces(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not any(last - first > LONGEST for first, last in ranges):
        return ranges
    return [(at, min(at + LONGEST, last)) for first, last in ranges for at in range(first, last, LONGEST)]
