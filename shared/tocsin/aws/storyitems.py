"""Stories and their files as items of the table, and the writes of which a change of stories is made."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Write, versioned
from tocsin.codec import from_json, to_json
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import StoryState


def story_item(state: StoryState, at: str, expires: int, *, was: str | None = None) -> Item:
    return {
        **key_of(keys.story(state.id)),
        "v": state.version,
        "at": at,
        "was": was,
        "data": zlib.compress(to_json(state)),
        "ttl": expires,
    }


def redirected(state: StoryState, expires: int) -> Write:
    """No list bears out a place that is no time."""
    item = story_item(state, "", expires)
    return versioned(item, state.version) if state.version else Write(keys.story(state.id), put=item)


def file_write(story: str, file: CaseFile, expires: int) -> Write:
    return versioned(file_item(story, file, expires), file.version)


def file_item(story: str, file: CaseFile, expires: int) -> Item:
    data = zlib.compress(to_json(file), 9)
    return {**key_of(keys.case_file(story)), "v": file.version, "data": data, "ttl": expires}


def sent_on(story: str, into: str, expires: int) -> Write:
    """Whoever asks for the file of `story` is sent on to that of `into`."""
    item: Item = {**key_of(keys.case_file(story)), "into": into, "ttl": expires}
    return Write((item["pk"], item["sk"]), put=item)


def moves(articles: Iterable[str], story: str) -> list[Write]:
    """Articles that point to another story from now on."""
    return [Write(keys.head(article), set={"story": story}, condition=conditions.STANDS) for article in articles]


def file_of(item: Item) -> CaseFile:
    return from_json(zlib.decompress(item["data"]), CaseFile)


def state_of(data: str | bytes) -> StoryState:
    """Until 0.2 states were stored as they are read."""
    return from_json(data if isinstance(data, str) else zlib.decompress(data), StoryState)


def key_of(key: keys.Key) -> Item:
    return {"pk": key[0], "sk": key[1]}
