"""What goes on behind an interruption: "..., he said, ...", and where or when it was said."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    FINITE,
    PREPOSITION,
    TIME,
)
from tocsin.engine.claims.english.words import (
    has,
    leads_away,
)
from tocsin.engine.claims.reach import (
    asks_before,
    following_quotes,
    has_own_cue,
    is_whole_paragraph,
    same_paragraph,
)

_FEW_WORDS: Final = 5
"""Tokens, with the marks, of a quotation that is part of somebody else's sentence."""
_OCCASIONS: Final = frozenset(
    (
        *(
            "interview",
            "interviews",
            "statement",
            "briefing",
            "conference",
            "telethon",
            "broadcast",
            "podcast",
            "speech",
        ),
        *("address", "rally", "meeting", "hearing", "call", "email", "e-mail", "message", "post", "tweet", "letter"),
        *("condition", "phone", "television", "radio", "tv", "show", "debate", "reporters", "journalists"),
    )
)
"""Where something is said."""


def is_occasion(s: EnglishScene, first: int, end: int) -> bool:
    """As in "..., said Holm, a guard, during a telethon on Sunday": where and when it was said, and nothing more."""
    if not s.bits[first] & (PREPOSITION | TIME) or has(s, first, end, FINITE):
        return False
    return not _OCCASIONS.isdisjoint(s.lowers[first:end])


def content_right(s: EnglishScene, left: Range, right: int, *, direct: bool) -> list[Range]:
    """What goes on from `left` behind the interruption, which ends before `right`."""
    words = s.words
    if right + 1 < s.high and words[right] == "," and not direct:
        end = clause_end(s, right + 1)
        return [] if leads_away(s, right + 1) or is_occasion(s, right + 1, end) else [(right + 1, end)]
    if not direct:
        return []
    at = right + (right < s.high and words[right] in (",", "—", "–"))
    if at >= s.high or s.of_token[at] < 0:
        at = s.high
    number = s.of_token[at] if at < len(words) else -1
    if number < 0:
        return []
    quote = s.quotes.found[number]
    beside = same_paragraph(s, at - 1, at) or (is_whole_paragraph(s, quote) and not asks_before(s, right))
    mark = s.of_token[left[1] - 1]
    before = s.quotes.found[mark if mark >= 0 else number - 1]
    if before.last - before.first <= _FEW_WORDS and s.words[before.first + 1][0].islower() and s.words[at - 1] == ".":
        return []  # a word or two were quoted, which nothing goes on from
    if quote.first != at or not beside or has_own_cue(s, quote.last):
        return []
    return [(at, quote.last), *following_quotes(s, number)]
