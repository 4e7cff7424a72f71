"""The ledger, revisions and reasons over HTTP, with the embedded engine reading articles of one invented event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from moto import mock_aws
from tests.integration.conftest import TEXT, Deployment, clean, deploy
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.aws import keys
from tocsin.codec import to_json
from tocsin.model import Analysis, Article
from tocsin.stories.likeness import Kin
from tocsin.watches.alert import alert_id
from tocsin.watches.model import Delivery, Quiet, Rule, TopicRule, Watch, WordRule

pytestmark = pytest.mark.integration

WIRE = """Queue at the Karvel crossing grows to 12 kilometres

The queue of cars at the Karvel border crossing into Merinia has grown to 12 kilometres, the Ostavian border service
said on Monday. About 3,000 people were waiting at the checkpoint by morning, the border service said.

"We ask drivers to use other crossings," spokeswoman Ilka Toren said. Merinia's interior minister, Anto Brezh, promised
that the country would keep the Karvel crossing open.
"""
EDITED = WIRE.replace("3,000 people", "9,000 people").replace(
    '\n\n"We ask', '\n\nSoldiers handed out water along the road to Dorno.\n\n"We ask'
)
OTHER = """Thousands wait at Karvel border crossing

About 3,000 people were waiting at the checkpoint of Karvel by Monday morning, the Ostavian border service said.
Families slept in their cars in a queue of 12 kilometres, according to volunteers who came from Dorno.
"""
DENIAL = """Merinia denies that the Karvel crossing will stay open

Merinia's interior minister, Anto Brezh, denied that the country would keep the Karvel crossing open. The queue of cars
at the Karvel border crossing has grown to 12 kilometres, he said.
"""


def embedded(article: Article) -> Analysis:
    from tocsin.engine.embedded import analyze_text  # noqa: PLC0415  # loaded by these tests alone

    return analyze_text(article.text, article.title, article.language, article.published_at)


def fill(deployment: Deployment) -> None:
    """A wire report, another paper's report, an edited version of the first, and a denial."""
    services = deployment.services
    services.analyze = embedded
    watches = services.watches
    queues, karvel = TopicRule(any=("border-queues",)), WordRule(any=("Karvel",))
    watches.create(Watch("crossing", "Karvel", Rule(queues, words=karvel)))
    watches.create(Watch("agreed", "Agreed", Rule(queues, least_origins=9, languages=("en",))))
    quiet = Delivery(quiet=Quiet("08:00", "20:00"))
    watches.create(Watch("asleep", "Asleep", Rule(words=karvel), delivery=quiet))
    watches.create(Watch("off", "Off", Rule(words=karvel), enabled=False))
    for name, text, publisher in (
        ("wire.txt", WIRE, "Ostavia Post"),
        ("other.txt", OTHER, "Dorno Times"),
        ("edited.txt", EDITED, "Ostavia Post"),
        ("denial.txt", DENIAL, "Merin Herald"),
    ):
        deployment.clock[0] += timedelta(minutes=40)
        url = f"https://{publisher.replace(' ', '').lower()}.example/karvel"
        deployment.put(name, text, publisher=publisher, url=url)
        deployment.run()


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = deploy("ledger")
        fill(deployment)
        yield Http(deployment.services)


def article(http: Http, title: str) -> dict[str, Any]:
    """The newest article whose title has these words."""
    items = http.call("GET", "/v1/articles").json["items"]
    found: dict[str, Any] = next(item for item in items if title in item["article"]["title"])
    return found


def ledger(http: Http, **query: str) -> Any:
    story = article(http, "denies")["story"]
    return http.call("GET", f"/v1/stories/{story}/claims", query=query).json


def claim(http: Http, words: str) -> Any:
    return next(item for item in ledger(http)["items"] if words in item["first"]["text"])


def why_not(http: Http, watch: str, **about: str) -> Any:
    return http.call("GET", f"/v1/watches/{watch}/why", query=about).json


def test_the_ledger_tells_who_said_it_first_who_agrees_and_what_became_of_it(http: Http) -> None:
    waiting = claim(http, "3,000 people")
    assert waiting["state"] == "revised"
    assert "3,000" in waiting["first"]["quote"]
    assert waiting["first"]["article"] == waiting["events"][0]["article"]
    assert "9,000" in waiting["current"]["quote"]
    assert [event["change"] for event in waiting["events"]] == ["new", "corroborated", "revised"]
    assert waiting["events"][-1]["moved"] == 2.0
    queue = claim(http, "queue of cars")
    assert (queue["state"], queue["origins"]) == ("corroborated", ["family:ostavia-post", "family:merin-herald"])
    assert {seen["origin"] for seen in queue["sightings"]} == set(queue["origins"])
    promise = claim(http, "keep the Karvel crossing open")
    assert (promise["state"], promise["current"]["kind"], promise["first"]["claimant"]) == (
        "contradicted",
        "promise",
        "Anto Brezh",
    )
    denials = {item["id"] for item in ledger(http)["items"] if item["current"]["denies"]}
    assert denials & set(promise["against"])


def test_the_ledger_is_filtered_by_state_and_paged_without_gap_or_repeat(http: Http) -> None:
    whole = ledger(http)
    assert sum(whole["states"].values()) == len(whole["items"])
    contradicted = ledger(http, state="contradicted")
    assert {item["state"] for item in contradicted["items"]} == {"contradicted"}
    assert len(contradicted["items"]) == whole["states"]["contradicted"] == contradicted["states"]["contradicted"]
    seen: list[str] = []
    query = {"limit": "2"}
    while True:
        page = ledger(http, **query)
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == [item["id"] for item in whole["items"]]
    story = article(http, "denies")["story"]
    moved = http.call("GET", f"/v1/stories/{story}/claims", query={"cursor": query["cursor"], "state": "revised"})
    assert (moved.status, moved.json["code"]) == (400, "invalid-cursor")
    assert http.call("GET", "/v1/stories/none/claims").status == 404
    detail = http.call("GET", f"/v1/stories/{story}").json
    assert (detail["claims"], detail["origins"]) == (whole["states"], whole["origins"])


def test_the_versions_of_an_article_are_shown_with_what_each_changed_from_any_of_them(http: Http) -> None:
    edited = article(http, "Queue at the Karvel")["article"]["id"]
    found = http.call("GET", f"/v1/articles/{edited}/revisions").json
    first, second = found["items"]
    assert (first["difference"], second["article"]["id"], second["of"]) == (None, edited, first["article"]["id"])
    changes = {diff["change"]: diff for diff in second["difference"]["claims"]}
    assert (changes["number"]["moved"], "9,000" in changes["number"]["after"]) == (2.0, True)
    assert changes["added"]["after"] == "Soldiers handed out water along the road to Dorno."
    assert "dropped" not in changes
    assert "Soldiers handed out water along the road to Dorno." in second["difference"]["sentences_added"]
    assert http.call("GET", f"/v1/articles/{first['article']['id']}/revisions").json == found
    alone = http.call("GET", f"/v1/articles/{article(http, 'denies')['article']['id']}/revisions").json
    assert [item["difference"] for item in alone["items"]] == [None]


def test_all_that_led_to_an_alert_is_told_with_the_sentences_that_carry_it(http: Http) -> None:
    alerts = http.call("GET", "/v1/alerts", query={"watch": "crossing"}).json["items"]
    update, first = alerts[0]["alert"], alerts[-1]["alert"]
    told = http.call("GET", f"/v1/alerts/{update['id']}/why").json
    text = http.call("GET", f"/v1/articles/{update['article']}/text").body
    passages = [p for part in (*told["grounds"], *told["claims"]) for p in part["passages"]]
    assert passages
    for passage in passages:
        assert text[passage["start"] : passage["end"]] == passage["quote"]
        assert " ".join(passage["quote"].split()) in passage["sentence"]
    assert [grounds["condition"] for grounds in told["grounds"]] == ["topics.any", "words.any"]
    assert (told["origin"], told["part"]) == ("family:merin-herald", "own")
    assert told["follows"]["alert"]["id"] == first["id"]
    assert {"contradicted", "corroborated"} <= {change["change"] for change in told["changes"]}
    assert {"contradicted", "corroborated"} <= {one["state_now"] for one in told["claims"]}
    assert told["watch_now"]["version"] == update["watch_version"]
    assert http.call("GET", "/v1/alerts/none/why").status == 404


def test_why_a_watch_did_not_ring_names_the_condition_and_what_was_found(http: Http) -> None:
    denial = article(http, "denies")["article"]["id"]
    told = why_not(http, "agreed", article=denial)["article"]
    assert told["outcome"] == "least_origins"
    checks = {check["condition"]: check for check in told["now"]}
    assert {name: check["holds"] for name, check in checks.items()} == {
        "topics.any": True,
        "languages": True,
        "least_origins": False,
    }
    assert (checks["least_origins"]["wanted"], checks["least_origins"]["found"]) == (["9"], ["3"])
    assert checks["least_origins"]["may_yet_hold"]
    assert checks["topics.any"]["words"]
    assert told["alert"] is None
    assert why_not(http, "off", article=denial)["article"]["outcome"] == "watch-off"


def test_what_holds_an_alert_and_until_when_is_told_for_article_and_story(http: Http) -> None:
    story = article(http, "denies")["story"]
    told = why_not(http, "asleep", story=story)["story"]
    assert told["until"] == "2031-05-04T20:00:00.000Z"
    assert {tried["outcome"] for tried in told["articles"]} == {"quiet-hours"}
    assert "quiet hours" in told["articles"][0]["reason"]
    agreed = why_not(http, "agreed", story=story)["story"]
    assert (agreed["alert"], agreed["until"], len(agreed["articles"])) == (None, None, 4)
    assert sum(check["holds"] for check in agreed["nearest"]["now"]) == 2


def test_a_watch_that_came_after_the_article_was_not_tried_on_it(http: Http) -> None:
    body = {"id": "late", "name": "Late", "rule": {"words": {"any": ["Karvel"], "none": ["tea"]}}}
    assert http.call("POST", "/v1/watches", scope="write", body=body).status == 201
    told = why_not(http, "late", article=article(http, "denies")["article"]["id"])["article"]
    assert told["outcome"] == "not-tried"
    assert all(check["holds"] for check in told["now"])


def test_each_answer_costs_a_bounded_number_of_calls_whatever_the_archive_holds(http: Http) -> None:
    story, denial = article(http, "denies")["story"], article(http, "denies")["article"]["id"]
    alert = http.call("GET", "/v1/alerts", query={"watch": "crossing"}).json["items"][0]["alert"]["id"]
    http.call("GET", "/v1/sources")
    for path, calls in (
        (f"/v1/stories/{story}/claims", 2),
        (f"/v1/stories/{story}", 5),
        (f"/v1/articles/{denial}/revisions", 8),
        (f"/v1/alerts/{alert}/why", 8),
        (f"/v1/watches/crossing/why?article={denial}", 9),
        (f"/v1/watches/crossing/why?story={story}", 12),
    ):
        client, counting = CountingDynamoDB.before(http.services.table.client)
        http.services.table.client = client
        route, _, query = path.partition("?")
        assert http.raw("GET", route, query, None, {"x-api-key": http.key("read")}).status == 200
        counted = counting.bill.total_calls - 1  # the key's own
        http.services.table.client = counting._client
        assert counted <= calls, (path, counting.bill)
        assert counting.bill.write_units == 0


def test_an_alert_of_a_story_that_was_merged_counts_as_the_alert_of_the_one_it_is_part_of(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    services = watched.services
    [state] = services.stories.page(limit=5).items
    [rang] = services.alerts.page("alert", "all", limit=5).items
    merged = replace(rang.alert, id=alert_id("floods", "gone"), watch="floods", story="gone", raised_at="2031-05-01")
    services.alerts.put(merged, services.expires(services.now()))
    told = why_not(Http(services), "floods", story=state.id)["story"]
    assert told["alert"] is None
    item = services.table.get(keys.story(state.id))
    assert item is not None
    services.table.put({**item, "data": to_json(replace(state, kin=(Kin("gone"),))).decode()})
    told = why_not(Http(services), "floods", story=state.id)["story"]
    assert told["alert"]["alert"]["id"] == merged.id
    services.table.put({**item, "data": to_json(replace(state, kin=(Kin("gone", ("another",)),))).decode()})
    assert why_not(Http(services), "floods", story=state.id)["story"]["alert"] is None


def test_one_thing_is_asked_about_at_a_time(http: Http) -> None:
    assert http.call("GET", "/v1/watches/crossing/why").status == 400
    both = {"article": "a", "story": "b"}
    assert http.call("GET", "/v1/watches/crossing/why", query=both).json["where"] == "story"
    assert http.call("GET", "/v1/watches/none/why", query={"story": "b"}).status == 404
    assert http.call("GET", "/v1/watches/crossing/why", query={"story": "none"}).status == 404
    assert http.call("GET", "/v1/watches/crossing/why", query={"article": "none"}).status == 404
