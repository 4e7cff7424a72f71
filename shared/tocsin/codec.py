"""JSON of the model's dataclasses, written and read back with validation (msgspec)."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """UTF-8 JSON with keys in declaration order: equal values give equal bytes."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Read `kind` back. Raises `msgspec.ValidationError` naming the path that is wrong."""
    return msgspec.json.decode(data, type=kind)


def to_builtins(value: object) -> Any:
    """Dicts, lists, strings and numbers only, as JSON would hold them."""
    return msgspec.to_builtins(value)


def from_builtins(value: Any, kind: type[T]) -> T:
    """`kind` out of dicts, lists, strings and numbers, unknown keys ignored. Raises `msgspec.ValidationError`."""
    return msgspec.convert(value, type=kind)
