"""The `tocsin` command against a running stack, as a shell would call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Api, Deployed, eventually

from tocsin.aws.keys import upload_id

pytestmark = pytest.mark.e2e

TOCSIN = Path(sys.executable).with_name("tocsin")
SECONDS = 120
LIST_BUCKET = """
import boto3, os
for item in boto3.client('s3').list_objects_v2(Bucket=os.environ['BUCKET'])['Contents']:
    print(item['Key'])
"""


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
    waiting = {line["step"]: line["left"] for line in run(deployed, "redrive", "--dry-run")}
    assert waiting == dict.fromkeys(("analyze", "correlate", "notify", "deliver", "collect"), 0)


def test_a_stack_is_found_by_its_name_as_in_aws(deployed: Deployed) -> None:
    named = {**deployed.stack.connection.environment(), "TOCSIN_STACK": "tocsin"}
    assert run(deployed, "alerts", "--limit", "1", env=named)
    assert run(deployed, "alerts", "--stack", "no-such-stack", env=named, status=1) == []


def test_a_shell_is_told_all_it_needs_to_speak_to_the_stack(deployed: Deployed) -> None:
    [told] = run(deployed, "env", "--scope", "read")
    assert Api(told["API"], told["KEY"]).call("GET", "/v1/topics").status == 200
    assert Api(told["API"], told["KEY"]).call("GET", "/v1/keys").status == 403
    assert told["AWS_ENDPOINT_URL"] == deployed.stack.connection.endpoint
    script = f'eval "$({TOCSIN} env)"; {sys.executable} -c "{LIST_BUCKET}"'
    environment = {
        "PATH": os.environ["PATH"],
        "TOCSIN_STATE": str(deployed.stack.state_dir),
        "AWS_PROFILE": "none",
        "AWS_SESSION_TOKEN": "of another account",
    }
    done = subprocess.run(  # noqa: S603  # our own program
        ["/bin/sh", "-c", script], capture_output=True, text=True, timeout=SECONDS, env=environment, check=False
    )
    assert "uploads/seeds/" in done.stdout, done.stderr


def test_metadata_that_cannot_be_read_is_told_with_the_upload(deployed: Deployed) -> None:
    text = "Ferry to Lissa stopped\n\nThe harbour office of Orm said that no ferry would leave before Friday.\n"
    s3, bucket = deployed.stack.client("s3"), deployed.stack.outputs["BucketName"]
    s3.put_object(Bucket=bucket, Key="uploads/ferry.txt", Body=text.encode(), Metadata={"published-at": "yesterday"})
    uploads = deployed.target.services.uploads
    upload = upload_id("uploads/ferry.txt")
    eventually(lambda: upload in uploads.known([upload]) and uploads.get(upload).state == "analyzed")
    assert "published-at (yesterday) was left out" in deployed.api("read").get(f"/v1/uploads/{upload}")["notes"][0]


def test_a_stack_that_cannot_be_reached_is_a_line_and_no_traceback() -> None:
    environment = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    done = subprocess.run(  # noqa: S603  # our own program
        [str(TOCSIN), "alerts", "--stack", "nope"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("aws: there are no AWS credentials")
    assert "Traceback" not in done.stderr
