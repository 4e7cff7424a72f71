"""Subscriptions and the schedule's function as deployed, with IAM enforced: the policies let do what is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.e2e.conftest import Deployed, eventually

from tocsin.cli.subscriber import Subscriber

pytestmark = pytest.mark.e2e

ARTICLE = """Tasenia calls up its surveyors

The Tasenian army said on Friday that two thousand surveyors and drivers would be called up by the end of June.
Mobilization papers would be sent out from Monday, it said.
"""


def test_an_endpoint_on_this_machine_is_subscribed_confirmed_heard_and_removed(
    deployed: Deployed, tmp_path: Path
) -> None:
    api = deployed.api("admin")
    sns, topic = deployed.target.services.clients.sns, deployed.stack.outputs["TopicArn"]
    with Subscriber(sns, topic) as subscriber:
        watch = {"id": "surveyors", "name": "Surveyors", "rule": {"words": {"any": ["surveyors"]}}}
        assert api.call("POST", "/v1/watches", watch).status == 201
        body = {"protocol": "https", "endpoint": subscriber.url, "watches": ["surveyors"]}
        made = api.call("POST", "/v1/subscriptions", body)
        assert made.status == 201, made
        path = f"/v1/subscriptions/{made.body['id']}"
        eventually(lambda: api.get(path)["state"] == "confirmed")
        assert api.call("POST", "/v1/subscriptions", body).status == 200
        file = tmp_path / "surveyors.txt"
        file.write_text(ARTICLE, encoding="utf-8")
        deployed.ingest([file])
        event = subscriber.next(60)
        assert event is not None
        assert "Tasenia" in event["data"]["title"]
        assert api.call("DELETE", path).status == 200
        assert api.get(path)["state"] == "deleted"
        assert made.body["id"] in {item["id"] for item in api.get("/v1/subscriptions")["items"]}
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert subscriber.url not in {found["Endpoint"] for found in listed}


def test_the_schedule_s_function_may_do_all_that_it_does(deployed: Deployed) -> None:
    client = deployed.stack.client("lambda")
    [name] = [
        function["FunctionName"]
        for function in client.list_functions()["Functions"]
        if "DigestFunction" in function["FunctionName"]
    ]
    answer = client.invoke(FunctionName=name, Payload=b"{}")
    told = answer["Payload"].read()
    assert "FunctionError" not in answer, told
    assert json.loads(told or b"null") is None
