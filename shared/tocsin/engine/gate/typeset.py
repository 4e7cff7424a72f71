"""A text as it would be set: what a tool that parts words from marks has parted stands together again."""

from __future__ import annotations

import re
from typing import Final

_RULES: Final = (
    (re.compile(r"``|''"), '"'),
    (re.compile(r"`"), "'"),
    (re.compile(r"(?<=\w) (?=(?:n't|'(?:s|re|ve|ll|d|m))(?![\w']))", re.IGNORECASE), ""),  # they 're
    (re.compile(r"(?<=\d) ([-–]) (?=\d)"), r"\1"),  # 2 - 0
    (re.compile(r"(?<=\w) - (?=years? - olds?\b)"), "-"),  # 15 - year - old
    (re.compile(r"(?<=year) - (?=olds?\b)|(?<=years) - (?=olds?\b)"), "-"),
    (re.compile(r"(?<=[£$€]) (?=\d)"), ""),
)


def typeset(text: str) -> str:
    """`text` without the spaces before clitics, within scores, ages and amounts, and with plain quotation marks."""
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text
