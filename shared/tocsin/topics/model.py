"""An own topic as it is kept: the taxonomy's schema (docs/topics.md), with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from tocsin.codec import from_builtins
from tocsin.errors import InvalidTopic
from tocsin.topics.naming import topic_id

_NAMES: Final = ("id", "label", "definition", "iptc", "related", "subject", "blame", "words", "patterns", "version")


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """`words` are named lists, words between spaces; `patterns` are lines by language (`en`, `ru`, `uk`)."""

    id: str
    label: str
    definition: str
    patterns: dict[str, str]
    words: dict[str, str] = field(default_factory=dict)
    iptc: str | None = None
    """The IPTC Media Topic that says the same or contains it."""
    related: tuple[str, ...] = ()
    subject: str | None = None
    """The Media Topic of the top level that it lies under."""
    blame: bool = False
    """Somebody is accused of it: a denial denies who did it, not that it was done."""
    version: int = 1
    updated_at: str = ""


def read_topic(data: Mapping[str, Any]) -> OwnTopic:
    """A topic out of JSON or TOML, not checked yet; an id is made of the label where there is none.

    Raises `InvalidTopic` pointing to what is no part of one.
    """
    unknown = sorted(set(data) - {*_NAMES, "updated_at"})
    if unknown:
        raise InvalidTopic(f"is no part of a topic: these are {', '.join(_NAMES)}", where=unknown[0])
    for name in ("label", "definition", "patterns"):
        if not data.get(name):
            raise InvalidTopic("is missing, or empty", where=name)
    given = {name: value for name, value in data.items() if value is not None}
    try:
        return from_builtins({**given, "id": data.get("id") or topic_id(str(data["label"]))}, OwnTopic)
    except msgspec.ValidationError as error:
        told, _, path = str(error).rpartition(" - at `$")
        raise InvalidTopic(told or str(error), where=path.strip("`.") or None) from error
