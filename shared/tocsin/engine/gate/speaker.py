"""Is the claimant the one that the article gives the words to?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.engine.compare.lexicon import times
from tocsin.engine.compare.words import Word, words
from tocsin.engine.gate.passage import Passages, words_of
from tocsin.model import Claim, Span

NEAR: Final = 4
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
    verb = _cue(outside, claim.cue) if claim.cue else None
    subjects = names_beside(outside, _saying(outside, claim.spans) if verb is None else verb)
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


def _cue(outside: Sequence[Word], cue: Span) -> int | None:
    """Number of the first word of the cue, if it stands in these sentences."""
    return next((number for number, word in enumerate(outside) if cue.start <= word.start < cue.end), None)


def names_beside(outside: Sequence[Word], verb: int | None) -> list[Word]:
    """Capitalized words next to the verb, up to a mark on either side; brackets are stepped over."""
    if verb is None:
        return []
    after = outside[verb + 1 :]
    before = outside[:verb][::-1]
    return [*_names_until_a_mark(before, ")", "("), *_names_until_a_mark(after, "(", ")")]


def _names_until_a_mark(words: Sequence[Word], opening: str, closing: str) -> list[Word]:
    found: list[Word] = []
    bracket, seen = False, 0
    for word in words:
        if word.lower in (opening, closing):
            bracket = word.lower == opening
        elif not bracket:
            seen += 1
            if word.kind == "punct" or seen > NEAR:
                break
            if word.capital and not word.closed and word.lower not in times():
                found.append(word)
    return found
