"""Which files `tocsin ingest` takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.cli.ingest import files_in
from tocsin.errors import InvalidInput


def test_folders_give_all_their_files_in_order_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/.hidden/x.txt", ".secret", "a/y.pdf"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    found = [file.relative_to(tmp_path).as_posix() for file in files_in([tmp_path])]
    assert found == ["a/y.pdf", "a/z.html", "b.txt"]


def test_a_hidden_file_that_is_named_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".note").touch()
    assert list(files_in([tmp_path / ".note"])) == [tmp_path / ".note"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere: no such file or folder"):
        list(files_in([tmp_path / "nowhere"]))
