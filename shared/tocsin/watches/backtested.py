"""What comes of a back-test. Apart from the logic that makes it, so that who shows one loads no ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.watches.alert import Alert


@dataclass(frozen=True, slots=True)
class Day:
    """What a watch would have sent on one day (UTC)."""

    articles: int = 0
    alerts: int = 0
    updates: int = 0
    cancels: int = 0
    held: int = 0
    """Of these, how many would have waited for a digest, quiet hours to end, or their turn."""
    more: int = 0
    """Bulletins "n more" in the place of those that would have waited their turn together."""
    suppressed: int = 0
    """Articles that met the rule and raised nothing: their story had been told, or they are round-ups."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An article that met the rule and raised nothing: why, and which alert had told its story."""

    article: str
    title: str | None
    at: str
    story: str
    reason: str
    alert: str | None = None


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a watch would have sent over a time."""

    articles: int
    days: dict[str, Day] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    """Articles by what came of them: rang, held and why, or the first condition that failed (words are tried last)."""
    examples: tuple[Alert, ...] = ()
    """The first ones."""
    suppressed: tuple[Suppressed, ...] = ()
    covered_until: str | None = None
    """Where it stopped because it was told to; None if it went through all articles."""
