"""Where functions are unpacked: never in memory that the machine does not have, and nothing stays there of the dead."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tocsin.local.workers import clean_up, sweep, workers_folder

GIB = 2**20
"""In the kB of meminfo."""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    folder = tmp_path / "memory"
    folder.mkdir()
    return folder


def info(folder: Path, text: str) -> Path:
    path = folder / "meminfo"
    path.write_text(text, encoding="ascii")
    return path


def left_by(memory: Path, name: str, pid: str, age: float) -> Path:
    folder = memory / name
    folder.mkdir()
    (folder / "ministack-4566.pid").write_text(pid, encoding="ascii")
    then = time.time() - age
    os.utime(folder, (then, then))
    return folder


@pytest.mark.parametrize(
    "text",
    [f"MemTotal: {99 * GIB} kB\nMemAvailable: {7 * GIB} kB\n", "MemTotal: 1 kB\n", "", "MemAvailable: much\n"],
)
def test_without_known_room_in_memory_functions_are_unpacked_beside_the_state(
    tmp_path: Path, memory: Path, text: str
) -> None:
    state = tmp_path / "state"
    assert workers_folder(state, memory, info(tmp_path, text)) == state / "workers"
    assert workers_folder(state, memory, tmp_path / "none") == state / "workers"
    assert (
        workers_folder(state, tmp_path / "none", info(tmp_path, f"MemAvailable: {99 * GIB} kB\n")) == state / "workers"
    )


def test_a_folder_in_memory_is_kept_to_once_it_is_made_and_goes_with_the_stack(tmp_path: Path, memory: Path) -> None:
    state = tmp_path / "state"
    own = workers_folder(state, memory, info(tmp_path, f"MemAvailable: {99 * GIB} kB\n"))
    if own.parent != memory:
        pytest.skip("the disk of this test has less than 8 GiB left")
    own.mkdir()
    scarce = info(tmp_path, "MemAvailable: 1 kB\n")
    assert workers_folder(state, memory, scarce) == own
    clean_up(state, memory)
    assert not own.exists()


def test_what_killed_emulators_left_is_swept_and_the_living_keep_theirs(memory: Path) -> None:
    dead = left_by(memory, "tocsin-dead", "11", 3600.0)
    living = left_by(memory, "tocsin-living", "12", 3600.0)
    starting = memory / "tocsin-starting"
    starting.mkdir()
    strange = left_by(memory, "tocsin-strange", "no number", 3600.0)
    foreign = left_by(memory, "other", "11", 3600.0)
    sweep(lambda pid: pid == 12, memory)
    assert [folder.exists() for folder in (dead, living, starting, strange, foreign)] == [False, True, True, True, True]
    sweep(lambda _pid: False, memory / "none")
