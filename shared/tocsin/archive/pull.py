"""A copy of the archive in a folder, for one machine; what went from the archive goes from the copy."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tocsin.archive.kinds import KINDS, Kind
from tocsin.archive.store import PREFIX, Archive, Stored, etag_of
from tocsin.aws.services import Services
from tocsin.errors import NotFound

AT_ONCE = 10
"""Connections that a client of boto3 keeps."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """How the copy of a kind was made what the archive is."""

    kind: Kind
    objects: int
    fetched: int
    removed: int


def pull(services: Services, folder: Path) -> Iterator[Pulled]:
    """Make `folder` the archive, kind by kind. Raises `NotFound` where the deployment has none.

    Files lie as objects do, without the prefix: `claims/day=2031-05-04/<article>.jsonl.gz`. Others are left alone.
    """
    if not services.archive.on:
        raise NotFound("this stack has no archive: deploy it with Archive=true")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for kind in KINDS:
            there = {_path(folder, one): one for one in services.archive.stored(kind)}
            fetched = sum(pool.map(lambda pair: _fetched(services.archive, *pair), there.items()))
            gone = [path for path in folder.glob(f"{kind}/day=*/*.jsonl.gz") if path not in there]
            for path in gone:
                path.unlink()
            yield Pulled(kind, len(there), fetched, len(gone))


def _path(folder: Path, stored: Stored) -> Path:
    return folder / stored.key.removeprefix(PREFIX)


def _fetched(archive: Archive, path: Path, stored: Stored) -> bool:
    """Whether it had to be; a file is there whole or not at all."""
    if path.is_file() and etag_of(path.read_bytes()) == stored.etag:
        return False
    try:
        data = archive.blob(stored.key)
    except NotFound:
        path.unlink(missing_ok=True)  # it was taken down meanwhile
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{uuid4().hex}.partial")
    partial.write_bytes(data)
    partial.replace(path)
    return True
