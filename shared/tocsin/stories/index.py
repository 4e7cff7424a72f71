"""Which story an article belongs to, one article at a time.

Pure logic over a `Memory` that answers two bounded questions (what was last seen under these terms; what are these
stories like), so that the same decisions are made over a dict in tests and over DynamoDB in correlate.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from tocsin.errors import InvalidInput
from tocsin.stories.latest import like_the_last, tells_of_now
from tocsin.stories.lead import Lead, read_lead, tells_one
from tocsin.stories.likeness import (
    LEAST_LIKENESS,
    StoryState,
    Weighed,
    likeness,
    parted,
    weighed,
    with_article,
    with_lead,
)
from tocsin.stories.lookup import keys_of
from tocsin.stories.regroup import (
    MAX_PARTED,
    MERGE_LIKENESS,
    Known,
    Parted,
    in_order,
    may_merge,
    merged,
    part,
    redirect,
)
from tocsin.stories.terms import MAX_TERMS, Terms, read_terms

__all__ = ["MAX_KEPT_TERMS", "MAX_TERMS", "Memory", "Outcome", "Posting", "StoryIndex", "StoryState", "place"]

MAX_COMPARED_TERMS = 90
"""Words and pairs of an article that are compared; 60 and 120 give the same on ECB+."""
MAX_KEPT_TERMS = 12
"""Terms under which an article leaves its story: each is a write. A term's rarity is counted over these alone, which
is better than counting all terms (B-cubed F1 .89 against .87 on both sets of ECB+): what is common but seldom weighs
most in an article need not be held down."""
MAX_POSTING = 24
"""Stories kept under a term, the last seen first: a term that more stories share tells none apart."""
MAX_CANDIDATES = 20
MAX_BY_EVENT = 8
"""Stories that are compared for their words, and those beside them for their event's terms of no language."""
WINDOW = timedelta(days=10)
"""Articles further apart in time than this belong to different stories, however alike. By words alone none joins a
story that began longer ago: one that gets an article a day would never end, and come to be about a war rather than an
event (on eight weeks of a real stream three such stories took in a fifth of all articles, and told 10 of 80 events that
were listed by hand as their own news)."""
PRIOR_ARTICLES = 50
"""Articles that are thought to have come before the first, so that the first terms are not all equally rare."""
REPOINTED = 0
"""The version of a redirect that points elsewhere now: nobody reads it."""
MET = 0.3
"""Added to the likeness of an article and a story whose leads tell one event in terms of no language: such a story
comes before all that are alike in words alone."""
EVERYTHING = "*"
"""The term under which all articles are counted."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What is remembered under a term: how many articles had it among their kept terms, and their last stories."""

    count: int = 0
    stories: tuple[str, ...] = ()

    def with_story(self, story: str) -> Posting:
        others = tuple(other for other in self.stories if other != story)
        return Posting(self.count + 1, (story, *others)[:MAX_POSTING])


class Memory(Protocol):
    """What correlate remembers. Both answers may lack what was never stored."""

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]: ...

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to remember of a decision, all of it or nothing."""

    story: StoryState
    postings: Mapping[str, Posting]
    gone: tuple[StoryState, ...] = ()
    """Redirects in the place of the story that was merged into this one, first, and of those merged into it before."""


def place(article_id: str, title: str | None, text: str, at: datetime | None, memory: Memory) -> Outcome:
    """The story that an article joins, a new one if none fits, and what to remember of it.

    An article that is much like two stories, which are much like one another, makes them one.
    """
    at = _aware(at)
    terms, lead = read_terms(text), read_lead(text, title, at)
    asked, told = keys_of(lead)
    known = memory.postings([EVERYTHING, *terms.words, *asked])
    article = _weighed(terms, known)
    words = [term for term in article.terms if " " not in term]
    by_words = _candidates(words, article.terms, known)[:MAX_CANDIDATES]
    by_event = _by_event(asked, known)[:MAX_BY_EVENT]
    states = _open(memory, list(dict.fromkeys((*by_words, *by_event))))
    alike = _alike(article, lead, at, states)
    best = alike[0][2] if alike else None
    other = _same_event(best, alike) if best is not None else None
    gone: tuple[StoryState, ...] = ()
    if best is not None and other is not None:
        older, younger = in_order(best, other)
        best = merged(older, younger)
        merged_before = [kin.story for kin in younger.kin if not kin.only]
        gone = (
            redirect(younger.id, older.id, younger.version + 1),
            *(redirect(story, older.id, REPOINTED) for story in merged_before),
        )
    story = with_lead(lead, _joined(best or _new(article_id, title, at), article_id, at, article))
    kept = [EVERYTHING, *told, *words[:MAX_KEPT_TERMS]]
    return Outcome(story, {term: known.get(term, Posting()).with_story(story.id) for term in kept}, gone)


def _open(memory: Memory, candidates: Sequence[str]) -> list[StoryState]:
    """The candidates, those that they were merged into in their place, those that were split off beside them."""
    states = dict(memory.stories(candidates))
    linked = [story for state in states.values() for story in (state.into, *state.offshoots) if story]
    if more := [story for story in dict.fromkeys(linked) if story not in states][:MAX_CANDIDATES]:
        states |= memory.stories(more)
    return [state for state in states.values() if state.into is None]


def _alike(
    article: Weighed, lead: Lead, at: datetime | None, states: Sequence[StoryState]
) -> list[tuple[float, int, StoryState]]:
    """The stories that the article may join, the likest first: they are near in time, their leads do not conflict."""
    found = ((_value(article, lead, at, state), number, state) for number, state in enumerate(states))
    near = [one for one in found if one[0] >= LEAST_LIKENESS and not parted(lead, one[2])]
    return sorted(near, key=lambda one: (-one[0], one[1]))


def _value(article: Weighed, lead: Lead, at: datetime | None, state: StoryState) -> float:
    """How like they are, by words; terms of no language that meet come before all words. Nothing if far in time."""
    if _far(at, state):
        return 0.0
    one = any(tells_one(lead, other) for other in state.leads)
    if not one and at is not None and state.first_at is not None and at - state.first_at > WINDOW:
        return 0.0
    value = likeness(article, state)
    if value >= LEAST_LIKENESS and not tells_of_now(article, lead, state):
        value = 0.0
    return max(value, like_the_last(article, lead, state)) + MET * one


def _same_event(best: StoryState, alike: Sequence[tuple[float, int, StoryState]]) -> StoryState | None:
    """The story, if any, that the article shows to be one with `best`, which is the first of `alike`."""
    if alike[0][0] < MERGE_LIKENESS:
        return None
    rivals = (state for value, _, state in alike[1:] if value >= MERGE_LIKENESS)
    return next((state for state in rivals if may_merge(best, state)), None)


class StoryIndex:
    """The logic of correlate, in memory."""

    def __init__(self) -> None:
        self._postings: dict[str, Posting] = {}
        self._stories: dict[str, StoryState] = {}
        self._assigned: dict[str, str] = {}
        self._articles: dict[str, list[Known]] = {}
        """The articles of each story, until they are too many to part."""

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
        return {term: self._postings[term] for term in terms if term in self._postings}

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
        return {story: self._stories[story] for story in ids if story in self._stories}

    def assign(self, article_id: str, text: str, published_at: datetime | str | None = None) -> str:
        """The id of the story that the article belongs to, a new one if none fits; the same for the same article.

        Later articles may show that two stories are one, or one is two: `story_of` knows. Raises `InvalidInput` for a
        time that is not ISO 8601.
        """
        if article_id not in self._assigned:
            at = _aware(_read_time(published_at))
            outcome = place(article_id, None, text, at, self)
            self._postings.update(outcome.postings)
            self.keep(outcome.story, *outcome.gone)
            story = outcome.story.id
            self._assigned[article_id] = story
            self._enter(Known(article_id, at, outcome.story.trace), outcome)
        return self._assigned[article_id]

    def story_of(self, article_id: str) -> StoryState:
        """The story of an article that was assigned, as it is now."""
        story = self._stories[self._assigned[article_id]]
        return story if story.into is None else self._stories[story.into]

    def keep(self, *states: StoryState) -> None:
        """Remember states in the place of those before."""
        self._stories.update((state.id, state) for state in states)

    def move(self, parted: Parted) -> None:
        """Two stories in the place of one."""
        self.keep(parted.rest, parted.new)
        self._assigned.update(dict.fromkeys(parted.moved, parted.new.id))

    def _enter(self, known: Known, outcome: Outcome) -> None:
        """Put an article beside those of its story, and the story in two if it falls apart."""
        story = outcome.story
        gone = [article for state in outcome.gone for article in self._articles.pop(state.id, [])]
        articles = self._articles[story.id] = [*self._articles.get(story.id, []), *gone, known][-MAX_PARTED:]
        if halves := part(story, articles, known.article):
            self.move(halves)
            self._articles[story.id] = [one for one in articles if one.article not in halves.moved]
            self._articles[halves.new.id] = [one for one in articles if one.article in halves.moved]


def rarity_by(known: Mapping[str, Posting]) -> Callable[[str], float]:
    """How rare a term is, 0..1, by what is known of it and of all articles; one that is not known is rare."""
    total = known.get(EVERYTHING, Posting()).count + 1 + PRIOR_ARTICLES

    def rarity(term: str) -> float:
        count = known[term].count if term in known else 0
        return max(0.0, math.log(total / (count + 0.5)) / math.log(total))

    return rarity


def _weighed(terms: Terms, known: Mapping[str, Posting]) -> Weighed:
    return weighed(terms, rarity_by(known), MAX_COMPARED_TERMS)


def _candidates(words: Sequence[str], weights: Mapping[str, float], known: Mapping[str, Posting]) -> list[str]:
    """The stories that the words speak for, the loudest first.

    A term's voice is divided among its stories: a name that one story has counts for more than ten words that all
    events of a kind share.
    """
    votes: Counter[str] = Counter()
    for term in words:
        stories = known[term].stories if term in known else ()
        for story in stories:
            votes[story] += weights[term] / len(stories)  # type: ignore[assignment]  # a Counter of weights
    return sorted(votes, key=lambda story: (-votes[story], story))


def _by_event(asked: Sequence[str], known: Mapping[str, Posting]) -> list[str]:
    """The same of an event's terms; of stories that as much speaks for, those that were seen last."""
    votes: dict[str, float] = {}
    for term in asked:
        stories = known[term].stories if term in known else ()
        for story in stories:
            votes[story] = votes.get(story, 0.0) + 1.0 / len(stories)
    return sorted(votes, key=lambda story: -votes[story])


def _far(at: datetime | None, state: StoryState) -> bool:
    """Whether the article is too far in time from the nearest end of the story."""
    if at is None or state.first_at is None or state.last_at is None:
        return False
    return state.first_at - at > WINDOW or at - state.last_at > WINDOW  # sums could leave the calendar


def _read_time(time: datetime | str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(time) if isinstance(time, str) else time
    except ValueError as error:
        raise InvalidInput("is not a time in ISO 8601", where="published_at") from error


def _aware(at: datetime | None) -> datetime | None:
    """Times without an offset are UTC: the two kinds cannot be compared."""
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def _new(article_id: str, title: str | None, at: datetime | None) -> StoryState:
    """A story before its first article is added."""
    story = hashlib.sha256(f"story\0{article_id}".encode()).hexdigest()[:24]
    return StoryState(story, title, at, at, 0, {}, article_id, version=0)


def _joined(state: StoryState, article_id: str, at: datetime | None, article: Weighed) -> StoryState:
    times = [time for time in (state.first_at, state.last_at, at) if time is not None]
    return replace(
        with_article(article, state),
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        size=state.size + 1,
        last_article=article_id,
        version=state.version + 1,
    )
