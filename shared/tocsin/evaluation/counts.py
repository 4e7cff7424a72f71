"""Counting what was found, what was missed and what should not have been found."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tocsin.model import Claim, Span

SAME_CONTENT = 0.5
"""Two stretches of text are the same claim when they share half of what they cover together (as in PolNeAR's)."""
SAME_SPEAKER = 0.5
"""Two mentions are the same speaker when they share half of the shorter."""

Cover = frozenset[int]


@dataclass(slots=True)
class Counts:
    """Right, wrong and missed answers."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: AbstractSet[object], gold: AbstractSet[object]) -> None:
        self.right += len(found & gold)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        errors = self.wrong + self.missed
        return 2 * self.right / (2 * self.right + errors) if self.right or errors else 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """Characters of what is claimed, and of who claims it."""

    content: Cover
    speaker: Cover


def covered(spans: Sequence[Span]) -> Cover:
    return frozenset(position for span in spans for position in range(span.start, span.end))


def said(claims: Sequence[Claim]) -> list[Said]:
    """The attributed ones among the claims."""
    return [
        Said(
            covered(claim.spans), covered([claim.claimant.mention] if claim.claimant and claim.claimant.mention else [])
        )
        for claim in claims
        if claim.voice != "author"
    ]


def pair_up(found: Sequence[Said], gold: Sequence[Said]) -> list[tuple[int, int]]:
    """One-to-one pairs of found and gold claims that say the same, the closest first."""
    close = sorted(
        (
            (len(f.content & g.content) / len(f.content | g.content), j, i)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if f.content & g.content
        ),
        reverse=True,
    )
    left, right, pairs = set[int](), set[int](), list[tuple[int, int]]()
    for share, j, i in close:
        if share >= SAME_CONTENT and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def count_claims(found: Sequence[Said], gold: Sequence[Said], content: Counts, who: Counts) -> None:
    """Add one text's claims: found at all (`content`), and found with the right speaker (`who`)."""
    pairs = pair_up(found, gold)
    spoken = sum(_same_speaker(found[i].speaker, gold[j].speaker) for i, j in pairs)
    for counts, right in ((content, len(pairs)), (who, spoken)):
        counts.right += right
        counts.wrong += len(found) - right
        counts.missed += len(gold) - right


def _same_speaker(a: Cover, b: Cover) -> bool:
    if not a or not b:
        return not a and not b
    return len(a & b) >= SAME_SPEAKER * min(len(a), len(b))
