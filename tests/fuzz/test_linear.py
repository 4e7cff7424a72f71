"""No text makes the engine's work grow faster than its length: steps are counted, so other load changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fuzz.families import FAMILIES

ROOT = Path(__file__).parents[2]
TIMES = 4
"""The longer text of each pair is so many times as long."""
MOST = 2.25 * TIMES
"""Measured growth is 3 to 4.4 times, 8.4 where a bounded window is not yet full (sentences that may be claims of the
article's own); quadratic work would grow 16 times."""
FEWEST = 20
"""Steps of the smallest piece of work; fewer would mean that they are not seen."""

Counts = dict[str, dict[str, tuple[int, int]]]


@pytest.fixture(scope="module")
def steps() -> Counts:
    """By family and work. A process of its own: this one may run the engine compiled, where steps are not seen."""
    command = [sys.executable, "-m", "tests.fuzz.steps"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    assert result.returncode == 0, result.stderr
    counts: Counts = json.loads(result.stdout)
    return counts


@pytest.mark.parametrize("family", FAMILIES)
def test_work_grows_no_faster_than_the_text(family: str, steps: Counts) -> None:
    assert steps[family].keys() == {"analyze", "compare", "upload", "support"}
    for work, (short, long) in steps[family].items():
        assert short >= FEWEST, work
        assert long < MOST * short, work
