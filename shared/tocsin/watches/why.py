"""What each watch made of an article, kept so that "why did it not ring" has an answer a year later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tocsin.watches.pace import Hold
from tocsin.watches.rules import Condition, Unfinished

Suppression = Literal["story-has-alert", "round-up", "watch-off"]
Silence = Literal["watch-muted", "story-muted", "source-muted"]
"""The desk wanted to hear nothing of it at that time."""
Outcome = Literal["rang"] | Hold | Suppression | Silence | Condition | Unfinished


@dataclass(frozen=True, slots=True)
class Why:
    """Watches by what came of them: rang, held but suppressed (and by what), or the first condition that failed."""

    at: str
    outcomes: dict[Outcome, tuple[str, ...]] = field(default_factory=dict)
    part: str | None = None
    """What the article is in its story: a report of its own, a repost, a revision, an adaptation."""
    of: str | None = None
    """The article that it repeats or revises."""
    origin: str | None = None
