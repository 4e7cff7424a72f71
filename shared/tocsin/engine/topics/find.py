"""Topics of the taxonomy that a document is about: evidence found, weighed by where it stands, scored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from tocsin.engine.topics.held import Held
from tocsin.engine.topics.matcher import NO_BOUND, Matcher, Reading
from tocsin.engine.topics.modes import Modes, Told
from tocsin.engine.topics.prepared import shipped
from tocsin.engine.topics.rules import Match
from tocsin.engine.topics.table import Table, table_of
from tocsin.engine.topics.taxonomy import LANGUAGES, TopicEntry
from tocsin.model import Topic, TopicMode
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


class _Found:
    """What speaks for one topic, by how it is told."""

    __slots__ = ("modes", "whole")

    def __init__(self) -> None:
        self.whole = _Evidence()
        self.modes: dict[TopicMode, _Evidence] = {}

    def add(self, match: Match, share: float, told: Told) -> _Evidence | None:
        """Count a match; nothing where it is only a figure of speech. Returns where its words belong."""
        if told is None:
            return None
        self.whole.add(match, share)
        evidence = self.modes.setdefault(told, _Evidence())
        evidence.add(match, share)
        return evidence

    @property
    def mode(self) -> TopicMode:
        """Happening, where that alone lists the topic; else what most speaks for."""
        happening = self.modes.get("happening")
        if happening is not None and happening.score >= LISTED_FROM:
            return "happening"
        return max(self.modes, key=lambda mode: (self.modes[mode].score, mode))


class Taxonomy:
    """Topics with their matcher: the built-in ones, or those that a desk added."""

    def __init__(self, entries: Sequence[TopicEntry], table: Table | None = None) -> None:
        """`table` is that of the patterns, where it is known."""
        self.entries = tuple(entries)
        self.subjects = {entry.id: entry.subject for entry in entries}
        self._matcher = Matcher(table or table_of(self.entries))

    def find(self, doc: Document, *, year: int | None = None, least: float = LISTED_FROM) -> tuple[Topic, ...]:
        """Topics with a score of `least` or more, best first; `doc.title` counts as evidence but gives no spans.

        `year` is that of publication, where known: what the text dates two years before it or more is past.
        """
        return self.find_within(NO_BOUND, doc, year=year, least=least)[0]

    def find_within(
        self, most: int, doc: Document, *, year: int | None = None, least: float = LISTED_FROM
    ) -> tuple[tuple[Topic, ...], bool]:
        """The same with so many trials of patterns in the body, and whether they were enough: else its end is not
        looked at."""
        if not readable(doc):
            return (), True
        matcher = self._matcher
        body = matcher.read(doc, most=most)
        headline = matcher.read(read(doc.title, language=doc.language)) if doc.title else None
        near = headline.tests_near(0, len(headline.bounds)) if headline else frozenset[int]()
        in_title = list(matcher.scan(headline, near=body.tests_near(0, 2))) if headline else []
        in_body = list(matcher.scan(body, near=near))
        enough = body.left >= 0
        if not in_title and not in_body:
            return (), enough
        found = self._weighed(body, in_title, in_body, Modes(body, headline, languages_of(doc), year))
        topics = [_topic(doc, self.entries[n], about) for n, about in found.items() if about.whole.score >= least]
        return tuple(sorted(topics, key=_best_first)), enough

    def _weighed(
        self,
        body: Reading,
        in_title: list[tuple[int, list[Match]]],
        in_body: list[tuple[int, list[Match]]],
        modes: Modes,
    ) -> dict[int, _Found]:
        """What speaks for each topic by its number, of those for which anything but a figure of speech does."""
        found: defaultdict[int, _Found] = defaultdict(_Found)
        for number, matches in in_title:
            for match in _best_of_sentence(matches):
                told = modes.of_title(number, match, blame=self.entries[match.topic].blame)
                found[match.topic].add(match, 1.0, told)
        shares = _shares([last - first for first, last in body.bounds])
        for number, matches in in_body:
            for match in _best_of_sentence(matches):
                told = modes.of(number, match, blame=self.entries[match.topic].blame)
                evidence = found[match.topic].add(match, shares[number], told)
                if evidence is not None:
                    evidence.words.add((match.first, match.last))
        return {number: about for number, about in found.items() if about.modes}


def find_topics(doc: Document, *, year: int | None = None) -> tuple[Topic, ...]:
    """The built-in topics with a score of .5 or more, as `Taxonomy.find` finds them."""
    return builtin.of(languages_of(doc)).find(doc, year=year) if readable(doc) else ()


def _best_first(topic: Topic) -> tuple[bool, float, str]:
    return topic.mode != "happening", -topic.score, topic.id


def _topic(doc: Document, entry: TopicEntry, about: _Found) -> Topic:
    mode = about.mode
    words = sorted(about.modes[mode].words)
    return Topic(
        id=entry.id,
        label=entry.label,
        score=about.modes[mode].score if mode == "happening" else about.whole.score,
        spans=tuple([doc.span_of(*span) for span in words]),
        iptc=entry.iptc,
        mode=mode,
    )


def readable(doc: Document) -> bool:
    """Whether the text is in a language that has patterns."""
    return doc.language in _READ


def languages_in(text: str) -> tuple[str, ...]:
    """The languages whose patterns may match: each needs a word in its own letters, as the loader makes sure."""
    if text.isascii() or not _CYRILLIC.search(text):
        return _LATIN
    return LANGUAGES if _ANY_LATIN.search(text) else _NOT_LATIN


def languages_of(doc: Document) -> tuple[str, ...]:
    """The same of a document with its title."""
    return languages_in(f"{doc.text}\n{doc.title}" if doc.title else doc.text)


builtin: Final = Held(lambda languages: Taxonomy(*shipped("taxonomy", languages)))


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
