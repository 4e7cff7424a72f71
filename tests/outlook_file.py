"""Outlook's messages as files: container (MS-CFB) and properties (MS-OXMSG), no more than readers need."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STRING, BINARY, TIME, INTEGER = 0x001F, 0x0102, 0x0040, 0x0003
CLASS, SUBJECT, SENDER, ADDRESS, BODY, HTML, SENT, CODE_PAGE = 0x1A, 0x37, 0xC1A, 0xC1F, 0x1000, 0x1013, 0x39, 0x3FDE
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def message(
    *,
    subject: str = "",
    body: str = "",
    html: bytes = b"",
    code_page: int | None = None,
    sender: tuple[str, str] = ("", ""),
    sent: datetime | None = None,
    kind: str = "IPM.Note",
) -> bytes:
    texts = {CLASS: kind, SUBJECT: subject, SENDER: sender[0], ADDRESS: sender[1], BODY: body}
    values = {(pid, STRING): text.encode("utf-16-le") for pid, text in texts.items() if text}
    values |= {(HTML, BINARY): html} if html else {}
    fixed: dict[tuple[int, int], int] = {} if code_page is None else {(CODE_PAGE, INTEGER): code_page}
    if sent is not None:
        fixed[SENT, TIME] = int((sent - EPOCH).total_seconds()) * 10_000_000
    properties = bytes(32)
    for (pid, kind_of), data in values.items():
        properties += struct.pack("<HHIII", kind_of, pid, 6, len(data) + 2 * (kind_of == STRING), 0)
    for (pid, kind_of), number in fixed.items():
        properties += struct.pack("<HHIQ", kind_of, pid, 6, number)
    named = {f"__substg1.0_{pid:04X}{kind_of:04X}": data for (pid, kind_of), data in values.items()}
    return container({"__properties_version1.0": properties, **named})


def container(streams: dict[str, bytes], claimed: int = 0, spelled: Mapping[str, str] | None = None) -> bytes:
    """A compound file of streams in its root; `claimed`: bytes that each says to have beyond those that it has.

    `spelled` are names that the directory says in place of the streams' own.
    """
    small = {name: data for name, data in streams.items() if len(data) + claimed < CUTOFF}
    mini, starts, mini_fat = b"", dict[str, int](), list[int]()
    for name, data in small.items():
        starts[name] = len(mini_fat) if data else END
        count = -(-len(data) // MINI)
        mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END] if data else []
        mini += data.ljust(count * MINI, b"\0")
    sectors: list[bytes] = [b""]  # the first is the table of sectors itself
    table = [FAT]

    def put(data: bytes) -> int:
        count = -(-len(data) // SECTOR)
        start = len(table)
        table.extend([*range(start + 1, start + count), END])
        sectors.extend(data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count))
        return start

    starts |= {name: put(data) for name, data in streams.items() if name not in small}
    mini_start = put(mini) if mini else END
    mini_table = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(SECTOR, b"\xff")) if mini_fat else END
    entries = [_entry("Root Entry", 5, mini_start, len(mini), child=1)]
    for number, (name, data) in enumerate(streams.items(), 1):
        following = number + 1 if number < len(streams) else FREE
        entries.append(_entry((spelled or {}).get(name, name), 2, starts[name], len(data) + claimed, right=following))
    directory = put(b"".join(entries))
    assert len(table) <= SECTOR // 4, "one sector holds the table: keep what is put in tests small"
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory, 0, CUTOFF, mini_table, 1 if mini_fat else 0, END, 0),
    )
    return head + struct.pack("<109I", 0, *[FREE] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", written, len(written), kind, 1, FREE, right, child, 0, start, size)
