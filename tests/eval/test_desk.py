"""Stories end as a desk editor would have written down: in the ledger, and in what rang."""

from __future__ import annotations

from typing import Any

import pytest
from tests.eval.desk.measure import faults, stories


@pytest.mark.parametrize("story", stories(), ids=lambda story: story["name"])
def test_the_ledger_and_the_alerts_are_those_that_were_written_down(story: dict[str, Any]) -> None:
    assert faults(story) == []


@pytest.mark.parametrize("story", stories(), ids=lambda story: story["name"])
def test_nothing_is_corroborated_that_is_not(story: dict[str, Any]) -> None:
    assert not [fault for fault in faults(story) if fault.startswith("wrongly")]
