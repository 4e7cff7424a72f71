""" "According to X, ..." and "..., according to X", read."""

from __future__ import annotations

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.goes_on import content_right
from tocsin.engine.claims.english.phrases import phrase_right
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.uttered import keep
from tocsin.engine.claims.english.wordclasses import FINITE, WH
from tocsin.engine.claims.reach import content_left, following_quotes


def read_according(s: EnglishScene, at: int) -> None:
    """As in "According to X, ..." and "..., according to X"."""
    who = at + 2
    opening = at == s.low or s.words[at - 1] == ":" or (s.words[at - 1] == "," and at - 2 <= s.low + 2)
    if opening or s.lowers[at - 1] in ("and", "but"):
        commas = (i for i in range(who, s.high) if s.words[i] == "," and _comma_ends_source(s, i))
        comma = next(commas, None)
        if comma is not None:
            keep(s, Body(_quoted_or_clause(s, comma + 1), "report", "according"), (who, comma), (at, who), at)
        return
    source, left = phrase_right(s, who, s.high), content_left(s, at)
    if source and left:
        direct = s.of_token[left[0]] >= 0
        parts = [left, *content_right(s, left, source[1], direct=direct)]
        keep(s, Body(parts, "report", "according"), source, (at, who), at)


def _comma_ends_source(s: EnglishScene, comma: int) -> bool:
    """The comma before the claim, not one of an apposition: a clause with a verb begins behind it."""
    if comma + 1 >= s.high or s.bits[comma + 1] & WH:
        return False
    rest = next((i for i in range(comma + 1, s.high) if s.words[i] == ","), s.high)
    return rest == s.high or any(s.bits[i] & FINITE or s.of_token[i] >= 0 for i in range(comma + 1, rest))


def _quoted_or_clause(s: EnglishScene, at: int) -> list[Range]:
    number = s.of_token[at] if at < len(s.words) else -1
    if number >= 0 and s.quotes.found[number].last >= s.high - 1:
        return [(at, s.quotes.found[number].last), *following_quotes(s, number)]
    return [(at, clause_end(s, at))]
