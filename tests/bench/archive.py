"""An archive of the made-up world, without running every article of it through correlate.

What correlate reads of other articles are postings of terms and states of stories. Postings are made by reading every
article's terms and keeping the heaviest as `tocsin.stories.index` does; which story an article belongs to is taken from
the world's truth instead of being found. States of stories are made from their articles' texts when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from boto3.dynamodb.types import TypeSerializer
from tests.bench.world import World

from tocsin.aws import keys
from tocsin.codec import to_json
from tocsin.stories import index
from tocsin.stories.index import EVERYTHING, MAX_KEPT_TERMS, MAX_POSTING, Posting, StoryState
from tocsin.stories.terms import read_terms

MOST_READ = 40
"""Articles from which a state is made: the first and the last ones of a long story."""
SKIMMED = 500
_PUT = TypeSerializer().serialize


class Archive:
    """The first articles of a world as the table would hold them."""

    def __init__(self, world: World, articles: int, expires: int, *, skimmed: bool = False) -> None:
        """`skimmed` reads no more than the beginning of each article, in a third of the time."""
        self._world = world
        self._expires = expires
        self._read = SKIMMED if skimmed else None
        self._counts: dict[str, int] = {}
        self._stories: dict[str, list[int]] = {}
        for _ in range(articles):
            self._add()
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

    def _add(self) -> None:
        event = self._world.next_event()
        terms = read_terms(self._world.tell(event, self._world.articles - 1).text[: self._read])
        weighed = index._weighed(terms, _Known(self))
        words = [term for term in weighed.terms if " " not in term]
        for term in (EVERYTHING, *words[:MAX_KEPT_TERMS]):
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
