"""What the desk muted rings nobody: by story, source, watch or channel, until it ends or is taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, sweep
from tests.integration.http import Http
from tests.integration.test_follow_up import embedded
from typer.testing import CliRunner

from tocsin.aws import desk
from tocsin.aws.apikeys import create_key
from tocsin.aws.desk import MAX_MUTED, Mutable, Muted
from tocsin.aws.keys import stamp
from tocsin.cli import target
from tocsin.cli.main import app
from tocsin.watches.model import Delivery, Quiet
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration

COURIER, POST = "Lessing Courier", "Omber Post"
RISEN = TEXT.replace("ten thousand", "thirty thousand")
REPORTED = """Reservists are called up in Veldania

The Veldanian defence ministry said on Monday that ten thousand reservists would be called up within a week. Trains to
Port Lessing were full by noon, and the barracks there were opened again.
"""


@pytest.fixture
def rung(watched: Deployment) -> Deployment:
    """A story that one source told and one watch rang for."""
    watched.services.analyze = embedded
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.run()
    assert len(received(watched)) == 1
    return watched


def received(deployment: Deployment) -> list[Any]:
    return [json.loads(message["Message"]) for message in deployment.received()]


def mute(deployment: Deployment, kind: Mutable, item: str, **more: str) -> dict[str, Any]:
    answer = Http(deployment.services).call(
        "POST", "/v1/muted", scope="write", body={"kind": kind, "item": item, **more}
    )
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json
    return found


def story_of(deployment: Deployment) -> str:
    return deployment.services.stories.page(limit=9).items[0].id


def update(deployment: Deployment) -> list[Any]:
    """The number of the story rises, and what subscribers get of that."""
    deployment.put("c.txt", RISEN, publisher=COURIER)
    deployment.run()
    return received(deployment)


def outcome_of_last(deployment: Deployment) -> str:
    head = deployment.services.articles.page("article", "all", limit=1).items[0]
    why = deployment.services.alerts.why(head.card.id)
    assert why is not None
    return next(outcome for outcome, watches in why.outcomes.items() if "call-up" in watches)


def hours(deployment: Deployment, count: int) -> str:
    return stamp(deployment.clock[0] + timedelta(hours=count))


def test_without_muting_the_story_rings_again_when_its_number_rises(rung: Deployment) -> None:
    assert [event["data"]["msg_type"] for event in update(rung)] == ["update"]


@pytest.mark.parametrize("kind", ["story", "source", "watch"])
def test_what_is_muted_rings_nobody_and_why_says_so(rung: Deployment, kind: Mutable) -> None:
    made = mute(rung, kind, {"story": story_of(rung), "source": COURIER, "watch": "call-up"}[kind])
    assert update(rung) == []
    assert outcome_of_last(rung) == f"{kind}-muted"
    assert sweep(rung.services).handed_on == ()
    http = Http(rung.services)
    assert http.call("GET", "/v1/muted").json["items"] == [made]
    assert http.call("DELETE", f"/v1/muted/{made['id']}", scope="write").status == 204
    rung.put("d.txt", RISEN.replace("thirty", "ninety"), publisher=COURIER)
    rung.run()
    assert [event["data"]["msg_type"] for event in received(rung)] == ["update"]


@pytest.mark.parametrize("kind", ["story", "source", "watch"])
def test_a_muting_ends_by_itself_at_its_time(rung: Deployment, kind: Mutable) -> None:
    mute(rung, kind, {"story": story_of(rung), "source": COURIER, "watch": "call-up"}[kind], until=hours(rung, 8))
    rung.clock[0] += timedelta(hours=8, minutes=1)
    assert Http(rung.services).call("GET", "/v1/muted").json["items"] == []
    assert len(update(rung)) == 1


def test_what_has_ended_hides_nothing_that_is_muted_yet(watched: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_READ", 3)
    mute(watched, "watch", "call-up")
    for number in range(5):
        mute(watched, "source", f"paper{number}.example", until=hours(watched, 1))
        watched.clock[0] += timedelta(hours=2)
    http = Http(watched.services)
    assert [one["item"] for one in http.call("GET", "/v1/muted").json["items"]] == ["call-up"]


def test_what_is_muted_anew_is_not_cleared_away_with_its_first_end(watched: Deployment) -> None:
    mute(watched, "source", COURIER, until=hours(watched, 1))
    watched.clock[0] += timedelta(hours=2)
    mute(watched, "source", COURIER, until=hours(watched, 1))
    mute(watched, "watch", "call-up")
    items = Http(watched.services).call("GET", "/v1/muted").json["items"]
    assert sorted(one["kind"] for one in items) == ["source", "watch"]


def test_a_watch_that_never_rang_for_a_muted_story_rings_for_it_afterwards(watched: Deployment) -> None:
    made = mute(watched, "watch", "call-up")
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.run()
    assert received(watched) == []
    assert watched.services.alerts.page("alert", "all", limit=9).items == ()
    Http(watched.services).call("DELETE", f"/v1/muted/{made['id']}", scope="write")
    watched.put("b.txt", REPORTED.replace("barracks", "called up barracks"), publisher=POST)
    watched.run()
    assert [event["data"]["msg_type"] for event in received(watched)] == ["alert"]


def test_a_muted_source_silences_nobody_else_who_reports_the_same(watched: Deployment) -> None:
    watched.services.analyze = embedded
    mute(watched, "source", COURIER)
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.run()
    assert received(watched) == []
    watched.put("b.txt", REPORTED, publisher=POST)
    watched.run()
    [event] = received(watched)
    assert (event["data"]["msg_type"], event["data"]["publisher"]) == ("alert", POST)


def test_what_waits_for_the_end_of_quiet_hours_and_is_muted_meanwhile_never_rings(watched: Deployment) -> None:
    services = watched.services
    watch = services.watches.get("call-up")
    services.watches.change(replace(watch, delivery=Delivery(quiet=Quiet("09:00", "12:00"))), watch.version)
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.run()
    made = mute(watched, "source", COURIER)
    watched.clock[0] += timedelta(hours=4)
    assert sweep(services).handed_on == ()
    watched.run()
    assert received(watched) == []
    http = Http(services)
    [shown] = http.call("GET", "/v1/alerts").json["items"]
    assert (shown["sent_at"], shown["muted_by"]) == (None, made["by"])
    http.call("DELETE", f"/v1/muted/{made['id']}", scope="write")
    assert sweep(services).handed_on == ()
    watched.put("b.txt", f"{TEXT}\nTrains to Port Lessing were full by noon.\n", publisher=COURIER)
    watched.run()
    [event] = received(watched)
    assert event["id"] == shown["alert"]["id"]
    assert len(http.call("GET", "/v1/alerts").json["items"]) == 1


def test_an_alert_of_a_source_that_is_muted_rings_all_the_same_if_others_told_the_story_too(
    watched: Deployment,
) -> None:
    services = watched.services
    services.analyze = embedded
    watch = services.watches.get("call-up")
    services.watches.change(replace(watch, delivery=Delivery(quiet=Quiet("09:00", "12:00"))), watch.version)
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.put("b.txt", REPORTED, publisher=POST)
    watched.run()
    mute(watched, "source", COURIER)
    watched.clock[0] += timedelta(hours=4)
    sweep(services)
    watched.run()
    assert {event["data"]["publisher"] for event in received(watched)} == {COURIER, POST}


@pytest.mark.parametrize("kind", ["story", "watch"])
def test_a_digest_leaves_out_what_is_muted(watched: Deployment, kind: Mutable) -> None:
    services = watched.services
    watch = services.watches.get("call-up")
    services.watches.change(replace(watch, delivery=Delivery("daily", "12:00")), watch.version)
    watched.put("a.txt", TEXT, publisher=COURIER)
    watched.run()
    mute(watched, kind, "call-up" if kind == "watch" else story_of(watched))
    watched.clock[0] += timedelta(hours=4)
    assert sweep(services).digests == ()
    watched.run()
    assert received(watched) == []


def test_a_story_that_was_joined_to_another_stays_muted(rung: Deployment) -> None:
    rung.put("o.txt", OTHER_TEXT, publisher=POST)
    rung.run()
    received(rung)
    first = next(story.id for story in rung.services.stories.page(limit=9).items if "Veldania" in (story.title or ""))
    other = next(story.id for story in rung.services.stories.page(limit=9).items if story.id != first)
    mute(rung, "story", first)
    assert Http(rung.services).call(
        "POST", f"/v1/stories/{other}/merge", scope="write", body={"story": first}
    ).status in {200, 201}
    assert update(rung) == []
    assert outcome_of_last(rung) == "story-muted"


def test_muting_is_done_and_undone_by_command_and_noted(rung: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    class Found:
        services = rung.services

    monkeypatch.setattr(target, "_local", lambda _state: Found())

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return result.output

    story = story_of(rung)
    made = json.loads(run("mute", "add", "story", story, "--for", "8h", "--by", "night desk", "--json"))
    assert (made["by"], made["until"]) == ("night desk", hours(rung, 8)[:13] + made["until"][13:])
    assert json.loads(run("mute", "list", "--json")) == made
    assert update(rung) == []
    assert "muted no more" in run("mute", "remove", made["id"])
    [alert] = [sent.alert.id for sent in rung.services.alerts.page("alert", "all", limit=9).items]
    assert "Orla sees to" in run("ack", alert, "--by", "Orla")
    assert "Orla sees to" in run("ack", alert, "--by", "Somebody else")
    run("ack", alert, "--back")
    assert rung.services.desk.acknowledged([alert]) == {}
    noted = [(one.kind, one.action) for one in rung.services.audit.page(limit=9).items]
    assert noted == [("alerts", "tocsin alerts ack")] * 3 + [
        ("muted", "tocsin muted remove"),
        ("muted", "tocsin muted add"),
    ]


def test_what_cannot_be_muted_is_refused_and_says_why(rung: Deployment) -> None:
    http = Http(rung.services)
    sns = http.call(
        "POST", "/v1/subscriptions", scope="admin", body={"protocol": "email", "endpoint": "desk@paper.example"}
    ).json["id"]
    for body, status in (
        ({"kind": "story", "item": "nowhere"}, 404),
        ({"kind": "watch", "item": "nothing"}, 404),
        ({"kind": "subscription", "item": "none"}, 404),
        ({"kind": "subscription", "item": sns}, 400),
        ({"kind": "source", "item": "\x01"}, 400),
        ({"kind": "watch", "item": "call-up", "until": "2031-01-01T00:00:00Z"}, 400),
        ({"kind": "watch", "item": "call-up", "until": "2039-01-01T00:00:00Z"}, 400),
        ({"kind": "topic", "item": "call-up"}, 422),
    ):
        assert http.call("POST", "/v1/muted", scope="write", body=body).status == status, body
    assert http.call("POST", "/v1/muted", scope="read", body={"kind": "watch", "item": "call-up"}).status == 403
    assert http.call("DELETE", "/v1/muted/none", scope="write").status == 404
    assert http.call("GET", "/v1/muted").json["items"] == []


def test_there_is_a_most_and_muting_again_takes_no_more_room(rung: Deployment) -> None:
    desk, at = rung.services.desk, stamp(rung.clock[0])
    for number in range(MAX_MUTED):
        desk.mute(Muted("source", f"family:{number}", "x", "y", at), 1)
    http = Http(rung.services)
    assert http.call("POST", "/v1/muted", scope="write", body={"kind": "source", "item": "family:1"}).status == 201
    assert (
        http.call("POST", "/v1/muted", scope="write", body={"kind": "source", "item": "one-more.example"}).status == 409
    )


def test_pages_mute_for_a_while_show_by_whom_and_take_it_back(rung: Deployment) -> None:
    browser = Browser(build_site(rung.services))
    browser.sign_in(create_key(rung.services.table, "write", "night desk", rung.clock[0])[1])
    story = story_of(rung)
    [alert] = [sent.alert.id for sent in rung.services.alerts.page("alert", "all", limit=9).items]
    shown = browser.get(f"alerts/{alert}")
    for kind, item in (("story", story), ("watch", "call-up"), ("source", "family:lessing-courier")):
        assert '<option value="8h">' in shown.text
        fields = {"csrf": shown.csrf, "kind": kind, "item": item, "for": "8h"}
        assert browser.post("settings/muted", fields).status == 303
    assert browser.post("settings/muted", {**fields, "for": "soon"}).status == 400
    assert browser.get(f"alerts/{alert}").text.count("Nobody is rung for it.") == 3
    for page in (f"stories/{story}", "watches/call-up"):
        assert "by night desk, until" in " ".join(browser.get(page).text.split())
    assert update(rung) == []
    for one in rung.services.desk.muted(stamp(rung.clock[0])):
        back = {"csrf": shown.csrf, "kind": one.kind, "item": one.item, "back": "1"}
        assert browser.post("settings/muted", back).status == 303
    assert "Nothing is muted" in browser.get("settings/muted").text


def test_what_is_removed_is_muted_no_more(rung: Deployment) -> None:
    mute(rung, "watch", "call-up")
    rung.services.watches.delete("call-up", 1)
    assert rung.services.desk.muted(stamp(rung.clock[0])) == []
