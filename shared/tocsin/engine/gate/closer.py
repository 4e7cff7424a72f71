"""The closer look at what an article does not say in exactly these words, or what another engine wrote.

A module of its own, loaded on first need: hardly an article of the embedded engine needs it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.engine.gate.context import turned_from_outside
from tocsin.engine.gate.passage import Passages
from tocsin.engine.gate.speaker import speaker_holds
from tocsin.engine.gate.verdict import support
from tocsin.model import Claim, Span


def claim_fault(claim: Claim, passages: Passages, *, extractive: bool) -> str | None:
    """The reason to drop a claim whose spans are inside the text and whose claimant's name is in it, or None."""
    who = claim.claimant
    if who is not None and not extractive and not speaker_holds(claim, passages):
        return "speaker"
    if who is not None and passages.verbatim(claim.text, claim.spans):
        return turned_from_outside(claim, passages)
    return fault(claim.text, claim.spans, passages, attributed=who is not None)


def fault(written: str, spans: Sequence[Span], passages: Passages, *, attributed: bool) -> str | None:
    """The gravest reason why the sentences around `spans` do not carry what is `written`, or None."""
    answer = support(written, passages.around(spans), attributed=attributed)
    return answer.reasons[0] if answer.reasons else None
