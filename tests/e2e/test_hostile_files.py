"""A folder of hostile files through `tocsin ingest`: a reason for each, no crash, no dead letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.conftest import Deployed
from tests.hostile_files import write_hostile_files

pytestmark = pytest.mark.e2e


def test_every_hostile_file_gets_its_reason_and_no_dead_letter(deployed: Deployed, tmp_path: Path) -> None:
    expected = write_hostile_files(tmp_path)
    files = sorted(path for path in tmp_path.iterdir() if path.is_file())
    outcomes = deployed.ingest(files, timeout=400.0)
    assert len(outcomes) == len(expected) > 30
    wrong = {
        name: (code, outcomes[name])
        for name, code in expected.items()
        if (outcomes[name].state == "rejected") != (code is not None) or (code and outcomes[name].code != code)
    }
    archives = {name for name in wrong if outcomes[name].state == "split"}
    assert archives == {"files.zip"}  # which holds a file that is read by itself
    assert set(wrong) == archives
    assert all(outcome.reason for outcome in outcomes.values() if outcome.state == "rejected")
    deployed.settle()
    assert deployed.dead_letters() == 0
