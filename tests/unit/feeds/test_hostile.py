"""Feeds that are made to stop whoever reads them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from tocsin.errors import TooLarge
from tocsin.feeds import read
from tocsin.feeds.model import Item, untagged
from tocsin.feeds.uploaded import feed_parts
from tocsin.reading.bounds import Bounds

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
UNCLOSED = "<" * 400_000
"""With a search for an end from each, 10 minutes; with none, a hundredth of a second."""


def test_brackets_that_nothing_closes_are_passed_over_once() -> None:
    began = time.process_time()
    assert len(Item(title="x", html=UNCLOSED).fingerprint) == 12
    assert untagged("a <b title='c'>d</b> < e") == "a d < e"
    assert time.process_time() - began < 5


def test_an_uploaded_feed_full_of_them_is_taken_to_pieces() -> None:
    text = "The harbour of Lower Tessa is shut until Friday. " + UNCLOSED
    told = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": text}]}
    parts = feed_parts(json.dumps(told).encode(), "application/json", NOW)
    assert parts is not None
    assert len(parts.parts) == 1


def test_what_a_feed_says_of_itself_is_not_held_at_length_for_each_of_its_items() -> None:
    items = [
        {"id": str(n), "url": f"https://g.example/{'a' * 3_000}", "title": "b" * 900, "content_text": f"{n} " * 50}
        for n in range(9)
    ]
    told = {"version": "https://jsonfeed.org/version/1", "title": "Gazette " * 10_000, "items": items}
    parts = feed_parts(json.dumps(told).encode(), "application/json", NOW)
    assert parts is not None
    assert [set(part.metadata) for part in parts.parts] == [{"publisher", "title"}] * 9
    assert max(len(value) for part in parts.parts for value in part.metadata.values()) == 500


def test_reading_a_source_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(read, "Bounds", lambda: Bounds(seconds=0.05))
    monkeypatch.setattr(read, "_read", forever)
    with pytest.raises(TooLarge):
        read.read_source(b"<rss/>", "https://gazette.example/", None, NOW)
