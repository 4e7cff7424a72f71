"""Zip files whose bytes depend on nothing but names and contents, and fingerprints of folders."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

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


def write_zip(folder: Path, target: Path, *, compress: bool = True) -> None:
    """Zip everything in `folder`, byte code too, to `target`; the file appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(partial, "w", method, compresslevel=1 if compress else None) as archive:
        for current, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = Path(current, name)
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
                entry.external_attr = _MODE
                entry.compress_type = method
                archive.writestr(entry, path.read_bytes())
    partial.replace(target)
