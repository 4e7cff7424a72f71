"""An archive of the made-up world, without running every article of it through correlate.

What correlate reads of other articles are postings of terms and states of stories. Postings are made by reading every
article's terms and keeping the heaviest as `tocsin.stories.index` does, or by drawing them from what the article has of
its event and from other words; which story it belongs to is taken from the world's truth instead of being found. States
of stories are made from their articles' texts when they are asked for.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from boto3.dynamodb.types import TypeSerializer
from tests.bench.world import Event, World, any_word

from tocsin.aws import keys
from tocsin.codec import to_json
from tocsin.engine.compare.stems import stem
from tocsin.stories import index
from tocsin.stories.index import EVERYTHING, MAX_KEPT_TERMS, MAX_POSTING, PRIOR_ARTICLES, Posting, StoryState
from tocsin.stories.terms import read_terms

MOST_READ = 40
"""Articles from which a state is made: the first and the last ones of a long story."""
OTHER_WORDS = 6
"""Words besides its event's among which the heaviest of an article are drawn."""
NAME_WEIGHT = 1.5
_PUT = TypeSerializer().serialize


class Archive:
    """The first articles of a world as the table would hold them."""

    def __init__(self, world: World, articles: int, expires: int, *, drawn: bool = False) -> None:
        """Without `drawn`, every article is read, which takes thirty times as long."""
        self._world = world
        self._expires = expires
        self._chance = random.Random(articles)  # noqa: S311  # a seeded archive
        self._own: dict[int, tuple[tuple[str, float], ...]] = {}
        self._counts: dict[str, int] = {}
        self._stories: dict[str, list[int]] = {}
        for _ in range(articles):
            event = world.next_event()
            self._keep(event, self._draw(event) if drawn else self._heaviest(event))
        self._terms = {keys.term(term)[0]: term for term in self._counts}
        self._events = {keys.story(_story(number))[0]: number for number in range(len(world.events))}
        self._told = {number: tuple(event.told) for number, event in enumerate(world.events)}

    @property
    def terms(self) -> int:
        return len(self._counts)

    @property
    def stories(self) -> int:
        return len(self._events)

    def item(self, pk: str, sk: str) -> Mapping[str, Any] | None:
        """The item of a key, None for what the archive does not hold."""
        if sk == "TERM" and (term := self._terms.get(pk)) is not None:
            posting = self._posting(term)
            return _raw(pk, sk, v=posting.count, data=to_json(posting).decode(), ttl=self._expires)
        if sk == "STORY" and (number := self._events.get(pk)) is not None:
            state = self._state(number)
            at = keys.stamp(self._world.tell(self._world.events[number], self._told[number][-1]).at)
            return _raw(pk, sk, v=state.version, at=at, data=to_json(state).decode(), ttl=self._expires)
        return None

    def _heaviest(self, event: Event) -> list[str]:
        """The terms under which the world's last article would be kept, by its text."""
        terms = read_terms(self._world.tell(event, self._world.articles - 1).text)
        weighed = index._weighed(terms, _Known(self))
        return [term for term in weighed.terms if " " not in term][:MAX_KEPT_TERMS]

    def _draw(self, event: Event) -> list[str]:
        """The heaviest of the event's own words and some others, each told more or less often."""
        if event.number not in self._own:
            names = [stem(name.lower()) for person in (*event.people, event.town) for name in person.split()]
            words = ((stem(word), 1.0) for word in event.words)
            self._own[event.number] = (*((name, NAME_WEIGHT) for name in names), *words)
        others = ((stem(any_word(self._chance)), 0.5) for _ in range(OTHER_WORDS))
        total = math.log(self._counts.get(EVERYTHING, 0) + 1 + PRIOR_ARTICLES)
        weights = {
            term: weight * self._chance.uniform(0.5, 1.5) * (total - math.log(self._counts.get(term, 0) + 0.5))
            for term, weight in (*self._own[event.number], *others)
        }
        return heapq.nlargest(MAX_KEPT_TERMS, weights, key=weights.__getitem__)

    def _keep(self, event: Event, words: list[str]) -> None:
        for term in (EVERYTHING, *words):
            self._counts[term] = self._counts.get(term, 0) + 1
            stories = self._stories.setdefault(term, [])
            if event.number in stories:
                stories.remove(event.number)
            stories.append(event.number)
            del stories[:-MAX_POSTING]

    def _posting(self, term: str) -> Posting:
        return Posting(self._counts[term], tuple(map(_story, reversed(self._stories[term]))))

    def _state(self, number: int) -> StoryState:
        event, told = self._world.events[number], self._told[number]
        state = None
        for article in dict.fromkeys((*told[: MOST_READ // 2], *told[-MOST_READ // 2 :])):
            text = self._world.tell(event, article)
            weighed = index._weighed(read_terms(text.text), _Known(self))
            state = state or index._new(f"archived-{article}", text.text.partition("\n")[0], text.at)
            state = index._joined(state, f"archived-{article}", text.at, weighed)
        assert state is not None
        return replace(state, id=_story(number), version=len(told), size=len(told))


class _Known(Mapping[str, Posting]):
    """The postings of an archive by term, for who counts them only."""

    def __init__(self, archive: Archive) -> None:
        self._counts = archive._counts

    def __getitem__(self, term: str) -> Posting:
        return Posting(self._counts[term])

    def __contains__(self, term: object) -> bool:
        return term in self._counts

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)


def _story(number: int) -> str:
    return keys.digest("archived", str(number))


def _raw(pk: str, sk: str, **attributes: Any) -> dict[str, Any]:
    return {name: _PUT(value) for name, value in {"pk": pk, "sk": sk, **attributes}.items()}
