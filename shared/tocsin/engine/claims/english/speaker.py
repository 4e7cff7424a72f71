"""Whether a noun phrase can be somebody who says something: better no claimant than a wrong one."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    AUXILIARY,
    COORDINATOR,
    DET,
    DIGIT,
    ENDS_ING,
    NAME,
    OBJECT,
    OWNING,
    POSSESSIVE,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB_LIKE,
    WH,
    WORD,
)
from tocsin.engine.claims.speakers.names import kind_of
from tocsin.engine.claims.speakers.nouns import singulars, sort_of
from tocsin.text.memo import Memo

_HEAD_ENDS: Final = PREPOSITION | WH | SUBORDINATOR
_NO_HEAD: Final = PREPOSITION | COORDINATOR | SUBORDINATOR | AUXILIARY
_ITSELF: Final = frozenset(("himself", "herself", "itself", "themselves"))
_HIS_VOICE: Final = 2
"""Tokens of "his voice", which speaks for him."""
_BEFORE: Final = ADVERB | COORDINATOR
_ARTICLES: Final = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my", "some", "many", "most"))
_AGED: Final = "-year-old"
"""How "the 31-year-old" ends, who is somebody."""
_SMALL: Final = frozenset((ADVERB, COORDINATOR, ADVERB | COORDINATOR))
_PRONOUNS: Final = frozenset(("who", "which", "that", "it", "this", "himself", "herself", "themselves"))


def _speaks(word: str) -> bool:
    return bool(sort_of[word]) or any(kind_of(form) for form in (word, *singulars(word)))


can_speak: Final = Memo(_speaks)
"""Whether a lower-cased English noun can be a speaker's."""


def as_speaker(s: EnglishScene, source: Range, *, said: bool = False) -> Range | None:
    """The source without the clock and the adverbs before it; None where nobody can be meant by it.

    `said`: the cue is one that only speakers have, so that any noun beside it is one.
    """
    first, last = source
    while first < last and (_is_clock(s.words[first]) or s.bits[first] & (_BEFORE | OWNING | NAME) in _SMALL):
        first += 1
    if last - first > 1 and s.lowers[first] == "that" and s.bits[first + 1] & (OWNING | NAME):
        first += 1  # the conjunction: "wrote that the mayor said"
    if first >= last or s.lowers[first] == "any" or _is_participle(s, first, last):
        return None
    if s.bits[first] & SUBJECT or s.lowers[first] in _PRONOUNS:
        return first, last
    if last - first == _HIS_VOICE and s.bits[first] & POSSESSIVE and s.lowers[first + 1] == "voice":
        return first, first + 1
    end = _head_end(s, first, last)
    named = end + 1 < last and s.words[end] == "," and s.bits[end + 1] & NAME  # "Lissa's reeve, Anna Holm"
    return (first, last) if named or _is_somebody(s, first, end, said=said) else None


def _is_participle(s: EnglishScene, first: int, last: int) -> bool:
    """As in "reading from a letter", "pressing them to leave": no noun phrase."""
    if s.bits[first] & (ENDS_ING | NAME) != ENDS_ING or last - first == 1:
        return False
    return bool(s.bits[first + 1] & PREPOSITION) or "to" in s.lowers[first:last]


def _is_clock(word: str) -> bool:
    hours, colon, minutes = word.partition(":")
    return bool(colon) and hours.isdigit() and minutes.isdigit()


def _head_end(s: EnglishScene, first: int, last: int) -> int:
    """Where what stands behind the head begins: a preposition, an apposition, a relative clause."""
    for at in range(first + 1, last):
        if s.words[at] in (",", "(", "—", "–", "-", "--") or (s.bits[at] & _HEAD_ENDS and not s.bits[at] & OWNING):
            return at
    return last


def _is_somebody(s: EnglishScene, first: int, end: int, *, said: bool) -> bool:
    at = end - 1
    while at > first and (not s.bits[at] & WORD or s.lowers[at] in _ITSELF):
        at -= 1
    found = s.bits[at]
    if found & (NAME | POSSESSIVE | OBJECT):
        return not found & TIME
    if found & (TIME | _NO_HEAD) and not found & DET:
        return False
    if found & DIGIT and not s.words[at].strip("%").replace(",", "").isdigit():
        return s.lowers[at].endswith(_AGED)  # or "the £81,000-a-year mayor", of whom the rest was not read
    noun = said and not found & (VERB_LIKE | ADVERB) and s.lowers[first] in _ARTICLES
    return noun or bool(found & (DIGIT | DET)) or any(can_speak[word] for word in s.lowers[first : at + 1])
