"""Uploads of seeds/ on the deployed stack: states, contents, lists, alerts at real subscribers, keys."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Deployed, eventually

pytestmark = pytest.mark.e2e

SEED = "000_d202ccd8cc989aed.txt"
REPOST = "02-karvel-repost.html"
ORIGINAL = "01-karvel-wire.json"


def article_of(deployed: Deployed, file: str) -> dict[str, Any]:
    found: dict[str, Any] = deployed.api("read").get(f"/v1/articles/{deployed.seeds[file].article}")
    return found


def quotes(deployed: Deployed, file: str, claim: dict[str, Any]) -> str:
    text = deployed.api("read").get(f"/v1/articles/{deployed.seeds[file].article}/text").decode()
    return " ".join(text[span["start"] : span["end"]] for span in claim["spans"])


def claims_by(analysis: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [claim for claim in analysis["claims"] if claim["claimant"] and name in claim["claimant"]["name"]]


def test_every_seed_is_analyzed_and_wire_copy_is_a_duplicate_of_the_first(deployed: Deployed) -> None:
    states = {name: outcome.state for name, outcome in deployed.seeds.items()}
    assert len(states) == 12
    assert {name for name, state in states.items() if state != "analyzed"} <= {REPOST, ORIGINAL}
    pair = {deployed.seeds[ORIGINAL].state, deployed.seeds[REPOST].state}
    assert pair == {"analyzed", "duplicate"}
    assert deployed.seeds[ORIGINAL].article == deployed.seeds[REPOST].article
    appearances = article_of(deployed, ORIGINAL)["appearances"]
    assert {a["publisher"] for a in appearances} == {"Ostavia Wire (invented)", "Sellin Today (invented)"}
    assert deployed.dead_letters() == 0


def test_the_ministry_the_paper_and_the_kremlin_are_three_claimants_with_exact_words(deployed: Deployed) -> None:
    analysis = article_of(deployed, SEED)["analysis"]
    said = {
        name: [quotes(deployed, SEED, claim) for claim in claims_by(analysis, name)]
        for name in ("Ministry of Defense", "Novaya Gazeta Europe", "Kremlin", "Zelensky")
    }
    assert any("300,000 men under the age of 55" in quote for quote in said["Ministry of Defense"])
    assert any("up to a million men" in quote for quote in said["Novaya Gazeta Europe"])
    assert any("will be treated in accordance with all" in quote for quote in said["Zelensky"])
    denials = [claim for claim in claims_by(analysis, "Kremlin") if claim["kind"] == "denial"]
    assert denials
    assert "million" in quotes(deployed, SEED, denials[0])


def test_the_seed_has_its_topics_and_the_places_that_people_go_to(deployed: Deployed) -> None:
    analysis = article_of(deployed, SEED)["analysis"]
    topics = {topic["id"] for topic in analysis["topics"]}
    assert topics >= {"mobilization", "prisoners-of-war", "border-queues", "displacement"}
    going = {place["country"] for place in analysis["places"] if place["role"] == "destination"}
    assert going >= {"GE", "KZ", "MN", "AE", "TR", "RS", "FI"}


def test_page_clutter_is_no_text_of_the_article(deployed: Deployed) -> None:
    text = deployed.api("read").get(f"/v1/articles/{deployed.seeds[SEED].article}/text").decode()
    for clutter in ("by time news", "You may also like", "Leave a Comment"):
        assert clutter not in text


def test_lists_by_topic_and_place_page_through_everything_once(deployed: Deployed) -> None:
    api = deployed.api("read")
    for query in ("", "topic=border-queues&", "place=GE&"):
        whole, paged = (
            [item["article"]["id"] for page in api.pages("/v1/articles", f"{query}limit={limit}") for item in page]
            for limit in (50, 2)
        )
        assert paged == whole
        assert len(set(whole)) == len(whole) > 0
    seed = deployed.seeds[SEED].article
    assert seed in [item["article"]["id"] for item in api.get("/v1/articles?place=GE")["items"]]


def told_by(event: dict[str, Any]) -> set[str]:
    """The alerts of a message: one article that meets several watches is told once, for all of them."""
    data = event["data"]
    return {data["id"], *(other["id"] for other in data.get("also", []))} if "id" in data else set()


def test_alerts_arrive_as_cloudevents_at_a_queue_and_at_a_web_server(deployed: Deployed) -> None:
    seeds = {outcome.article for outcome in deployed.seeds.values()}
    alerts = [item["alert"] for page in deployed.api("read").pages("/v1/alerts", "limit=50") for item in page]
    listed = {alert["id"]: alert for alert in alerts if alert["article"] in seeds}
    assert {alert["watch"] for alert in listed.values()} >= {"mobilization", "border-queues", "prisoners-of-war"}
    messages = [json.loads(envelope["Message"]) for envelope in deployed.messages(deployed.queue_url)]
    by_queue = [event for event in messages if event["data"].get("id") in listed]
    assert set().union(*map(told_by, by_queue)) == set(listed)
    by_web: set[str] = set()
    while not by_web >= set(listed) and (event := deployed.subscriber.next(10.0)) is not None:
        by_web |= told_by(event)
    assert by_web >= set(listed)
    for event in by_queue:
        assert event["specversion"] == "1.0"
        assert set(event) >= {"id", "source", "type", "time", "data"}
        assert event["data"]["claims"][0]["quote"]
        link = event["data"]["links"]["article"].removeprefix(deployed.stack.outputs["ApiUrl"])
        assert deployed.api("read").get(link)["article"]["id"] == event["data"]["article"]


def test_a_filter_policy_lets_only_its_watch_through(
    deployed: Deployed, subscribe_queue: Callable[[str, dict[str, Any] | None], str], tmp_path: Path
) -> None:
    url = subscribe_queue("queues-only", {"watch": ["border-queues"]})
    file = tmp_path / "queue.txt"
    file.write_text(
        "Lorries wait at the Halvik crossing\n\nA queue of 300 lorries has formed at the Halvik border crossing, the"
        " invented customs service of Velmark said on Sunday. The country also called up reservists.\n"
    )
    assert deployed.ingest([file])["queue.txt"].state == "analyzed"
    found: list[dict[str, Any]] = []

    def arrived() -> bool:
        found.extend(deployed.messages(url))
        return bool(found)

    eventually(arrived)
    assert {json.loads(envelope["Message"])["data"]["watch"] for envelope in found} == {"border-queues"}


def test_the_match_in_the_football_report_rings_nobody_and_says_why(deployed: Deployed) -> None:
    detail = article_of(deployed, "11-football.txt")
    assert detail["analysis"]["topics"] == []
    outcomes = detail["why"]["outcomes"]
    assert "rang" not in outcomes
    assert {watch for watches in outcomes.values() for watch in watches} >= {"border-queues", "mobilization"}


def test_without_a_key_401_with_a_lesser_key_403(deployed: Deployed) -> None:
    nobody, reader, writer = deployed.api(None), deployed.api("read"), deployed.api("write")
    assert nobody.call("GET", "/health").status == 200
    assert nobody.call("GET", "/openapi.json").body["openapi"].startswith("3.1")
    for path in ("/v1/articles", "/v1/uploads?state=analyzed", "/v1/topics", "/v1/alerts", "/v1/watches"):
        assert nobody.call("GET", path).status == 401, path
        assert reader.call("GET", path).status == 200, path
    made_up = deployed.api("read")
    made_up.key = "tocsin_000000000000_" + "A" * 43
    assert made_up.call("GET", "/v1/articles").status in {401, 403}
    denied = reader.call("POST", "/v1/uploads", {"name": "a.txt"})
    assert (denied.status, denied.headers["content-type"]) == (403, "application/problem+json")
    assert writer.call("DELETE", "/v1/watches/border-queues").status in {403, 428}


def test_a_presigned_upload_is_analyzed_and_its_status_can_be_followed(deployed: Deployed) -> None:
    api = deployed.api("write")
    ticket = api.call("POST", "/v1/uploads", {"name": "note.txt", "content_type": "text/plain"})
    assert ticket.status == 201
    upload = ticket.body["upload"]["id"]
    assert api.get(f"/v1/uploads/{upload}")["state"] == "pending"
    form = _multipart(ticket.body["fields"], b"Ferry stops\n\nThe ferry to the invented isle of Orm stopped on Friday.")
    request = urllib.request.Request(ticket.body["url"], data=form[0], headers={"Content-Type": form[1]})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        assert answer.status in {200, 204}
    eventually(lambda: api.get(f"/v1/uploads/{upload}")["state"] == "analyzed")


def test_the_seeds_are_in_the_archive_two_minutes_later(deployed: Deployed) -> None:
    archive = deployed.target.services.archive
    articles = {outcome.article for outcome in deployed.seeds.values() if outcome.article}
    eventually(lambda: articles <= {one.article for one in archive.stored("articles")}, seconds=240)
    wire = next(one for one in archive.stored("claims") if one.article == deployed.seeds[ORIGINAL].article)
    rows = archive.rows("claims", wire.day, wire.article)
    assert all(" ".join(row["quotes"]) == quotes(deployed, ORIGINAL, row["claim"]) for row in rows)
    assert {row["story"] for row in rows} == {article_of(deployed, ORIGINAL)["story"]}


def _multipart(fields: dict[str, str], content: bytes) -> tuple[bytes, str]:
    boundary = "tocsin-test-boundary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="note.txt"\r\n\r\n'.encode()
    return b"".join(
        [*parts, head, content, f"\r\n--{boundary}--\r\n".encode()]
    ), f"multipart/form-data; boundary={boundary}"
