"""A part of the generated corpus through the deployed stack under disturbance, and pairs that arrive at one moment."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.bench.disturbance import Disturber, articles
from tests.bench.sameness import differences, undisturbed
from tests.e2e.conftest import Deployed, eventually
from tests.eval.corpus.measure import WATCHES
from tests.integration.test_pairs import story

pytestmark = pytest.mark.e2e

EVENTS, ARTICLES = 4, 32
PAIRS = 8
KILLS = 4
BUSY = {"most_per_hour": 1_000}


@pytest.mark.usefixtures("quick")
def test_doubled_delayed_shuffled_and_killed_the_ledger_and_the_alerts_are_the_same_byte_for_byte(
    deployed: Deployed, subscribe_queue: Callable[[str, dict[str, Any] | None], str]
) -> None:
    deployed.target.services.watches.seed(list(WATCHES))
    ours = {watch.id for watch in WATCHES}
    queue = subscribe_queue("corpus", {"watch": sorted(ours)})
    disturber = Disturber(deployed.stack, deployed.target, deployed.faults, seed=1)
    run = disturber.put("corpus", articles(EVENTS, ARTICLES), deployed.settle, KILLS)

    assert deployed.dead_letters() == 0
    assert run.killed > 2
    assert differences(run, undisturbed(run)) == []
    raised = [
        item["alert"]
        for item in deployed.api("read").get("/v1/alerts?limit=100")["items"]
        if item["alert"]["watch"] in ours
    ]
    received = [json.loads(envelope["Message"]) for envelope in deployed.messages(queue)]
    every = [one for event in received for one in (event["data"], *event["data"].get("also", []))]
    assert {one["id"] for one in every if one["watch"] in ours} == {alert["id"] for alert in raised}
    assert len(raised) > 2


def test_pairs_that_arrive_at_one_moment_are_one_story_and_one_alert_each(deployed: Deployed, tmp_path: Path) -> None:
    watch = {"id": "pairs", "name": "Pairs", "rule": {"words": {"any": ["floods"]}}, "delivery": BUSY}
    assert deployed.api("write").call("POST", "/v1/watches", watch).status == 201
    files = []
    for number in range(PAIRS):
        for side, text in enumerate(story(number)):
            files.append(tmp_path / f"{number}-{side}.txt")
            files[-1].write_text(text)
    outcomes = deployed.ingest(files)
    services = deployed.target.services
    eventually(lambda: all(services.alerts.why(o.article) for o in outcomes.values() if o.article))
    told = {name: services.articles.head(o.article).story for name, o in outcomes.items() if o.article}
    assert len(told) == 2 * PAIRS
    assert [told[f"{n}-0.txt"] == told[f"{n}-1.txt"] for n in range(PAIRS)] == [True] * PAIRS
    raised = [item["alert"] for item in deployed.api("read").get("/v1/alerts?watch=pairs&limit=100")["items"]]
    first = Counter(alert["story"] for alert in raised if alert["msg_type"] == "alert")
    assert first == Counter(set(told.values()))
