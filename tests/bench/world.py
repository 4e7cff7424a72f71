"""An endless stream of made-up news whose vocabulary grows as that of real news does. Seeded; no text of anybody's.

Words are drawn by a power law with two exponents, 1 up to rank 7,873 and 1.77 beyond (Gerlach and Altmann, "Stochastic
model for the vocabulary growth in natural languages", 2013, fitted to English): so a million articles have many more
words than a thousand, most of them rare. Events begin at a steady rate and draw articles in proportion to those of late
(Yule 1925), so that most have one or two and some have hundreds. A part of the articles repeat another one's text.
"""

from __future__ import annotations

import random
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from tocsin.model import Analysis, Article, Claim, Claimant, Place, Quantity, Span, Summary, SummarySentence, Topic
from tocsin.model import Versions as MadeBy

START = datetime(2030, 1, 1, tzinfo=UTC)
A_YEAR = 1_000_000
"""Articles in a year: one every half a minute."""
NEW_EVENT = 1 / 6
RECENT = 3_000
"""Of how many articles of late an event may draw another one: a day's worth, the nearest ones most often."""
MEAN_BACK = 400
REPEATED = 0.2
"""Articles that are another one's text again, under other clutter."""
SENTENCES = (6, 20)
WORDS = (9, 17)
OWN_WORDS = 28
OF_THE_EVENT = 0.3
CORE_WORDS, BEYOND = 7_873, 1.77
PEOPLE, TOWNS, COUNTRIES = 400_000, 40_000, 190
TOPICS = (
    "mobilization", "elections", "floods", "strikes", "trade", "inflation", "courts", "police", "schools", "weather",
    "hospitals", "railways", "harbours", "football", "wildfires", "parliament", "sanctions", "borders", "energy",
    "housing", "farming", "fishing", "aviation", "theatre", "mining", "telecoms", "migration", "pensions", "budgets",
)  # fmt: skip
PUBLISHERS = 120
_SYLLABLES = tuple(f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "il"))
_CLAIM = re.compile(r"^([A-Z]\w+ [A-Z]\w+) said that ([^.]+)\.$", re.MULTILINE)
_TOWN = re.compile(r"\b[A-Z]\w+ville\b")
_COUNT = re.compile(r"(\d+) (\w+)")
_TOPIC = re.compile(rf"\b(?:{'|'.join(TOPICS)})\b")


@dataclass(slots=True)
class Event:
    """Something that happens: whom and where it concerns, its words, and the articles that tell of it."""

    number: int
    topic: str
    town: str
    people: tuple[str, ...]
    words: tuple[str, ...]
    count: int
    told: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the stream, as it is uploaded."""

    number: int
    event: int
    at: datetime
    publisher: str
    text: str


class World:
    """The stream from its beginning: `next_event` says what the next article is of, `tell` writes any article of it."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311  # a seeded stream, no secret
        self._recent: deque[int] = deque(maxlen=RECENT)
        self.events: list[Event] = []
        self.articles = 0

    def next_event(self) -> Event:
        """Move on by one article."""
        back = int(self._chance.expovariate(1 / MEAN_BACK)) + 1
        if self._chance.random() < NEW_EVENT or back > len(self._recent):
            self.events.append(_event(self._seed, len(self.events)))
            event = self.events[-1]
        else:
            event = self.events[self._recent[-back]]
        event.told.append(self.articles)
        self._recent.append(event.number)
        self.articles += 1
        return event

    def next_told(self) -> Told:
        return self.tell(self.next_event(), self.articles - 1)

    def tell(self, event: Event, number: int) -> Told:
        """The article `number`, which tells of `event`: the same each time."""
        chance = random.Random(f"{self._seed} {number}")  # noqa: S311  # as above
        at = START + number * timedelta(days=365) / A_YEAR
        publisher = f"Gazette {int(PUBLISHERS ** chance.random())}"
        before = event.told[: event.told.index(number)]
        if before and chance.random() < REPEATED:
            text = f"{self.tell(event, chance.choice(before)).text}\n\nPrinted by number {number}."
        else:
            text = _text(chance, event)
        return Told(number, event.number, at, publisher, text)


def read(article: Article) -> Analysis:
    """What an engine would find in an article of this stream, by its plain forms of speech."""
    text = article.text
    claims: list[Claim] = []
    for match in _CLAIM.finditer(text):
        span, name = Span(match.start(2), match.end(2)), match.group(1)
        counted = (
            Quantity(float(n[1]), float(n[1]), None, n[2], "exactly", n[0], Span(n.start(), n.end()))
            for n in _COUNT.finditer(text, span.start, span.end)
        )
        mention = Span(match.start(1), match.end(1))
        claims.append(
            Claim(f"c{len(claims)}", match.group(2), (span,), Claimant(name, mention), quantities=(*counted,))
        )
    towns = {match.group(): match for match in _TOWN.finditer(text)}
    lead = Span(0, len(text.partition("\n")[0]))
    return Analysis(
        language="en",
        summary=Summary((SummarySentence(text[: lead.end], (lead,)),)),
        claims=tuple(claims),
        topics=tuple(
            Topic(match.group(), match.group(), 0.9, (Span(*match.span()),))
            for match in {match.group(): match for match in _TOPIC.finditer(text)}.values()
        ),
        places=tuple(
            Place(f"x:{town.lower()}", town, "city", country_of(town), (Span(*match.span()),))
            for town, match in towns.items()
        ),
        entities=(),
        versions=MadeBy("world/1", "1", "1"),
    )


def country_of(town: str) -> str:
    """An invented country, some with many towns and most with few."""
    return f"X{int(COUNTRIES ** random.Random(town).random())}"  # noqa: S311  # as above


def any_word(chance: random.Random) -> str:
    """A word of the language, the common ones most often."""
    return _word(_rank(chance))


def _event(seed: int, number: int) -> Event:
    chance = random.Random(f"{seed} event {number}")  # noqa: S311  # as above
    return Event(
        number,
        TOPICS[int(len(TOPICS) ** chance.random()) - 1],
        f"{_name(int(TOWNS ** chance.random()), 'town')}ville",
        tuple(_person(chance) for _ in range(3)),
        tuple(_word(_rank(chance)) for _ in range(OWN_WORDS)),
        chance.randint(3, 900) * 10,
    )


def _text(chance: random.Random, event: Event) -> str:
    """Headline, lead, and paragraphs of which a third are somebody's claims."""
    lead = f"{event.town} {event.topic} {' '.join(event.words[:5])}"
    lines = [lead, f"{_sentence(chance, event)} in {event.town} over {event.topic}."]
    for _ in range(chance.randint(*SENTENCES)):
        who = chance.choice(event.people) if chance.random() < 0.8 else _person(chance)
        what = _sentence(chance, event)
        told = f"{event.count} {event.words[0]} {what}" if chance.random() < 0.3 else what
        lines.append(f"{who} said that {told}." if chance.random() < 0.35 else f"{what.capitalize()}.")
    return "\n\n".join(lines)


def _sentence(chance: random.Random, event: Event) -> str:
    return " ".join(
        chance.choice(event.words) if chance.random() < OF_THE_EVENT else _word(_rank(chance))
        for _ in range(chance.randint(*WORDS))
    )


def _rank(chance: random.Random) -> int:
    """A word's rank: probable as 1/r up to `CORE_WORDS`, and as r to the minus `BEYOND` above, without a step."""
    core = 9.55  # the sum of 1/r up to CORE_WORDS
    tail = 1 / (BEYOND - 1)
    if chance.random() * (core + tail) < core:
        return int(CORE_WORDS ** chance.random())
    return int(CORE_WORDS * (1 - chance.random()) ** (-1 / (BEYOND - 1)))


def _person(chance: random.Random) -> str:
    return f"{_name(int(600 ** chance.random()), 'first')} {_name(int(PEOPLE ** chance.random()), 'last')}"


@cache
def _name(rank: int, kind: str) -> str:
    return _word(rank * 7 + {"town": 1, "first": 2, "last": 3}[kind]).capitalize()


def _word(rank: int) -> str:
    """Syllables that spell the rank: no two ranks share a word."""
    parts = []
    rank += len(_SYLLABLES)
    while rank:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        parts.append(_SYLLABLES[syllable])
    return "".join(parts)
