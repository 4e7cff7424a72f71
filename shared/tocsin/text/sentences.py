"""Where sentences and paragraphs end."""

from __future__ import annotations

from functools import cache
from itertools import compress

from tocsin.text.lexicon import rows
from tocsin.text.quotes import Quote
from tocsin.text.tokens import abbreviations

_FINAL = frozenset(".!?…。！？؟۔।॥")
_FINAL_WITHOUT_SPACE = frozenset("。！？।॥۔")
_CLOSING = frozenset((")", "]", "}", "”", "»"))
_CONTINUING = frozenset((",", ";", ":"))
_MARKS_BEFORE_WORD = 3
"""How many quotation marks, brackets, dashes may stand before the word that tells whether a sentence begins."""

LOWERED = 0.02
"""Share of words with a capital letter under which a text counts as lower-cased: news in English, Russian and Ukrainian
has .08 and more (names and sentence openings), machine-lowered text next to none."""
WRAPPED_SHARE, WRAPPED_LEAST, WRAPPED_WIDTH = 0.25, 3, 120
"""A text is hard-wrapped when this share of its single line breaks, and so many of them, fall before a small letter
inside a sentence and no line is wider; where each line is a paragraph the share is under .05."""
WRAPPED_SHORT = 0.6
"""In hard-wrapped text, a line shorter than this share of the widest ends for a reason: a headline, a list item."""


def paragraph_breaks(text: str, words: list[str], gaps: list[str]) -> list[int]:
    """The tokens, but the first, that begin a paragraph or a line that stands for itself."""
    unusual = compress(range(len(gaps)), map(" ".__ne__, gaps))
    breaks = [i for i in unusual if "\n" in gaps[i] and 0 < i < len(words)]
    single = [i for i in breaks if gaps[i].count("\n") == 1]
    inside = sum(words[i][0].islower() and words[i - 1][-1] not in _FINAL for i in single)
    if inside < max(WRAPPED_LEAST, WRAPPED_SHARE * len(single)):
        return breaks
    lines = [len(line) for line in text.split("\n")]
    return breaks if max(lines) > WRAPPED_WIDTH else _unwrapped(breaks, gaps, lines)


def _unwrapped(breaks: list[int], gaps: list[str], lines: list[int]) -> list[int]:
    """Of the line breaks of hard-wrapped text, those that are blank lines or follow a short line."""
    short, line, kept = WRAPPED_SHORT * max(lines), gaps[0].count("\n"), []
    for i in breaks:
        newlines = gaps[i].count("\n")
        if newlines > 1 or lines[line] < short:
            kept.append(i)
        line += newlines
    return kept


def sentence_ends(
    words: list[str], gaps: list[str], breaks: list[int], quotes: list[Quote], *, odd: list[int], capitals: int
) -> list[int]:
    """One past the last token of each sentence, in order.

    `odd`: the tokens that are no plain words, marks among them; `capitals`: how many tokens have a capital letter.
    """
    lowered = capitals < LOWERED * len(words)
    fixed = {*breaks, len(words)}
    closing = {quote.close for quote in quotes} - fixed
    begins, ends = {0, *breaks}, fixed
    for i in [i for i in odd if words[i][-1] in _FINAL]:
        end = i + 1
        while end not in fixed and (end in closing or words[end] in _CLOSING):
            end += 1
        if end in ends or (i - 1 in begins and words[i - 1].isdigit()):  # decided already, or the number of a list item
            continue
        if _ends_sentence(words, gaps, i, end, lowered=lowered):
            ends.add(end)
            begins.add(end)
    return sorted(ends)


def _ends_sentence(words: list[str], gaps: list[str], final: int, end: int, *, lowered: bool) -> bool:
    """Does the mark at `final`, with what closes after it up to token `end`, end a sentence?"""
    mark = words[final]
    if mark[-1] in _FINAL_WITHOUT_SPACE:
        return True
    if words[end] in _CONTINUING or words[end] in _FINAL:
        return False
    following = next((w for w in words[end : end + _MARKS_BEFORE_WORD + 1] if w[0].isalnum()), "")
    if mark[0].isalnum():
        return _abbreviation_ends(mark, following)
    if not gaps[end] and end == final + 1:  # a space is missing ("... said.Then"), or this is no full stop ("Node.JS")
        return final > 0 and words[final - 1].islower() and following[:1].isupper()
    if not following[:1].islower() or following[1:3].isupper():
        return True
    return lowered and (mark == "." or (mark in "!?" and end == final + 1))


def _abbreviation_ends(word: str, following: str) -> bool:
    kind = abbreviations().get(word[:-1].lower(), "either")
    return kind == "either" and following[:1].isupper() and following.lower() in _starters()


@cache
def _starters() -> frozenset[str]:
    return frozenset(word for row in rows("text_starters.txt") for word in row)
