"""Words inside quotation marks must stand in the source as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tocsin.engine.compare.words import Word, plain, words

_DOUBLE: Final = re.compile(r'"([^"]{1,2000})"')
_SINGLE: Final = re.compile(r"(?<![\w'])'(?=\w)([^'\"]{1,400}(?:'\w[^'\"]{0,400}){0,20})'(?!\w)")
_ELLIPSIS: Final = re.compile(r"\.\.\.|…|\[[^\]]{0,80}\]")


def altered_quote(sentence: str, source: Sequence[Word]) -> bool:
    """Whether a quotation of `sentence` is not, word for word, in `source`. An ellipsis parts it into pieces."""
    wanted = [piece for piece in _pieces(plain(sentence)) if piece]
    if not wanted:
        return False
    said = " " + " ".join(word.lower for word in source if word.kind != "punct") + " "
    return any(f" {piece} " not in said for piece in wanted)


def _pieces(text: str) -> Iterator[str]:
    for pattern in (_DOUBLE, _SINGLE):
        for match in pattern.finditer(text):
            for piece in _ELLIPSIS.split(match.group(1)):
                yield " ".join(word.lower for word in words(piece) if word.kind != "punct")
