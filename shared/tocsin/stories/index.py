"""Which story an article belongs to, one article at a time.

Pure logic over a `Memory` that answers two bounded questions (what was last seen under these terms; what are these
stories like), so that the same decisions are made over a dict in tests and over DynamoDB in correlate.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Protocol

MAX_TERMS = 90
"""Terms of an article that are looked up: with the counter of all articles they fit one BatchGetItem."""
MAX_KEPT_TERMS = 12
"""Terms under which an article leaves its story: each is a write."""
MAX_POSTING = 24
"""Stories kept under a term, the last seen first: a term that more stories share tells none apart."""
MAX_CANDIDATES = 12
MAX_CENTROID = 40
LEAST_LIKENESS = 0.24
"""Cosine from which an article joins a story. B-cubed F1 on ECB+ (575 articles): .85 at .20, .87 at .23, .85 at .26,
.83 at .32; lower merges events of a kind, higher splits long-running ones."""
WINDOW = timedelta(days=10)
"""Articles further apart in time than this belong to different stories, however alike."""
NAME_WEIGHT = 1.6
"""Capitalized words name who and where; events differ in these before they differ in verbs."""
STEM = 7
EVERYTHING = "*"
"""The term under which all articles are counted."""

_WORD = re.compile(r"\w[\w'’-]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Posting:
    """What is remembered under a term: how many articles had it among their kept terms, and their last stories."""

    count: int = 0
    stories: tuple[str, ...] = ()

    def with_story(self, story: str) -> Posting:
        others = tuple(other for other in self.stories if other != story)
        return Posting(self.count + 1, (story, *others)[:MAX_POSTING])


@dataclass(frozen=True, slots=True)
class StoryState:
    """What is remembered of a story. `version` grows with each change."""

    id: str
    title: str | None
    first_at: datetime | None
    last_at: datetime | None
    size: int
    terms: Mapping[str, int]
    """The heaviest terms of its articles, in thousandths: whole numbers are stored exactly."""
    last_article: str
    version: int = 1


class Memory(Protocol):
    """What correlate remembers. Both answers may lack what was never stored."""

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]: ...

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to remember of a decision, all of it or nothing."""

    story: StoryState
    postings: Mapping[str, Posting]


def place(article_id: str, title: str | None, text: str, at: datetime | None, memory: Memory) -> Outcome:
    """The story that an article joins, a new one if none fits, and what to remember of it."""
    counts = _terms(text)
    known = memory.postings([EVERYTHING, *counts])
    total = known.get(EVERYTHING, Posting()).count
    weights = {term: weight * _rarity(known.get(term), total) for term, weight in counts.items()}
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))
    states = memory.stories(_candidates(heaviest, weights, known))
    best, likeness = None, LEAST_LIKENESS
    for state in states.values():
        score = _cosine(weights, state.terms)
        if score >= likeness and _near(at, state):
            best, likeness = state, score
    story = _join(best, article_id, at, weights) if best else _new(article_id, title, at, weights)
    kept = [EVERYTHING, *heaviest[:MAX_KEPT_TERMS]]
    return Outcome(story, {term: known.get(term, Posting()).with_story(story.id) for term in kept})


class StoryIndex:
    """The logic of correlate, in memory."""

    def __init__(self) -> None:
        self._postings: dict[str, Posting] = {}
        self._stories: dict[str, StoryState] = {}
        self._assigned: dict[str, str] = {}

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
        return {term: self._postings[term] for term in terms if term in self._postings}

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
        return {story: self._stories[story] for story in ids if story in self._stories}

    def assign(self, article_id: str, text: str, published_at: datetime | str | None = None) -> str:
        """The id of the story that the article belongs to, a new one if none fits; the same for the same article."""
        if article_id not in self._assigned:
            outcome = place(article_id, None, text, _utc(published_at), self)
            self._postings.update(outcome.postings)
            self._stories[outcome.story.id] = outcome.story
            self._assigned[article_id] = outcome.story.id
        return self._assigned[article_id]


def _utc(time: datetime | str | None) -> datetime | None:
    """A time without an offset is UTC, so that any two can be compared."""
    at = datetime.fromisoformat(time) if isinstance(time, str) else time
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def _terms(text: str) -> dict[str, float]:
    """Weights of the content words by their stems: damped counts, names heavier, the first `MAX_TERMS` by weight."""
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    common = _common_words()
    for match in _WORD.finditer(text):
        word = match.group()
        lower = word.lower()
        if (len(lower) < 3 and not lower.isdigit()) or lower in common:
            continue
        counts[lower[:STEM]] += 1
        named[lower[:STEM]] += word[0].isupper()
    weights = {
        term: (1 + math.log(count)) * (NAME_WEIGHT if named[term] * 2 > count else 1.0)
        for term, count in counts.items()
    }
    return dict(sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:MAX_TERMS])


def _rarity(posting: Posting | None, total: int) -> float:
    return math.log((total + 2) / ((posting.count if posting else 0) + 1)) + 0.3


def _candidates(terms: Sequence[str], weights: Mapping[str, float], known: Mapping[str, Posting]) -> list[str]:
    votes: Counter[str] = Counter()
    for term in terms:
        for story in known[term].stories if term in known else ():
            votes[story] += weights[term]  # type: ignore[assignment]  # a Counter of weights
    ranked = sorted(votes, key=lambda story: (-votes[story], story))
    return ranked[:MAX_CANDIDATES]


def _cosine(weights: Mapping[str, float], terms: Mapping[str, int]) -> float:
    shared = sum(weights[term] * weight for term, weight in terms.items() if term in weights)
    norm = math.sqrt(sum(w * w for w in weights.values()) * sum(w * w for w in terms.values()))
    return shared / norm if norm else 0.0


def _near(at: datetime | None, state: StoryState) -> bool:
    if at is None or state.first_at is None or state.last_at is None:
        return True
    return state.first_at - WINDOW <= at <= state.last_at + WINDOW


def _new(article_id: str, title: str | None, at: datetime | None, weights: Mapping[str, float]) -> StoryState:
    story = hashlib.sha256(f"story\0{article_id}".encode()).hexdigest()[:24]
    return StoryState(story, title, at, at, 1, _heaviest(weights, {}), article_id)


def _join(state: StoryState, article_id: str, at: datetime | None, weights: Mapping[str, float]) -> StoryState:
    times = [time for time in (state.first_at, state.last_at, at) if time is not None]
    return replace(
        state,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        size=state.size + 1,
        terms=_heaviest(weights, state.terms),
        last_article=article_id,
        version=state.version + 1,
    )


def _heaviest(weights: Mapping[str, float], before: Mapping[str, int]) -> dict[str, int]:
    """Terms of a story with an article added: both at unit length, the story's own counting somewhat more."""
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    old = math.sqrt(sum(weight * weight for weight in before.values())) or 1.0
    merged = {term: 1_500.0 * weight / old for term, weight in before.items()}
    for term, weight in weights.items():
        merged[term] = merged.get(term, 0.0) + 1_000.0 * weight / norm
    ranked = sorted(merged, key=lambda term: (-merged[term], term))[:MAX_CENTROID]
    return {term: round(merged[term]) for term in ranked}


@cache
def _common_words() -> frozenset[str]:
    return frozenset(files("tocsin.stories").joinpath("data/common_words.txt").read_text("utf-8").split())
