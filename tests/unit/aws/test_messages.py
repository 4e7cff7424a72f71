"""Messages are read at the edge: one of ours, nothing to do, or malformed, and never anything else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.steps.messages import (
    MalformedMessage,
    ObjectPut,
    Reanalyze,
    read_correlate,
    read_intake,
    read_outbox,
)

BUCKET = "uploads-of-ours"


def event(key: str, **changes: Any) -> dict[str, Any]:
    thing = {"key": key, "eTag": "tag", "sequencer": "0a1", "versionId": "v1"} | changes
    record = {
        "eventName": "ObjectCreated:Put",
        "eventTime": "2031-05-04T09:30:00.000Z",
        "s3": {"bucket": {"name": BUCKET}, "object": thing},
    }
    return {"Records": [record]}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("uploads/a.txt", "uploads/a.txt"),
        ("uploads/my+article%281%29.txt", "uploads/my article(1).txt"),
        ("uploads/%D0%B7%D0%B0%D0%BA%D0%BB%D0%B8%D0%BA.txt", "uploads/заклик.txt"),
        ("uploads/50%2525.txt", "uploads/50%25.txt"),
    ],
)
def test_keys_of_s3_events_are_decoded_once(written: str, key: str) -> None:
    [put] = read_intake(json.dumps(event(written)), BUCKET)
    assert isinstance(put, ObjectPut)
    assert (put.key, put.version, put.at) == (key, "v1", datetime(2031, 5, 4, 9, 30, tzinfo=UTC))


def test_sequencers_compare_as_text_whatever_their_length_and_case() -> None:
    def sequence(value: str) -> str:
        [put] = read_intake(json.dumps(event("uploads/a", sequencer=value)), BUCKET)
        assert isinstance(put, ObjectPut)
        return put.seq

    assert sequence("0055aed6dcd90281e5") == sequence("0055AED6DCD90281E5")
    assert sequence("0055AED6DCD90281E5") < sequence("0055AED6DCD90281E6") < sequence("0055AED6DCD90281E601")


def test_event_bridge_says_the_same_in_its_own_words() -> None:
    body = {
        "detail-type": "Object Created",
        "time": "2031-05-04T09:30:00Z",
        "detail": {"bucket": {"name": BUCKET}, "object": {"key": "uploads/a b.txt", "etag": "tag", "sequencer": "1"}},
    }
    [put] = read_intake(json.dumps(body), BUCKET)
    assert isinstance(put, ObjectPut)
    assert put.key == "uploads/a b.txt"


def test_an_event_of_another_bucket_is_not_believed() -> None:
    with pytest.raises(MalformedMessage):
        read_intake(json.dumps(event("uploads/a")), "another")
    bridged = {
        "detail-type": "Object Created",
        "time": "2031-05-04T09:30:00Z",
        "detail": {"object": {"key": "uploads/a"}},
    }
    with pytest.raises(MalformedMessage):
        read_intake(json.dumps(bridged), BUCKET)


def test_folders_and_what_lies_elsewhere_ask_for_nothing() -> None:
    for key in ("uploads/", "uploads/folder/", "text/abc", "uploadsx/a"):
        assert read_intake(json.dumps(event(key)), BUCKET) == []
    assert read_intake('{"reanalyze": "abc"}', BUCKET) == [Reanalyze("abc")]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Records", "s3", "object", "key", "eventName", "eventTime", "detail", "article", "v", "alert"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.text(max_size=40) | anything.map(json.dumps))
def test_any_body_is_read_or_called_malformed(body: str) -> None:
    for read in (lambda body: read_intake(body, BUCKET), read_correlate, read_outbox):
        try:
            read(body)
        except MalformedMessage:
            continue
