"""What the lists of names and roles know of a word, as bits of one number that is worked out once for each word."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.lexicon import english
from tocsin.engine.claims.speakers.names import (
    GROUP,
    ORGANIZATION,
    ROLE,
    TITLE,
    UNNAMED,
    first_names,
    kinds,
    name_words,
    stem,
)  # fmt: skip
from tocsin.text.document import Document
from tocsin.text.memo import Memo

__all__ = [
    "ARTICLE",
    "DATE",
    "FIRST",
    "GROUP",
    "ORGANIZATION",
    "PERSONAL",
    "PROPER",
    "ROLE",
    "TITLE",
    "UNNAMED",
    "listed",
    "opens_body",
]

_NAMING_TIMES: Final = frozenset(
    ("morning", "evening", "night", "today", "week", "weekend", "month", "year", "next", "last")
)
_ARTICLES: Final = frozenset(("the", "a", "an"))

FIRST: Final = 1 << 5
PERSONAL: Final = 1 << 6
PROPER: Final = 1 << 7
DATE: Final = 1 << 8
ARTICLE: Final = 1 << 9
"""`FIRST`: a first name as listed; `PERSONAL`: in any case. `PROPER`: an organization whose one word is a name
("Kremlin"). `DATE`: a weekday or month, whose capital tells nothing; "Morning Ledger" and "Jan Velo" are names."""


def _kinds(word: str) -> int:
    known = name_words()
    found = kinds(word)
    first = word in known.first
    if first:
        found |= FIRST | PERSONAL
    elif word >= "а" and stem(word) in first_names():
        found |= PERSONAL
    if word in known.proper:
        found |= PROPER
    if not first and word not in _NAMING_TIMES and "time" in english().classes.get(word, ()):
        found |= DATE
    return found | (ARTICLE if word in _ARTICLES else 0)


listed: Final = Memo(_kinds)
"""By lower-cased word, the bits of all that it is."""


def opens_body(doc: Document, at: int) -> bool:
    """Whether a weekday is the first word of a body's name: "the Sunday Times", but not "the Monday vote"."""
    words = doc.lowers
    if not 0 < at < len(words) - 1 or words[at - 1] != "the" or not listed[words[at]] & DATE:
        return False
    return doc.capital[at] and doc.capital[at + 1] and bool(listed[words[at + 1]] & ORGANIZATION)
