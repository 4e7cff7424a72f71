"""Text as words to compare: plain quotes and apostrophes, clitics apart, each with its kind and stem."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tocsin.engine.compare.lexicon import CLOSED, kinds
from tocsin.engine.compare.stems import stem

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛ʼʹ′`´ˈ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\t\n\r", " "),
    }
)
_TOKEN: Final = re.compile(
    r"\d+(?:[., ]\d{3})*(?:[.,]\d+)?"  # 300 000, 1.5, 1,500
    r"|n't\b|'(?:s|re|ve|ll|d|m)\b"
    r"|[^\W\d_]+?(?=n't\b)"
    r"|[^\W\d_]+(?:'(?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)*"
    r"|\.{2,}|[^\w\s]|_"
)
_CANNOT: Final = {"ca": "can", "wo": "will", "sha": "shall"}


class Word(NamedTuple):
    """One word, number or mark of a text, with its range there."""

    text: str
    lower: str
    stem: str
    kind: str
    """A section of data/gate_words.txt, or "number", "punct", "content"."""
    start: int
    end: int

    @property
    def closed(self) -> bool:
        """A word that carries grammar rather than content."""
        return self.kind in CLOSED

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def plain(text: str) -> str:
    """`text` with one kind of quote, apostrophe, dash and space; same length, so offsets hold."""
    return text.translate(_PLAIN)


def words(text: str) -> tuple[Word, ...]:
    """The words, numbers and marks of `text` in order."""
    known = kinds()
    found = []
    for match in _TOKEN.finditer(plain(text)):
        written = match.group()
        lower = written.lower()
        lower = _CANNOT.get(lower, lower) if text[match.end() : match.end() + 1] in ("n", "N") else lower
        if lower[0].isdigit():
            kind = "number"
        elif lower == "'" or not (lower[0].isalpha() or lower[0] == "'"):
            kind = "punct"
        else:
            kind = known.get(lower, "content")
        found.append(Word(written, lower, stem(lower), kind, match.start(), match.end()))
    return tuple(found)
