"""Metadata that `tocsin ingest` gives to what it uploads."""

from __future__ import annotations

import pytest

from tocsin.cli.ingest import metadata_in
from tocsin.errors import InvalidInput
from tocsin.reading import read_upload


def test_what_is_said_of_files_arrives_as_it_was_said() -> None:
    said = metadata_in(
        ["publisher=Вестник 100% Дорно", "published-at=2031-05-04T09:00:00Z", "url=https://a.example/?b=c"]
    )
    assert all(value.isascii() for value in said.values())
    article = read_upload(b"The ferry of Oldmere was closed on Sunday, the harbour master said.", metadata=said)
    assert (article.publisher, article.url) == ("Вестник 100% Дорно", "https://a.example/?b=c")


@pytest.mark.parametrize("pair", ["publisher", "publsher=Oldmere Post", "=x"])
def test_what_is_no_metadata_is_refused_with_the_names_that_are(pair: str) -> None:
    with pytest.raises(InvalidInput, match="published-at"):
        metadata_in([pair])
