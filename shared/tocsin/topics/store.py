"""Own topics as they are saved: all that are in force in one item, and each version of each beside it.

One item, so that who reads articles gets them with one read of one key, and all change together or not at all.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from tocsin.aws import conditions, keys
from tocsin.aws.table import Item, Table, Write, versioned
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, InvalidTopic, NotFound
from tocsin.topics.checks import entry_of
from tocsin.topics.marking import InForce
from tocsin.topics.model import OwnTopic

T = TypeVar("T")
MAX_TOPICS: Final = 50
MAX_BYTES: Final = 300_000
"""Of all topics together, compressed: an item of DynamoDB has room for 400 KB."""
KEPT: Final = timedelta(minutes=3)
"""How long a process goes by what it read: a change is in force everywhere within five minutes, the article that is
being read included."""
MAX_VERSIONS: Final = 100
"""Of a topic, that are listed."""
_TRIES: Final = 5
"""Of a change while others change other topics."""


class OwnTopics:
    """The own topics of the table."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table = table
        self._now = now
        self._read: tuple[datetime, InForce] | None = None

    def all(self) -> list[OwnTopic]:
        """Every topic as it is now, by id."""
        return self._all()[0]

    def get(self, topic: str) -> OwnTopic:
        """Raises `NotFound`."""
        found = next((one for one in self.all() if one.id == topic), None)
        if found is None:
            raise NotFound("no such own topic", where=topic)
        return found

    def versions(self, topic: str) -> list[OwnTopic]:
        """Every version, the last first, also of a topic that was removed. Raises `NotFound` where none was."""
        pk, low = keys.topic_version(topic, 0)
        found = self._table.query(pk, low, low[: -len(f"{0:06}")] + "~", limit=MAX_VERSIONS)
        if not found:
            raise NotFound("no such own topic", where=topic)
        return [from_json(item["data"], OwnTopic) for item in found]

    def in_force(self) -> InForce:
        """What articles are held against; read again after `KEPT`."""
        now = self._now()
        if self._read is None or now - self._read[0] >= KEPT:
            self._read = now, InForce(self.all())
        return self._read[1]

    def create(self, topic: OwnTopic) -> OwnTopic:
        """Raises `InvalidTopic` for one that is wrong or one too many, `Conflict` if the id is taken.

        An id that was used before goes on counting, so that a version never tells of two things.
        """
        entry_of(topic)
        pk, low = keys.topic_version(topic.id, 0)
        before = self._table.query(pk, low, low[: -len(f"{0:06}")] + "~", limit=1, consistent=True)
        version = from_json(before[0]["data"], OwnTopic).version + 1 if before else 1
        fresh = self._stamped(topic, version)

        def put(known: dict[str, OwnTopic]) -> OwnTopic:
            if topic.id in known:
                taken = f"`{topic.id}` is taken by another own topic: choose another id, or change that one"
                raise Conflict(taken, where="id")
            if len(known) >= MAX_TOPICS:
                raise InvalidTopic(f"there are {MAX_TOPICS} own topics, which is the most", where="id")
            return fresh

        return self._change(topic.id, put)

    def change(self, topic: OwnTopic, expected: int) -> OwnTopic:
        """Put `topic` in the place of its version `expected`. Raises `InvalidTopic`, `NotFound`, or `Conflict` if that
        is no longer the last."""
        entry_of(topic)

        def put(known: dict[str, OwnTopic]) -> OwnTopic:
            _expect(known, topic.id, expected)
            return self._stamped(topic, expected + 1)

        return self._change(topic.id, put)

    def delete(self, topic: str, expected: int) -> None:
        """Its versions stay. Raises `NotFound`, or `Conflict` if `expected` is no longer the last."""

        def put(known: dict[str, OwnTopic]) -> None:
            _expect(known, topic, expected)

        self._change(topic, put)

    def _stamped(self, topic: OwnTopic, version: int) -> OwnTopic:
        return replace(topic, version=version, updated_at=keys.stamp(self._now()))

    def _all(self) -> tuple[list[OwnTopic], int]:
        """The topics by id, and how often they were changed."""
        item = self._table.get(keys.own_topics())
        if item is None:
            return [], 0
        return from_json(zlib.decompress(item["body"]), list[OwnTopic]), item["v"]

    def _change(self, topic: str, put: Callable[[dict[str, OwnTopic]], T]) -> T:
        """Write the topic's successor (None removes it) as `put` works it out of what is there, unless others wrote."""
        tries = 0
        while True:
            tries += 1
            listed, v = self._all()
            known = {one.id: one for one in listed}
            successor = put(known)
            known.pop(topic, None)
            writes = []
            if isinstance(successor, OwnTopic):
                known[topic] = successor
                writes = [_version(successor)]
            try:
                self._table.transact([_together(sorted(known.values(), key=lambda one: one.id), v), *writes])
            except Conflict:
                if tries == _TRIES:
                    raise
                continue
            self._read = None
            return successor


def _expect(known: dict[str, OwnTopic], topic: str, expected: int) -> None:
    if topic not in known:
        raise NotFound("no such own topic", where=topic)
    if known[topic].version != expected:
        raise Conflict("somebody else wrote first; read again", where=topic)


def _together(topics: list[OwnTopic], v: int) -> Write:
    key = keys.own_topics()
    body = zlib.compress(to_json(topics), 9)
    if len(body) > MAX_BYTES:
        raise InvalidTopic("all own topics together are too large: shorten or remove some", where="patterns")
    item: Item = {"pk": key[0], "sk": key[1], "v": v + 1, "body": body}
    return versioned(item, v + 1)


def _version(topic: OwnTopic) -> Write:
    key = keys.topic_version(topic.id, topic.version)
    item: Item = {"pk": key[0], "sk": key[1], "data": to_json(topic).decode()}
    return Write(key, put=item, condition=conditions.FIRST)
