"""Briefs of our own for the topics that desks of risk and news watch: how many get theirs, how many a wrong one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.engine.embedded import analyze_text

BRIEFS = Path(__file__).parent / "topics" / "broad.jsonl"
LEAST_FOUND, MOST_FALSE = 0.96, 0.04
"""At first sight, before patterns were widened by what it showed: .82 of the first part, .53 of the second, .51 of the
third, whose wordings are odd on purpose, .82 and .64 of two in ordinary ones; a false topic .06, .01, .07, .06, .03."""
FIRST_SIGHT = BRIEFS.with_name("first_sight.jsonl")
"""Three briefs on every topic, one a language and the same events, and 24 on none, labelled before they were put to the
patterns. At first sight .68 got their topic (English .78, Russian and Ukrainian .63) and .02 a false one. Every second
event was looked at and mended in all three languages; the others are locked, and nobody looks at which are missed. The
eleventh part was written before each topic got a table of what happens to what (.43 before), the twelfth after it, by
whoever wrote the table, who went round its words: it says how far a topic is from what is told in a roundabout way."""
LEAST = {
    "tenth, looked at": 0.98,
    "tenth, locked": 0.84,
    "mended kinds anew": 0.96,
    "eleventh, looked at": 0.93,
    "eleventh, locked": 0.96,
    "twelfth, looked at": 0.96,
    "twelfth, locked": 0.33,
}
MOST_FALSE_OF_A_PART = 0.09


def happening(row: dict[str, Any]) -> set[str]:
    return {t.id for t in analyze_text(row["text"], language=row["language"]).topics if t.mode == "happening"}


def test_briefs_get_their_topic_and_hardly_ever_another() -> None:
    rows = [json.loads(line) for line in BRIEFS.read_text("utf-8").splitlines()]
    found = [(row, happening(row)) for row in rows]
    hard = [(row, topics) for row, topics in found if row["topics"]]
    missed = [row["text"] for row, topics in hard if not set(row["topics"]) <= topics]
    false = [(row["text"], topics) for row, topics in found if topics - {*row["topics"], *row["allowed"]}]
    assert len(missed) <= (1 - LEAST_FOUND) * len(hard), missed
    assert len(false) <= MOST_FALSE * len(rows), false


@pytest.mark.parametrize("part", LEAST)
def test_briefs_on_every_topic_get_theirs_as_often_as_they_did(part: str) -> None:
    rows = [json.loads(line) for line in FIRST_SIGHT.read_text("utf-8").splitlines()]
    found = [(row, happening(row)) for row in rows if row["part"] == part]
    hard = [set(row["topics"]) <= topics for row, topics in found if row["topics"]]
    false = sum(bool(topics - {*row["topics"], *row["allowed"]}) for row, topics in found)
    assert sum(hard) >= LEAST[part] * len(hard), f"{sum(hard)} of {len(hard)}"
    assert false <= MOST_FALSE_OF_A_PART * len(found), f"{false} of {len(found)}"
