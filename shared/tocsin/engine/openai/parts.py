"""Long articles in parts that a model can take, cut between sentences only."""

from __future__ import annotations

from collections.abc import Sequence

BYTES_A_TOKEN = 3
"""English news has 4.4 bytes a token, Russian and Ukrainian 4 to 5 (o200k vocabulary; older ones 2 to 3 there)."""
OVERHEAD = 4
"""Tokens of the number and marks around a sentence."""


def tokens_of(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN + OVERHEAD


def most_tokens(text: str) -> int:
    """As many tokens as a text can have at the very most: no vocabulary has a token of less than a byte."""
    return len(text.encode("utf-8", "replace"))


def parts(sentences: Sequence[str], budget: int) -> list[range]:
    """Runs of sentence numbers of at most `budget` tokens each, as even as they can be; a longer sentence is alone.

    Every sentence is in exactly one part, in order.
    """
    sizes = [tokens_of(sentence) for sentence in sentences]
    count = max(1, -(-sum(sizes) // budget))
    even = min(budget, -(-sum(sizes) // count) + max(sizes, default=0) // 2)
    found: list[range] = []
    first = size = 0
    for number, tokens in enumerate(sizes):
        if number > first and size + tokens > even:
            found.append(range(first, number))
            first, size = number, 0
        size += tokens
    if sizes:
        found.append(range(first, len(sizes)))
    return found


def halves(part: range) -> list[range]:
    """A part whose answer did not fit, as two."""
    middle = (part.start + part.stop) // 2
    return [range(part.start, middle), range(middle, part.stop)]
