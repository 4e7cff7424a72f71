"""Does a sentence take back what was reported before: a publisher's correction, a claimant's retraction."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tocsin.model import Span
from tocsin.stories.near import denies

REACH = 300
"""Code points that are read to either side of a claim for the sentence that it stands in."""
NEAR = 4
"""Words before "retract" in which a negation or a refusal is of it: "has not", "refuses to"."""
_REFUSES = ("refus", "declin", "отказ", "відмов")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BREAK = re.compile(r"[.!?…][\"”»’)\]]*\s|\n")


def retracts(text: str, span: Span) -> bool:
    """Whether the sentence around `span` says that what it repeats was said in error."""
    before, after = text[max(0, span.start - REACH) : span.start], text[span.end : span.end + REACH]
    begins = [match.end() for match in _BREAK.finditer(before)]
    ends = _BREAK.search(after)
    sentence = (
        before[begins[-1] if begins else 0 :] + text[span.start : span.end] + after[: ends.start() if ends else REACH]
    )
    found = _pattern().search(sentence)
    if found is None:
        return False
    before_it = _WORD.findall(sentence[: found.start()].lower())[-NEAR:]
    return not any(denies(word) or word.startswith(_REFUSES) for word in before_it)


@cache
def _pattern() -> re.Pattern[str]:
    lines = files("tocsin.stories").joinpath("data/retractions.txt").read_text("utf-8").splitlines()
    cues = [cue.split("-") for line in lines if not line.startswith("#") for cue in line.split()]
    phrases = (r"\s+".join(map(_any_of, words)) for words in cues)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})", re.IGNORECASE)


def _any_of(word: str) -> str:
    return "(?:" + "|".join(map(re.escape, word.split("/"))) + ")"
