"""Text to tokens, with offsets.

The conventions are those of the Penn Treebank where it has one: a possessive 's is a token of its own, an abbreviation
keeps its full stop ("Gen.", "U.S.", "тыс."), marks and signs stand alone. Unlike there, a contraction stays whole.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress

from tocsin.text.lexicon import rows

# Python's \w leaves out the combining marks of scripts that need them: stress marks, Hebrew, Arabic, Indic, Thai.
_MARK = r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]"
_LETTERS = rf"\w+(?:{_MARK}+\w*)*"
_PART = rf"(?:\d+(?:[.,:]\d+)+\w*|{_LETTERS})"
# Inside a word: a hyphen, an apostrophe but that of a possessive 's, a full stop before a small letter ("gov.uk").
_INNER = r"(?:[-‐‑]|['’](?![sS]\b)|\.(?=[a-zа-яіїєґ]))"
_TOKEN = re.compile(
    # Nearly every word, and what most often follows it: found here, they cost half. Possessive: nothing to go back to.
    r"(\w++(?=[,.;:!?)”]?\s)|[,.;:!?”](?=\s)"
    r"|https?://[^\s<>\"“”«»]+"
    rf"|(?:\b[^\W\d_]\.){{2,}}(?:[-‐‑]{_LETTERS})*"
    rf"|{_PART}(?:{_INNER}{_PART})*"
    r"|['’][sS]\b|\.{2,}|''|``|--+|\S)"
)


Tokens = tuple[list[str], list[str], list[int], list[int]]
"""Words, gaps, starts, ends."""


def split(text: str) -> Tokens:
    """Tokens, the white space before each (and after the last), their starts and their ends."""
    parts = _TOKEN.split(text)
    offsets = list(accumulate(map(len, parts)))
    words, gaps = parts[1::2], parts[0::2]
    starts, ends = offsets[0:-1:2], offsets[1::2]
    return _with_full_stops(words, gaps, starts, ends)


def _with_full_stops(words: list[str], gaps: list[str], starts: list[int], ends: list[int]) -> Tokens:
    """Abbreviations take the full stop that follows them."""
    classes = abbreviations()
    stops = compress(range(len(words)), map(".".__eq__, words))
    taken = [i for i in stops if i and not gaps[i] and _takes_stop(words, gaps, i, classes)]
    if not taken:
        return words, gaps, starts, ends
    keep = bytearray(b"\1") * len(words)
    for i in taken:
        words[i - 1] += "."
        ends[i - 1] += 1
        keep[i] = 0
    return (
        list(compress(words, keep)),
        [*compress(gaps, keep), gaps[-1]],
        list(compress(starts, keep)),
        list(compress(ends, keep)),
    )


def _takes_stop(words: list[str], gaps: list[str], stop: int, classes: dict[str, str]) -> bool:
    before = words[stop - 1]
    if len(before) == 1 and before.isupper():
        return stop + 1 < len(words) and (words[stop + 1][0].isupper() or words[stop + 1] == "-")
    kind = classes.get(before.lower())
    if kind == "number":
        return stop + 1 < len(words) and words[stop + 1][0].isdigit() and "\n" not in gaps[stop + 1]
    return kind is not None


@cache
def abbreviations() -> dict[str, str]:
    """Lower-case abbreviations, without their last full stop, to their class (see the data file)."""
    return {form: kind for kind, *forms in rows("text_abbreviations.txt") for form in forms}
