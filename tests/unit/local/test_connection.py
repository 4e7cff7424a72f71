"""The note about the running stack, and how it is believed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tocsin.errors import LocalStackError
from tocsin.local.connection import Connection, last_known, running
from tocsin.local.emulator import Emulator
from tocsin.local.project import Project
from tocsin.local.stack import LocalStack, stop_running

OUTPUTS = {
    "TableName": "t",
    "BucketName": "b",
    "CorrelateQueueUrl": "c",
    "OutboxQueueUrl": "o",
    "TopicArn": "a",
    "ApiUrl": "http://127.0.0.1:4999/_aws/execute-api/x",
}


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    connection = Connection(123, 4999, OUTPUTS, "print")
    connection.save(tmp_path)
    assert last_known(tmp_path) == connection
    assert [path.name for path in tmp_path.iterdir()] == ["stack.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid": 1, "port": 2, "other": 3}', "\x00"])
def test_a_damaged_note_is_no_note(tmp_path: Path, text: str) -> None:
    (tmp_path / "stack.json").write_text(text, encoding="utf-8")
    assert last_known(tmp_path) is None


def test_a_process_that_got_the_old_number_is_neither_believed_nor_stopped(tmp_path: Path) -> None:
    Connection(os.getpid(), 4999, OUTPUTS).save(tmp_path)
    with pytest.raises(LocalStackError, match="tocsin up"):
        running(tmp_path)
    assert stop_running(tmp_path) is False
    Emulator(os.getpid(), 4999).stop()  # this very process: still here if the next line runs
    assert not Emulator(os.getpid(), 4999).is_alive()


def test_the_environment_points_boto3_and_the_settings_at_the_emulator() -> None:
    environment = Connection(1, 4999, OUTPUTS).environment()
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4999"
    assert environment["TOCSIN_TABLE"] == "t"
    assert environment["TOCSIN_API_URL"] == OUTPUTS["ApiUrl"]


def test_outside_a_checkout_the_one_that_is_installed_is_found(tmp_path: Path) -> None:
    assert (Project.find(tmp_path).root / "template.yaml").is_file()


def test_a_stack_that_is_not_started_says_so(tmp_path: Path) -> None:
    stack = LocalStack(tmp_path)
    with pytest.raises(LocalStackError, match="not started"):
        _ = stack.outputs
    stack.stop()


def test_a_project_without_its_emulator_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LocalStackError, match="make build"):
        _ = Project(tmp_path).emulator_python
