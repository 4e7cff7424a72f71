"""Metadata of an upload that cannot be taken is told in the article's notes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.reading import read_upload

TEXT = b"Ferry to Lissa stopped\n\nThe harbour office of Orm said on Monday that no ferry would leave before Friday.\n"
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ({"published-at": "yesterday"}, "published-at (yesterday) was left out"),
        ({"published-at": "2099-01-01T00:00:00Z"}, "not ahead of the upload"),
        ({"language": "xx-klingon"}, "language (xx-klingon) was left out"),
        ({"url": "merinpost.example/a"}, "url (merinpost.example/a) was left out"),
        ({"title": "x" * 501}, "title (xxx"),
        ({"x-amz-meta-Publihser": "Merin Post"}, "publihser is not read; publisher is"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_would_do(metadata: dict[str, str], told: str) -> None:
    [note] = read_upload(TEXT, metadata=metadata, last_modified=NOW).notes
    assert told in note


def test_what_can_be_taken_and_what_other_programs_set_is_not_told_of() -> None:
    metadata = {"published-at": "2031-05-03", "language": "en", "title": "Ferry", "mtime": "1", "s3cmd-attrs": "a:b"}
    assert read_upload(TEXT, metadata=metadata, last_modified=NOW).notes == ()
