"""One form of text for everything that follows: what the engine reads, what spans point into, what ids are made of."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_JOINERS_IN_USE = re.compile(r"(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls; tab and newline stay
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufe00-\ufe0f\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"  # private use: icon fonts and the like
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")
_PARAGRAPH_BREAKS = re.compile(r"\n{2,}")
_MARK_RUN = re.compile(r"[^\w\s]{31,}")
_LONGEST_MARK_RUN = 30
"""UAX #15, Stream-Safe Text Format: no writing system stacks more; longer runs make normalization quadratic."""

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_SPACES = re.compile(r"\s+")
_ID_LENGTH = 32


def normalize(text: str) -> str:
    """The text in NFC, without invisible characters, single spaces, paragraphs parted by one blank line.

    Single line breaks inside a paragraph are kept. Bidirectional controls, zero-width characters, other controls and
    private-use characters go; lone surrogates become U+FFFD. Idempotent.
    """
    text = _SURROGATES.sub("\ufffd", text)
    text = _LINE_BREAKS.sub("\n", text)
    if not text.isascii():
        text = _without_invisible(text)
        text = unicodedata.normalize("NFC", _MARK_RUN.sub(_shortened_marks, text))
    else:
        text = _INVISIBLE.sub("", text)
    text = _BLANKS.sub(" ", text)
    text = _LINE_EDGES.sub("\n", text)
    return _PARAGRAPH_BREAKS.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """The normalized text on one line, for titles and names."""
    return _SPACES.sub(" ", normalize(text))


def article_id(text: str) -> str:
    """32 hexadecimal digits (128 bits of SHA-256) that equal texts share.

    Two texts are the same when they are equal after `normalize`, with any white space as one space and typographic
    forms of quotes, dashes and ellipses as one form. Case, digits and all other punctuation count.
    """
    folded = _SPACES.sub(" ", normalize(text).translate(_TYPOGRAPHY)).strip()
    return sha256(folded.encode()).hexdigest()[:_ID_LENGTH]


def _without_invisible(text: str) -> str:
    kept = {m.start() for m in _JOINERS_IN_USE.finditer(text)}  # they tell words apart in Persian and Indic scripts
    if not kept:
        return _INVISIBLE.sub("", text)
    return _INVISIBLE.sub(lambda m: m.group() if m.start() in kept else "", text)


def _shortened_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _LONGEST_MARK_RUN:
            kept.append(char)
    return "".join(kept)
