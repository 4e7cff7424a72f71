"""Lines in which a site asks its readers for something: to subscribe, sign in, agree, read on, write a comment.

The wordings are data (`data/asks.json`), patterns per language; all languages are always looked at.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

_LONGEST = 220
"""Characters of such a line. Longer ones carry news."""
_SPOKEN = frozenset("“”„«»")
_REPORTED = re.compile(
    r"\b(?:said|says|told|tells|warned|announced|reported|сказал|сообщил|заявил|рассказал|сказа[вл]|повідоми|заяви|"
    r"sagte|teilte|erklärte|dijo|afirmó|déclaré|disse|afirmou|powiedział|ha detto)"
)
"""Somebody's words are news, whatever they ask for."""


def is_ask(folded: str) -> bool:
    """Whether a line, in lower case, is the site's word to its readers."""
    if len(folded) > _LONGEST or not _SPOKEN.isdisjoint(folded):
        return False
    begins, holds = _patterns()
    return bool(begins.match(folded) or holds.search(folded)) and not _REPORTED.search(folded)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What such lines begin with, and what they hold anywhere."""
    text = resources.files("tocsin.reading").joinpath("data/asks.json").read_text(encoding="utf-8")
    by_language = json.loads(text).values()
    begins, holds = (
        re.compile("|".join(f"(?:{pattern})" for one in by_language for pattern in one[key]))
        for key in ("begins", "holds")
    )
    return begins, holds
