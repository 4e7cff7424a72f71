"""Built-in topics in the form of own ones: to look at, and to begin from."""

from __future__ import annotations

import tomllib

from tocsin.engine.topics.taxonomy import builtin_taxonomy
from tocsin.topics.checks import builtin_ids
from tocsin.topics.model import OwnTopic, read_topic


def builtin_topic(topic: str) -> OwnTopic | None:
    """The built-in topic of this id, of version 0; None where there is none."""
    if topic not in builtin_ids():
        return None
    text = (builtin_taxonomy() / f"{topic}.toml").read_text(encoding="utf-8")
    return read_topic({**tomllib.loads(text), "id": topic, "version": 0})
