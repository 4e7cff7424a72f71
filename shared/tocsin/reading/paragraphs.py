"""Lines to paragraphs: hard-wrapped lines are joined, all others stand alone."""

from __future__ import annotations

from tocsin.text.normalize import normalize

_WIDEST_WRAP = 120
"""Longer lines are paragraphs of their own: e-mail wraps at 72 to 78, PDF columns and terminals under 120."""
_NARROWEST_WRAP = 28
"""Newspaper columns in PDFs have 30 characters and more."""
_FEWEST_LINES = 3
_SLACK = 0.9
"""Ragged right edges and proportional fonts: a line this full counts as full."""
_HYPHENS = ("-", "\u2010")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, normalized."""
    blocks = [block.split("\n") for block in normalize(text).split("\n\n")]
    width = _wrapped_at([line for block in blocks if len(block) > 1 for line in block])
    found: list[str] = []
    for block in blocks:
        found.extend(_joined(block, width) if width else _continued(block))
    return [paragraph for paragraph in found if paragraph]


def _wrapped_at(lines: list[str]) -> int | None:
    """The width at which lines are broken, None where breaks are meant."""
    if len(lines) < _FEWEST_LINES:
        return None
    lengths = sorted(len(line) for line in lines)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(length >= _SLACK * 0.8 * width for length in lengths)
    return width if full >= 0.4 * len(lengths) else None


def _joined(lines: list[str], width: int) -> list[str]:
    """Join a line with the next one where the next one's first word would not have fitted any more."""
    found = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        first_word = line.partition(" ")[0]
        if len(last) + 1 + len(first_word) > _SLACK * width:
            found[-1] = _glued(found[-1], line)
        else:
            found.append(line)
        last = line
    return found


def _continued(lines: list[str]) -> list[str]:
    """Join what breaks off inside a sentence, where there are too few lines to tell a width from."""
    found = lines[:1]
    for line in lines[1:]:
        inside = found[-1][-1:].isalnum() or found[-1].endswith((",", *_HYPHENS))
        if inside and line[:1].islower() and len(found[-1]) >= _NARROWEST_WRAP:
            found[-1] = _glued(found[-1], line)
        else:
            found.append(line)
    return found


def _glued(left: str, right: str) -> str:
    """Two parts of a paragraph; a word that was broken at a hyphen becomes whole."""
    broken = left.endswith(_HYPHENS) and left[-2:-1].isalpha() and right[:1].islower()
    return left[:-1] + right if broken else f"{left} {right}"
