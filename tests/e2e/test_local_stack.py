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
from tocsin.local import LocalStack, Overrides, Project, running, stop_running
from tocsin.local.connection import last_known
from tocsin.local.emulator import Emulator
from tocsin.local.package import load_template
from tocsin.local.workers import workers_folder

pytestmark = pytest.mark.e2e

OWNER = """
import sys
from pathlib import Path
from tocsin.local import LocalStack
with LocalStack(Path(sys.argv[1])):
    print("started", flush=True)
    sys.stdin.read()
"""


TOCSIN = Path(sys.executable).with_name("tocsin")


def up(state: Path, log: Path) -> subprocess.Popen[bytes]:
    """`tocsin up`, once it says that the stack is up."""
    with log.open("wb") as out:
        running_up = subprocess.Popen(  # noqa: S603  # our own program
            [str(TOCSIN), "up", "--state", str(state)], stdout=out, stderr=subprocess.STDOUT
        )
    deadline = time.monotonic() + 240.0
    while b"the stack is up" not in log.read_bytes():
        assert running_up.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    return running_up


def functions_of_template() -> list[str]:
    """The functions of the template that nobody need ask for."""
    resources = load_template(Project.find().template)["Resources"]
    functions = {name: each for name, each in resources.items() if each["Type"] == "AWS::Serverless::Function"}
    return [name for name, function in functions.items() if "Condition" not in function]


def tocsin(state: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own program
        [str(TOCSIN), *words, "--state", str(state)], capture_output=True, text=True, timeout=240, check=True
    )
    return done.stdout


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
        assert len(variables) == len(functions_of_template())
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


def test_down_ends_the_up_that_runs_and_up_comes_back_after_it_with_one_key(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for number in range(2):
        with up(state, tmp_path / f"{number}.log") as running_up:
            keys = [key for key in tocsin(state, "keys", "list", "--json").splitlines() if "tocsin up" in key]
            assert len(keys) == 1
            assert '"expires_at":null' not in keys[0]
            assert tocsin(state, "down") == "stopped\n"
            assert running_up.wait(30) == 0
        told = (tmp_path / f"{number}.log").read_text()
        assert "Traceback" not in told
        assert told.endswith("stopped; what was stored is kept\n")
    assert tocsin(state, "down") == "no local stack is running\n"


def test_an_up_whose_emulator_was_killed_ends_by_itself_without_a_traceback(tmp_path: Path) -> None:
    log = tmp_path / "up.log"
    with up(tmp_path / "state", log) as running_up:
        connection = last_known(tmp_path / "state")
        assert connection is not None
        os.kill(connection.pid, signal.SIGKILL)
        assert running_up.wait(30) == 1
    assert "Traceback" not in log.read_text()
    assert "the emulator has ended by itself" in log.read_text()


def test_what_was_saved_at_an_interval_survives_a_kill(tmp_path: Path) -> None:
    with LocalStack(tmp_path, save_seconds=0.2) as stack:
        stack.deploy()
        table, key = stack.outputs["TableName"], {"pk": {"S": "a"}, "sk": {"S": "b"}}
        stack.client("dynamodb").put_item(TableName=table, Item=key)
        saved = tmp_path / "services" / "dynamodb.json"
        deadline = time.monotonic() + 60.0
        while not (saved.exists() and '"pk": {"S": "a"}' in saved.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        known = tmp_path / "services" / "cloudformation.json"  # saved behind all that the stack is made of
        while not (known.exists() and '"StackStatus": "CREATE_COMPLETE"' in known.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        os.kill(stack.connection.pid, signal.SIGKILL)
    with LocalStack(tmp_path) as stack:
        assert stack.deploy()
        assert "Item" in stack.client("dynamodb").get_item(TableName=table, Key=key)
