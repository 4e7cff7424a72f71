"""What one upload is taken into: parts that are uploads of their own, each with a name of which a key is made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tocsin.errors import TooLarge
from tocsin.reading.bounds import Bounds

MOST_PARTS: Final = 1_000
MOST_DEPTH: Final = 3
"""Archives in archives in archives. The depth goes with each part, as its metadata `depth`."""
MOST_OF_ONE: Final = 10_000
"""Uploads that one upload may become, however its archives lie in one another; each part has a share, its `room`."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME: Final = 300
_INHERITED: Final = ("publisher", "language", "csv-columns")
"""What is said of an upload is true of all in it; title, author, address and date are of one article."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in an upload, not read yet."""

    name: str
    data: bytes
    content_type: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parts:
    """All of them in the upload's order, and in words what was left out."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


def gathered(found: Iterable[Part], bounds: Bounds, most: int = MOST_PARTS) -> Parts:
    """Within bounds: what is empty is dropped, what is too large or too much is told.

    Raises `TooLarge` when those that are kept are too large together, as soon as they are.
    """
    kept: list[Part] = []
    large = over = size = 0
    names: set[str] = set()
    for part in found:
        if not part.data.strip():
            continue
        if len(part.data) > bounds.raw_bytes:
            large += 1
        elif len(kept) >= most:
            over += 1
        else:
            name = _single(safe_name(part.name), len(kept), names)
            names.add(name)
            size += len(part.data)
            if size > bounds.unpacked_bytes:
                raise TooLarge(f"the parts of this have more than {bounds.unpacked_bytes:,} bytes; upload them apart")
            kept.append(replace(part, name=name))
    notes = [f"{large} parts were left out: each is larger than {bounds.raw_bytes:,} bytes."] if large else []
    notes += [f"{over} parts were left out: an upload is taken into {most:,} at most."] if over else []
    return Parts(tuple(kept), tuple(notes))


def safe_name(name: str) -> str:
    """A path of letters, digits, dots and dashes: names in archives are strangers' words."""
    pieces = (_UNSAFE.sub("-", piece).strip(".") for piece in name.replace("\\", "/").split("/"))
    path = "/".join(piece for piece in pieces if piece) or "part"
    if len(path) <= _LONGEST_NAME:
        return path
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{mark}-{path[-_LONGEST_NAME:].lstrip('/.')}"


def inherited(metadata: Mapping[str, str]) -> dict[str, str]:
    """The metadata that parts have of the upload that they are in."""
    said = {name.lower().removeprefix("x-amz-meta-").replace("_", "-"): value for name, value in metadata.items()}
    return {name: said[name] for name in _INHERITED if name in said}


def depth_of(metadata: Mapping[str, str]) -> int:
    """How many uploads an upload lies in; 0 for one that came from outside."""
    said = str(metadata.get("depth", "0"))
    return min(int(said), 99) if said.isascii() and said.isdigit() and len(said) < 3 else 0


def room_in(metadata: Mapping[str, str]) -> int:
    """How many uploads an upload may become; for one that came from outside `MOST_OF_ONE`."""
    said = str(metadata.get("room", ""))
    return max(1, min(int(said), MOST_OF_ONE)) if said.isascii() and said.isdigit() and len(said) < 6 else MOST_OF_ONE


def share_of(metadata: Mapping[str, str], parts: int) -> int:
    """The room that each of so many parts of an upload has; a part that is one article needs none."""
    return max(1, room_in(metadata) // max(parts, 1))


def numbered(found: Iterable[bytes], stem: str, suffix: str, content_type: str) -> Iterator[Part]:
    """Parts that have no names of their own."""
    return (Part(f"{stem}-{n:04}.{suffix}", data, content_type) for n, data in enumerate(found, 1))


def _single(name: str, number: int, taken: set[str]) -> str:
    return name if name not in taken else f"{number + 1:04}-{name}"
