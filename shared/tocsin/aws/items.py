"""Items of agencies: which articles their versions became, and whether the agency took them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tocsin.aws import keys
from tocsin.aws.table import Item, Table, Write
from tocsin.codec import from_json, to_json

_ARTICLE = "article."
"""Begins the names of attributes that tell what became of a version; the rest is the article's id."""


class Said(Protocol):
    """What is needed of `tocsin.reading.standing.Standing`."""

    @property
    def item(self) -> str | None: ...
    @property
    def version(self) -> int | None: ...
    @property
    def created(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an item, and the article that it became."""

    article: str
    v: str
    """The analysis that was visible then."""
    version: int | None
    created: datetime | None


@dataclass(frozen=True, slots=True)
class Killed:
    """The agency canceled the item by this upload, in all versions up to this one."""

    upload: str
    version: int | None
    created: datetime | None

    def reaches(self, version: int | None, created: datetime | None) -> bool:
        """Whether it holds for a version: for all but those that can be told to be later."""
        if version is not None and self.version is not None:
            return version <= self.version
        if created is not None and self.created is not None:
            return created <= self.created
        return True


class Items:
    """The items of the table. `scope` is within which their names count.

    All of an item is one item of the table, which each write answers: of two writers at once one sees the other's note.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def note(self, scope: str, said: Said, article: str, v: str, expires: int) -> Killed | None:
        """Note what a version became; whether the item was canceled."""
        version = Version(article, v, said.version, said.created)
        return _killed(self._set(scope, said, _ARTICLE + article, version, expires))

    def kill(self, scope: str, said: Said, upload: str, expires: int) -> tuple[Killed, list[Version]]:
        """Note that the item was canceled; what its versions became."""
        killed = Killed(upload, said.version, said.created)
        item = self._set(scope, said, "killed", killed, expires)
        return killed, [from_json(item[name], Version) for name in sorted(item) if name.startswith(_ARTICLE)]

    def killed(self, scope: str, item: str) -> Killed | None:
        found = self._table.get(keys.item(scope, item))
        return None if found is None else _killed(found)

    def _set(self, scope: str, said: Said, name: str, value: Version | Killed, expires: int) -> Item:
        key = keys.item(scope, said.item or "")
        return self._table.update(Write(key, set={name: to_json(value).decode(), "ttl": expires}))


def _killed(item: Item) -> Killed | None:
    return from_json(item["killed"], Killed) if "killed" in item else None
