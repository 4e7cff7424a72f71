"""What the readers of all languages hand over: who says what, as token and character ranges."""

from __future__ import annotations

from dataclasses import dataclass, field

Range = tuple[int, int]
"""Half-open range of tokens."""


@dataclass(slots=True)
class Draft:
    """One attribution as read, before names are resolved."""

    content: list[Range]
    source: Range | None
    cue: Range
    kind: str
    direct: bool
    inner: bool = False
    """A belief, wish or act of support rather than speech."""
    negated: bool = False
    """The cue itself is negated ("did not say that")."""
    confidence: float = 0.8
    sentence: int = 0
    rule: str = ""
    """Which pattern read it."""
    name: str | None = None
    """The speaker's name where no mention stands beside the cue."""


@dataclass(slots=True)
class Reading:
    """Drafts found so far, in the order of their cues."""

    drafts: list[Draft] = field(default_factory=list)
