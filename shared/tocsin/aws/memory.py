"""What correlate remembers, in the table: two reads for an article, and one transaction that joins it to its story."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.aws import conditions, keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists
from tocsin.aws.records import Head, Page
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import NotFound
from tocsin.stories.casefile import CaseFile
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

        Raises `Conflict` if another article was placed meanwhile: all articles share one counter, so of two that are
        placed side by side the second has to look again, and two articles on one new event cannot both start a story.
        """
        state = outcome.story
        pk, sk = keys.story(state.id)
        moved = Moved(state.id, at, None if state.version == 1 else self._places[state.id])
        item = {"pk": pk, "sk": sk, "v": state.version, "at": at, "was": moved.was}
        item |= {"data": to_json(state).decode(), "ttl": head.expires}
        joined = Write(
            keys.head(head.card.id),
            set={"story": state.id},
            condition=conditions.NO_STORY_YET,
            values={":story": state.id},
        )
        writes = [_versioned(item, state.version), joined]
        for term, posting in outcome.postings.items():
            pk, sk = keys.term(term)
            data = to_json(posting).decode()
            term_item = {"pk": pk, "sk": sk, "v": posting.count, "data": data, "ttl": head.expires}
            writes.append(_versioned(term_item, posting.count))
        self._table.transact(writes)
        return moved

    def case_file(self, story: str) -> CaseFile:
        """What later articles of a story are judged by; empty for a new story."""
        item = self._table.get(keys.case_file(story))
        return CaseFile() if item is None else from_json(zlib.decompress(item["data"]), CaseFile)

    def put_case_file(self, story: str, file: CaseFile, expires: int) -> None:
        """Keep the next version of a file. Raises `Conflict` if another article was entered meanwhile."""
        pk, sk = keys.case_file(story)
        item = {"pk": pk, "sk": sk, "v": file.version, "data": zlib.compress(to_json(file), 9), "ttl": expires}
        write = _versioned(item, file.version)
        self._table.put(item, condition=write.condition, values=write.values)

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


def _versioned(item: Item, version: int) -> Write:
    """Put what was read as the version before, or was not there."""
    first = version == 1
    condition = conditions.FIRST if first else conditions.SAME_VERSION
    return Write(
        (item["pk"], item["sk"]), put=item, condition=condition, values={} if first else {":expected": version - 1}
    )


def _state(data: str) -> StoryState:
    return from_json(data, StoryState)
