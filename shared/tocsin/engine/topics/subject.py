"""The coarse label of an article: one of the seventeen Media Topics of the IPTC's top level."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from tocsin.engine.topics.find import languages_of, readable
from tocsin.engine.topics.matcher import Matcher, Reading
from tocsin.engine.topics.rules import Match
from tocsin.engine.topics.taxonomy import TopicEntry, load_taxonomy, topic_entries
from tocsin.model import Subject, Topic
from tocsin.text.document import Document, read

_OPENING: Final = 120
"""Words that tell what an article is about; what follows adds little and costs time."""
_TITLE: Final = 2
"""Times that a word of the title counts."""
_BY_TOPIC: Final = 3.0
"""Words that a topic weighs, times its score: it is a narrower reading than any single word."""
_TOLD: Final = {"fiction": "01000000"}
"""What is told as fiction belongs to the arts, whatever it tells of."""


def find_subject(doc: Document, topics: tuple[Topic, ...]) -> Subject | None:
    """What most words of title and opening, and the topics found, speak for; None where nothing does."""
    if not readable(doc):
        return None
    languages = languages_of(doc)
    matcher = _matcher(languages)
    weights: dict[str, float] = {}
    opening = doc.sentences[doc.sentence_of[min(_OPENING, len(doc.words)) - 1]].last if doc.words else 0
    body = matcher.read(doc, opening)
    _count(weights, matcher, body, range(len(body.bounds)), languages)
    if doc.title:
        title = matcher.read(read(doc.title, language=doc.language))
        for _ in range(_TITLE):
            _count(weights, matcher, title, range(len(title.bounds)), languages)
    subjects = _subjects(languages)
    for topic in topics:
        code = _TOLD.get(topic.mode) or subjects.get(topic.id)
        if code:
            weights[code] = weights.get(code, 0.0) + _BY_TOPIC * topic.score
    return _best(weights, _labels(languages))


def _count(
    weights: dict[str, float], matcher: Matcher, text: Reading, sentences: Iterable[int], languages: tuple[str, ...]
) -> None:
    entries = _entries(languages)
    for number in sentences:
        for code in {(_code(entries, match), match.first) for match in matcher.within(text, number)}:
            weights[code[0]] = weights.get(code[0], 0.0) + 1.0


def _code(entries: tuple[TopicEntry, ...], match: Match) -> str:
    return entries[match.topic].iptc or ""


def _best(weights: dict[str, float], labels: dict[str | None, str]) -> Subject | None:
    """The heaviest (the lower code on a tie), with its share of all."""
    if not weights:
        return None
    code = min(weights, key=lambda each: (-weights[each], each))
    return Subject(code, labels[code], round(weights[code] / sum(weights.values()), 3))


@cache
def _subjects(languages: tuple[str, ...]) -> dict[str, str | None]:
    return {entry.id: entry.subject for entry in topic_entries(languages)}


@cache
def _labels(languages: tuple[str, ...]) -> dict[str | None, str]:
    return {entry.iptc: entry.label for entry in _entries(languages)}


@cache
def _entries(languages: tuple[str, ...]) -> tuple[TopicEntry, ...]:
    return load_taxonomy(Path(__file__).parent.parent / "data" / "subjects", languages)


@cache
def _matcher(languages: tuple[str, ...]) -> Matcher:
    return Matcher(_entries(languages))
