"""Small questions about English words beside a cue: times, verbs, openings."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    AUXILIARY,
    BE,
    CLITIC,
    COORDINATOR,
    CUE,
    DET,
    DIGIT,
    ENDS_ED,
    ENDS_ING,
    EVIDENCE,
    FINITE,
    IN_GROUP,
    LY,
    MODAL,
    NEGATION,
    OBJECT,
    OWNING,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WORD,
)

_MARKS: Final = frozenset(("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„"))
_KEPT_ADVERBS: Final = frozenset(
    ("not", "never", "there", "less", "more", "most", "least", "much", "almost", "nearly", "far", "very", "too")
)
"""Adverbs that belong to what is claimed."""
_FAILS: Final = frozenset(
    (
        *("refuse", "refuses", "refused", "refusing", "decline", "declines", "declined", "declining"),
        *("forget", "forgets", "forgot", "omit", "omits", "omitted", "omitting", "neglect", "neglects", "neglected"),
        *("fail", "fails", "failed", "failing", "unable", "unwilling", "reluctant", "yet"),
    )
)
"""Before "to" and a cue: what is behind it is not said."""
_ASIDE: Final = 8
"""Tokens of an aside between commas."""
_AFTER: Final = frozenset(("after", "before"))
_BEFORE_TIME: Final = frozenset(("on", "in", "this", "late", "early"))
_WHILE: Final = frozenset(("while", "because", "although", "but"))
"""Behind these the verb is of another clause: "conceded 68 goals while three managers have left"."""
_HAS_BE: Final = ("’s", "'s", "’re", "'re", "’d", "'d", "’ll", "'ll")
_SEEN_OR_BACKED: Final = frozenset(
    ("support", "back", "see", "know", "hear", "find", "show", "read", "learn", "raise", "challenge")
)
"""Cues that, behind "wanted to" and the like, are what is wanted."""
NO_SUBJECT: Final = PREPOSITION | SUBORDINATOR


def leads_away(s: EnglishScene, at: int) -> bool:
    return bool(s.bits[at] & ENDS_ING) and s.lowers[at] in s.lexicon.cues


def has_verb(s: EnglishScene, here: int) -> bool:
    for at in range(here + 1, min(s.high, here + 25)):
        if s.bits[at] & FINITE or (s.bits[at] & CUE and s.bits[_before_adverbs(s, at - 1, here)] & SUBJECT):
            return True
        if s.words[at] in ";:" or s.lowers[at] in _WHILE:
            return False
    return bool(s.bits[here] & BE) or s.lowers[here].endswith(_HAS_BE)


def _before_adverbs(s: EnglishScene, at: int, low: int) -> int:
    """As in "it now plans": the token before the adverbs that end at `at`."""
    while at > low and s.bits[at] & (ADVERB | LY | TIME):
        at -= 1
    return at


def opens_phrase(s: EnglishScene, here: int) -> bool:
    found = s.bits[here]
    verb = found & AUXILIARY or found & (FINITE | ENDS_ED) == FINITE | ENDS_ED
    if verb or (found & ENDS_ED and here + 1 < s.high and s.lowers[here + 1] in ("to", "with", "by")):
        return False  # "protests followed the vote", "55 percent support compared to"
    plain = found & (WORD | NO_SUBJECT | COORDINATOR | TIME) == WORD
    return plain or bool(found & (OWNING | OBJECT)) or s.of_token[here] >= 0


def opens_clause(s: EnglishScene, here: int) -> bool:
    found = s.bits[here]
    if found & (PREPOSITION | COORDINATOR) and not found & DET:
        return False
    return bool(found & WORD) or s.words[here] in _MARKS


def skip_time_and_adverbs(s: EnglishScene, here: int) -> int:
    """Behind "late Thursday", "again", but not behind "not"."""
    bits, lowers = s.bits, s.lowers
    if here >= s.high or not (bits[here] & (TIME | ADVERB) or lowers[here] in _BEFORE_TIME):
        return here
    here = skip_time(s, here)
    while here < s.high and bits[here] & (ADVERB | DET | TIME) == ADVERB and lowers[here] not in _KEPT_ADVERBS:
        here += 1
    return here


def skip_time(s: EnglishScene, here: int) -> int:
    """Behind "late Thursday", "this week", "on Monday"."""
    bits, lowers, at = s.bits, s.lowers, here
    while at < s.high and (
        (bits[at] & TIME and lowers[at] != "this")
        or (lowers[at] in _BEFORE_TIME and at + 1 < s.high and bits[at + 1] & TIME)
    ):
        at += 1
    owns = at < s.high and bits[at] & CLITIC  # "said Thursday's vote was fair"
    return at if at > here and bits[at - 1] & TIME and not owns else here


def is_finite(s: EnglishScene, at: int) -> bool:
    if s.bits[at] & ENDS_ING:
        return at > s.low and bool(s.bits[at - 1] & BE)
    return at == s.low or not (s.lowers[at - 1] == "to" or s.bits[at - 1] & (MODAL | PREPOSITION))


def is_participle(s: EnglishScene, at: int) -> bool:
    return bool(s.bits[at] & ENDS_ING) and not (at > s.low and s.bits[at - 1] & (BE | ADVERB))


def is_negated(s: EnglishScene, start: int, at: int) -> bool:
    """By a word before the cue, or as in "refused to confirm", "was unable to verify"."""
    if has(s, start, at, NEGATION):
        return True
    to = next((i for i in (start, start - 1) if i > s.low and s.lowers[i] == "to"), 0)
    return to > s.low and s.lowers[_before_aside(s, to - 1)] in _FAILS


def _before_aside(s: EnglishScene, at: int) -> int:
    """As in "omitting, for some reason, to mention": the token before the aside that ends with a comma at `at`."""
    if s.words[at] != ",":
        return at
    return next((i - 1 for i in range(at - 1, max(s.low, at - _ASIDE), -1) if s.words[i] == ","), at)


def has_evidence(s: EnglishScene, at: int) -> bool:
    """Whether a poll, a study, a court stands left of the cue."""
    return has(s, max(s.low, at - 12), at, EVIDENCE)


def cue_follows(s: EnglishScene, at: int) -> bool:
    bits = s.bits
    while at < s.high and bits[at] & (ADVERB | LY):
        at += 1
    return (
        at + 1 < s.high
        and s.lowers[at] not in _SEEN_OR_BACKED
        and any(
            cue.part == "verb" and form == "base" and not cue.frames.keys().isdisjoint("CTNQ")
            for cue, form in s.lexicon.cues.get(s.lowers[at], ())
        )
    )


def opens_subordinate(s: EnglishScene) -> bool:
    """The sentence opens with a subordinate clause or a participle, which its first comma closes."""
    first = s.low
    if s.lowers[first] in ("but", "and", "still") and first + 2 < s.high:
        first += 2 if s.words[first + 1] == "," else 1
    if not _AFTER.isdisjoint(s.lowers[first + 1 : first + 4]) and s.bits[first] & (DET | TIME | DIGIT | WORD) > WORD:
        return True  # "A day after the port conceded it, Holm left"
    return (bool(s.bits[first] & SUBORDINATOR) and not s.bits[first] & DET) or s.lowers[first] in (
        "asked",
        "when",
        "while",
    )


def has_comma(s: EnglishScene, end: int) -> bool:
    """Whether the sentence has a comma of its own before `end`."""
    return any(s.words[at] == "," and s.of_token[at] < 0 for at in range(s.low, end))


def lower_at(s: EnglishScene, at: int) -> str:
    return s.lowers[at] if s.low <= at < s.high else ""


def group_start(s: EnglishScene, at: int, low: int) -> int:
    """First token of the verb group that ends at `at`: auxiliaries, adverbs and time words to its left."""
    bits, start = s.bits, at
    while start > low:
        before = bits[start - 1]
        if before & IN_GROUP:
            start -= 1
        elif before & TIME and not (start - 2 >= low and bits[start - 2] & DET and not bits[start - 2] & TIME):
            start -= 2 if start - 2 >= low and s.lowers[start - 2] in ("on", "in") else 1
        else:
            break
    return start


def has(s: EnglishScene, first: int, last: int, wanted: int) -> bool:
    """Whether a token of the range has one of these bits."""
    for bits in s.bits[first:last]:  # noqa: SIM110 - a generator takes thrice the time
        if bits & wanted:
            return True
    return False
