"""Subjects, sources and ends of clauses in Russian and Ukrainian."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has, is_finite_cue, is_nominal, lower_at

_SOURCE: Final = 14
"""Tokens of a source."""


def find_subject(s: SlavicScene, at: int, start: int, right: int, form: str) -> Range | None:
    if form == "gerund" or has(s, start - 1, "coordinator") if start > s.low else False:
        return shared_subject(s, at) or subject_left(s, start)
    ahead = subject_right(s, at + 1, right) if right > at + 1 else None
    behind = subject_left(s, start)
    if behind is not None and _has_nominal(s, behind):
        return behind
    if ahead is not None and _has_nominal(s, ahead):
        return ahead
    return behind or ahead or shared_subject(s, at)


def _has_nominal(s: SlavicScene, found: Range) -> bool:
    return any(is_nominal(s, at) for at in range(*found)) or (
        found[0] == s.low and s.doc.capital[found[0]] and not s.classes[found[0]]
    )


def shared_subject(s: SlavicScene, at: int) -> Range | None:
    """The subject that this cue shares with the one before it in the sentence."""
    for draft in reversed(s.drafts):
        if draft.sentence != s.number:
            return None
        if draft.source and draft.cue[0] < at:
            return draft.source
    return None


def subject_left(s: SlavicScene, start: int) -> Range | None:
    """The noun phrase left of the cue; "в министерстве заявили" names the ministry."""
    words = s.doc.words
    end = start
    while end > s.low and has(s, end - 1, "adverb", "time"):
        end -= 1
    if end > s.low and words[end - 1] == ",":
        return _with_apposition(s, end - 1)
    at = end - 1
    while at >= s.low and end - at <= _SOURCE and not _is_boundary(s, at):
        at -= 1
    first = at + 1
    if has(s, first, "preposition") if first < end else False:
        plural = any(form == "plural" for _, form in s.lexicon.cues.get(lower_at(s, start), ()))
        plural = plural or any(form == "plural" for _, form in s.lexicon.cues.get(lower_at(s, start + 1), ()))
        if plural and lower_at(s, first) in ("в", "во", "у", "на"):
            return (first, end) if any(can_speak(s, i) for i in range(first + 1, end)) else None
        first = next((i for i in range(first + 1, end) if is_nominal(s, i) and not has(s, i - 1, "preposition")), end)
        first = first if first < end else next((i for i in range(at + 2, end) if s.doc.capital[i]), end)
    while first < end and has(s, first, "adverb", "time", "coordinator"):
        first += 1
    return (first, end) if first < end else None


def _with_apposition(s: SlavicScene, close: int) -> Range | None:
    opened = next((i for i in range(close - 1, max(s.low, close - 16), -1) if s.doc.words[i] == ","), None)
    if opened is None:
        return None
    if any(is_finite_cue(s, i) for i in range(opened, close)):
        return None
    head = subject_left(s, opened)
    return (head[0], close) if head else None


def _is_boundary(s: SlavicScene, at: int) -> bool:
    word = s.doc.words[at]
    if s.quotes.of_token[at] >= 0:
        return False
    return word in (",", ":", ";", "—", "–", "(", ")", ".") or (
        has(s, at, "complementizer", "subordinator", "coordinator") and _joins_clauses(s, at)
    )


def _joins_clauses(s: SlavicScene, at: int) -> bool:
    """A conjunction that joins clauses, not two names."""
    return not (is_nominal(s, at - 1) and is_nominal(s, at + 1))


def subject_right(s: SlavicScene, start: int, high: int) -> Range | None:
    """The noun phrase right of the cue, up to a comma, a preposition or a word of time."""
    at = start
    while at < high and has(s, at, "adverb", "addressee"):
        at += 1
    begin = at
    if at < high and lower_at(s, at) in ("в", "во", "у", "на") and at + 1 < high and is_nominal(s, at + 1):
        at += 1
    while at < high and at - begin < _SOURCE:
        word = s.doc.words[at]
        if word in (",", ":", ";", "—", "–", "(", ".", "!", "?") and s.quotes.of_token[at] < 0:
            break
        if at > begin + 1 and has(s, at, "preposition", "time", "adverb", "complementizer"):
            break
        if at == begin + 1 and has(s, at, "preposition", "time", "complementizer") and not has(s, begin, "preposition"):
            break
        if at > begin and is_finite_cue(s, at):
            break
        at += 1
    if at == begin or (has(s, begin, "preposition") and at == begin + 1):
        return None
    if has(s, begin, "pronoun"):
        return (begin, begin + 1)
    return (
        (begin, at)
        if not has(s, begin, "preposition", "complementizer", "time") or lower_at(s, begin) in ("в", "во", "у", "на")
        else None
    )


def as_source(s: SlavicScene, start: int, end: int) -> Range | None:
    """The tokens as a source, without the adverbs and addressees that open them."""
    while start < end and has(s, start, "adverb", "addressee"):
        start += 1
    if start < end and has(s, start, "pronoun"):
        return (start, start + 1)
    return (start, end) if start < end else None


def source_end(s: SlavicScene, start: int) -> int:
    """The source behind a marker ends at its comma; an apposition that a second comma closes belongs to it."""
    at = start
    while at < s.high and at - start < _SOURCE:
        if s.doc.words[at] in (",", ":", ".", ";", "—", "–") and s.quotes.of_token[at] < 0:
            break
        at += 1
    if lower_at(s, at) == "," and at + 1 < s.high and lower_at(s, at + 1) in s.known.role:
        second = next((i for i in range(at + 1, min(s.high, at + 10)) if s.doc.words[i] == ","), None)
        if second is not None:
            return second
    return at
