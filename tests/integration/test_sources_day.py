"""A small day of sources over a table in memory, as `tests.bench.sources` simulates a large one: the same laws hold."""

from __future__ import annotations

import pytest
from tests.bench.publishers import Publishers
from tests.bench.sources import Day, tell

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("kill_one_in", [0, 150])
def test_a_day_of_sources_loses_and_doubles_nothing_though_workers_die(kill_one_in: int) -> None:
    day = Day(Publishers(sources=8, items=200), workers=2, kill_one_in=kill_one_in)
    day.run()
    lags = day.lags()
    assert (len(lags["lost"]), day.doubled()) == (0, 0)
    assert len(lags["all"]) > 100
    assert (day.killed > 10) == bool(kill_one_in)
    assert "lost 0" in tell(day, 1.0)
