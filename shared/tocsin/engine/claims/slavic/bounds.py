"""How far the subject of a Russian or Ukrainian cue may stand from it."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.heads import named_in_marks
from tocsin.engine.claims.slavic.joined import AND, SELF, joins_subjects
from tocsin.engine.claims.slavic.phrases import closed_soon, is_light
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, is_finite_cue

SOURCE: Final = 24
"""Tokens between a cue and its subject, or of a source."""
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", "(", ")", ".", "!", "?", "…", "..."))


def without_adverbs(s: SlavicScene, low: int, end: int) -> int:
    """Where the phrase ends before the adverbs that stand between it and the verb."""
    while end > low and is_light(s, end - 1):
        end -= 1
    return end


def left_bound(s: SlavicScene, end: int) -> int:
    at = end - 1
    while at >= s.low and end - at <= SOURCE and not (_is_boundary(s, at, end) or _ends_caption(s, at, end)):
        at -= 1
    return at + 1


def _ends_caption(s: SlavicScene, at: int, end: int) -> bool:
    """Whether a line ends behind the token: a caption stands above the sentence."""
    return at + 1 < end and s.of_token[at] < 0 and "\n" in s.doc.text[s.doc.ends[at] : s.doc.starts[at + 1]]


def _is_boundary(s: SlavicScene, at: int, end: int) -> bool:
    if s.of_token[at] >= 0:
        return False
    if s.words[at] == ")" or (s.words[at] == "(" and ")" in s.words[at:end]):
        return False  # an abbreviation between an office and its name
    if s.words[at] in _STOPS and "(" not in s.words[at]:
        return not (")" in s.words[at:end] and "(" in s.words[s.low : at])
    if has(s, at, "complementizer", "subordinator") and (at == s.low or not s.words[at - 1][0].isalnum()):
        return True
    if not has(s, at, "coordinator") or (s.lowers[at] in AND and joins_subjects(s, at)):
        return False
    return at + 1 >= s.high or s.lowers[at + 1] not in SELF  # "Президент и сам заявлял"


def right_bound(s: SlavicScene, start: int, high: int, home: int) -> int:
    """Where no subject of the cue can begin any more: at a mark, a long quotation, "что" or the next verb."""
    at = start
    while at < high:
        marks = named_in_marks(s, at)
        if marks:
            at = marks[1]
            continue
        parenthesis = s.words[at] == "(" and at > start and closed_soon(s, at, high)
        if parenthesis:
            at = parenthesis
            continue
        if s.of_token[at] not in (-1, home) or s.words[at] in _STOPS or has(s, at, "complementizer"):
            break
        if at > start and is_finite_cue(s, at) and not s.doc.capital[at]:
            break
        at += 1
    return min(at, high)
