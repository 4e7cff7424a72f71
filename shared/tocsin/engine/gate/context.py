"""What stands around a claim's words and turns them: a span can leave the "not" outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.engine.compare.words import Word
from tocsin.engine.gate.joints import opens
from tocsin.engine.gate.operators import REASONS, governors
from tocsin.engine.gate.passage import Passages, words_of
from tocsin.model import Claim


def turned_from_outside(claim: Claim, passages: Passages) -> str | None:
    """The reason why a claim in the article's own words does not say what the article says, or None.

    Words of the cue are kept with the claim, so "plans to" or "fears" there is no loss; "denied" is none for a denial.
    """
    around = [word for sentence in passages.sentences_of(claim.spans) for word in words_of(passages, sentence)]
    kept = {at for at, word in enumerate(around) if any(span.start <= word.start < span.end for span in claim.spans)}
    found = {REASONS[word.kind] for word in _turning(around, kept) if not _told(word, claim)}
    return next((reason for reason in REASONS.values() if reason in found), None)


def _turning(around: Sequence[Word], kept: set[int]) -> Iterator[Word]:
    """Operators that govern the first word of a span, or stand before it as hedge or condition of the sentence."""
    for place in sorted(kept):
        if place - 1 in kept:
            continue
        for at in governors(around, place, kept):
            yield around[at]
        at = place
        while at > 0 and not opens(around, at):
            at -= 1
            if around[at].kind in ("hedge", "condition") and at not in kept:
                yield around[at]


def _told(word: Word, claim: Claim) -> bool:
    """Whether the claim tells of this operator otherwise: by its cue, or by being a denial."""
    if claim.cue is None or not claim.cue.start <= word.start < claim.cue.end:
        return False
    return claim.kind == "denial" if word.kind == "deny" else word.kind != "negation"
