"""Where the emulator unpacks functions: in memory if there is room, where killed emulators leave nothing behind."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  # the folder inside it is named after the state folder's path
_MEMORY_INFO = Path("/proc/meminfo")
_NEEDED = 8 * 2**30
"""A dozen workers with a layer of 330 MB, packed and unpacked, and as much again to run. In memory one takes .4 s
to unpack, on the slowest disk seen 7.6 s."""
_PREFIX = "tocsin-"
_SETTLED_SECONDS = 60.0
"""An emulator writes its process id into its folder within this time."""


def workers_folder(state: Path, memory: Path = MEMORY_FOLDER, info: Path = _MEMORY_INFO) -> Path:
    """The folder for the stack whose data is in `state`; it need not exist.

    Room is what the folder of `memory` may hold and what the machine has left (`MemAvailable`), whichever is less: a
    folder in memory that is larger than what is left ends in the machine's killing the largest process.
    """
    own_name = _PREFIX + hashlib.sha256(str(state).encode()).hexdigest()[:12]
    in_memory = memory / own_name
    return in_memory if in_memory.is_dir() or _room(memory, info) > _NEEDED else state / "workers"


def clean_up(state: Path, memory: Path = MEMORY_FOLDER) -> None:
    """Remove what workers unpacked; no emulator may be running with this state."""
    shutil.rmtree(workers_folder(state, memory), ignore_errors=True)
    shutil.rmtree(state / "workers", ignore_errors=True)


def sweep(
    is_running: Callable[[int], bool], memory: Path = MEMORY_FOLDER, now: Callable[[], float] = time.time
) -> None:
    """Remove what emulators left in memory that were killed: `is_running` says whether a process is an emulator."""
    if not memory.is_dir():
        return
    for folder in sorted(memory.glob(f"{_PREFIX}*")):
        if not _is_used(folder, is_running, now()):
            shutil.rmtree(folder, ignore_errors=True)


def _is_used(folder: Path, is_running: Callable[[int], bool], now: float) -> bool:
    try:
        ids = [path.read_text(encoding="ascii").strip() for path in folder.glob("ministack-*.pid")]
        return now - folder.stat().st_mtime < _SETTLED_SECONDS or any(map(is_running, map(int, ids)))
    except (OSError, ValueError):  # its own emulator removes it at this moment, or it is none of ours
        return True


def _room(memory: Path, info: Path) -> int:
    """Bytes that may be unpacked in memory; 0 where nothing is known of it."""
    try:
        left = dict(line.split(":", 1) for line in info.read_text(encoding="ascii").splitlines() if ":" in line)
        return min(shutil.disk_usage(memory).free, int(left["MemAvailable"].split()[0]) * 1024)
    except (OSError, KeyError, ValueError):
        return 0
