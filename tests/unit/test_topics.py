"""Which topics an article gets: definitions, context that rules out, scores and the spans that decided."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.topics import LISTED_FROM, find_topics
from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.text.document import read

CASES = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted((Path(__file__).parent / "topic_cases").glob("*.toml"))}


def topics_of(text: str, language: str = "en", title: str | None = None) -> dict[str, float]:
    return {topic.id: topic.score for topic in find_topics(read(text, language=language, title=title))}


def cases(kind: str) -> list[tuple[str, str, str]]:
    return [
        (language, topic, text)
        for language, topics in CASES.items()
        for topic, texts in topics.items()
        for text in texts[kind]
    ]


@pytest.mark.parametrize(("language", "topic", "text"), cases("about"))
def test_a_text_that_meets_the_definition_gives_the_topic(language: str, topic: str, text: str) -> None:
    assert topic in topics_of(text, language)


@pytest.mark.parametrize(("language", "topic", "text"), cases("ruled_out"))
def test_a_text_that_the_definition_leaves_out_does_not_give_the_topic(language: str, topic: str, text: str) -> None:
    assert topic not in topics_of(text, language)
