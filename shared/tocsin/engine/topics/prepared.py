"""The topics, modes and subjects that ship with Tocsin, read from their TOML files or, where the layer was built, from
tables made of them then, which takes a tenth of the time.

A table is taken only if it is of the files as they stand, and of this Python.
"""

from __future__ import annotations

import marshal
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tocsin.engine.topics.table import Table, table_of
from tocsin.engine.topics.taxonomy import (
    LANGUAGES,
    TopicEntry,
    builtin_taxonomy,
    builtin_version,
    load_taxonomy,
)

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS: Final = ("taxonomy", "modes", "subjects")
_PREPARED: Final = "prepared"
_FORMAT: Final = 2
"""Of `marshal`, the last without references, which depend on how often an object is used: the same topics give the same
bytes."""


class Shipped(NamedTuple):
    """A folder of topics, without their patterns, and the table of these."""

    topics: tuple[TopicEntry, ...]
    table: Table


def shipped(folder: str, languages: tuple[str, ...]) -> Shipped:
    """The topics of one of `FOLDERS`, with the patterns of these languages."""
    return prepared(builtin_taxonomy().parent, folder, languages) or _read(folder, languages)


def prepare(data: Path) -> None:
    """Put tables for every choice of languages into a folder `data` that is a copy of the engine's."""
    (data / _PREPARED).mkdir(exist_ok=True)
    for languages in (LANGUAGES, LANGUAGES[:1], LANGUAGES[1:]):
        for folder in FOLDERS:
            topics, table = _read(folder, languages)
            content: Any = builtin_version(), tuple([tuple(topic) for topic in topics]), tuple(table)
            (data / _PREPARED / _name(folder, languages)).write_bytes(marshal.dumps(content, _FORMAT))


def _read(folder: str, languages: tuple[str, ...]) -> Shipped:
    topics = load_taxonomy(builtin_taxonomy().parent / folder, languages)
    return Shipped(tuple([topic._replace(patterns=()) for topic in topics]), table_of(topics))


def prepared(data: Path, folder: str, languages: tuple[str, ...]) -> Shipped | None:
    """What `prepare` put there; None if it did not, or for other files than those of today."""
    path = data / _PREPARED / _name(folder, languages)
    if not path.is_file():  # as in a checkout
        return None
    version, topics, table = marshal.loads(path.read_bytes())  # noqa: S302  # ours, as byte code is
    if version != builtin_version():
        return None
    return Shipped(tuple([TopicEntry(*topic) for topic in topics]), Table(*table))


def _name(folder: str, languages: tuple[str, ...]) -> str:
    return f"{folder}.{'-'.join(languages)}.{sys.implementation.cache_tag}"
