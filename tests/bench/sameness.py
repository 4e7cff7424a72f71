"""Is what a disturbed run left the same, byte for byte, as what the same uploads leave when nothing disturbs them?

Which article is correlated first is decided by the FIFO queue, and all else must follow from that alone. So the order
is read back from the table, the same uploads go through the same steps once more, in memory, in that order, and every
item that correlate writes or reads is compared, but for what a clock wrote (`CLOCKED`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.drive import Line, Upload
from tests.bench.memory_aws import Ticking, in_memory
from tests.bench.memory_dynamodb import MemoryDynamoDB

from tocsin.aws.engines import embedded
from tocsin.aws.keys import upload_id

COMPARED = ("STORY", "FILE", "TERM", "ALERT", "WHY", "#HEAD", "ANALYSIS")
CLOCKED = frozenset({"ttl", "at", "was", "sent_at", "raised_at", "uploaded_at"})
"""Attributes of items, and fields of alerts and reasons, that say when something was done here."""
Items = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sent:
    """An object that was put, in the order of the corpus."""

    key: str
    body: bytes


@dataclass
class Disturbed:
    """A run and what there was before it."""

    before: Items
    sent: list[Sent]
    killed: int = 0
    again: int = 0
    """Messages that were sent a second time."""
    after: Items = field(default_factory=dict)


def undisturbed(run: Disturbed) -> Items:
    """The same uploads in the order in which their articles were correlated, over a copy of the table before."""
    table = MemoryDynamoDB()
    for item in run.before.values():
        table.load(item)
    services, clients = in_memory(embedded, Ticking(datetime.now(UTC) + timedelta(seconds=1)), dynamodb=table)
    line = Line(services, clients)
    bodies = {upload_id(key): (key, one.body) for one in run.sent for key in _keys(one)}
    now = datetime.now(UTC)
    for first in _first_uploads(run):
        key, body = bodies[first]
        line.feed([Upload(key.removeprefix("uploads/"), body, now, {}, "binary/octet-stream")])
    return {key: stored.item for key, stored in table.items.items()}


def differences(run: Disturbed, reference: Items) -> list[str]:
    """What is not the same, by key; nothing, it is hoped."""
    ours, theirs = _canonical(run.after), _canonical(reference)
    return [
        f"{key}: {_first_difference(ours.get(key, ''), theirs.get(key, ''))}"
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]


def _keys(one: Sent) -> tuple[str, str]:
    return one.key, one.key.replace(".json", ".copy.json")


def _first_uploads(run: Disturbed) -> list[str]:
    """The uploads that brought new articles, in the order of correlation."""
    heads = {pk: item for (pk, sk), item in run.after.items() if sk == "#HEAD" and (pk, sk) not in run.before}
    when = {pk: _text(run.after[pk, "WHY"])["at"] for pk in heads}
    assert len(set(when.values())) == len(when), "two articles were correlated in one millisecond"
    return [heads[pk]["first_upload"]["S"] for pk in sorted(heads, key=lambda pk: when[pk])]


def _canonical(items: Items) -> dict[str, str]:
    """Text of what is compared, by key."""
    return {
        f"{pk} {sk}": json.dumps(_unclocked(pk, item), sort_keys=True, ensure_ascii=False)
        for (pk, sk), item in items.items()
        if sk.startswith(COMPARED)
    }


def _unclocked(pk: str, item: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: _plain(value) for name, value in item.items() if name not in CLOCKED and name != "data"
    }
    if "data" in item:
        data = _text(item)
        clocked = CLOCKED if pk.startswith(("ALERT#", "ARTICLE#")) else frozenset[str]()
        told["data"] = {name: value for name, value in data.items() if name not in clocked}
    return told


def _text(item: Mapping[str, Any]) -> Any:
    """The JSON of an item, unpacked where it is."""
    [(kind, content)] = item["data"].items()
    return json.loads(zlib.decompress(bytes(content)) if kind == "B" else content)


def _plain(value: Mapping[str, Any]) -> str:
    [(kind, content)] = value.items()
    return f"{kind} {bytes(content).hex() if kind == 'B' else content}"


def _first_difference(ours: str, theirs: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    return f"{ours[max(0, at - 60) : at + 60]!r} is {theirs[max(0, at - 60) : at + 60]!r}"
