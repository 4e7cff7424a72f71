"""An article's text cut at the claims in it, so that a template can mark them without ever handling markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.model import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; of a claim, or of none."""

    text: str
    claim: Claim | None = None
    opens: bool = False
    """The first piece of its claim: where a link to the claim leads."""


def paragraphs(text: str, claims: Sequence[Claim]) -> list[list[Piece]]:
    """The text's paragraphs as pieces. Where two claims overlap the shorter one is marked, as it says more exactly what
    is claimed; each code point stands once."""
    owner = _owners(text, claims)
    found: list[list[Piece]] = []
    opened: set[str] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            found.append(_pieces(text, start, end, owner, opened))
        start = end + 1
    return found


def _owners(text: str, claims: Sequence[Claim]) -> list[Claim | None]:
    """The claim that each code point is marked for."""
    owner: list[Claim | None] = [None] * len(text)
    sized = sorted(claims, key=lambda claim: -sum(span.end - span.start for span in claim.spans))
    for claim in sized:
        for span in claim.spans:
            owner[span.start : span.end] = [claim] * (span.end - span.start)
    return owner


def _pieces(text: str, start: int, end: int, owner: list[Claim | None], opened: set[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    while at < end:
        claim, begin = owner[at], at
        while at < end and owner[at] is claim:
            at += 1
        opens = claim is not None and claim.id not in opened
        if claim is not None:
            opened.add(claim.id)
        pieces.append(Piece(text[begin:at], claim, opens))
    return pieces
