"""Negation, modality, hedges and attribution: small words that govern others and must not come, go or move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tocsin.engine.compare.words import Word
from tocsin.engine.gate.align import Alignment
from tocsin.engine.gate.joints import verbal

REASONS: Final = {
    "negation": "negation",
    "deny": "negation",
    "modal": "modality",
    "hedge": "modality",
    "condition": "modality",
    "alternative": "modality",
    "intend": "modality",
    "quantifier": "quantifier",
}
"""Reason given when a word of this kind is dropped from, or added to, what it governs."""
ADDED: Final = REASONS | {"total": "quantifier"}
"""Adding "all" makes more of a sentence than its source; leaving it out makes less."""
REACH: Final = 3
"""An operator governs a word at most so many words to its right; auxiliaries and the like in between do not count."""
HEDGE_REACH: Final = 3
"""A hedge also stands behind what it hedges: "was shot, reportedly"."""
ASIDE: Final = 8
"""Words and marks of an insertion, at most."""
_TRANSPARENT: Final = frozenset(
    {"auxiliary", "modal", "adverb", "pronoun", "determiner", "negation", "hedge", "quantifier", "total", "intend"}
)
_FINAL: Final = frozenset(".!?")
_THAT: Final = frozenset({"что", "чтобы", "що", "щоб"})
"""Before these a comma is grammar, not a boundary."""


def added(alignment: Alignment) -> Iterator[str]:
    """Reasons for operators that the sentence has and its source has not, or not there."""
    for step in alignment.steps:
        reason = ADDED.get(step.word.kind)
        if reason and (step.place is None or alignment.source[step.place].stem != step.word.stem):
            yield reason


def dropped(alignment: Alignment) -> Iterator[str]:
    """Reasons for operators of the source that governed a kept word and were left out."""
    source = alignment.source
    kept = set(alignment.places)
    for place in sorted(kept):
        for at in governors(source, place, kept):
            yield REASONS[source[at].kind]
    before, after = _around(alignment)
    if any(word.kind in ("hedge", "condition") for word in before) or any(word.kind == "condition" for word in after):
        yield "modality"
    if any(word.kind in ("hedge", "alternative") for word in after[:HEDGE_REACH]):
        yield "modality"
    if any(word.kind == "hedge" for gap in _asides(alignment) for word in gap):
        yield "modality"


def governors(source: Sequence[Word], place: int, kept: set[int]) -> Iterator[int]:
    """Dropped operators to the left of `place` with nothing kept, and no boundary, in between."""
    for at in range(place - 1, -1, -1):
        word = source[at]
        if at in kept or (word.kind == "punct" and not (word.lower == "," and source[at + 1].lower in _THAT)):
            return
        if word.kind in REASONS:
            yield at
        if place - at >= REACH and word.kind not in _TRANSPARENT:
            return


def _around(alignment: Alignment) -> tuple[Sequence[Word], Sequence[Word]]:
    """What was left out of the source's sentences before the first and after the last word that was kept."""
    source, places = alignment.source, alignment.places
    if not places:
        return (), ()
    first, last = min(places), max(places)
    before = first - 1
    while before >= 0 and source[before].lower not in _FINAL:
        before -= 1
    after = last + 1
    while after < len(source) and source[after].lower not in _FINAL:
        after += 1
    return source[before + 1 : first], source[last + 1 : after]


def _asides(alignment: Alignment) -> Iterator[Sequence[Word]]:
    """Short insertions between commas that were left out: ", by all accounts," but not ", who met the mayor,"."""
    source = alignment.source
    for left, right in pairwise(sorted(set(alignment.places))):
        gap = source[left + 1 : right]
        if 3 <= len(gap) <= ASIDE and gap[0].kind == gap[-1].kind == "punct" and gap[1].kind != "pronoun":
            yield gap


def attribution_dropped(alignment: Alignment) -> bool:
    """Whether the source says who said it, around what was kept of the same sentence, and the sentence does not."""
    if any(alignment.source[at].kind == "report" for at in alignment.places):
        return False
    left_out = (*_around(alignment), *_asides(alignment))
    return any(word.kind == "report" for words in left_out for word in words)


def moved_negation(alignment: Alignment) -> bool:
    """Whether a negation now governs another word than it did."""
    steps = alignment.steps
    for number, step in enumerate(steps):
        if step.word.kind != "negation" or step.place is None:
            continue
        mine = next((s for s in steps[number + 1 :] if not s.word.closed), None)
        theirs = next((at for at in range(step.place + 1, len(alignment.source)) if _open(alignment.source[at])), None)
        if mine is None or mine.place is None or theirs is None:
            continue
        if mine.place != theirs and alignment.source[theirs].kind not in ("quantifier", "hedge"):
            return True
    return False


def _open(word: Word) -> bool:
    return not word.closed


def turned_passive(alignment: Alignment) -> bool:
    """Whether a new "was" or "has been" makes the doer of a verb its object: "was sued" for "sued the bank"."""
    steps, source = alignment.steps, alignment.source
    kept = set(alignment.places)
    for auxiliary, verb in pairwise(steps):
        if auxiliary.place is not None or auxiliary.word.lower not in _BE or verb.place is None:
            continue
        after = verb.place + 1
        if verbal(source[verb.place]) and after < len(source) and after not in kept and _opens_object(source[after]):
            return True
    return False


_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})


def _opens_object(word: Word) -> bool:
    return word.kind in ("determiner", "pronoun", "content", "number")
