"""What an article costs does not grow with the archive; and the table that says so behaves and bills as another one."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import pytest
from tests.bench.drive import STEPS, Line, Upload
from tests.bench.memory_aws import Ticking, in_memory
from tests.bench.memory_dynamodb import MemoryDynamoDB
from tests.bench.scale import Run, Window, watches
from tests.bench.world import START, World, read
from tests.integration.conftest import Deployment
from tests.integration.counting import CountingDynamoDB

pytestmark = pytest.mark.integration

SMALL, LARGE = 1_000, 10_000
MEASURED = 60
NOISE = 0.08
"""Sixty articles differ from the next sixty by up to 4%: some tell of longer stories."""
COMPARED = 15


def through(dynamodb: Any, articles: int) -> Line:
    """The first articles of a world through the steps, over any table."""
    clock = Ticking(START)
    services, clients = in_memory(read, clock, dynamodb=cast("MemoryDynamoDB", dynamodb))
    for watch in watches():
        services.watches.create(watch)
    line, world = Line(services, clients), World()
    told = [world.next_told() for _ in range(articles)]
    line.feed(
        Upload(f"{one.number}.txt", one.text.encode(), one.at, {"published-at": one.at.isoformat()}) for one in told
    )
    return line


def test_the_table_in_memory_holds_and_bills_what_another_one_does(deployment: Deployment) -> None:
    moto, counting = CountingDynamoDB.before(deployment.services.table.client)
    through(moto, COMPARED)
    table = MemoryDynamoDB()
    seeding = table.meter
    line = through(table, COMPARED)
    assert {key: stored.item for key, stored in table.items.items()} == deployment.items()
    meters = [seeding, *(line.meters[step] for step in STEPS)]
    assert sum((meter.calls for meter in meters), Counter()) == counting.bill.calls
    assert sum(meter.write_units for meter in meters) == counting.bill.write_units
    assert sum(meter.read_units for meter in meters) == counting.bill.read_units


def measured(archive: int) -> Window:
    run = Run(archive, drawn=True)
    run.feed(MEASURED)
    return run.window(archive, "laid out", MEASURED)


def test_an_article_costs_the_same_after_ten_thousand_as_after_a_thousand() -> None:
    small, large = measured(SMALL), measured(LARGE)
    for before, after in zip(small.total, large.total, strict=True):
        assert after == pytest.approx(before, rel=NOISE)
