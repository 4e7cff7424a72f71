"""The tables that the layer ships with say what the files say, and only as long as these are the same."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest

from tocsin.engine.topics import prepared
from tocsin.engine.topics.prepared import FOLDERS, Shipped, prepare
from tocsin.engine.topics.table import table_of
from tocsin.engine.topics.taxonomy import LANGUAGES, builtin_taxonomy, load_taxonomy


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    prepare(folder)
    return folder


@pytest.mark.parametrize("languages", [LANGUAGES, ("en",), ("ru", "uk")])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_prepared_table_is_that_of_the_files(data: Path, folder: str, languages: tuple[str, ...]) -> None:
    topics = load_taxonomy(builtin_taxonomy().parent / folder, languages)
    plain = tuple(topic._replace(patterns=()) for topic in topics)
    assert prepared.prepared(data, folder, languages) == Shipped(plain, table_of(topics))


def test_the_same_files_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    prepare(tmp_path)
    first, second = ({path.name: path.read_bytes() for path in (at / "prepared").iterdir()} for at in (data, tmp_path))
    assert len(first) == 9
    assert first == second


def test_a_table_of_other_files_is_not_taken(tmp_path: Path) -> None:
    prepare(tmp_path)
    for path in (tmp_path / "prepared").iterdir():
        _, *rest = marshal.loads(path.read_bytes())  # noqa: S302  # ours
        path.write_bytes(marshal.dumps(("another version", *rest), 2))
    assert prepared.prepared(tmp_path, "modes", LANGUAGES) is None


def test_where_no_table_was_prepared_the_files_are_read(tmp_path: Path) -> None:
    assert prepared.prepared(tmp_path, "modes", LANGUAGES) is None
    assert prepared.shipped("modes", ("en",)).table.rules
