"""Text to tokens, with offsets.

The conventions are those of the Penn Treebank where it has one: a possessive 's is a token of its own, an abbreviation
keeps its full stop ("Gen.", "U.S.", "тыс."), marks and signs stand alone. Unlike there, a contraction stays whole.

No token goes over a space, and most of what stands between spaces is a plain word. What is not ("said,") is worked out
once and remembered, so that the expression below is seldom needed.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress, pairwise, repeat
from operator import add, not_
from typing import Final, NamedTuple

from tocsin.text.lexicon import rows
from tocsin.text.memo import Memo
from tocsin.text.quotes import MARKS

# Python's \w leaves out the combining marks of scripts that need them: stress marks, Hebrew, Arabic, Indic, Thai.
_MARK: Final = r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]"
_LETTERS: Final = rf"\w+(?:{_MARK}+\w*)*"
_PART: Final = rf"(?:\d+(?:[.,:]\d+)+\w*|{_LETTERS})"
# Inside a word: a hyphen, an apostrophe but that of a possessive 's, a full stop before a small letter ("gov.uk").
_INNER: Final = r"(?:[-‐‑]|['’](?![sS]\b)|\.(?=[a-zа-яіїєґ]))"
_TOKEN: Final = re.compile(
    r"(https?://[^\s<>\"“”«»]+"
    rf"|(?:\b[^\W\d_]\.){{2,}}(?:[-‐‑]{_LETTERS})*"
    rf"|{_PART}(?:{_INNER}{_PART})*"
    r"|['’][sS]\b|\.{2,}|''|``|--+|\S)"
)

FINAL: Final = frozenset(".!?…。！？؟۔।॥")
"""What a sentence ends with."""
ODD: Final = 1 << 0
ENDING: Final = 1 << 1
QUOTE: Final = 1 << 2
APART: Final = 1 << 3
_OPEN: Final = 1 << 4
"""Kinds of tokens, as bits: holds more than letters, ends like a sentence, is a quotation mark, stands after white
space, is a full stop that the next stretch decides on."""


class Tokens(NamedTuple):
    """A text's tokens as parallel lists."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    kinds: bytes


def split(text: str) -> Tokens:
    """The tokens of `text`, in order, none over white space."""
    stretches = text.replace("\n", " ").split(" ")
    lengths = list(map(add, map(len, stretches), repeat(1)))
    words: list[str] = []
    steps = [0]
    plain = bytes((APART,)) * len(stretches)
    kinds: list[bytes] = []
    done = 0
    for i in compress(range(len(stretches)), map(not_, map(str.isalpha, stretches))):
        before, inside, distances, of = _stretches[stretches[i]]
        words += stretches[done:i]
        words += inside
        steps += lengths[done:i]
        steps[-1] += before
        steps += distances
        kinds += plain[done:i], of
        done = i + 1
    words += stretches[done:]
    steps += lengths[done:]
    starts = list(accumulate(steps))
    starts.pop()
    kinds.append(plain[done:])
    tokens = Tokens(words, starts, list(map(add, starts, map(len, words))), b"".join(kinds))
    taken = [i for i in where(tokens.kinds, _OPEN) if i + 1 < len(words) and _takes_stop(text, tokens, i)]
    return _with_full_stops(tokens, taken) if taken else tokens


def where(kinds: bytes, kind: int) -> compress[int]:
    """The numbers of the tokens of a kind."""
    return compress(range(len(kinds)), has(kinds, kind))


def has(kinds: bytes, kind: int) -> bytes:
    """Per token 1 if it is of that kind, else 0."""
    return kinds.translate(_table(kind))


@cache
def _table(kind: int) -> bytes:
    return bytes(bool(kinds & kind) for kinds in range(256))


def _stretch(stretch: str) -> tuple[int, tuple[str, ...], tuple[int, ...], bytes]:
    """How far it is to the first word, the words, from each word's start to the next one's, and kinds.

    The last distance leads over the space that follows; without a word the first does.
    """
    parts = _TOKEN.split(stretch)
    offsets = list(accumulate(map(len, parts)))
    words, starts = parts[1::2], offsets[0:-1:2]
    if not words:
        return len(stretch) + 1, (), (), b""
    kinds = [_kind(word) | APART * bool(gap) for word, gap in zip(words, (" ", *parts[2::2]), strict=False)]
    for i in range(len(words) - 1, 0, -1):
        if words[i] == "." and not parts[2 * i]:
            _settle_stop(words, starts, kinds, i)
    distances = tuple(after - before for before, after in pairwise((*starts, len(stretch) + 1)))
    return starts[0], tuple(words), distances, bytes(kinds)


_stretches: Final = Memo(_stretch)


def _kind(word: str) -> int:
    return ODD * (not word.isalpha()) | ENDING * (word[-1] in FINAL) | QUOTE * (word in MARKS)


def _settle_stop(words: list[str], starts: list[int], kinds: list[int], stop: int) -> None:
    """Gives the full stop at `stop` to an abbreviation before it, or marks it where the next stretch decides."""
    takes = _takes(words[stop - 1], words[stop + 1] if stop + 1 < len(words) else None)
    if takes is None:
        kinds[stop] |= _OPEN
    elif takes:
        words[stop - 1] += "."
        kinds[stop - 1] |= _kind(words[stop - 1])
        del words[stop], starts[stop], kinds[stop]


def _takes(before: str, after: str | None) -> bool | None:
    """Does the word take the full stop behind it? None where the word `after` must be known and is not."""
    if len(before) == 1 and before.isupper():
        return None if after is None else after[0].isupper() or after == "-"
    kind = abbreviations().get(before.lower())
    if kind == "number":
        return None if after is None else after[0].isdigit()
    return kind is not None


def _takes_stop(text: str, tokens: Tokens, stop: int) -> bool:
    before, after = tokens.words[stop - 1], tokens.words[stop + 1]
    new_line = "\n" in text[tokens.ends[stop] : tokens.starts[stop + 1]]
    return bool(_takes(before, after)) and not (new_line and after[0].isdigit())


def _with_full_stops(tokens: Tokens, taken: list[int]) -> Tokens:
    """The words before the full stops `taken` take them."""
    words, starts, ends, kinds = *tokens[:3], bytearray(tokens.kinds)
    keep = bytearray(b"\1") * len(words)
    for i in taken:
        words[i - 1] += "."
        ends[i - 1] += 1
        kinds[i - 1] |= _kind(words[i - 1])
        keep[i] = 0
    starts, ends = (list(compress(column, keep)) for column in (starts, ends))
    return Tokens(list(compress(words, keep)), starts, ends, bytes(compress(kinds, keep)))


@cache
def abbreviations() -> dict[str, str]:
    """Lower-case abbreviations, without their last full stop, to their class (see the data file)."""
    return {form: kind for kind, *forms in rows("text_abbreviations.txt") for form in forms}
