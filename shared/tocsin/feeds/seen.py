"""Which items of a source are known: by id and by address, each with what it said when it was collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.aws.keys import digest
from tocsin.feeds.model import Item

MAX_SEEN = 4_000
"""Marks that are kept, the newest: twice those of a source of a thousand items, each with an id and an address."""
MAX_TRIES = 3


@dataclass
class Seen:
    """Marks of items to fingerprints of their texts, oldest first, and how often an item could not be had."""

    marks: dict[str, str] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)

    def knows(self, marks: Sequence[str], fingerprint: str) -> bool:
        """Whether an item with one of these marks said the same before: ids that change are caught by the address."""
        return any(self.marks.get(mark) == fingerprint for mark in marks)

    def add(self, marks: Sequence[str], fingerprint: str) -> None:
        """Known from now on, and the newest of all."""
        for mark in marks:
            self.marks.pop(mark, None)
            self.marks[mark] = fingerprint
            self.tries.pop(mark, None)

    def failed(self, marks: Sequence[str]) -> bool:
        """It could not be had; whether that is final."""
        tries = 1 + max(self.tries.get(mark, 0) for mark in marks)
        self.tries[marks[0]] = tries
        return tries >= MAX_TRIES

    def bounded(self) -> Seen:
        """The newest marks, and the tries of items that are not known."""
        kept = dict(list(self.marks.items())[-MAX_SEEN:])
        return Seen(kept, dict(list(self.tries.items())[-MAX_SEEN // 10 :]))


def marks_of(items: Sequence[Item]) -> list[tuple[str, ...]]:
    """The marks of each item: id, address, else headline and text.

    Ids and addresses that several items of a source share tell nothing: all links to the front page, ids left empty.
    """
    ids = Counter(item.id for item in items)
    urls = Counter(item.url for item in items)
    found = []
    for item in items:
        marks = [digest("item", item.id)[:16]] if item.id and ids[item.id] == 1 else []
        marks += [digest("item", item.url)[:16]] if item.url and urls[item.url] == 1 else []
        found.append(tuple(dict.fromkeys(marks)) or (digest("item", item.id or item.url or "", item.fingerprint)[:16],))
    return found
