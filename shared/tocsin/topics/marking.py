"""Own topics in force: found in an article beside the built-in ones, whatever engine read it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from tocsin.codec import to_json
from tocsin.engine.topics import Taxonomy
from tocsin.engine.topics.taxonomy import TopicEntry
from tocsin.errors import InvalidTopic
from tocsin.model import Analysis, Article, Topic, Versions
from tocsin.text.document import Document, read
from tocsin.topics.checks import entry_of
from tocsin.topics.model import OwnTopic

logger = logging.getLogger(__name__)
_DIGITS: Final = 12
TRIALS: Final = 10_000
"""Of the patterns of one topic in one article. Two hundred patterns of rare words take some hundreds of them in a
thousand words."""


class InForce:
    """The topics that a desk added, as they are looked for. Built once for many articles."""

    def __init__(self, topics: Sequence[OwnTopic] = ()) -> None:
        usable = [(topic, entry) for topic in topics if (entry := _usable(topic)) is not None]
        self.topics = tuple(topic for topic, _ in usable)
        self._entries = [entry for _, entry in usable]
        self._taxonomy = Taxonomy(self._entries)
        self._versions = {topic.id: topic.version for topic in self.topics}
        told = [(topic.id, topic.version) for topic in sorted(self.topics, key=lambda topic: topic.id)]
        self.version = sha256(to_json(told)).hexdigest()[:_DIGITS] if told else ""
        """Of all of them together; empty where there is none."""

    def analysis(self, analysis: Analysis, article: Article) -> Analysis:
        """`analysis` with the own topics that the article is about; its versions tell which were looked for."""
        if not self.topics:
            return analysis
        doc = read(article.text, language=analysis.language, title=article.title)
        year = article.published_at.year if article.published_at else None
        found = [replace(topic, version=self._versions[topic.id]) for topic in self._found(doc, year)]
        every = sorted((*analysis.topics, *found), key=_best_first)
        return replace(analysis, topics=tuple(every), versions=self.versions(analysis.versions))

    def _found(self, doc: Document, year: int | None) -> list[Topic]:
        """One topic of words that stand everywhere takes its own time, and neither the others' nor the worker's."""
        found, enough = self._taxonomy.find_within(TRIALS * len(self._entries), doc, year=year)
        if enough:
            return list(found)
        apart: list[Topic] = []
        for entry in self._entries:
            one, enough = Taxonomy([entry]).find_within(TRIALS, doc, year=year)
            apart += one
            if not enough:
                logger.warning("own topic %s was not looked for to the end: its words stand everywhere", entry.id)
        return apart

    def versions(self, made_by: Versions) -> Versions:
        """What an analysis says that it was made with: `<built-in taxonomy>+<own topics>`."""
        return replace(made_by, taxonomy=f"{made_by.taxonomy}+{self.version}") if self.version else made_by


def _best_first(topic: Topic) -> tuple[bool, float, str]:
    return topic.mode != "happening", -topic.score, topic.id


def _usable(topic: OwnTopic) -> TopicEntry | None:
    """None for one that a later release of Tocsin takes no more: an article is worth more than a topic."""
    try:
        return entry_of(topic)
    except InvalidTopic as error:
        logger.warning("own topic %s version %s is left out: %s", topic.id, topic.version, error)
        return None
