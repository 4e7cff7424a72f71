"""What the readers of all languages hand over: who says what, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Range = tuple[int, int]
"""Half-open range of tokens."""

CONFIDENCE = {
    "quote": 0.95,
    "according": 0.9,
    "that": 0.85,
    "reported": 0.85,
    "clause": 0.75,
    "told": 0.75,
    "behind": 0.75,
    "infinitive": 0.7,
    "relative": 0.7,
    "adjunct": 0.7,
    "evidence": 0.7,
    "colon": 0.6,
    "phrase": 0.6,
    "preposition": 0.6,
    "gerund": 0.5,
    "passive": 0.5,
    "seems": 0.5,
    "noun": 0.5,
    "adjective": 0.5,
    "headline": 0.6,
}
"""How sure each pattern is: the share of its drafts with the right content on the 840 articles of PolNeAR's train part,
rounded by hand to .05 (all patterns together: .66)."""


class Body(NamedTuple):
    """What is claimed, as one pattern read it."""

    content: list[Range]
    kind: str
    rule: str
    direct: bool = False


@dataclass(slots=True)
class Draft:
    """One attribution as read, before names are resolved."""

    content: list[Range]
    source: Range | None
    cue: Range
    kind: str
    """A `ClaimKind`, or "inner" for a belief, a wish or an act of support rather than speech."""
    rule: str
    """Which pattern read it: a key of CONFIDENCE."""
    sentence: int
    direct: bool = False
    negated: bool = False
    """The cue itself is negated ("did not say that")."""

    @property
    def inner(self) -> bool:
        return self.kind == "inner"
