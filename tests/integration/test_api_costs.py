"""No request of the API costs more on a larger archive (docs/measurements.md tells of a hundred thousand articles)."""

from __future__ import annotations

import pytest
from tests.bench.api import FILLS_LATER, Cost, measure

pytestmark = pytest.mark.integration

SMALL, LARGE = 3_000, 6_000
"""From the first on every list fills its page; laying them out takes some seconds."""
MOST_CALLS = 40


@pytest.fixture(scope="module")
def costs() -> tuple[dict[str, Cost], dict[str, Cost]]:
    return measure(SMALL, 1), measure(LARGE, 1)


def test_calls_and_read_units_of_every_read_stay_the_same_while_the_archive_doubles(
    costs: tuple[dict[str, Cost], dict[str, Cost]],
) -> None:
    small, large = costs
    assert set(small) == set(large)
    grown = {told: (small[told].units, one.units) for told, one in large.items() if told not in FILLS_LATER}
    assert {told: pair for told, pair in grown.items() if pair[1] > 1.25 * pair[0] + 1} == {}
    assert {told: one.calls for told, one in large.items() if one.calls > MOST_CALLS} == {}
