"""What the readers of all languages hand over: who says what, as token ranges."""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]
"""Half-open range of tokens."""


class Body(NamedTuple):
    """What is claimed, as one pattern read it."""

    content: list[Range]
    kind: str
    rule: str
    direct: bool = False


class Draft(NamedTuple):
    """One attribution as read, before names are resolved."""

    content: list[Range]
    source: Range | None
    cue: Range
    kind: str
    """A `ClaimKind`, or "inner" for a belief, a wish or an act of support rather than speech."""
    rule: str
    """Which pattern read it: a key of `confidence.RULES`."""
    sentence: int
    direct: bool = False
    negated: bool = False
    """The cue itself is negated ("did not say that")."""

    hedged: bool = False
    """It may be, or is yet to be, said ("may say that")."""

    @property
    def inner(self) -> bool:
        return self.kind == "inner"


def on_one_line(text: str) -> str:
    """The words of a text that begins and ends with one, a space between them."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
