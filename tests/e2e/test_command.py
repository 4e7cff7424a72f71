"""The `tocsin` command against a running stack, as a shell would call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Api, Deployed

pytestmark = pytest.mark.e2e

TOCSIN = Path(sys.executable).with_name("tocsin")
SECONDS = 120


def run(deployed: Deployed, *words: str, status: int = 0, env: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """JSON lines that a command prints against the deployed stack."""
    environment = {"PATH": os.environ["PATH"], "TOCSIN_STATE": str(deployed.stack.state_dir), **(env or {})}
    done = subprocess.run(  # noqa: S603  # our own program
        [str(TOCSIN), *words, "--json"], capture_output=True, text=True, timeout=SECONDS, env=environment, check=False
    )
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_key_that_the_command_makes_opens_the_api_until_it_is_revoked(deployed: Deployed) -> None:
    [made] = run(deployed, "keys", "create", "--scope", "read", "--name", "desk")
    api = Api(deployed.stack.outputs["ApiUrl"], made["key"])
    assert api.call("GET", "/v1/topics").status == 200
    assert made["id"] in [key["id"] for key in run(deployed, "keys", "list")]
    assert all("key" not in key and "hash" not in key for key in run(deployed, "keys", "list"))
    environment = {"PATH": os.environ["PATH"], "TOCSIN_STATE": str(deployed.stack.state_dir)}
    revoke = [str(TOCSIN), "keys", "revoke", made["id"]]
    subprocess.run(revoke, check=True, timeout=SECONDS, env=environment, capture_output=True)  # noqa: S603  # as above
    assert api.call("GET", "/v1/topics").status == 401


def test_a_folder_is_ingested_with_an_outcome_for_each_file(deployed: Deployed, tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(
        "Storm closes the port of Orm\n\nThe harbour master of the invented port said so.\n"
    )
    (tmp_path / "empty.txt").touch()
    outcomes = {Path(line["file"]).name: line for line in run(deployed, "ingest", str(tmp_path))}
    assert outcomes["storm.txt"]["state"] == "analyzed"
    assert (outcomes["empty.txt"]["state"], outcomes["empty.txt"]["code"]) == ("rejected", "empty-document")
    again = run(deployed, "ingest", str(tmp_path / "storm.txt"))
    assert (again[0]["state"], again[0]["article"]) == ("duplicate", outcomes["storm.txt"]["article"])


def test_alerts_and_dead_letters_are_listed(deployed: Deployed) -> None:
    alerts = run(deployed, "alerts", "--watch", "mobilization")
    assert alerts
    assert {alert["watch"] for alert in alerts} == {"mobilization"}
    assert [line["left"] for line in run(deployed, "redrive", "--dry-run")] == [0, 0, 0]


def test_a_stack_is_found_by_its_name_as_in_aws(deployed: Deployed) -> None:
    named = {**deployed.stack.connection.environment(), "TOCSIN_STACK": "tocsin"}
    assert run(deployed, "alerts", "--limit", "1", env=named)
    assert run(deployed, "alerts", "--stack", "no-such-stack", env=named, status=1) == []
