"""Topics of the taxonomy that a document is about: evidence found, weighed by where it stands, scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tocsin.engine.topics.matcher import Match, Matcher
from tocsin.engine.topics.taxonomy import LANGUAGES, builtin_taxonomy, taxonomy_version, topic_entries
from tocsin.engine.topics.words import Words, sentences_of, title_words
from tocsin.model import Span, Topic
from tocsin.text.document import Document

TAXONOMY_VERSION = taxonomy_version(builtin_taxonomy())
LISTED_FROM = 0.5
SHORT_TEXT = 100
"""Words up to which (headline, description, brief) every sentence says what the item is about."""
LONG_TEXT = 300
"""Words from which a sentence in the body is one of many; between the two its share falls evenly."""
BODY_SHARE = 0.5
"""What evidence in the body of a long text counts, so that one passing mention (at most .5 * .95) stays unlisted."""
LEAD_WORDS = 60
"""The headline and about the first two sentences say what an article is about, however long it is."""
REPEAT_SHARE = 0.4
"""What the same pattern counts in another sentence: repetition confirms, but less than another sign does."""


@dataclass(slots=True)
class _Evidence:
    """What speaks for one topic so far: the chance that it is not about it, patterns seen, words that decided."""

    doubt: float = 1.0
    seen: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)

    def add(self, match: Match, share: float) -> None:
        weight = match.weight * share * (REPEAT_SHARE if match.pattern in self.seen else 1.0)
        self.seen.add(match.pattern)
        self.doubt *= 1.0 - weight


def find_topics(doc: Document) -> tuple[Topic, ...]:
    """Topics with a score of .5 or more, best first; `doc.title` counts as evidence but gives no spans."""
    if doc.language not in (*LANGUAGES, "und"):
        return ()
    title, body = title_words(doc.title), sentences_of(doc)
    evidence: dict[int, _Evidence] = {}
    shares = _shares(body)
    for number, matches in _matcher().scan([words.forms for words in (*title, *body)]):
        in_body = number - len(title)
        for match in _best_of_sentence(matches):
            found = evidence.setdefault(match.topic, _Evidence())
            found.add(match, shares[in_body] if in_body >= 0 else 1.0)
            if in_body >= 0:
                tokens = body[in_body].tokens
                found.spans.append(doc.span_of(tokens[match.first], tokens[match.last - 1] + 1))
    topics = [
        Topic(entry.id, entry.label, round(1.0 - found.doubt, 3), _merged(found.spans), entry.iptc)
        for number, entry in enumerate(topic_entries())
        if (found := evidence.get(number)) and 1.0 - found.doubt >= LISTED_FROM
    ]
    return tuple(sorted(topics, key=lambda topic: (-topic.score, topic.id)))


@cache
def _matcher() -> Matcher:
    return Matcher(topic_entries())


def _shares(body: list[Words]) -> list[float]:
    """How much evidence in each sentence counts, by where it stands and how long the text is."""
    total = sum(len(words.forms) for words in body)
    length = (total - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT)
    in_body = 1.0 - (1.0 - BODY_SHARE) * min(1.0, max(0.0, length))
    if total > LONG_TEXT:
        in_body *= (LONG_TEXT / total) ** 0.25
    shares, before = [], 0
    for words in body:
        shares.append(1.0 if before < LEAD_WORDS else in_body)
        before += len(words.forms)
    return shares


def _best_of_sentence(matches: Iterable[Match]) -> list[Match]:
    """Patterns that overlap see the same words: the strongest of them (the longer on a tie) counts."""
    kept: list[Match] = []
    taken: set[tuple[int, int]] = set()
    for match in sorted(matches, key=lambda m: (-m.weight, m.first - m.last, m.first, m.pattern)):
        words = {(match.topic, position) for position in range(match.first, match.last)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last))


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order of the text; every span is one piece of evidence."""
    return tuple(sorted(set(spans)))
