"""Ranges: "300-400", "300 to 400", "between 3 and 5", "от 3 до 5%", "$2 to $3 million"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.engine.quantities.reading import Reading
from tocsin.text.document import Document

CHANGE_REACH: Final = 3
"""How many tokens before "from" a verb of change makes "from 3 to 5" two values and no range."""
_DASHES: Final = frozenset(("-", "–", "—", "‑"))
_NEEDS_OPENING: Final = frozenset(("до",))


def join(
    doc: Document, lex: Lexicon, lower: Reading, read: Callable[[Document, Lexicon, int], Reading | None]
) -> Reading:
    """`lower`, or the range that it opens."""
    i = lower.last
    if lower.number is None or lower.high is None or lower.high != lower.low or i + 1 >= len(doc.lowers):
        return lower
    opening = _opening(doc, lex, lower.first)
    if not _joins(doc, lex, i, opening):
        return lower
    upper = read(doc, lex, i + 1 + (doc.words[i + 1] in lex.sign))
    if upper is None or upper.number is None or upper.high is None or upper.high != upper.low:
        return lower
    low = lower.low
    if lower.number.scale == 1 and lower.number.low < upper.number.low / upper.number.scale:
        low *= upper.number.scale
    if low >= upper.low or (lower.unit is not None and upper.unit not in (lower.unit, None)):
        return lower
    first = lower.first - (opening is not None)
    return Reading(low, upper.low, first, upper.last, upper.unit or lower.unit, number=upper.number)


def _opening(doc: Document, lex: Lexicon, first: int) -> str | None:
    before = doc.lowers[first - 1] if first else ""
    if before in lex.between:
        return "between"
    if before not in lex.from_:
        return None
    reach = doc.lowers[max(0, first - 1 - CHANGE_REACH) : first - 1]
    return "change" if any(word in lex.change for word in reach) else "from"


def _joins(doc: Document, lex: Lexicon, i: int, opening: str | None) -> bool:
    """Does token `i` join the number before it to one after it?"""
    word = doc.lowers[i]
    if opening == "between":
        return word in lex.and_ or word in _DASHES
    if opening == "change":
        return False
    if word in _DASHES:
        return doc.starts[i] == doc.ends[i - 1] or doc.words[i + 1][0].isdigit()
    return word in lex.to and (opening is not None or word not in _NEEDS_OPENING)
