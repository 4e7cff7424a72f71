"""Verbs that say something in one sense and not in another: "slammed the plan", but "knocked them out of the cup"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import FINITE, NAME, OBJECT, OWNING, WORD
from tocsin.engine.claims.lexicon import Cue

_BLOWS: Final = frozenset(("knock", "slam", "blast", "rip", "trash", "slap", "pan", "ding", "skewer", "pummel"))
_AWAY: Final = frozenset(("out", "off", "down", "over", "unconscious", "back", "into", "through"))
"""Behind these somebody was moved or hurt, and not scolded: "knocked them out of the cup"."""
_MOVED: Final = 4
"""Tokens of whom a blow meets, with the word behind them."""
_CALLED_UP: Final = frozenset(("a", "an", "police", "911", "999", "security"))
"""Behind "called": who or what was asked to come."""
_QUESTIONS: Final = frozenset(("question", "questions"))
"""Who asks some has not said what."""
_INDEFINITE: Final = frozenset(("a", "an", "another"))
_SUBJECT: Final = 6
"""Tokens of "a nationwide counter campaign", before "called" and its name."""
_ASKED_FOR: Final = frozenset(
    ("request", "requests", "bail", "motion", "access", "entry", "permission", "visa", "visas")
)
"""Who denies one of these refuses it, and denies no claim."""
_OBJECT: Final = 8
"""Tokens of an object among which its noun is looked for."""


def is_no_saying(s: EnglishScene, at: int, here: int, cue: Cue) -> bool:
    """Whether the cue at `at`, whose object begins at `here`, has another sense than that of saying or judging."""
    if cue.lemma == "call":
        return s.lowers[here] in _CALLED_UP or _is_named_so(s, at, here)
    if cue.lemma == "ask":
        return s.lowers[here] in _QUESTIONS
    if cue.lemma == "deny":
        return not _ASKED_FOR.isdisjoint(s.lowers[here : min(s.high, here + _OBJECT)])
    return _dooms(s, here) if cue.lemma == "condemn" else _is_blow(s, here, cue)


def _is_blow(s: EnglishScene, here: int, cue: Cue) -> bool:
    """As in "knocking his hat off": only somebody or something with a name is struck with words."""
    if cue.lemma not in _BLOWS:
        return False
    named = s.bits[here] & (NAME | OBJECT) or s.bits[min(here + 1, s.high - 1)] & NAME
    return not named or not _AWAY.isdisjoint(s.lowers[here + 1 : min(s.high, here + _MOVED)])


def _dooms(s: EnglishScene, here: int) -> bool:
    """As in "two goals condemned Velm to defeat", but not in "condemned the threat to the town"."""
    to = next((at for at in range(here + 1, min(s.high, here + _MOVED)) if s.lowers[at] == "to"), None)
    return to is not None and bool(s.bits[to - 1] & (NAME | OBJECT))


def _is_named_so(s: EnglishScene, at: int, here: int) -> bool:
    """As in "a campaign called Clean Shore began", but not in "a critic called Brandt a liar"."""
    begin, end = at - 1, here
    while begin > max(s.low, at - _SUBJECT) and s.bits[begin] & (WORD | OWNING | FINITE) == WORD:
        begin -= 1
    while end < s.high and s.bits[end] & NAME:
        end += 1
    object_behind = end < s.high and (s.bits[end] & OWNING or s.of_token[end] >= 0)
    return end > here and s.lowers[begin] in _INDEFINITE and not object_behind
