"""Workers killed between any two effects, and dead letters: the final state is that of a quiet day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Deployed, eventually

from tocsin.cli.redrive import bring_back
from tocsin.engine.embedded import analyze_text
from tocsin.steps.fault import POINTS

pytestmark = pytest.mark.e2e


STORY = """Selm calls up sailors as ships gather off Orrin

The invented island state of Selm announced the mobilization of 9,000 reservists on Thursday. Admiral Ketta Moore said
that draft letters would reach every port town within a week.

"We will not send students," Moore promised. The opposition leader, Bran Oster, said that 300 men had already fled.
"""
OTHER = """Selm's fishing fleet is told to stay in port

The harbour office of the invented town of Orrin said on Friday that 40 boats would stay in port. "The draft has taken
half of my crew," said the skipper Lia Brandt.
"""


@pytest.mark.usefixtures("quick")
def test_killed_at_every_point_the_article_is_stored_once_and_rings_once(
    deployed: Deployed, subscribe_queue: Callable[[str, dict[str, Any] | None], str], tmp_path: Path
) -> None:
    watch = {"id": "selm", "name": "Selm", "rule": {"topics": {"any": ["mobilization"]}}, "severity": "severe"}
    assert deployed.api("write").call("POST", "/v1/watches", watch).status == 201
    queue = subscribe_queue("selm", {"watch": ["selm"]})
    steps = ("reanalyze.", "regroup.", "decide.", "deliver.", "split.", "release.")
    elsewhere = ("correlate.copy", "correlate.kill", "analyze.appearance", "analyze.waiting", "analyze.item")
    points = [point for point in POINTS if not point.startswith((*steps, *elsewhere))]
    for point in points:
        (deployed.faults / point).touch()
    file = tmp_path / "selm.txt"
    file.write_text(STORY)
    outcome = deployed.ingest([file], timeout=400.0)["selm.txt"]
    assert outcome.state == "analyzed"
    eventually(lambda: not list(deployed.faults.iterdir()), 400.0)
    deployed.settle()

    api = deployed.api("read")
    detail = api.get(f"/v1/articles/{outcome.article}")
    text = api.get(f"/v1/articles/{outcome.article}/text").decode()
    expected = analyze_text(text, detail["article"]["title"], detail["article"]["language"])
    assert [claim["id"] for claim in detail["analysis"]["claims"]] == [claim.id for claim in expected.claims]
    assert len(detail["appearances"]) == 1
    for query in ("", "topic=mobilization&"):
        listed = [item["article"]["id"] for item in api.get(f"/v1/articles?{query}limit=100")["items"]]
        assert Counter(listed)[outcome.article] == 1
    raised = [item["alert"] for item in api.get("/v1/alerts?watch=selm")["items"]]
    alerts = [alert for alert in raised if alert["article"] == outcome.article]
    assert len(alerts) == 1
    received = [json.loads(envelope["Message"]) for envelope in deployed.messages(queue)]
    assert {event["data"]["id"] for event in received} == {alerts[0]["id"]}
    assert len({event["id"] for event in received}) == 1  # by which subscribers know a repeated delivery
    assert deployed.dead_letters() == 0


def test_a_dead_letter_is_brought_back_by_one_command_and_its_upload_is_analyzed(
    deployed: Deployed,
) -> None:
    functions = deployed.stack.client("lambda")
    intake, dead = deployed.stack.outputs["IntakeQueueUrl"], deployed.stack.outputs["IntakeDeadLettersUrl"]
    mappings = functions.list_event_source_mappings()["EventSourceMappings"]
    [mapping] = [m for m in mappings if m["EventSourceArn"].endswith(intake.rsplit("/", 1)[1])]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        _kill_a_letter(deployed, intake, dead)
    finally:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    assert deployed.dead_letters() == 1

    moved = bring_back(deployed.target, "analyze")

    assert (moved.moved, moved.left) == (1, 0)
    api = deployed.api("read")
    eventually(
        lambda: "uploads/dead/port.txt" in [u["key"] for u in api.get("/v1/uploads?state=analyzed&limit=100")["items"]]
    )
    assert deployed.dead_letters() == 0


def _kill_a_letter(deployed: Deployed, intake: str, dead: str) -> None:
    """Put an object and move its event to the dead letters, as the queue does after the last attempt."""
    sqs = deployed.stack.client("sqs")
    found: list[dict[str, Any]] = []

    def taken() -> bool:
        found.extend(sqs.receive_message(QueueUrl=intake, WaitTimeSeconds=1).get("Messages", []))
        return bool(found)

    bucket = deployed.stack.outputs["BucketName"]
    deployed.stack.client("s3").put_object(Bucket=bucket, Key="uploads/dead/port.txt", Body=OTHER.encode())
    eventually(taken)
    sqs.send_message(QueueUrl=dead, MessageBody=found[0]["Body"])
    sqs.delete_message(QueueUrl=intake, ReceiptHandle=found[0]["ReceiptHandle"])
