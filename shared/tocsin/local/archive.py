"""Zip files whose bytes depend on nothing but names and contents, and fingerprints of folders."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip entry can carry
_MODE = 0o644 << 16
_IGNORED_FOLDERS = frozenset({"__pycache__"})


def files_of(folder: Path) -> Iterator[Path]:
    """The files under `folder`, byte code left out, in one order on every machine."""
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _IGNORED_FOLDERS)
        for name in sorted(files):
            yield Path(current, name)


def fingerprint(*parts: Path | str) -> str:
    """SHA-256 in hex over folders, files and strings: the same in, the same out."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            _add(total, "text", part.encode())
        elif part.is_dir():
            for path in files_of(part):
                _add(total, path.relative_to(part).as_posix(), path.read_bytes())
        else:
            _add(total, part.name, part.read_bytes())
    return total.hexdigest()


def _add(total: hashlib._Hash, name: str, data: bytes) -> None:
    # Lengths keep the parts apart: ("ab", "c") must not equal ("a", "bc").
    total.update(f"{len(name.encode())}:{name}:{len(data)}:".encode())
    total.update(data)


def write_zip(folder: Path, target: Path, *, under: str = "", base: Path | None = None) -> None:
    """Zip everything in `folder`, byte code too, as `under`/... to `target`, which appears whole or not at all.

    With `base`, a zip written by this function, what is in that one comes first. Entries are stored, not compressed:
    the emulator unpacks the layer for every worker, and nothing goes over a network.
    """
    partial = target.with_name(f"{target.name}.partial")
    if base is None:
        partial.unlink(missing_ok=True)
    else:
        shutil.copyfile(base, partial)
    with zipfile.ZipFile(partial, "a", zipfile.ZIP_STORED) as archive:
        for current, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = Path(current, name)
                entry = zipfile.ZipInfo((PurePosixPath(under) / path.relative_to(folder)).as_posix(), _EPOCH)
                entry.external_attr = _MODE
                archive.writestr(entry, path.read_bytes())
    partial.replace(target)
