"""The gate over a whole draft: what an engine wrote stays only where the article's own words carry it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final, Literal

from tocsin.engine.gate.passage import Passages
from tocsin.model import Analysis, Claim, Dropped, Summary, SummarySentence

Item = Literal["claim", "summary"]

EXTRACTIVE: Final = "embedded"
"""The engine whose sentences are the article's own. What equals its spans is taken from it as it is; the words of any
other engine are read with the whole sentence, because a span can be chosen so that it turns the meaning round."""


def admit(draft: Analysis, text: str) -> Analysis:
    """`draft` without what `text` does not carry; what went is counted in `dropped`, after what was there, by reason.

    Never raises for a bad draft: spans out of range are a reason like any other.
    """
    passages = Passages(text, draft.language)
    gone: Counter[tuple[Item, str]] = Counter()
    claims = []
    for claim in draft.claims:
        reason = _claim_fault(claim, passages)
        if reason is None:
            claims.append(claim)
        else:
            gone["claim", reason] += 1
    extractive = draft.versions.engine.split("/")[0] == EXTRACTIVE
    sentences = []
    for sentence in draft.summary.sentences:
        reason = _sentence_fault(sentence, passages, extractive)
        if reason is None:
            sentences.append(sentence)
        else:
            gone["summary", reason] += 1
    if not gone:
        return draft
    dropped = (*draft.dropped, *_counted(gone))
    return replace(draft, claims=tuple(claims), summary=Summary(tuple(sentences)), dropped=dropped)


def _counted(gone: Counter[tuple[Item, str]]) -> list[Dropped]:
    return [Dropped(item, reason, count) for (item, reason), count in sorted(gone.items())]


def _claim_fault(claim: Claim, passages: Passages) -> str | None:
    """The reason to drop `claim`, or None."""
    who = claim.claimant
    if not passages.hold(claim.spans) or (claim.cue is not None and not passages.inside(claim.cue)):
        return "span"
    if who is not None and who.mention is not None and not passages.inside(who.mention):
        return "span"
    if who is not None and not passages.names(who.name, who.mention):
        return "claimant"
    extractive = claim.engine == EXTRACTIVE
    if extractive and passages.verbatim(claim.text, claim.shown):
        return None
    from tocsin.engine.gate.closer import claim_fault  # noqa: PLC0415  # a seventh of the import, and seldom needed

    return claim_fault(claim, passages, extractive=extractive)


def _sentence_fault(sentence: SummarySentence, passages: Passages, extractive: bool) -> str | None:
    if not passages.hold(sentence.spans):
        return "span"
    if extractive and passages.verbatim(sentence.text, sentence.spans):
        return None
    from tocsin.engine.gate.closer import fault  # noqa: PLC0415  # as above

    return fault(sentence.text, sentence.spans, passages, attributed=False)
