"""What correlate remembers, in the table: two reads for an article, and one transaction that joins it to its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.aws import conditions, keys
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, Entry, Lists
from tocsin.aws.records import Head, Page
from tocsin.aws.storyitems import (
    file_of,
    file_write,
    moves,
    redirected,
    sent_on,
    state_of,
    story_item,
)
from tocsin.aws.table import Table, Write, versioned
from tocsin.codec import from_json, to_json
from tocsin.errors import NotFound
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import Outcome, Posting, StoryState
from tocsin.stories.regroup import Parted


class Moved(NamedTuple):
    """A story's place in the list of stories, by the time of its last change, and the one before."""

    story: StoryState
    at: str
    was: str | None
    gone: tuple[str, str] | None = None
    """A story that was merged into it, and its place."""


class StoryMemory:
    """The `tocsin.stories.index.Memory` of the table, and its lists of stories."""

    def __init__(self, table: Table, lists: Lists) -> None:
        self._table = table
        self._lists = lists
        self._places: dict[str, str] = {}
        """Where the stories that were asked for last stand in the list of stories."""

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
        """One BatchGetItem: a hundred terms at most."""
        self._places = {}
        by_key = {keys.term(term): term for term in terms}
        items = self._table.get_many(list(by_key))
        return {by_key[key]: from_json(item["data"], Posting) for key, item in items.items()}

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
        """In the order asked, one BatchGetItem; none for an empty question."""
        items = self._table.get_many([keys.story(story) for story in ids]) if ids else {}
        self._places |= {item["pk"].partition("#")[2]: item["at"] for item in items.values()}
        return {story: state_of(items[key]["data"]) for story in ids if (key := keys.story(story)) in items}

    def story(self, story: str) -> StoryState:
        """The story of that id, or the one that it was merged into. Raises `NotFound`."""
        return self.moved(story).story

    def current(self, story: str) -> str:
        """The id of the story that this one was merged into, else `story` itself, whether there is one or not."""
        item = self._table.get(keys.story(story), consistent=False)
        return story if item is None else state_of(item["data"]).into or story

    def currents(self, stories: Sequence[str]) -> dict[str, str]:
        """Of those that were merged into another: its id."""
        wanted = {keys.story(story): story for story in stories}
        items = self._table.get_many(list(wanted), consistent=False)
        return {wanted[key]: into for key, item in items.items() if (into := state_of(item["data"]).into)}

    def moved(self, story: str) -> Moved:
        """The last move of a story, or of the one that it was merged into, in the list. Raises `NotFound`."""
        item = self._table.get(keys.story(story))
        if item is None:
            raise NotFound("no such story")
        state = state_of(item["data"])
        return Moved(state, item["at"], item.get("was")) if state.into is None else self.moved(state.into)

    def remember(self, head: Head, outcome: Outcome, at: str) -> Moved:
        """Join an article to its story and remember the terms, in one transaction.

        Raises `Conflict` if another article was placed meanwhile: all articles share one counter, so of two that are
        placed side by side the second has to look again, and two articles on one new event cannot both start a story.
        """
        state = outcome.story
        places = {
            id_: self._places[id_] for id_ in (state.id, *(gone.id for gone in outcome.gone)) if id_ in self._places
        }
        gone = next(((state.id, places[state.id]) for state in outcome.gone[:1]), None)
        moved = Moved(state, at, places.get(state.id), gone)
        story = story_item(state, at, head.expires, was=moved.was)
        joined = Write(
            keys.head(head.card.id),
            set={"story": state.id},
            condition=conditions.NO_STORY_YET,
            values={":story": state.id},
        )
        writes = [versioned(story, state.version), joined]
        writes += [redirected(merged, head.expires) for merged in outcome.gone]
        for term, posting in outcome.postings.items():
            pk, sk = keys.term(term)
            data = to_json(posting).decode()
            term_item = {"pk": pk, "sk": sk, "v": posting.count, "data": data, "ttl": head.expires}
            writes.append(versioned(term_item, posting.count))
        self._table.transact(writes)
        return moved

    def case_file(self, story: str) -> CaseFile:
        """What later articles of a story are judged by; empty for a new story, that of the other for a merged one."""
        item = self._table.get(keys.case_file(story))
        if item is None:
            return CaseFile()
        return self.case_file(item["into"]) if "into" in item else file_of(item)

    def case_files(self, stories: Sequence[str]) -> dict[str, CaseFile]:
        """The files that are there, of merged stories that of the other: one BatchGetItem, two where any was merged."""
        wanted = {keys.case_file(story): story for story in stories}
        items = self._table.get_many(list(wanted), consistent=False) if wanted else {}
        found = {wanted[key]: item for key, item in items.items()}
        others = {story: keys.case_file(item["into"]) for story, item in found.items() if "into" in item}
        joined = self._table.get_many(list(others.values()), consistent=False) if others else {}
        found |= {story: joined[key] for story, key in others.items() if key in joined}
        return {story: file_of(item) for story, item in found.items() if "data" in item}

    def put_case_file(
        self, story: str, file: CaseFile, expires: int, *, joined: Sequence[str] = (), heads: Sequence[str] = ()
    ) -> None:
        """Keep the next version of a file. Raises `Conflict` if another article was entered meanwhile.

        Whoever asks for the files of the stories `joined` is sent on to it; the articles `heads` point to its story.
        """
        write = file_write(story, file, expires)
        if not joined:
            self._table.put(dict(write.put or {}), condition=write.condition, values=write.values)
            return
        gone = [sent_on(other, story, expires) for other in joined]
        self._table.transact([write, *gone, *moves(heads, story)])

    def put_parted(self, parted: Parted, files: tuple[CaseFile, CaseFile], moved: Moved, at: str, expires: int) -> None:
        """Two stories in the place of one, with their files and the articles that changed over, all at once.

        Raises `Conflict` if another article was placed or entered meanwhile.
        """
        rest, new = parted.rest, parted.new
        writes = [
            versioned(story_item(rest, moved.at, expires, was=moved.was), rest.version),
            versioned(story_item(new, at, expires), new.version),
            file_write(rest.id, files[0], expires),
            file_write(new.id, files[1], expires),
        ]
        self._table.transact([*writes, *moves(parted.moved, new.id)])

    def put_retold(self, state: StoryState, file: CaseFile, at: str, was: str | None, expires: int) -> None:
        """A story and its file as they are without an article. Raises `Conflict` if another was placed or entered."""
        writes = [versioned(story_item(state, at, expires, was=was), state.version)]
        self._table.transact([*writes, file_write(state.id, file, expires)])

    def remove_story(self, moved: Moved, file: CaseFile, expires: int) -> None:
        """A story of which no article is left; raises `Conflict` if one was placed or entered meanwhile.

        In the place of its file an empty one stays for a while, so that who is about to write the first one does not.
        """
        story = moved.story
        self._table.transact([file_write(story.id, file, expires)])
        self._table.delete(keys.story(story.id), condition=conditions.SAME_VERSION, values={":expected": story.version})
        rows = [Entry("story", "all", at, story.id).key for at in (moved.at, moved.was) if at]
        self._table.write_many(deletes=rows)

    def list_story(self, moved: Moved, head: Head) -> None:
        """Put the article into its story's list, and the story from its old place in the list of stories to its new."""
        rows = [
            Entry("in-story", moved.story.id, head.card.at, head.card.id),
            Entry("story", "all", moved.at, moved.story.id),
        ]
        gone = [Entry("story", "all", moved.was, moved.story.id)] if moved.was else []
        gone += [Entry("story", "all", moved.gone[1], moved.gone[0])] if moved.gone else []
        self._lists.write(rows, head.expires, gone=gone)

    def list_articles(self, story: str, heads: Sequence[Head], expires: int, *, at: str | None = None) -> None:
        """Put articles into the list of a story that they are about to join, and a new story into the list of all.

        What the heads of the articles do not bear out is not shown, so rows may be there before, and stay behind.
        """
        rows = [Entry("in-story", story, head.card.at, head.card.id) for head in heads]
        rows += [Entry("story", "all", at, story)] if at else []
        self._lists.write(rows, expires)

    def listed_articles(self, story: str, most: int = 1_000) -> list[str]:
        """The newest articles that the list of a story names, also those that have left it since."""
        found: list[str] = []
        position: str | None = None
        while len(found) < most:
            page = self._lists.page("in-story", story, limit=100, position=position)
            found += [row.id for row in page.items]
            position = page.next
            if position is None:
                break
        return found[:most]

    def page(
        self, *, limit: int, since: str = FIRST_TIME, until: str = LAST_TIME, position: str | None = None
    ) -> Page[StoryState]:
        """Stories, the last changed first; a row that a story left behind when it moved up is not shown."""
        rows = self._lists.page("story", "all", limit=limit, since=since, until=until, position=position)
        items = self._table.get_many([keys.story(row.id) for row in rows.items], consistent=False)
        shown = [
            items[key] for row in rows.items if (key := keys.story(row.id)) in items and items[key]["at"] == row.at
        ]
        return Page(tuple(state_of(item["data"]) for item in shown), rows.next)
