"""Text as it is seen: strangers' words on one line, without what turns, hides or breaks it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


def flat(text: str) -> str:
    """On one line, of printable characters: no control, direction or zero-width sign (`str.isprintable`)."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def seen(value: T) -> T:
    """A value with every text in it flat, however deep it lies in tuples and dataclasses."""
    return _seen(value)  # type: ignore[no-any-return]  # of the type that went in


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return flat(value)
    if isinstance(value, tuple):
        return tuple(map(_seen, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _seen(getattr(value, field.name)) for field in fields(value)})
    return value
