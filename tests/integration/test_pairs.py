"""Two articles on one new event at the same moment: one story, one alert, in whatever order their calls fall.

The deployed queue places one article at a time; here nothing does. Two workers correlate over a table in memory, each
call is one turn, and who has it is decided call by call: first every way in which one worker interrupts the other once
and is interrupted once, then by lot. A worker that meets a `Conflict` tries again, as its message would.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from tests.bench.memory_aws import SETTINGS, MemoryClients, Ticking, in_memory
from tests.bench.turns import Turns
from tests.bench.world import read

from tocsin.aws.keys import stamp
from tocsin.aws.records import Head, card_of
from tocsin.aws.services import Services
from tocsin.codec import from_json
from tocsin.errors import Conflict
from tocsin.model import Article
from tocsin.steps.correlate import Correlator
from tocsin.watches.model import Delivery, Rule, TopicRule, Watch

pytestmark = pytest.mark.integration

PAIRS = 1_000
MOST_DELIVERIES = 10
START = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
Choose = Callable[[Sequence[int]], int]
OWN_NAMES = 9
NAMES = [
    f"{first}{second}{third}{last}"
    for first in (
        "Bel",
        "Dor",
        "Fal",
        "Gan",
        "Hes",
        "Jor",
        "Kel",
        "Lum",
        "Mor",
        "Nev",
        "Pol",
        "Ras",
        "Sol",
        "Tam",
        "Vor",
    )
    for second in ("ab", "ec", "id", "of", "ug", "an", "er", "il", "os", "ut", "ark", "end", "ing", "ost")
    for third in ("da", "ne", "mi", "ro", "lu", "ka")
    for last in ("rd", "ll", "sk", "lm", "nt", "ster", "van", "ngton")
]
"""Enough invented names for each pair to have its own."""
random.Random(1).shuffle(NAMES)  # noqa: S311  # neighbours in the list are too alike


@dataclass
class Desk:
    """A deployment in memory, whose every call waits for its turn."""

    turns: Turns = field(default_factory=Turns)
    conflicts: int = 0

    def __post_init__(self) -> None:
        self.services: Services
        self.clients: MemoryClients
        self.services, self.clients = in_memory(read, Ticking(START), before=self.turns.before)
        watch = Watch("floods", "Floods", Rule(TopicRule(any=("floods",))), delivery=Delivery(most_per_hour=1_000))
        self.services.watches.create(watch)

    def visible(self, number: int, side: int) -> str:
        """One of two articles on event `number` as analyze leaves it; answers its message."""
        text = story(number)[side]
        name = f"{number:04d}-{side}"
        at = START + timedelta(minutes=number)
        article = Article(name, text, text.partition("\n")[0], publisher=f"Gazette {side}", published_at=at)
        articles, analysis = self.services.articles, read(article)
        self.services.objects.put_text(name, text)
        articles.put_analysis(name, "1", analysis, 0)
        articles.put_head(Head(card_of(article, analysis, stamp(at)), "1", "u", "text/plain", 0))
        return f'{{"article":"{name}","v":"1"}}'

    def worker(self, body: str) -> Callable[[], None]:
        """Delivers a message as the queue does: again and again until it is done with."""
        correlator = Correlator(self.services)
        # Read now: up to Python 3.11 a cached property is locked while it is made, and whoever waits gives up no turn.
        assert correlator._watches
        assert correlator._muting is not None

        def deliver() -> None:
            for _ in range(MOST_DELIVERIES):
                try:
                    correlator.handle(body)
                except Conflict:
                    self.conflicts += 1
                else:
                    return
            raise AssertionError(f"{body} found no moment of its own")

        return deliver


def story(number: int) -> tuple[str, str]:
    """Two reports of one flood by two houses, which have its names in common, and hardly anything else with others."""
    names = NAMES[number * OWN_NAMES : (number + 1) * OWN_NAMES]
    town, river, mayor, road, mill, school, bridge, farm, square = names
    people = 10 * number + 23
    said = f"Mayor {mayor} said that {people} people of {town} slept in the {school} gymnasium near {road} street."
    one = (
        f"{river} floods {town}\n\nOver the {river} dyke at {farm} came the floods that took {bridge} bridge.\n\n{said}"
    )
    other = (
        f"{town} wakes to floods\n\nHouses by {bridge} bridge and {square} square in {town} stood in the {river}.\n\n"
        f"{said}\n\nMiller {mill} said that the {river} took all of his grain at {farm}."
    )
    return one, other


def interrupted(calls: int) -> Iterator[Choose]:
    """One goes first and is interrupted after some calls; the other one, after some calls of its own, too."""
    for first in (0, 1):
        for before in range(calls):
            for between in range(1, calls + 1):
                order = iter([first] * before + [1 - first] * between + [first] * 3 * calls)
                yield lambda waiting, order=order, first=first: _next(order, waiting, first)  # type: ignore[misc]  # defaults bind the loop's variables


def by_lot(seed: int) -> Choose:
    chance = random.Random(seed)  # noqa: S311  # a seeded order
    return chance.choice


def _next(order: Iterator[int], waiting: Sequence[int], otherwise: int) -> int:
    wanted = next(order, otherwise)
    return wanted if wanted in waiting else waiting[0]


def orders() -> list[Choose]:
    """As many as there are pairs, those with the fewest interruptions first."""
    systematic = list(interrupted(14))
    return [*systematic, *(by_lot(seed) for seed in range(PAIRS - len(systematic)))]


def test_two_articles_on_one_new_event_are_one_story_and_one_alert_a_thousand_times() -> None:
    desk = Desk()
    outcomes: Counter[tuple[int, ...]] = Counter()
    for number, choose in enumerate(orders()):
        bodies = [desk.visible(number, side) for side in (0, 1)]
        desk.clients.sqs.queues.clear()
        desk.turns.run([desk.worker(body) for body in bodies], choose)
        outcomes[outcome(desk, number)] += 1
    # One story of two articles, both claims entered, one alert; what follows it, if anything, refers to it.
    assert set(outcomes) <= {(1, 2, 2, 1, 0), (1, 2, 2, 1, 1)}, outcomes
    assert outcomes.total() == PAIRS
    assert desk.conflicts > PAIRS // 4  # they did get in each other's way


def outcome(desk: Desk, number: int) -> tuple[int, ...]:
    """Stories, articles in the story and in its ledger, alerts, updates."""
    services = desk.services
    heads = [services.articles.head(f"{number:04d}-{side}") for side in (0, 1)]
    stories = {head.story for head in heads}
    place = heads[0].story
    assert place is not None
    file = services.stories.case_file(place)
    told = [services.alerts.why(head.card.id) for head in heads]
    assert all(told)
    sent = {
        from_json(body.encode(), dict[str, str])["alert"]
        for body in desk.clients.sqs.queues.get(SETTINGS.outbox_queue_url, ())
    }
    alerts = [services.alerts.get(alert).alert for alert in sorted(sent)]
    first = [alert for alert in alerts if alert.msg_type == "alert"]
    later = [alert for alert in alerts if alert.msg_type != "alert"]
    assert all(alert.references[0] in {one.id for one in first} for alert in later)
    size = services.stories.story(place).size
    return len(stories), size, len(file.ledger.articles), len(first), len(later)
