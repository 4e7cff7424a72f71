"""JSON of the model's dataclasses, written and read back with validation (msgspec)."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")
_BUILDING = Lock()


@cache
def _known(kind: Hashable) -> None:
    """Let msgspec read the fields of a type: it keeps them, and two threads that do so at once can end the process."""
    with _BUILDING:
        msgspec.json.Decoder(cast("Any", kind))


def to_json(value: object) -> bytes:
    """UTF-8 JSON with keys in declaration order: equal values give equal bytes."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Read `kind` back. Raises `msgspec.ValidationError` naming the path that is wrong."""
    _known(cast("Hashable", kind))
    return msgspec.json.decode(data, type=kind)


def to_builtins(value: object) -> Any:
    """Dicts, lists, strings and numbers only, as JSON would hold them."""
    return msgspec.to_builtins(value)


def from_builtins(value: Any, kind: type[T]) -> T:
    """`kind` out of dicts, lists, strings and numbers, unknown keys ignored. Raises `msgspec.ValidationError`."""
    _known(cast("Hashable", kind))
    return msgspec.convert(value, type=kind)
