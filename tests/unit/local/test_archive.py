"""Zips and fingerprints depend on names and contents only."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tocsin.local.archive import fingerprint, write_zip


def folder_with(top: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return top


def test_a_zip_is_the_same_whenever_and_in_whatever_order_its_files_were_made(tmp_path: Path) -> None:
    files = {"b/two.py": b"2", "a.py": b"1", "b/one.py": b"0"}
    first = folder_with(tmp_path / "first", files)
    second = folder_with(tmp_path / "second", dict(reversed(files.items())))
    os.utime(second / "a.py", (1, 1))
    write_zip(first, tmp_path / "first.zip")
    write_zip(second, tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    assert fingerprint(first) == fingerprint(second)


def test_a_zip_continues_another_and_leaves_that_one_alone(tmp_path: Path) -> None:
    libraries = folder_with(tmp_path / "libraries", {"lib.py": b"library"})
    own = folder_with(tmp_path / "own", {"tocsin/core.py": b"own"})
    write_zip(libraries, tmp_path / "base.zip", under="python")
    before = (tmp_path / "base.zip").read_bytes()
    write_zip(own, tmp_path / "layer.zip", under="python", base=tmp_path / "base.zip")
    with zipfile.ZipFile(tmp_path / "layer.zip") as layer:
        assert layer.namelist() == ["python/lib.py", "python/tocsin/core.py"]
        assert layer.testzip() is None
    assert (tmp_path / "base.zip").read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))


def test_byte_code_is_shipped_but_makes_no_difference_to_the_fingerprint(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "f", {"a.py": b"1"})
    before = fingerprint(folder)
    folder_with(folder, {"__pycache__/a.cpython-311.pyc": b"code"})
    assert fingerprint(folder) == before
    write_zip(folder, tmp_path / "f.zip")
    with zipfile.ZipFile(tmp_path / "f.zip") as archive:
        assert len(archive.namelist()) == 2


def test_a_renamed_a_moved_and_a_changed_file_each_make_a_difference(tmp_path: Path) -> None:
    variants = [{"a": b"1"}, {"b": b"1"}, {"d/a": b"1"}, {"a": b"2"}, {"a": b"1", "b": b""}]
    prints = {fingerprint(folder_with(tmp_path / str(n), files)) for n, files in enumerate(variants)}
    assert len(prints) == len(variants)


@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_different_parts_have_different_fingerprints(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)
