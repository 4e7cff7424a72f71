"""Is the claimant the one that the article gives the words to?"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.engine.compare.words import Word, words
from tocsin.engine.gate.passage import Passages, words_of
from tocsin.model import Claim, Span

NEAR = 4
"""Words between a verb of saying and its subject, at most: "said the former head of the agency, Anna Welk" has five."""


def speaker_holds(claim: Claim, passages: Passages) -> bool:
    """False where the verb of saying beside the claim has names next to it and none of them is the claimant's.

    A pronoun, a group or no verb at all decides nothing; then the claimant must be named in these sentences or before.
    """
    if claim.claimant is None:
        return True
    sentences = passages.sentences_of(claim.spans)
    outside = [
        word
        for sentence in sentences
        for word in words_of(passages, sentence)
        if not any(span.start <= word.start < span.end for span in claim.spans)
    ]
    subjects = _names_beside(outside, _saying(outside, claim.spans))
    mention = claim.claimant.mention
    if subjects:
        wanted = {word.stem for word in words(claim.claimant.name)}
        here = range(mention.start, mention.end) if mention else range(0)
        return any(name.stem in wanted or name.start in here for name in subjects)
    return mention is None or not sentences or mention.start < sentences[-1].end


def _saying(outside: Sequence[Word], spans: Sequence[Span]) -> int | None:
    """Number of the verb of saying nearest to the spans."""
    verbs = [number for number, word in enumerate(outside) if word.kind == "report"]
    distance = {
        number: min(max(span.start - outside[number].end, outside[number].start - span.end) for span in spans)
        for number in verbs
    }
    return min(verbs, key=lambda number: (distance[number], number)) if verbs else None


def _names_beside(outside: Sequence[Word], verb: int | None) -> list[Word]:
    """Capitalized words next to the verb, up to a mark on either side."""
    if verb is None:
        return []
    found = []
    for step in (-1, 1):
        for number in range(1, NEAR + 1):
            at = verb + step * number
            if not 0 <= at < len(outside) or outside[at].kind == "punct":
                break
            if outside[at].capital and not outside[at].closed:
                found.append(outside[at])
    return found
