"""Gzip and the members of zip archives, within bounds."""

from __future__ import annotations

import zipfile
import zlib

from tocsin.errors import TooLarge, Unreadable, Unsafe
from tocsin.reading.bounds import Bounds

_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20
_STEP = 4096
"""Packed as tightly as any way of packing can, so many bytes become 100 MB."""
_MOST_LAYERS = 2
"""A file that was gzipped once, and a transport that gzipped it again."""


def gunzipped(data: bytes, bounds: Bounds) -> bytes:
    """The bytes inside, however many members; data that is not gzip as it is.

    Raises `Unsafe` for archive bombs, `TooLarge` for honest sizes over the bound, `Unreadable` for broken streams.
    """
    for _ in range(_MOST_LAYERS):
        if not data.startswith(_MAGIC):
            return data
        data = _inflated(data, bounds)
    if data.startswith(_MAGIC):
        raise Unsafe("this is gzip inside gzip inside gzip; upload the document itself")
    return data


def _inflated(data: bytes, bounds: Bounds) -> bytes:
    pieces: list[bytes] = []
    size, rest = 0, data
    while rest.startswith(_MAGIC):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            while not stream.eof:
                piece = stream.decompress(rest, _CHUNK)
                rest = stream.unconsumed_tail
                if not piece and not rest and not stream.eof:
                    raise Unreadable("the gzip stream is cut short; upload the whole file")
                pieces.append(piece)
                size += len(piece)
                check_ratio(len(data), size, bounds)
        except zlib.error as error:
            raise Unreadable("the gzip stream is damaged; compress the document again") from error
        rest = stream.unused_data
    return b"".join(pieces)


def member(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo, most: int | None = None) -> bytes:
    """What the directory says that it holds, or the first bytes of it, and no more of what is there is unpacked.

    `ZipFile.read` unpacks all first, however little the directory admits to. Raises as that does.
    """
    held = bytearray()
    with archive.open(entry) as file:
        while (most is None or len(held) < most) and (piece := file.read(_STEP)):
            held += piece
    return bytes(held[:most])


def check_ratio(packed: int, unpacked: int, bounds: Bounds) -> None:
    """Raise `Unsafe` when so few bytes became so many, `TooLarge` when they are too many at any ratio."""
    if unpacked > bounds.ratio_from and unpacked > bounds.unpacking_ratio * max(packed, 1):
        raise Unsafe(
            f"this archive unpacks to more than {bounds.unpacking_ratio} times its size; upload the document itself"
        )
    if unpacked > bounds.unpacked_bytes:
        raise TooLarge(f"this archive unpacks to more than {bounds.unpacked_bytes} bytes; upload a shorter document")
