"""Topics of the taxonomy that a document is about: evidence found, weighed by where it stands, scored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from tocsin.engine.topics.matcher import Match, Matcher
from tocsin.engine.topics.taxonomy import LANGUAGES, TopicEntry, topic_entries
from tocsin.model import Topic
from tocsin.text.document import Document, read

_READ: Final = frozenset((*LANGUAGES, "und"))
_LATIN, _NOT_LATIN = LANGUAGES[:1], LANGUAGES[1:]
_CYRILLIC, _ANY_LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z\u0130\u212a]")
"""The last two are no ASCII, but are as small letters."""
LISTED_FROM: Final = 0.5
SHORT_TEXT: Final = 100
"""Words up to which (headline, description, brief) every sentence says what the item is about."""
LONG_TEXT: Final = 300
"""Words from which a sentence in the body is one of many; between the two its share falls evenly."""
BODY_SHARE: Final = 0.5
"""What evidence in the body of a long text counts, so that one passing mention (at most .5 * .95) stays unlisted."""
LEAD_WORDS: Final = 60
"""The headline and about the first two sentences say what an article is about, however long it is."""
REPORTS_IT: Final = 1.0
"""Weight of words that report the thing itself ("queues of cars at the crossing"): they list a topic anywhere."""
CERTAIN: Final = 0.97
"""Words alone never make a topic certain."""
REPEAT_SHARE: Final = 0.4
"""What the same pattern counts in another sentence: repetition confirms, but less than another sign does."""


class _Evidence:
    """What speaks for one topic so far: the chance that it is not about it, patterns seen, words that decided."""

    __slots__ = ("doubt", "seen", "words")

    def __init__(self) -> None:
        self.doubt = 1.0
        self.seen: set[int] = set()
        self.words: set[tuple[int, int]] = set()
        """Ranges of tokens that decided."""

    def add(self, match: Match, share: float) -> None:
        again = match.pattern in self.seen
        self.seen.add(match.pattern)
        if match.weight == REPORTS_IT and not again:
            share = max(share, LISTED_FROM / CERTAIN)
        self.doubt *= 1.0 - min(match.weight, CERTAIN) * share * (REPEAT_SHARE if again else 1.0)

    @property
    def score(self) -> float:
        return round(1.0 - self.doubt, 3)


def find_topics(doc: Document) -> tuple[Topic, ...]:
    """Topics with a score of .5 or more, best first; `doc.title` counts as evidence but gives no spans."""
    if doc.language not in _READ:
        return ()
    languages = languages_in(f"{doc.text}\n{doc.title}" if doc.title else doc.text)
    matcher = _matcher(languages)
    body = matcher.read(doc)
    evidence: defaultdict[int, _Evidence] = defaultdict(_Evidence)
    near: frozenset[int] = frozenset()
    if doc.title:
        headline = matcher.read(read(doc.title, language=doc.language))
        near = headline.tests_near(0, len(headline.bounds))
        for _, matches in matcher.scan(headline, near=body.tests_near(0, 2)):
            for match in _best_of_sentence(matches):
                evidence[match.topic].add(match, 1.0)
    shares = _shares([last - first for first, last in body.bounds])
    for number, matches in matcher.scan(body, near=near):
        for match in _best_of_sentence(matches):
            evidence[match.topic].add(match, shares[number])
            evidence[match.topic].words.add((match.first, match.last))
    entries = topic_entries(languages)
    topics = [
        _topic(doc, entries[number], score, found)
        for number, found in evidence.items()
        if (score := found.score) >= LISTED_FROM
    ]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, topic.id)))


def _topic(doc: Document, entry: TopicEntry, score: float, found: _Evidence) -> Topic:
    return Topic(
        entry.id, entry.label, score, tuple([doc.span_of(*words) for words in sorted(found.words)]), entry.iptc
    )


def languages_in(text: str) -> tuple[str, ...]:
    """The languages whose patterns may match: each needs a word in its own letters, as the loader makes sure."""
    if text.isascii() or not _CYRILLIC.search(text):
        return _LATIN
    return LANGUAGES if _ANY_LATIN.search(text) else _NOT_LATIN


@cache
def _matcher(languages: tuple[str, ...]) -> Matcher:
    return Matcher(topic_entries(languages))


def _shares(lengths: Sequence[int]) -> list[float]:
    """How much evidence in each sentence counts, by where it stands and how long the text is."""
    total = sum(lengths)
    excess = (total - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT)
    in_body = 1.0 - (1.0 - BODY_SHARE) * min(1.0, max(0.0, excess))
    if total > LONG_TEXT:
        in_body *= (LONG_TEXT / total) ** 0.25
    before = accumulate(lengths, initial=0)
    return [1.0 if words < LEAD_WORDS else in_body for words in before]


def _best_of_sentence(matches: list[Match]) -> list[Match]:
    """Patterns that overlap see the same words: the strongest of them (the longer on a tie) counts."""
    if len(matches) < 2:
        return matches
    kept: list[Match] = []
    taken: set[tuple[int, int]] = set()
    for match in sorted(matches, key=lambda m: (-m.weight, m.first - m.last, m.first, m.pattern)):
        words = {(match.topic, position) for position in range(match.first, match.last)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last))
