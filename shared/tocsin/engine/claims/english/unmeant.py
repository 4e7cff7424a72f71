"""What somebody failed to say, or has no mind to say: a cue behind "to" that tells of no words."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene

_FAILURES: Final = frozenset(("failure", "inability", "refusal", "reluctance", "unwillingness"))
"""Before "to" and a cue: whoever's they are did not say it."""
_PURPOSES: Final = frozenset(
    (
        *("plan", "plans", "planned", "planning", "intention", "intentions", "intent", "intend", "intends", "intended"),
        *("desire", "wish", "want", "wants", "wanted", "mean", "meant", "need", "reason", "reasons", "right", "power"),
        *("going", "seek", "choose", "dare"),
    )
)
"""Before "to" and a cue, with "no" or "not" before them: "has no plans to recall", "did not want to accuse"."""
_NO: Final = frozenset(("no", "not", "never", "without", "neither", "nor", "little"))
_NOT: Final = ("n't", "n’t")
_BETWEEN: Final = 2
"""Words between them: "has no immediate plans", "did not really want"."""


def failed_or_unmeant(s: EnglishScene, start: int) -> bool:
    """Whether the verb group that begins at `start` is as in "his failure to denounce them", "has no plans to recall
    them": then neither is its object anybody's claim."""
    to = start if s.lowers[start] == "to" else start - 1
    before = to - 1
    if before < s.low or s.lowers[to] != "to":
        return False
    if s.lowers[before] in _FAILURES:
        return True
    reach = s.lowers[max(s.low, before - 1 - _BETWEEN) : before]
    return s.lowers[before] in _PURPOSES and any(word in _NO or word.endswith(_NOT) for word in reach)
