"""Digests and surges on their way through table, outbox and topic."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.conftest import START, TEXT, Deployment, sweep
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.aws.keys import hour_count, stamp
from tocsin.digests.counts import HourCount, hour_of
from tocsin.digests.due import MAX_ALERTS
from tocsin.digests.model import Digest
from tocsin.digests.watching import Counts, send_surges
from tocsin.watches.alert import Alert
from tocsin.watches.model import Delivery, Rule, TopicRule, Watch

pytestmark = pytest.mark.integration

CALLS_OF_A_RUN = 70
"""As docs/storage.md says, with two watches that have digests, and counts that are written for 30 hours."""
TOWNS = ("Lessing", "Tessa", "Omber", "Quillford")
DAILY = Watch(
    "daily", "Call-up, by day", Rule(TopicRule(any=("mobilization",))), delivery=Delivery("daily", "09:00", "UTC")
)


def raised(deployment: Deployment, name: str, hours_ago: float, watch: str = "daily", **more: Any) -> Alert:
    """An alert as correlate leaves it: kept and listed, and held for the digest."""
    at = stamp(deployment.clock[0] - timedelta(hours=hours_ago))
    values: dict[str, Any] = {
        "id": name,
        "watch": watch,
        "watch_name": watch,
        "watch_version": 1,
        "story": f"story-{name}",
        "article": f"article-{name}",
        "raised_at": at,
        "severity": "moderate",
        "title": f"Title of {name}",
        "summary": "",
        "claims": (),
        "topics": (),
        "places": (),
        "countries": (),
        "why": (),
        "hold": "digest",
        **more,
    }
    alert = Alert(**values)
    expires = deployment.services.expires(START)
    deployment.services.alerts.put(alert, expires)
    deployment.services.alerts.list_alert(alert, expires)
    return alert


def events(deployment: Deployment, kind: str) -> list[Any]:
    """What the subscriber got of a kind, as events."""
    deployment.run()
    found = [json.loads(body["Message"]) for body in deployment.received()]
    return [event for event in found if event["type"] == kind]


@pytest.fixture
def daily(deployment: Deployment) -> Deployment:
    deployment.services.watches.create(DAILY)
    deployment.services.watches.create(replace(DAILY, id="quiet", name="Nothing"))
    return deployment


def test_a_digest_is_sent_once_for_its_period_and_only_if_there_is_something_to_tell(daily: Deployment) -> None:
    raised(daily, "a", 3)
    raised(daily, "b", 2, story="story-a", msg_type="update")
    raised(daily, "late", 0.1)
    first = sweep(daily.services)
    assert len(first.digests) == 1
    assert first.handed_on == ()
    [event] = events(daily, "tocsin.digest.v1")
    assert event["data"]["watch"] == "daily"
    assert [told["changes"] for told in event["data"]["stories"]] == [["changed", "new"]]
    for _ in range(3):
        daily.clock[0] += timedelta(minutes=15)
        assert sweep(daily.services).digests == ()
    assert events(daily, "tocsin.digest.v1") == []
    daily.clock[0] += timedelta(days=1)
    sweep(daily.services)
    [event] = events(daily, "tocsin.digest.v1")
    assert [told["last"]["alert"] for told in event["data"]["stories"]] == ["late"]


def test_digests_and_surges_can_be_read_over_http(watched: Deployment) -> None:
    watched.services.watches.create(DAILY)
    raised(watched, "a", 3)
    baseline(watched)
    surge(watched)
    sweep(watched.services)
    watched.run()
    http = Http(watched.services)
    first = http.call("GET", "/v1/bulletins", query={"limit": "1"}).json
    second = http.call("GET", "/v1/bulletins", query={"limit": "1", "cursor": first["next"]}).json
    items = first["items"] + second["items"]
    [digest] = [item["digest"] for item in items if item["digest"]]
    [found] = [item["surge"] for item in items if item["surge"]]
    assert digest["watch"] == "daily"
    assert http.call("GET", f"/v1/bulletins/{found['id']}").json["surge"] == found
    assert all(item["sent_at"] for item in items)
    assert http.call("GET", "/v1/bulletins/none").status == 404


def test_what_was_listed_late_or_fell_into_an_outage_is_told_by_the_next_digest(daily: Deployment) -> None:
    raised(daily, "a", 3)
    sweep(daily.services)
    raised(daily, "listed late", 2)
    daily.clock[0] += timedelta(days=2)
    sweep(daily.services)
    told = [story["last"]["alert"] for event in events(daily, "tocsin.digest.v1") for story in event["data"]["stories"]]
    assert sorted(told) == ["a", "listed late"]


def test_an_article_rings_a_watch_with_digests_by_its_digest_only(deployment: Deployment) -> None:
    deployment.services.watches.create(DAILY)
    deployment.put("a.txt", TEXT)
    deployment.run()
    assert deployment.received() == []
    deployment.clock[0] += timedelta(days=1)
    assert sweep(deployment.services).handed_on == ()
    [event] = events(deployment, "tocsin.digest.v1")
    assert event["data"]["stories"][0]["last"]["title"] == "Veldania calls up ten thousand reservists"


def test_an_hourly_digest_makes_good_for_a_night_without_runs(deployment: Deployment) -> None:
    deployment.services.watches.create(replace(DAILY, delivery=Delivery("hourly")))
    raised(deployment, "now", 0.6)
    sweep(deployment.services)
    raised(deployment, "evening", 0.6)
    deployment.clock[0] += timedelta(hours=9)
    raised(deployment, "morning", 0.6)
    sweep(deployment.services)
    told = [
        [story["last"]["alert"] for story in event["data"]["stories"]]
        for event in events(deployment, "tocsin.digest.v1")
    ]
    assert told == [["now"], ["morning", "evening"]]


def test_what_rang_by_itself_before_the_watch_had_digests_is_not_told_again(daily: Deployment) -> None:
    alert = raised(daily, "a", 3, hold=None)
    daily.services.alerts.mark_sent(alert.id, stamp(START))
    assert sweep(daily.services).digests == ()


def test_a_digest_that_was_kept_but_not_handed_on_is_handed_on_by_the_next_run(daily: Deployment) -> None:
    raised(daily, "a", 3)
    sweep(daily.services)
    sqs = daily.services.clients.sqs
    sqs.purge_queue(QueueUrl=daily.outbox)
    assert len(sweep(daily.services).digests) == 1
    assert len(events(daily, "tocsin.digest.v1")) == 1


def test_alerts_that_were_held_go_out_when_their_time_comes_and_those_for_digests_do_not(daily: Deployment) -> None:
    daily.services.watches.create(replace(DAILY, id="at-once", delivery=Delivery()))
    now = daily.clock[0]
    raised(daily, "quiet", 1, watch="at-once", hold="quiet-hours", not_before=stamp(now + timedelta(hours=1)))
    raised(daily, "stuck", 1, watch="at-once", hold=None)
    raised(daily, "fresh", 0.1, watch="at-once", hold=None)
    raised(daily, "told", 1, hold="digest", not_before=stamp(now - timedelta(minutes=1)))
    assert sweep(daily.services).handed_on == ("stuck",)
    daily.run()
    daily.clock[0] += timedelta(hours=1)
    assert set(sweep(daily.services).handed_on) == {"quiet", "fresh"}


def test_an_alert_that_a_long_cooldown_held_goes_out_days_later(deployment: Deployment) -> None:
    due = deployment.clock[0] + timedelta(days=6)
    raised(deployment, "held", 1, watch="calm", hold="cooldown", not_before=stamp(due))
    assert sweep(deployment.services).handed_on == ()
    deployment.clock[0] = due
    assert sweep(deployment.services).handed_on == ("held",)


def test_what_waits_is_found_behind_any_number_of_alerts_that_were_sent(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.aws.alerts.PAGE", 3)
    raised(deployment, "stuck", 2, watch="busy", hold=None)
    for number in range(7):
        raised(deployment, f"sent{number}", 1, watch="busy", hold=None)
        deployment.services.alerts.mark_sent(f"sent{number}", stamp(deployment.clock[0]))
    assert sweep(deployment.services).handed_on == ("stuck",)


def test_what_an_hour_brings_over_the_limit_is_told_once_as_n_more(deployment: Deployment) -> None:
    delivery = Delivery(most_per_hour=1)
    deployment.services.watches.create(replace(DAILY, id="few", name="Few", delivery=delivery))
    texts = {name: f"{name} reservists\n\nReservists were called up in {name}, {name} papers wrote." for name in TOWNS}
    for name, text in texts.items():
        deployment.put(f"{name}.txt", text)
        deployment.run()
    assert len(events(deployment, "tocsin.alert.v1")) == 1
    [first] = [watched for watched in deployment.services.alerts.page("alert", "all", limit=9).items if watched.sent_at]
    deployment.clock[0] += timedelta(hours=1)
    found = sweep(deployment.services)
    assert (found.handed_on, len(found.more)) == ((), 1)
    [event] = events(deployment, "tocsin.more.v1")
    assert event["data"]["count"] == 3
    assert first.alert.id not in event["data"]["covers"]
    assert all(sent.sent_at for sent in deployment.services.alerts.page("alert", "all", limit=9).items)
    deployment.clock[0] += timedelta(minutes=15)
    assert sweep(deployment.services).more == ()
    assert deployment.received() == []


def test_a_bulletin_of_more_that_was_kept_before_a_crash_is_sent_by_the_next_run(deployment: Deployment) -> None:
    due = stamp(deployment.clock[0] - timedelta(minutes=1))
    for name in ("a", "b"):
        raised(deployment, name, 1, watch="few", hold="hourly-limit", not_before=due)
    mark_sent = deployment.services.alerts.mark_sent
    deployment.services.alerts.mark_sent = killed  # type: ignore[method-assign]  # a crash after keeping the bulletin
    with pytest.raises(KeyboardInterrupt):
        sweep(deployment.services)
    deployment.services.alerts.mark_sent = mark_sent  # type: ignore[method-assign]  # back again
    deployment.clock[0] += timedelta(hours=2)
    assert len(sweep(deployment.services).more) == 1
    [kept] = deployment.services.bulletins.page(limit=9).items
    assert {event["id"] for event in events(deployment, "tocsin.more.v1")} == {kept.bulletin.id}
    assert sweep(deployment.services).more == ()


def test_of_two_runs_at_one_time_the_kept_bulletin_says_what_is_told_and_the_rest_goes_out_alone(
    deployment: Deployment,
) -> None:
    due = stamp(deployment.clock[0] - timedelta(minutes=1))
    bulletins, put = deployment.services.bulletins, deployment.services.bulletins.put
    for name in ("a", "b", "c"):
        raised(deployment, name, 1, watch="few", hold="hourly-limit", not_before=due)

    def second(bulletin: Digest, expires: int) -> bool:
        """Another run, which had not seen the last alert yet, comes first."""
        put(replace(bulletin, covers=("a", "b")), expires)
        return put(bulletin, expires)

    bulletins.put = second  # type: ignore[method-assign, assignment]  # a pause between reading and keeping
    found = sweep(deployment.services)
    assert (found.handed_on, len(found.more)) == (("c",), 1)
    assert deployment.services.alerts.get("c").sent_at is None


def killed(alert: str, at: str) -> bool:  # noqa: ARG001  # called as what it stands for
    raise KeyboardInterrupt


def test_an_alert_alone_is_told_as_what_it_is(deployment: Deployment) -> None:
    due = stamp(deployment.clock[0] - timedelta(minutes=1))
    raised(deployment, "a", 1, watch="few", hold="cooldown", not_before=due)
    found = sweep(deployment.services)
    assert (found.handed_on, found.more) == (("a",), ())


def test_a_digest_costs_no_more_calls_however_many_alerts_there_are(daily: Deployment) -> None:
    for number in range(MAX_ALERTS + 5):
        raised(daily, f"a{number}", 3)
    client, counting = CountingDynamoDB.before(daily.services.table.client)
    daily.services.table.client = client
    sweep(daily.services)
    assert counting.bill.total_calls <= CALLS_OF_A_RUN
    [event] = events(daily, "tocsin.digest.v1")
    assert event["data"]["cut"] is True
    assert event["data"]["more"] == MAX_ALERTS - 20


def baseline(deployment: Deployment) -> Counts:
    """Nine days in which 40 articles a day said nothing of mobilization."""
    table, then = deployment.services.table, hour_of(START)
    counts = Counts(table)
    counts.put_hour(then, HourCount(40), 1)
    counts.put_hour(then - 1, HourCount(), 1)
    busy, calm = (table.get(hour_count(hour)) or {} for hour in (then, then - 1))
    hours = range(then - 24 * 9, then + 1)
    table.write_many([{**(busy if hour % 24 == 3 else calm), "sk": hour_count(hour)[1]} for hour in hours])
    return counts


def surge(deployment: Deployment) -> None:
    """Eight articles on one topic, and the hour in which they came ends."""
    for number in range(8):
        text = f"Call-up, part {number}\n\nReservists of district {number} will be called up, Port Lessing said."
        deployment.put(f"{number}.txt", text)
    deployment.run()
    deployment.received()
    deployment.clock[0] = START + timedelta(hours=1)


def test_a_surge_rings_once_for_those_who_watch_its_topic(watched: Deployment) -> None:
    baseline(watched)
    surge(watched)
    assert len(sweep(watched.services).surges) == 1
    [event] = events(watched, "tocsin.surge.v1")
    assert event["data"]["count"] == 8
    assert event["data"]["watches"] == ["call-up"]
    assert len(event["data"]["articles"]) == 5
    for _ in range(5):
        watched.clock[0] += timedelta(minutes=30)
        assert sweep(watched.services).surges == ()
    assert events(watched, "tocsin.surge.v1") == []


def test_prints_of_one_text_are_one_report_and_no_surge(watched: Deployment) -> None:
    baseline(watched)
    for number in range(9):
        clutter = f"The paper {chr(65 + number) * 3} is read before breakfast."
        watched.put(f"{number}.txt", f"{TEXT}\n{clutter}\n", publisher=f"Paper {number}")
    watched.run()
    watched.clock[0] = START + timedelta(hours=1)
    assert sweep(watched.services).surges == ()
    [hour] = Counts(watched.services.table).hours(hour_of(START), hour_of(START)).values()
    assert hour.total == 1


def test_what_its_agency_canceled_makes_no_surge_and_is_not_shown_in_one(watched: Deployment) -> None:
    baseline(watched)
    surge(watched)
    articles = watched.services.articles
    found = [head.card.id for head in articles.page("article", "all", limit=20).items]
    articles.note_killed(found[0], "upload-of-the-kill")
    assert len(sweep(watched.services).surges) == 1
    [event] = events(watched, "tocsin.surge.v1")
    assert event["data"]["count"] == 7
    assert found[0] not in event["data"]["articles"]
    for article in found[1:]:
        articles.note_killed(article, "upload-of-the-kill")
    sweep(watched.services)
    assert Counts(watched.services.table).hours(hour_of(START), hour_of(START))[hour_of(START)].total == 0


def test_hours_are_counted_anew_to_the_same_counts_and_redelivery_adds_nothing(watched: Deployment) -> None:
    counts = baseline(watched)
    surge(watched)
    then = hour_of(START)
    send_surges(watched.services, [])
    before = counts.hours(then - 30, then)
    surge(watched)
    send_surges(watched.services, [])
    assert counts.hours(then - 30, then) == before
    assert before[then].total == 8


def test_a_surge_that_was_noted_before_a_crash_is_rung_by_the_next_run(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline(watched)
    surge(watched)

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(watched.services.bulletins, "put", killed)
        with pytest.raises(SystemExit):
            sweep(watched.services)
    watched.clock[0] += timedelta(hours=1)
    assert len(sweep(watched.services).surges) == 1
    assert len(events(watched, "tocsin.surge.v1")) == 1
