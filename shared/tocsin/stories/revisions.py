"""What an edited version of an article changed: claims added, dropped, told otherwise, and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.model import Analysis, Article
from tocsin.stories.origins import Sources
from tocsin.stories.sightings import SAME, Sighting, about_the_same, number_moved, numbers_exclude, sightings
from tocsin.text.document import read

MOST_CLAIMS = 60
MAX_SENTENCES = 20
MAX_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class ClaimDiff:
    """A claim that only one version makes, or that they make otherwise; quotes are of the version that has it."""

    change: Literal["added", "dropped", "number", "negation"]
    before: str | None
    after: str | None
    claimant: str | None
    moved: float | None = None
    """By which share the number moved."""


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to the next."""

    title_before: str | None
    title_after: str | None
    claims: tuple[ClaimDiff, ...]
    kept: int
    """Claims that both versions make."""
    sentences_added: tuple[str, ...]
    sentences_dropped: tuple[str, ...]


def difference(
    before: tuple[Article, Analysis], after: tuple[Article, Analysis], sources: Sources, at: datetime
) -> Difference:
    """What changed from one version of an article to the next. Claims are paired by what they are about."""
    old, new = (
        sightings(article, analysis, sources.origin(article), sources, at, most=MOST_CLAIMS)
        for article, analysis in (before, after)
    )
    pairs = _pairs(old, new)
    paired_old, paired_new = {a for a, _ in pairs}, {b for _, b in pairs}
    told = [diff for a, b in pairs if (diff := _compared(old[a], new[b])) is not None]
    added = [ClaimDiff("added", None, s.quote, s.claimant) for n, s in enumerate(new) if n not in paired_new]
    dropped = [ClaimDiff("dropped", s.quote, None, s.claimant) for n, s in enumerate(old) if n not in paired_old]
    more, less = _sentences(before[0], after[0])
    return Difference(before[0].title, after[0].title, (*told, *added, *dropped), len(pairs) - len(told), more, less)


def _pairs(old: Sequence[Sighting], new: Sequence[Sighting]) -> list[tuple[int, int]]:
    """Each claim with at most one of the other version, in the order of the newer one.

    Equal words first, as most of an edited text is left as it was; what is left over by likeness, the most alike first.
    """
    pairs: dict[int, int] = {}
    for m, claim in enumerate(new):
        same = next((n for n, other in enumerate(old) if other.text == claim.text and n not in pairs.values()), None)
        if same is not None:
            pairs[m] = same
    scored = [
        (about_the_same(a, b), n, m)
        for n, a in enumerate(old)
        if n not in pairs.values()
        for m, b in enumerate(new)
        if m not in pairs
    ]
    for score, n, m in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= SAME and m not in pairs and n not in pairs.values():
            pairs[m] = n
    return [(pairs[m], m) for m in sorted(pairs)]


def _compared(old: Sighting, new: Sighting) -> ClaimDiff | None:
    """None if the two say the same, in whatever words."""
    if old.denies != new.denies:
        return ClaimDiff("negation", old.quote, new.quote, new.claimant)
    if numbers_exclude(old, new):
        return ClaimDiff("number", old.quote, new.quote, new.claimant, number_moved(old, new))
    return None


def _sentences(before: Article, after: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that only the newer version has, and those that only the older has, in reading order."""
    old, new = (_split(article) for article in (before, after))
    return _without(new, old), _without(old, new)


def _without(sentences: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    there = frozenset(others)
    return tuple(sentence[:MAX_SENTENCE] for sentence in sentences if sentence not in there)[:MAX_SENTENCES]


def _split(article: Article) -> list[str]:
    document = read(article.text, language=article.language or "en")
    return [" ".join(article.text[s.start : s.end].split()) for s in document.sentences]
