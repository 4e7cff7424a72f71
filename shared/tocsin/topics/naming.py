"""An id for a topic out of its label: "Metro works" is `metro-works`."""

from __future__ import annotations

from tocsin.errors import InvalidTopic, InvalidWatch
from tocsin.watches.naming import id_of


def topic_id(label: str) -> str:
    """1 to 48 small letters, digits and inner hyphens. Raises `InvalidTopic` for a label that cannot be spelled so."""
    try:
        return id_of(label)
    except InvalidWatch as error:
        raise InvalidTopic(error.message.replace("name", "label"), where="id") from error
