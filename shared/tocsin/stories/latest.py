"""What a story told last, beside what all of it is about: whether an article is like that.

Short items of one day share few words with all that a story told, and a story of many articles has some words of
everything: the last one says where the event stands.
"""

from __future__ import annotations

from typing import Final

from tocsin.stories.lead import Lead, conflict, met
from tocsin.stories.likeness import StoryState, Weighed, cosine

ALIKE: Final = 0.3
EVIDENCE: Final = 0.05
"""An article is one event with the last of a story from `ALIKE` on: the likeness of their words, or of its words and
all that the story told, and `EVIDENCE` for each unit of what their leads have in common."""
A_DAY: Final = 24 * 3600
"""Seconds."""
GROWN: Final = 8
"""Articles from which on a story is more than its last one: a war is not joined by what is like some item of it."""
TELLING: Final = 2.5
"""Evidence of two leads that is needed beside words once a story is grown: a town and a figure, say."""
STILL_ALIKE: Final = 0.1
"""Likeness in words to the last article from which on another tells of what a grown story tells now."""


def like_the_last(article: Weighed, lead: Lead, state: StoryState) -> float:
    """How like it is to what the story told last that day, by words, whatever names but one; else nothing.

    Short items of one event name whom they quote: Tessa's mayor in one, the ministry in the other. A place in
    another spelling is enough where what happened or a number is in common too: much happens in one place.
    """
    last, trace = next(iter(state.leads), None), state.trace
    if last is None or trace is None or not _within_a_day(lead, last) or conflict(lead, last):
        return 0.0
    common = met(lead, last)
    somewhere = common.places and (common.kinds or common.figures)
    if article.names.keys().isdisjoint(trace.names) and not somewhere:
        return 0.0
    if state.size >= GROWN and common.value < TELLING:
        return 0.0
    words = max(cosine(article.terms, trace.words), cosine(article.terms, state.terms))
    value = words + EVIDENCE * common.value
    return value if value >= ALIKE else 0.0


def tells_of_now(article: Weighed, lead: Lead, state: StoryState) -> bool:
    """Whether an article tells of what the story told last; true of a young one, and where no times are known."""
    last, trace = next(iter(state.leads), None), state.trace
    if state.size < GROWN or last is None or trace is None or lead.at is None or last.at is None:
        return True
    return cosine(article.terms, trace.words) >= STILL_ALIKE and not conflict(lead, last)


def _within_a_day(one: Lead, other: Lead) -> bool:
    return one.at is not None and other.at is not None and abs(one.at - other.at) <= A_DAY
