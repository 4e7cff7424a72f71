"""What correlate remembers, in the table: two reads for an article, and one transaction that joins it to its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.aws import conditions, keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists
from tocsin.aws.records import Head, Page
from tocsin.aws.table import Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import NotFound
from tocsin.stories.index import Outcome, Posting, StoryState


class Moved(NamedTuple):
    """A story's place in the list of stories, by the time of its last change, and the one before."""

    story: str
    at: str
    was: str | None


class StoryMemory:
    """The `tocsin.stories.index.Memory` of the table, and its lists of stories."""

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table = table
        self._lists = lists
        self._places: dict[str, str] = {}
        """Where the stories that were asked for last stand in the list of stories."""

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
        """One BatchGetItem: a hundred terms at most."""
        by_key = {keys.term(term): term for term in terms}
        items = self._table.get_many(list(by_key))
        return {by_key[key]: from_json(item["data"], Posting) for key, item in items.items()}

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
        """In the order asked, one BatchGetItem; none for an empty question."""
        items = self._table.get_many([keys.story(story) for story in ids]) if ids else {}
        self._places = {item["pk"].partition("#")[2]: item["at"] for item in items.values()}
        return {story: _state(items[key]["data"]) for story in ids if (key := keys.story(story)) in items}

    def story(self, story: str) -> StoryState:
        """Raises `NotFound`."""
        state = self.stories([story]).get(story)
        if state is None:
            raise NotFound("no such story")
        return state

    def moved(self, story: str) -> Moved:
        """The last move of a story in the list of stories. Raises `NotFound`."""
        item = self._table.get(keys.story(story))
        if item is None:
            raise NotFound("no such story")
        return Moved(story, item["at"], item.get("was"))

    def remember(self, head: Head, outcome: Outcome, at: str) -> Moved:
        """Join an article to its story and remember the terms, in one transaction.

        Raises `Conflict` if the story was changed or the article joined another meanwhile.
        """
        state = outcome.story
        pk, sk = keys.story(state.id)
        new = state.version == 1
        moved = Moved(state.id, at, None if new else self._places[state.id])
        item = {"pk": pk, "sk": sk, "v": state.version, "at": at, "was": moved.was}
        item |= {"data": to_json(state).decode(), "ttl": head.expires}
        writes = [
            Write(
                (pk, sk),
                put=item,
                condition=conditions.FIRST if new else conditions.SAME_VERSION,
                values={} if new else {":expected": state.version - 1},
            ),
            Write(
                keys.head(head.card.id),
                set={"story": state.id},
                condition=conditions.NO_STORY_YET,
                values={":story": state.id},
            ),
        ]
        for term, posting in outcome.postings.items():
            pk, sk = keys.term(term)
            data = to_json(posting).decode()
            writes.append(Write((pk, sk), put={"pk": pk, "sk": sk, "data": data, "ttl": head.expires}))
        self._table.transact(writes)
        return moved

    def list_story(self, moved: Moved, head: Head) -> None:
        """Put the article into its story's list, and the story from its old place in the list of stories to its new."""
        rows = [
            Entry("in-story", moved.story, head.card.at, head.card.id),
            Entry("story", "all", moved.at, moved.story),
        ]
        gone = [Entry("story", "all", moved.was, moved.story)] if moved.was else []
        self._lists.write(rows, head.expires, gone=gone)

    def page(
        self, *, limit: int, since: str = FIRST_TIME, until: str = LAST_TIME, position: str | None = None
    ) -> Page[StoryState]:
        """Stories, the last changed first; a row that a story left behind when it moved up is not shown."""
        rows = self._lists.page("story", "all", limit=limit, since=since, until=until, position=position)
        items = self._table.get_many([keys.story(row.id) for row in rows.items], consistent=False)
        shown = [
            items[key] for row in rows.items if (key := keys.story(row.id)) in items and items[key]["at"] == row.at
        ]
        return Page(tuple(_state(item["data"]) for item in shown), rows.next)


def _state(data: str) -> StoryState:
    return from_json(data, StoryState)
