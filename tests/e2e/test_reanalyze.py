"""`tocsin reanalyze` against the deployed stack, with IAM enforced and a model server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Deployed, eventually
from tests.e2e.test_command import run
from tests.openai_server.server import Act, always, openai_server

pytestmark = pytest.mark.e2e

ARTICLE = {
    "title": "Esk drafts its ferrymen",
    "text": "The Eskish navy said on Monday that ninety ferrymen would be drafted by June. Queues formed at the border "
    "crossing to Orlund, residents said.",
    "published_at": "1999-05-03T08:00:00Z",
}
YEAR = ("--since", "1999-01-01", "--until", "1999-12-31")
NOTHING = json.dumps({"summary": [], "claims": [], "topics": []})


def test_articles_of_a_year_are_read_again_by_the_model_of_the_deployment_and_ring_nobody(
    deployed: Deployed, subscribe_queue: Callable[[str, dict[str, Any] | None], str], tmp_path: Path
) -> None:
    file = tmp_path / "ferrymen.json"
    file.write_text(json.dumps(ARTICLE), encoding="utf-8")
    article = deployed.ingest([file])[file.name].article
    deployed.settle()
    queue = subscribe_queue("reanalysis-alerts", None)
    unset = ("reanalyze", "--engine", "openai", *YEAR, "--yes")
    assert run(deployed, *unset, status=1) == []
    client, name = deployed.stack.client("lambda"), deployed.stack.outputs["AnalyzeFunctionName"]
    before = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    with openai_server(always(Act(NOTHING))) as server:
        given = {"TOCSIN_OPENAI_MODEL": "gpt-4o-mini", "TOCSIN_OPENAI_BASE_URL": server.url}
        client.update_function_configuration(FunctionName=name, Environment={"Variables": before | given})
        try:
            [told] = run(deployed, *unset[:-1], "--dry-run")
            assert (told["estimate"]["articles"], server.asked) == (1, [])
            _, done = run(deployed, *unset)
        finally:
            client.update_function_configuration(FunctionName=name, Environment={"Variables": before})
        assert (done["done"], done["counts"]["reanalyzed"], len(server.asked)) == (True, 1, 1)
    assert article is not None
    analysis = deployed.api("read").get(f"/v1/articles/{article}")["analysis"]
    assert analysis["versions"]["engine"] == "openai/1 gpt-4o-mini"
    assert "border-queues" in {topic["id"] for topic in analysis["topics"]}
    deployed.settle()
    eventually(lambda: deployed.count("CorrelateQueueUrl") == 0)
    assert deployed.messages(queue) == []
    assert deployed.dead_letters() == 0
