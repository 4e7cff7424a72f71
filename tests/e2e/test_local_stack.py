"""The local stack itself: it comes back with what it had, and copes with how people stop things."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tocsin.errors import LocalStackError
from tocsin.local import LocalStack, Overrides, running, stop_running
from tocsin.local.connection import last_known
from tocsin.local.emulator import Emulator, workers_folder

pytestmark = pytest.mark.e2e

OWNER = """
import sys
from pathlib import Path
from tocsin.local import LocalStack
with LocalStack(Path(sys.argv[1])):
    print("started", flush=True)
    sys.stdin.read()
"""


def ended_within(emulator: Emulator, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while emulator.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not emulator.is_alive()


def test_it_comes_back_on_its_port_with_its_data_and_deploys_only_what_changed(tmp_path: Path) -> None:
    with LocalStack(tmp_path) as stack:
        stack.deploy()
        before = stack.connection
        table = stack.outputs["TableName"]
        stack.client("dynamodb").put_item(TableName=table, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
        assert running(tmp_path) == before
    with pytest.raises(LocalStackError, match="no local stack"):
        running(tmp_path)
    assert not workers_folder(tmp_path).exists()

    with LocalStack(tmp_path) as stack:
        assert stack.deploy() == before.outputs
        assert stack.connection.fingerprint == before.fingerprint
        assert stack.connection.pid != before.pid
        found = stack.client("dynamodb").get_item(TableName=table, Key={"pk": {"S": "a"}, "sk": {"S": "b"}})
        assert "Item" in found

    changed = Overrides({"TOCSIN_RETENTION_DAYS": "9"}, {"IntakeQueue": {"VisibilityTimeout": 7}})
    with LocalStack(tmp_path, overrides=changed, parameters={"LogLevel": "DEBUG"}) as stack:
        outputs = stack.deploy()
        assert outputs == before.outputs
        sqs = stack.client("sqs")
        answer = sqs.get_queue_attributes(QueueUrl=outputs["IntakeQueueUrl"], AttributeNames=["VisibilityTimeout"])
        assert answer["Attributes"]["VisibilityTimeout"] == "7"
        functions = stack.client("lambda").list_functions()["Functions"]
        variables = [function["Environment"]["Variables"] for function in functions]
        assert len(variables) == 6
        assert all(v["TOCSIN_RETENTION_DAYS"] == "9" and v["LOG_LEVEL"] == "DEBUG" for v in variables)


def test_a_port_that_somebody_else_took_is_left_to_them(tmp_path: Path) -> None:
    with LocalStack(tmp_path) as stack:
        port = stack.connection.port
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        with LocalStack(tmp_path) as stack:
            assert stack.connection.port != port
            assert stack.connection.fingerprint == ""  # every deployed address is wrong: deploy again


def test_a_state_folder_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    with LocalStack(tmp_path), pytest.raises(LocalStackError, match="already running"):
        LocalStack(tmp_path).start()
    LocalStack(tmp_path).stop()


def test_an_emulator_whose_owner_was_killed_is_found_and_replaced(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    with subprocess.Popen(  # noqa: S603  # the script above
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "started\n"
        owner.kill()
    left = last_known(tmp_path)
    assert left is not None
    assert left.emulator.is_alive()
    with LocalStack(tmp_path) as stack:
        assert not left.emulator.is_alive()
        assert stack.connection.port == left.port
    assert stop_running(tmp_path) is False


def test_ctrl_c_stops_the_emulator_in_order(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    with subprocess.Popen(  # noqa: S603  # the script above
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "started\n"
        connection = last_known(tmp_path)
        assert connection is not None
        os.kill(owner.pid, signal.SIGINT)
    assert ended_within(connection.emulator, 60.0)
    assert (tmp_path / "services").is_dir()
    assert list((tmp_path / "services").glob("*.json"))
