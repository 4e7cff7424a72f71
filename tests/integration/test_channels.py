"""From an upload to each channel's server, over real sockets: once for each alert, or visibly failing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.certificates import server_context
from tests.integration.conftest import TEXT, Deployment, session, sweep
from tests.integration.desks import KEY, MOVED, SECRET, TOKEN, Desk, serving
from tests.integration.http import Answer, Http
from typer.testing import CliRunner

from tocsin.aws import keys
from tocsin.aws.clients import Clients
from tocsin.aws.queues import Queues
from tocsin.aws.services import Services
from tocsin.channels.model import CARRIED, CHANNELS, MAX_REASON, ChannelName
from tocsin.cli import target
from tocsin.cli.main import app
from tocsin.digests.model import Surge
from tocsin.fetch import Fetcher, Policy
from tocsin.steps import deliver, fault
from tocsin.steps.deliver import SHORTEST_SECRET
from tocsin.steps.messages import Published
from tocsin.subscriptions.deliveries import BACKOFF, Delivery
from tocsin.watches.alert import Alert
from tocsin.watches.model import Delivery as WatchDelivery
from tocsin.watches.model import Quiet

pytestmark = pytest.mark.integration
POSTED = tuple(name for name in CHANNELS if name not in CARRIED)
"""Channels that are services of HTTP."""


class AtOnce:
    """SQS whose delayed messages are there at once: the clock of the test says when, not the machine's."""

    def __init__(self, sqs: Any) -> None:
        self._sqs = sqs

    def send_message(self, **request: Any) -> Any:
        delay = request.pop("DelaySeconds", 0)
        assert 0 <= delay <= 900
        return self._sqs.send_message(**request)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving() as found:
        yield found


@pytest.fixture
def wired(watched: Deployment, desk: Desk) -> Deployment:
    """A deployment that may reach the desk on loopback, and gives up on it after a moment."""
    services = watched.services
    services.settings = replace(services.settings, allowed_hosts=frozenset({desk.host}))
    services.channel_fetcher = Fetcher(Policy(services.settings.allowed_hosts), seconds=0.4, max_bytes=10_000)
    sqs: Any = AtOnce(services.clients.sqs)
    dead = services.clients.sqs.create_queue(QueueName="dead")["QueueUrl"]
    services.settings = replace(services.settings, dead_letters_url=dead)
    known = services.settings
    services.queues = Queues(
        sqs, known.correlate_queue_url, known.outbox_queue_url, dead, deliveries_url=known.deliveries_queue_url
    )
    return watched


@pytest.fixture
def http(wired: Deployment) -> Http:
    return Http(wired.services)


def subscribe(http: Http, name: ChannelName, desk: Desk, **more: object) -> Answer:
    endpoint, secret = desk.addresses()[name]
    body = {"protocol": name, "endpoint": endpoint, "secret": secret, **more}
    return http.call("POST", "/v1/subscriptions", scope="admin", body=body)


def subscribed(http: Http, name: ChannelName, desk: Desk, **more: object) -> str:
    answer = subscribe(http, name, desk, **more)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def ring(wired: Deployment) -> Alert:
    """An article that a watch rings for, as far as the topic and the deliveries queue."""
    wired.put("a.txt", TEXT)
    wired.run()
    [sent] = wired.services.alerts.page("alert", "all", limit=10).items
    return sent.alert


def deliver_all(wired: Deployment, rounds: int = 40, pause: timedelta = timedelta(0)) -> list[Any]:
    """Until the queue is empty; the clock goes on by `pause` between rounds."""
    found: list[Any] = []
    for _ in range(rounds):
        done = wired.step(wired.deliveries)
        if not done:
            return found
        found += done
        wired.clock[0] += pause
    raise AssertionError("the queue never came to an end")


def record(wired: Deployment, alert: str) -> Delivery:
    [found] = wired.services.deliveries.of_alert(alert)
    return found


def dead(wired: Deployment) -> list[str]:
    url = wired.services.settings.dead_letters_url
    answer = wired.services.clients.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def get(http: Http, path: str, **query: str) -> Any:
    answer = http.call("GET", path, scope="admin", query=query)
    assert answer.status == 200, answer.body
    return answer.json


def test_an_alert_reaches_every_channel_once_in_the_form_that_its_service_takes(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    for name in POSTED:
        subscribed(http, name, desk)
    alert = ring(wired)
    deliver_all(wired)
    assert desk.refused == []
    assert len(desk.taken) == len({taken.path for taken in desk.taken}) == len(POSTED)
    found = wired.services.deliveries.of_alert(alert.id)
    assert {one.protocol: (one.state, one.attempts) for one in found} == dict.fromkeys(POSTED, ("delivered", 1))


def test_the_same_message_of_the_topic_again_sends_nothing_again(wired: Deployment, http: Http, desk: Desk) -> None:
    sub_id = subscribed(http, "telegram", desk)
    alert = ring(wired)
    first = deliver.hand_on(wired.services, Published("alert", alert.id))
    deliver_all(wired)
    again = deliver.hand_on(wired.services, Published("alert", alert.id))
    task = {"to": sub_id, "kind": "alert", "id": alert.id}
    wired.send(wired.deliveries, task)
    deliver_all(wired)
    assert (first.handed_on, again.handed_on) == (1, 0)
    assert len(desk.taken) == 1


def test_nothing_that_opens_a_channel_is_answered_or_kept_in_clear(wired: Deployment, http: Http, desk: Desk) -> None:
    shown = [subscribe(http, name, desk).body for name in POSTED]
    shown += [http.call("GET", "/v1/subscriptions", scope="admin").body]
    kept = json.dumps({str(key): repr(item) for key, item in wired.items().items()})
    for secret in (SECRET, TOKEN, KEY, "xoxb-1234567890", "token-of-ours", "/hooks/x", "sig=y"):
        assert not any(secret in text for text in shown)
        assert secret not in kept


def test_a_webhook_that_brings_no_secret_is_given_one_this_once(wired: Deployment, http: Http, desk: Desk) -> None:
    body = {"protocol": "webhook", "endpoint": f"{desk.url}/in"}
    made = http.call("POST", "/v1/subscriptions", scope="admin", body=body)
    again = http.call("POST", "/v1/subscriptions", scope="admin", body=body)
    assert made.json["secret"].startswith("whsec_")
    assert (made.status, again.status, again.json["secret"]) == (201, 200, None)
    assert made.headers["Cache-Control"] == "no-store"
    assert wired.services.channels.open(made.json["id"], wired.clock[0]) is not None


def test_while_the_secret_of_a_webhook_is_exchanged_both_sign(wired: Deployment, http: Http, desk: Desk) -> None:
    sub_id = subscribed(http, "webhook", desk)
    fresh = http.call("POST", f"/v1/subscriptions/{sub_id}/secret", scope="admin").json["secret"]
    opened = wired.services.channels.open(sub_id, wired.services.now())
    assert opened is not None
    assert opened.address.secrets == (fresh, SECRET)
    alert = ring(wired)
    deliver_all(wired)
    assert record(wired, alert.id).state == "delivered"  # the desk knows the old one alone
    after = wired.services.channels.open(sub_id, wired.services.now() + timedelta(hours=25))
    assert after is not None
    assert after.address.secrets == (fresh,)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("telegram", (429, {}, b'{"ok": false, "parameters": {"retry_after": 7}}')),
        ("discord", (429, {"Retry-After": "6"}, b'{"retry_after": 6.0}')),
        ("webhook", (503, {"Retry-After": "7"}, b"")),
    ],
)
def test_who_asks_to_wait_is_not_asked_before(
    wired: Deployment, http: Http, desk: Desk, name: ChannelName, answer: Any
) -> None:
    sub_id = subscribed(http, name, desk)
    alert = ring(wired)
    wired.step(wired.deliveries)
    desk.faults.append(answer)
    wired.step(wired.deliveries)
    waiting = record(wired, alert.id)
    assert (waiting.state, desk.asked) == ("retrying", 1)
    assert get(http, f"/v1/subscriptions/{sub_id}")["state"] == "failing"
    wired.clock[0] += timedelta(seconds=4)
    wired.step(wired.deliveries)
    assert desk.asked == 1
    wired.clock[0] += timedelta(seconds=4)
    wired.step(wired.deliveries)
    assert (record(wired, alert.id).state, desk.asked, len(desk.taken)) == ("delivered", 2, 1)
    shown = get(http, f"/v1/subscriptions/{sub_id}")
    assert (shown["state"], shown["error"]) == ("confirmed", None)


@pytest.mark.parametrize("name", POSTED)
def test_a_service_that_is_slow_hangs_up_or_fails_is_tried_until_it_takes_the_message(
    wired: Deployment, http: Http, desk: Desk, name: ChannelName
) -> None:
    subscribed(http, name, desk)
    alert = ring(wired)
    desk.faults.extend(["slow", "break", (500, {}, b""), (502, {}, b"<html>"), (429, {}, b"{")])
    deliver_all(wired, pause=timedelta(hours=1))
    assert (record(wired, alert.id).state, record(wired, alert.id).attempts) == ("delivered", 6)
    assert len(desk.taken) == 1


def test_a_dead_service_is_given_up_after_a_day_visibly_and_tried_anew_on_request(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    sub_id = subscribed(http, "mattermost", desk)
    desk.faults.extend([(503, {}, b"")] * (len(BACKOFF) + 1))
    alert = ring(wired)
    deliver_all(wired, pause=timedelta(hours=11))
    failed = record(wired, alert.id)
    assert (failed.state, failed.reason, desk.asked) == ("failed", "HTTP 503", len(BACKOFF) + 1)
    shown = get(http, f"/v1/subscriptions/{sub_id}")
    assert (shown["state"], shown["error"], shown["failures"]) == ("failing", "HTTP 503", 1)
    [body] = dead(wired)
    wired.send(wired.deliveries, json.loads(body))
    deliver_all(wired)
    assert (record(wired, alert.id).state, len(desk.taken)) == ("delivered", 1)


def test_what_cannot_be_connected_to_is_told_as_that(wired: Deployment, http: Http, desk: Desk) -> None:
    subscribed(http, "ntfy", desk)
    wired.services.channel_fetcher = replace(wired.services.channel_fetcher, resolve=lambda _host, _port: ["127.0.0.2"])
    alert = ring(wired)
    wired.step(wired.deliveries)
    wired.step(wired.deliveries)
    assert record(wired, alert.id).state == "retrying"
    assert record(wired, alert.id).reason == "could not be reached"


def test_a_refusal_is_told_at_once_with_its_reason_and_without_the_token(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    sub_id = subscribed(http, "telegram", desk)
    answer = {"ok": False, "description": f"Unauthorized: bot{TOKEN}"}
    desk.faults.append((401, {}, json.dumps(answer).encode()))
    alert = ring(wired)
    deliver_all(wired)
    failed = record(wired, alert.id)
    assert (failed.state, failed.reason, desk.asked) == ("failed", "HTTP 401: Unauthorized: bot…", 1)
    assert get(http, f"/v1/subscriptions/{sub_id}")["state"] == "failing"
    assert len(dead(wired)) == 1


def test_a_token_that_a_service_repeats_is_not_told_in_part_where_its_words_are_cut(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    subscribed(http, "telegram", desk)
    said = "no " * 30 + f"bot{TOKEN}"
    desk.faults.append((401, {}, json.dumps({"ok": False, "description": said}).encode()))
    alert = ring(wired)
    deliver_all(wired)
    reason = record(wired, alert.id).reason or ""
    assert reason.startswith("HTTP 401: no no")
    assert len(reason) <= MAX_REASON
    assert TOKEN[:SHORTEST_SECRET] not in reason


def test_an_endpoint_that_is_gone_is_not_asked_again(wired: Deployment, http: Http, desk: Desk) -> None:
    sub_id = subscribed(http, "webhook", desk)
    desk.faults.append((410, {}, b""))
    alert = ring(wired)
    deliver_all(wired)
    assert record(wired, alert.id).state == "failed"
    assert get(http, f"/v1/subscriptions/{sub_id}")["state"] == "failed"
    assert deliver.hand_on(wired.services, Published("alert", alert.id)).handed_on == 0


class Killed(BaseException):
    """The worker is no more."""


def kill_at(monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    def killed(name: str) -> None:
        if name == point:
            raise Killed

    monkeypatch.setattr(deliver, "fault", killed)


@pytest.mark.parametrize(("point", "sent"), [("deliver.sent", 2), ("deliver.marked", 1)])
def test_a_worker_that_is_killed_loses_no_message_and_repeats_one_under_the_same_id_at_most(
    wired: Deployment, desk: Desk, monkeypatch: pytest.MonkeyPatch, point: str, sent: int
) -> None:
    subscribed(Http(wired.services), "webhook", desk)
    alert = ring(wired)
    wired.step(wired.deliveries)
    kill_at(monkeypatch, point)
    with pytest.raises(Killed):
        wired.step(wired.deliveries)
    monkeypatch.setattr(deliver, "fault", fault.fault)
    wired.step(wired.deliveries)  # while the dead worker's hold lasts nobody else sends
    assert len(desk.taken) == 1
    deliver_all(wired, pause=timedelta(seconds=60))
    assert record(wired, alert.id).state == "delivered"
    assert [taken.headers["webhook-id"] for taken in desk.taken] == [alert.id] * sent


def follow_up(wired: Deployment, first: Alert, kind: Any, seconds: int) -> Alert:
    """An update or a cancel of the first alert, told to the topic's channels."""
    at = (wired.clock[0] + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    alert = replace(first, id=f"{kind}-{seconds}", msg_type=kind, references=(first.id,), raised_at=at)
    wired.services.alerts.put(alert, wired.services.expires(wired.clock[0]))
    deliver.hand_on(wired.services, Published("alert", alert.id))
    return alert


FOLLOWED: list[tuple[ChannelName, Any]] = [
    ("telegram", lambda sent: sent["reply_parameters"]["message_id"] == 1),
    ("matrix", lambda sent: sent["m.relates_to"]["m.in_reply_to"]["event_id"] == "$e1"),
    ("slack", lambda sent: sent["thread_ts"] == "17.1"),
    ("pagerduty", lambda sent: sent["event_action"] in {"trigger", "resolve"} and sent["dedup_key"] != ""),
]


@pytest.mark.parametrize(("name", "follows"), FOLLOWED)
def test_updates_and_cancels_go_where_the_first_message_is(
    wired: Deployment, http: Http, desk: Desk, name: ChannelName, follows: Any
) -> None:
    subscribed(http, name, desk)
    first = ring(wired)
    deliver_all(wired)
    follow_up(wired, first, "update", 1)
    deliver_all(wired)
    follow_up(wired, first, "cancel", 2)
    deliver_all(wired)
    assert len(desk.taken) == 3
    assert all(follows(taken.json) for taken in desk.taken[1:])


def test_an_alert_that_its_cancel_overtook_is_not_rung_any_more(wired: Deployment, http: Http, desk: Desk) -> None:
    subscribed(http, "pagerduty", desk)
    first = ring(wired)
    wired.step(wired.deliveries)
    desk.faults.append((503, {}, b""))
    wired.step(wired.deliveries)
    follow_up(wired, first, "cancel", 2)
    deliver_all(wired, pause=timedelta(minutes=1))
    assert [taken.json["event_action"] for taken in desk.taken] == ["resolve"]
    dropped = record(wired, first.id)
    assert (dropped.state, dropped.reason) == ("dropped", "a cancel of it went out before")


def test_only_what_a_subscription_asks_for_goes_there(wired: Deployment, http: Http, desk: Desk) -> None:
    subscribed(http, "ntfy", desk, watches=["floods"])
    subscribed(http, "mattermost", desk, least_severity="extreme")
    subscribed(http, "discord", desk, watches=["call-up"], least_severity="minor")
    ring(wired)
    deliver_all(wired)
    assert [taken.path for taken in desk.taken] == ["/api/webhooks/1/x?wait=true"]


def test_digests_and_surges_go_to_channels_and_wake_nobody_who_is_on_call(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    for name in ("telegram", "webhook", "pagerduty"):
        subscribed(http, name, desk)
    at = "2031-05-04T09:30:00.000Z"
    surge = Surge("surge-1", "floods", None, at, at, 40, 2.5, 9.0, ("floods",))
    wired.services.bulletins.put(surge, wired.services.expires(wired.clock[0]))
    wired.services.queues.bulletin(surge.id)
    wired.run()
    deliver_all(wired)
    sent = {taken.path.split("/")[1][:3]: taken for taken in desk.taken}
    assert set(sent) == {"bot", "in"}
    assert sent["in"].json["type"] == "tocsin.surge.v1"
    assert "floods" in sent["bot"].json["text"]
    assert desk.refused == []


def test_the_command_subscribes_tests_tells_and_removes(
    wired: Deployment, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target, "_local", lambda _: wired)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "250"}, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    made = json.loads(run("subscribe", "add", "webhook", f"{desk.url}/in", "--secret", SECRET, "--json"))
    assert SECRET not in run("subscribe", "list")
    assert "is on its way" in run("subscribe", "test", made["id"])
    deliver_all(wired)
    assert "delivered" in run("deliveries", "--subscription", made["id"])
    [told] = run("deliveries", "--subscription", made["id"], "--json").splitlines()
    assert json.loads(run("deliveries", "--alert", json.loads(told)["alert"], "--json")) == json.loads(told)
    run("subscribe", "remove", made["id"])
    assert wired.services.channels.open(made["id"], wired.clock[0]) is None


def test_a_removed_subscription_is_sent_nothing_more_and_its_secrets_are_forgotten(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    sub_id = subscribed(http, "slack", desk)
    alert = ring(wired)
    wired.step(wired.deliveries)
    assert http.call("DELETE", f"/v1/subscriptions/{sub_id}", scope="admin").json["state"] == "deleted"
    deliver_all(wired)
    assert desk.asked == 0
    assert record(wired, alert.id).state == "dropped"
    assert "sealed" not in wired.items()["SUBSCRIPTIONS", f"SUBSCRIPTION#{sub_id}"]


def test_a_test_goes_the_way_of_alerts_and_its_outcome_is_listed(wired: Deployment, http: Http, desk: Desk) -> None:
    sub_id = subscribed(http, "teams", desk)
    asked = http.call("POST", f"/v1/subscriptions/{sub_id}/test", scope="admin")
    assert (asked.status, asked.json["state"]) == (202, "waiting")
    deliver_all(wired)
    alert = ring(wired)
    deliver_all(wired)
    [last, first] = get(http, "/v1/deliveries", subscription=sub_id)["items"]
    assert (first["alert"], first["state"]) == (asked.json["alert"], "delivered")
    assert (last["alert"], last["state"], last["protocol"]) == (alert.id, "delivered", "teams")
    assert get(http, "/v1/deliveries", alert=alert.id)["items"] == [last]
    assert last["raised_at"] <= last["queued_at"] <= last["delivered_at"]


@pytest.mark.parametrize(
    ("protocol", "endpoint", "secret", "where"),
    [
        ("slack", "https://10.0.0.1/services/x", "", "endpoint"),
        ("mattermost", "https://chat.internal/hooks/x", "", "endpoint"),
        ("webhook", "http://desk.example/in", "", "endpoint"),
        ("teams", "https://169.254.169.254/latest", "", "endpoint"),
        ("matrix", "https://localhost/!desk:matrix.example", "token-of-ours", "endpoint"),
        ("ntfy", "https://ntfy.example:8443/desk", "", "endpoint"),
        ("telegram", "-100", "no token", "secret"),
        ("email", "desk@example.org", "a secret", "secret"),
    ],
)
def test_where_no_channel_may_reach_is_refused_when_it_is_subscribed(
    http: Http, protocol: str, endpoint: str, secret: str, where: str
) -> None:
    body = {"protocol": protocol, "endpoint": endpoint, "secret": secret}
    answer = http.call("POST", "/v1/subscriptions", scope="admin", body=body)
    assert (answer.status, answer.json["where"]) == (400, where)
    assert secret == "" or secret not in answer.body


def test_deliveries_are_asked_for_by_one_of_both(http: Http) -> None:
    for query in ({}, {"alert": "a", "subscription": "b"}):
        assert http.call("GET", "/v1/deliveries", scope="admin", query=query).status == 400
    assert http.call("GET", "/v1/deliveries", scope="write", query={"alert": "a"}).status == 403


def test_with_a_key_of_kms_endpoints_are_sealed_by_it(wired: Deployment, desk: Desk) -> None:
    kms: Any = wired.services.clients.kms
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    services = Services(replace(wired.services.settings, seal_key=key), Clients(session()))
    endpoint, _ = desk.addresses()["mattermost"]
    before = subscribed(Http(wired.services), "teams", desk)
    sub_id = (
        Http(services)
        .call("POST", "/v1/subscriptions", scope="admin", body={"protocol": "mattermost", "endpoint": endpoint})
        .json["id"]
    )
    opened = services.channels.open(sub_id, wired.clock[0])
    assert opened is not None
    assert opened.address.endpoint == endpoint
    assert services.channels.open(before, wired.clock[0]) is not None
    assert bytes(wired.items()["SUBSCRIPTIONS", f"SUBSCRIPTION#{sub_id}"]["sealed"]["B"])[:1] == b"k"


def test_what_is_sealed_for_one_subscription_does_not_open_for_another(wired: Deployment) -> None:
    seals = wired.services.seals
    sealed = seals.seal(b"https://chat.example/hooks/x", "one")
    assert seals.open(sealed, "one") == b"https://chat.example/hooks/x"
    for broken, of in ((sealed, "another"), (sealed[:-1], "one"), (b"s", "one")):
        with pytest.raises(Exception, match="does not open it"):
            seals.open(broken, of)


@pytest.mark.parametrize("kind", ["subscription", "watch", "story"])
def test_what_is_muted_while_a_channel_is_down_is_dropped_and_says_by_whom(
    wired: Deployment, http: Http, desk: Desk, kind: str
) -> None:
    sub_id = subscribed(http, "ntfy", desk)
    desk.faults.append((503, {}, b""))
    alert = ring(wired)
    for _ in range(2):  # handed on, then tried
        wired.step(wired.deliveries)
    assert record(wired, alert.id).state == "retrying"
    item = {"subscription": sub_id, "watch": alert.watch, "story": alert.story}[kind]
    assert http.call("POST", "/v1/muted", scope="write", body={"kind": kind, "item": item}).status == 201
    wired.clock[0] += timedelta(seconds=BACKOFF[0] + 1)
    deliver_all(wired)
    found = record(wired, alert.id)
    assert (found.state, desk.taken) == ("dropped", [])
    assert str(found.reason).startswith(f"{kind} muted by ")
    assert get(http, "/v1/subscriptions/" + sub_id)["failures"] == 0


def test_a_muted_channel_gets_a_test_that_is_asked_for_and_alerts_again_once_it_ends(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    sub_id = subscribed(http, "ntfy", desk)
    until = keys.stamp(wired.clock[0] + timedelta(hours=1))
    body = {"kind": "subscription", "item": sub_id, "until": until}
    assert http.call("POST", "/v1/muted", scope="write", body=body).status == 201
    http.call("POST", f"/v1/subscriptions/{sub_id}/test", scope="admin")
    deliver_all(wired)
    assert len(desk.taken) == 1
    wired.clock[0] += timedelta(hours=2)
    ring(wired)
    deliver_all(wired)
    assert len(desk.taken) == 2


def test_the_time_from_the_upload_to_each_channel_is_told_by_record_route_and_command(
    wired: Deployment, http: Http, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sub_id = subscribed(http, "ntfy", desk)
    subscribed(http, "telegram", desk)
    uploaded = wired.clock[0]
    wired.put("a.txt", TEXT)
    wired.clock[0] += timedelta(seconds=4)
    wired.run()
    wired.clock[0] += timedelta(seconds=3)
    done = [one for one in deliver_all(wired) if one.state == "delivered"]
    assert all(7 <= one.since_upload < 8 for one in done)
    [found] = get(http, "/v1/deliveries", subscription=sub_id)["items"]
    assert found["uploaded_at"] == keys.stamp(uploaded)
    assert 7 <= found["seconds"] < 8
    times = get(http, "/v1/deliveries/times")["items"]
    assert [(one["protocol"], one["subscriptions"], one["count"]) for one in times] == [
        ("ntfy", 1, 1),
        ("telegram", 1, 1),
    ]
    assert all(one["p50"] == one["p95"] == one["longest"] for one in times)

    class Found:
        services = wired.services

    monkeypatch.setattr(target, "_local", lambda _state: Found())
    told = CliRunner().invoke(app, ["deliveries", "--times", "--json"])
    assert [json.loads(line) for line in told.output.splitlines()] == times


def test_an_alert_that_was_held_on_purpose_is_no_measure(wired: Deployment, http: Http, desk: Desk) -> None:
    watch = wired.services.watches.get("call-up")
    quiet = WatchDelivery(quiet=Quiet("09:00", "12:00"))
    wired.services.watches.change(replace(watch, delivery=quiet), watch.version)
    sub_id = subscribed(http, "ntfy", desk)
    wired.put("a.txt", TEXT)
    wired.run()
    wired.clock[0] += timedelta(hours=4)
    sweep(wired.services)
    wired.run()
    deliver_all(wired)
    [found] = get(http, "/v1/deliveries", subscription=sub_id)["items"]
    assert (found["state"], found["uploaded_at"]) == ("delivered", None)
    assert get(http, "/v1/deliveries/times")["items"][0]["count"] == 0


def test_who_sns_delivers_to_is_in_the_record_as_handed_on_and_failed_once_sns_gave_up(
    wired: Deployment, http: Http
) -> None:
    services = wired.services
    lost = services.clients.sqs.create_queue(QueueName="lost")["QueueUrl"]
    arn = services.clients.sqs.get_queue_attributes(QueueUrl=lost, AttributeNames=["QueueArn"])["Attributes"][
        "QueueArn"
    ]
    body = {"protocol": "sqs", "endpoint": arn}
    made = http.call("POST", "/v1/subscriptions", scope="admin", body=body).json
    other = {"protocol": "email", "endpoint": "desk@paper.example", "least_severity": "extreme"}
    http.call("POST", "/v1/subscriptions", scope="admin", body=other)
    alert = ring(wired)
    deliver_all(wired)
    [noted] = get(http, "/v1/deliveries", alert=alert.id)["items"]
    assert (noted["subscription"], noted["protocol"], noted["state"]) == (made["id"], "sqs", "handed-on")
    assert (noted["delivered_at"], noted["attempts"]) == (None, 0)
    assert get(http, "/v1/deliveries", subscription=made["id"])["items"] == [noted]

    [message] = services.clients.sqs.receive_message(QueueUrl=lost)["Messages"]
    notification = json.loads(message["Body"])
    known = services.table.get(keys.subscription(made["id"])) or {}
    notification["UnsubscribeURL"] = f"https://sns.example/?Action=Unsubscribe&SubscriptionArn={known['arn']}"
    services.settings = replace(services.settings, undelivered_arn="arn:aws:sqs:eu-central-1:123456789012:undelivered")
    undelivered = services.clients.sqs.create_queue(QueueName="undelivered")["QueueUrl"]
    services.clients.sqs.send_message(
        QueueUrl=undelivered,
        MessageBody=json.dumps(notification),
        MessageAttributes={"ErrorCode": {"DataType": "String", "StringValue": "InvalidQueue"}},
    )
    assert sweep(services).undelivered == 1
    [noted] = get(http, "/v1/deliveries", alert=alert.id)["items"]
    assert (noted["state"], noted["reason"]) == ("failed", "InvalidQueue")


def test_a_group_of_telegram_that_became_a_supergroup_is_followed_under_its_new_number(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    sub_id = subscribed(http, "telegram", desk)
    told = {"ok": False, "description": "Bad Request: group chat was upgraded to a supergroup chat"}
    answer = json.dumps({**told, "parameters": {"migrate_to_chat_id": int(MOVED)}}).encode()
    desk.faults.append((400, {}, answer))
    alert = ring(wired)
    deliver_all(wired, pause=timedelta(seconds=5))
    assert (record(wired, alert.id).state, desk.asked) == ("delivered", 2)
    assert [taken.json["chat_id"] for taken in desk.taken] == [MOVED]
    opened = wired.services.channels.open(sub_id, wired.clock[0])
    assert opened is not None
    assert opened.address.endpoint == f"{desk.url}/{MOVED}"


@pytest.fixture(params=[("127.0.0.1", 1), ("127.0.0.2", 1), ("127.0.0.1", -1), ("", 0)], ids=str)
def untrusted(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk that signed its certificate itself; one of another name and one that is over, though their signer is
    trusted; and one that speaks no TLS."""
    address, days = request.param
    tls = server_context(tmp_path, address, days) if address else None
    if (address, days) != ("127.0.0.1", 1):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    with serving(tls=tls) as found:
        yield found


def test_a_service_whose_certificate_is_not_good_gets_nothing_and_is_failing(
    wired: Deployment, http: Http, untrusted: Desk
) -> None:
    sub_id, found = rung_over_tls(wired, http, untrusted)
    assert (found.state, untrusted.taken) == ("retrying", [])
    assert str(found.reason).startswith(("its certificate is not valid", "could not be reached"))
    shown = get(http, f"/v1/subscriptions/{sub_id}")
    assert (shown["state"], shown["error"]) == ("failing", found.reason)


def test_a_service_whose_certificate_is_good_gets_its_alert(
    wired: Deployment, http: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tls=server_context(tmp_path)) as desk:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
        assert rung_over_tls(wired, http, desk)[1].state == "delivered"
        assert len(desk.taken) == 1


def rung_over_tls(wired: Deployment, http: Http, desk: Desk) -> tuple[str, Delivery]:
    """The subscription of a webhook at a desk, and what became of an alert there at the first try."""
    services, hosts = wired.services, frozenset({desk.host})
    services.settings = replace(services.settings, allowed_hosts=hosts)
    services.channel_fetcher = Fetcher(Policy(hosts), seconds=2.0, max_bytes=10_000)
    body = {"protocol": "webhook", "endpoint": f"https://{desk.host}/in", "secret": SECRET}
    made = http.call("POST", "/v1/subscriptions", scope="admin", body=body)
    assert made.status == 201, made.body
    alert = ring(wired)
    for _ in range(2):  # handed on, then tried
        wired.step(wired.deliveries)
    return str(made.json["id"]), record(wired, alert.id)


def test_an_endpoint_that_answers_slowly_is_asked_one_thing_at_a_time_and_keeps_no_worker_from_the_others(
    wired: Deployment, http: Http, desk: Desk
) -> None:
    waits = itertools.count(0, 9)  # each answer is there after nine seconds by this clock
    quick = wired.services.channel_fetcher
    wired.services.channel_fetcher = replace(quick, seconds=60, clock=lambda: float(next(waits)))
    slow = subscribed(http, "webhook", desk)
    tests = [http.call("POST", f"/v1/subscriptions/{slow}/test", scope="admin") for _ in range(6)]
    assert {answer.status for answer in tests} == {202}
    wired.step(wired.deliveries)
    assert desk.asked == 1
    for _ in range(20):
        wired.step(wired.deliveries)
        wired.clock[0] += timedelta(seconds=1)
    assert desk.asked == 1
    wired.services.channel_fetcher = quick
    deliver_all(wired, pause=timedelta(seconds=20))
    assert len(desk.taken) == 6
