"""Channels on the deployed stack, with IAM enforced: from an upload to servers in the shape of each service."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.conftest import Api, Deployed, eventually
from tests.integration.desks import Desk, serving

from tocsin.channels.model import CARRIED, CHANNELS, ChannelName

POSTED = tuple(name for name in CHANNELS if name not in CARRIED)
"""Channels that are services of HTTP."""
pytestmark = pytest.mark.e2e

ARTICLE = """Karvel calls up its lamplighters

The Karvelian army said on Friday that {number} lamplighters would be called up by the end of June.
Mobilization papers would be sent out from Monday, it said.
"""


def prepared(api: Api, folder: Path, word: str, number: int) -> Path:
    """An article that a watch for a word rings for."""
    watch = {"id": word, "name": word.title(), "rule": {"words": {"any": [word]}}}
    assert api.call("POST", "/v1/watches", watch).status == 201
    file = folder / f"{word}.txt"
    file.write_text(ARTICLE.format(number=number).replace("lamplighters", word), encoding="utf-8")
    return file


def subscribe(api: Api, desk: Desk, name: ChannelName, watch: str) -> str:
    endpoint, secret = desk.addresses()[name]
    body = {"protocol": name, "endpoint": endpoint, "secret": secret, "watches": [watch]}
    made = api.call("POST", "/v1/subscriptions", body)
    assert made.status == 201, made
    return str(made.body["id"])


def states(api: Api, subscriptions: list[str]) -> list[str]:
    found = [api.get(f"/v1/deliveries?subscription={one}")["items"] for one in subscriptions]
    return [item["state"] for items in found for item in items]


def test_an_upload_rings_at_every_channel_once(
    deployed: Deployed, tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    api = deployed.api("admin")
    with serving() as desk:
        file = prepared(api, tmp_path, "lamplighters", 40)
        subscriptions = [subscribe(api, desk, name, "lamplighters") for name in POSTED]
        begun = time.monotonic()
        deployed.ingest([file])
        eventually(lambda: states(api, subscriptions) == ["delivered"] * len(POSTED))
        assert desk.refused == []
        assert len(desk.taken) == len(POSTED)
        seconds = sorted(round(at - begun, 2) for at in desk.times)
        record_testsuite_property("seconds from upload to each channel", seconds)
        times = {one["protocol"]: one for one in api.get("/v1/deliveries/times")["items"] if one["count"]}
        assert times.keys() >= set(POSTED)
        record_testsuite_property("the same as the stack tells", {name: times[name]["p95"] for name in POSTED})
        for one in subscriptions:
            assert api.call("DELETE", f"/v1/subscriptions/{one}").status == 200


def test_a_service_that_fails_and_workers_that_are_killed_lose_no_alert(deployed: Deployed, tmp_path: Path) -> None:
    api = deployed.api("admin")
    with serving() as desk:
        file = prepared(api, tmp_path, "chandlers", 50)
        sub_id = subscribe(api, desk, "webhook", "chandlers")
        desk.faults.extend([(503, {}, b""), "break", (429, {"Retry-After": "1"}, b"")])
        (deployed.faults / "deliver.sent").touch()
        deployed.ingest([file])
        eventually(lambda: states(api, [sub_id]) == ["delivered"], 300.0)
        ids = [taken.headers["webhook-id"] for taken in desk.taken]
        assert len(set(ids)) == 1
        assert len(ids) <= 2  # again, under the same id, where a worker died after the answer
        assert api.get(f"/v1/subscriptions/{sub_id}")["state"] == "confirmed"
        assert api.call("DELETE", f"/v1/subscriptions/{sub_id}").status == 200
