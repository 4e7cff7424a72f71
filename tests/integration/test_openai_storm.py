"""Two hundred articles, workers side by side that are killed at any point, a server that fails three times in ten.

Nothing is lost, nothing whose answer was kept is asked for again, and what was billed never passes the cap.
"""

from __future__ import annotations

import json
import queue
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.integration.atomic import AtomicDynamoDB
from tests.integration.conftest import Deployment
from tests.integration.test_openai_engine import ARTICLE, GOOD, KEY
from tests.openai_server.server import Act, Asked, Running, openai_server

from tocsin.aws.spending import Spending, read_month
from tocsin.engine.openai.engine import OpenAIEngine
from tocsin.engine.openai.prices import Price
from tocsin.engine.openai.replies import Reply
from tocsin.engine.openai.retry import Timing
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import BudgetSpent
from tocsin.model import Analysis, Article

pytestmark = pytest.mark.integration

ARTICLES, WORKERS = 200, 6
FAILURE, DEATH = 0.3, 0.02
"""Chance of a failing call, and of a death at each of the five points around a call."""
USED = (1000, 200)
PRICE = Price.per_million(Decimal(1), Decimal(2))
COST = PRICE.of(*USED)
CAP = 150 * COST
"""Less than two hundred answers cost."""
FAULTS = [
    *(Act(status=500), Act(status=503), Act(status=429), Act(status=400), Act(drop=True)),
    *(Act("{", usage=USED), Act(raw=b"?"), Act(refusal="no", usage=USED)),
]
UNBILLED = frozenset({400, 429, 500, 503})


class Killed(BaseException):
    """A worker is gone; nothing catches it, as nothing catches SIGKILL."""


class World:
    """What the server billed and the account kept, and the dice."""

    def __init__(self, seed: int) -> None:
        self.dice, self.lock = random.Random(seed), threading.Lock()  # noqa: S311  # failures for a test
        self.billed = 0
        self.kept: Counter[str] = Counter()
        self.asked_again: list[str] = []
        self.deaths = self.spent_out = 0

    def answer(self, _: int, asked: Asked) -> Act:
        article, repair = asked.article["title"], len(asked.messages) > 2
        with self.lock:
            if self.kept[article] > int(repair):
                self.asked_again.append(article)
            act = self.dice.choice(FAULTS) if self.dice.random() < FAILURE else Act(json.dumps(GOOD), usage=USED)
            if act.status not in UNBILLED:  # a connection that breaks may have been billed as well
                self.billed += COST
            return act

    def may_die(self) -> None:
        with self.lock:
            if self.dice.random() < DEATH:
                self.deaths += 1
                raise Killed


class Mortal:
    """The deployment's account, around each of whose effects the worker may die."""

    def __init__(self, account: Spending, world: World) -> None:
        self.account, self.world = account, world

    def hold(self, amount: int) -> str:
        self.world.may_die()
        try:
            hold = self.account.hold(amount)
        except BudgetSpent:
            with self.world.lock:
                self.world.spent_out += 1
            raise
        self.world.may_die()
        return hold

    def settle(self, hold: str, amount: int, reply: Reply | None) -> None:
        self.world.may_die()
        self.account.settle(hold, amount, reply)
        self.world.may_die()

    def recall(self, article: str, request: str) -> Reply | None:
        return self.account.recall(article, request)

    def keep(self, article: str, request: str, reply: Reply) -> None:
        self.world.may_die()  # here alone an answer is lost, and paid for again by another delivery
        self.account.keep(article, request, reply)
        with self.world.lock:
            self.world.kept[article] += 1


def engine_for(server: Running, account: Mortal) -> OpenAIEngine:
    """As a new process has it: with a breaker that knows of nothing."""
    plain = OpenAISettings("test-model", server.url, price=PRICE, call_seconds=30.0, output="json")
    return OpenAIEngine(plain, account, lambda: KEY, timing=Timing(sleep=lambda _: None, chance=lambda: 0.5))


def read_all(account: Mortal, server: Running) -> dict[str, Analysis]:
    """Workers take articles from a queue; what a killed one had in its hands comes back to it."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for number in range(ARTICLES):
        waiting.put(f"Number {number}")
    done: dict[str, Analysis] = {}

    def work(_: int) -> None:
        engine = engine_for(server, account)
        while len(done) < ARTICLES:
            try:
                title = waiting.get(timeout=0.05)
            except queue.Empty:
                continue
            try:
                done[title] = engine.analyze(article(title))
            except Killed:
                waiting.put(title)
                engine = engine_for(server, account)

    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(work, range(WORKERS)))
    return done


def article(title: str) -> Article:
    return replace(ARTICLE, id=title, title=title)


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # threads take turns as they like: no second run is the same
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_in_a_storm_of_failures_and_deaths_no_article_is_lost_or_paid_twice_and_the_cap_holds(
    deployment: Deployment, seed: int
) -> None:
    table = deployment.services.table
    table.client = AtomicDynamoDB.before(deployment.services.clients.dynamodb)
    for key in list(deployment.items()):
        table.delete(key)
    account = Spending(table, daily=CAP, monthly=CAP, now=lambda: datetime(2031, 5, 4, 12, tzinfo=UTC))
    world = World(seed)
    with openai_server(world.answer) as server:
        done = read_all(Mortal(account, world), server)
        asked = len(server.asked)
        for title, analysis in done.items():
            if analysis.versions.engine.startswith("openai/"):
                again = engine_for(server, Mortal(account, World(0))).analyze(article(title))
                assert again == analysis
        assert len(server.asked) == asked

    assert len(done) == ARTICLES
    assert all(a.versions.engine.startswith("openai/") or "embedded engine did" in a.notes[-1] for a in done.values())
    assert all(analysis.claims for analysis in done.values())
    month = read_month(table, "2031-05")[0]
    assert world.asked_again == []
    assert world.billed <= month.committed <= CAP
    assert world.deaths > 0
    assert world.spent_out > 0
