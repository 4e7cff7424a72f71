"""The coarse label of an article: one of the seventeen Media Topics of the IPTC's top level."""

from __future__ import annotations

from typing import Final

from tocsin.engine.topics.find import builtin, languages_of, readable
from tocsin.engine.topics.held import Held
from tocsin.engine.topics.matcher import Matcher, Reading
from tocsin.engine.topics.prepared import shipped
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
    speaking = _speaking.of(languages)
    matcher = speaking.matcher
    weights: dict[str, float] = {}
    opening = doc.sentences[doc.sentence_of[min(_OPENING, len(doc.words)) - 1]].last if doc.words else 0
    body = matcher.read(doc, opening)
    _count(weights, speaking, body)
    if doc.title:
        title = matcher.read(read(doc.title, language=doc.language))
        for _ in range(_TITLE):
            _count(weights, speaking, title)
    subjects = builtin.of(languages).subjects
    for topic in topics:
        code = _TOLD.get(topic.mode) or subjects.get(topic.id)
        if code:
            weights[code] = weights.get(code, 0.0) + _BY_TOPIC * topic.score
    return _best(weights, speaking.labels)


def _count(weights: dict[str, float], speaking: _Speaking, text: Reading) -> None:
    for number in range(len(text.bounds)):
        matches = speaking.matcher.within(text, number)
        for code, _ in {(speaking.codes[match.topic], match.first) for match in matches}:
            weights[code] = weights.get(code, 0.0) + 1.0


def _best(weights: dict[str, float], labels: dict[str, str]) -> Subject | None:
    """The heaviest (the lower code on a tie), with its share of all."""
    if not weights:
        return None
    code = min(weights, key=lambda each: (-weights[each], each))
    return Subject(code, labels[code], round(weights[code] / sum(weights.values()), 3))


class _Speaking:
    """The subjects with the words that speak for them."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        entries, table = shipped("subjects", languages)
        self.matcher = Matcher(table)
        self.codes = [entry.iptc or "" for entry in entries]
        """By number of the subject."""
        self.labels = {entry.iptc or "": entry.label for entry in entries}


_speaking: Final = Held(_Speaking)
