"""What the readers of all languages hand over: who says what, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Range = tuple[int, int]
"""Half-open range of tokens."""

CONFIDENCE = {
    "quote": 0.95,
    "that": 0.85,
    "according": 0.8,
    "clause": 0.75,
    "relative": 0.75,
    "reported": 0.75,
    "evidence": 0.7,
    "told": 0.7,
    "preposition": 0.7,
    "gerund": 0.7,
    "noun": 0.65,
    "infinitive": 0.6,
    "phrase": 0.6,
    "seems": 0.6,
    "adjective": 0.55,
    "adjunct": 0.55,
    "passive": 0.5,
    "headline": 0.45,
    "colon": 0.45,
}
"""How sure each pattern is: the share of its drafts that overlap a gold content by half or more on 300 articles of
PolNeAR's train part, rounded to .05. Few drafts stand behind the last digit of the rarer patterns."""


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
