"""What the readers of all languages hand over: who says what, as token ranges."""

from __future__ import annotations

from typing import Final, NamedTuple

Range = tuple[int, int]
"""Half-open range of tokens."""

SURE, LIKELY, WEAK = 0.9, 0.75, 0.5
CONFIDENCE: Final = {
    "quote": SURE,  # marks show the words, a cue beside them the speaker
    "that": SURE,  # the conjunction shows where the clause begins
    "according": SURE,  # the marker has no other reading
    "clause": LIKELY,  # no conjunction: a verb must be recognized
    "relative": LIKELY,
    "reported": LIKELY,  # how far back the claim reaches is inferred from commas
    "evidence": LIKELY,
    "told": LIKELY,
    "preposition": LIKELY,
    "gerund": LIKELY,
    "noun": LIKELY,
    "infinitive": LIKELY,
    "phrase": WEAK,  # a noun phrase can be the thing spoken of rather than what is claimed
    "seems": WEAK,  # nobody is named
    "adjective": WEAK,  # a state of mind that the article ascribes
    "adjunct": WEAK,  # time and place stand between the cue and the clause
    "passive": WEAK,  # whose word it is seldom stands beside it
    "headline": WEAK,  # a colon also opens lists and labels
    "colon": WEAK,
}
"""How sure each pattern is, in three tiers set by hand from how much the words themselves show; not fitted to data."""


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
    """Which pattern read it: a key of CONFIDENCE."""
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
