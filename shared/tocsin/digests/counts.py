"""How many articles an hour brought: in all, for each topic, each country, and each pair of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tocsin.aws.records import Card

HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SEPARATOR = "|"


class Subject(NamedTuple):
    """What is counted; one of both may be None. `place` is an ISO 3166-1 code."""

    topic: str | None
    place: str | None

    @property
    def key(self) -> str:
        return f"{self.topic or ''}{_SEPARATOR}{self.place or ''}"

    @classmethod
    def of(cls, key: str) -> Subject:
        topic, _, place = key.partition(_SEPARATOR)
        return cls(topic or None, place or None)


@dataclass(frozen=True, slots=True)
class HourCount:
    """One hour; subjects by their keys, those that nobody wrote of left out."""

    total: int = 0
    subjects: dict[str, int] = field(default_factory=dict)


def hour_of(moment: datetime) -> int:
    """Hours since 1970, UTC."""
    return (moment - _EPOCH) // HOUR


def begin_of(hour: int) -> datetime:
    return _EPOCH + hour * HOUR


def subjects_of(topics: Iterable[str], countries: Iterable[str]) -> list[Subject]:
    """What an article counts for."""
    found_topics, found_places = dict.fromkeys(topics), dict.fromkeys(countries)
    return [
        *(Subject(topic, None) for topic in found_topics),
        *(Subject(None, place) for place in found_places),
        *(Subject(topic, place) for topic in found_topics for place in found_places),
    ]


def count_cards(cards: Iterable[Card]) -> HourCount:
    """The counts of an hour's articles, by topics that happen: the same cards in any order give the same counts."""
    total, subjects = 0, Counter[str]()
    for card in cards:
        total += 1
        countries = [place.country for place in card.places if place.country]
        topics = [topic.id for topic in card.topics if topic.mode == "happening"]
        subjects.update(subject.key for subject in subjects_of(topics, countries))
    return HourCount(total, dict(sorted(subjects.items())))
