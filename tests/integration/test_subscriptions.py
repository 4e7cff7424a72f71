"""Subscriptions over HTTP, at a topic that moto plays and, for what moto does not play, at an SNS that remembers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_sns import SNSClient
from tests.integration.conftest import TEXT, Deployment
from tests.integration.http import Answer, Http

from tocsin.subscriptions.failures import Noted
from tocsin.subscriptions.store import Subscriptions

pytestmark = pytest.mark.integration


class PendingSns:
    """Subscriptions wait until their owner confirms, cannot be removed before, and may be forgotten: as in AWS."""

    def __init__(self) -> None:
        self.confirmed: dict[str, bool] = {}

    def subscribe(self, *, TopicArn: str, Endpoint: str, **_: object) -> dict[str, str]:  # noqa: N803  # boto3's names
        arn = f"{TopicArn}:{Endpoint}"
        self.confirmed.setdefault(arn, False)
        return {"SubscriptionArn": arn}

    def get_subscription_attributes(self, *, SubscriptionArn: str) -> dict[str, Any]:  # noqa: N803  # boto3's names
        if SubscriptionArn not in self.confirmed:
            raise ClientError({"Error": {"Code": "NotFound", "Message": ""}}, "GetSubscriptionAttributes")
        pending = not self.confirmed[SubscriptionArn]
        return {"Attributes": {"PendingConfirmation": "true" if pending else "false"}}

    def unsubscribe(self, *, SubscriptionArn: str) -> None:  # noqa: N803  # boto3's names
        if not self.confirmed.get(SubscriptionArn, True):
            raise ClientError({"Error": {"Code": "InvalidParameter", "Message": "pending"}}, "Unsubscribe")
        self.confirmed.pop(SubscriptionArn, None)


@pytest.fixture
def http(watched: Deployment) -> Http:
    return Http(watched.services)


def queue(watched: Deployment, name: str) -> tuple[str, str]:
    sqs = watched.services.clients.sqs
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, arn


def subscribe(http: Http, endpoint: str, protocol: str = "sqs", **more: object) -> Answer:
    body = {"protocol": protocol, "endpoint": endpoint, **more}
    return http.call("POST", "/v1/subscriptions", scope="admin", body=body)


def heard(watched: Deployment, url: str) -> int:
    return len(watched.services.clients.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []))


def test_a_queue_hears_of_its_watch_and_severity_only_and_of_nothing_once_removed(
    http: Http, watched: Deployment
) -> None:
    queues = {name: queue(watched, name) for name in ("all", "call-up", "floods", "severe")}
    made = {
        "all": subscribe(http, queues["all"][1]),
        "call-up": subscribe(http, queues["call-up"][1], watches=["call-up"], least_severity="moderate"),
        "floods": subscribe(http, queues["floods"][1], watches=["floods"]),
        "severe": subscribe(http, queues["severe"][1], least_severity="severe"),
    }
    assert [answer.status for answer in made.values()] == [201] * 4
    watched.put("a.txt", TEXT)
    watched.run()
    assert {name: heard(watched, url) for name, (url, _) in queues.items()} == {
        "all": 1,
        "call-up": 1,
        "floods": 0,
        "severe": 0,
    }
    path = made["all"].headers["Location"]
    assert http.call("DELETE", path, scope="admin").json["state"] == "deleted"
    assert http.call("GET", path, scope="admin").json["state"] == "deleted"
    watched.put("b.txt", TEXT.replace("Veldania", "Ostrania").replace("reservists", "conscripts and their horses"))
    watched.run()
    assert heard(watched, queues["all"][0]) == 0


def test_the_same_subscription_is_made_once_and_another_filter_is_a_conflict(http: Http, watched: Deployment) -> None:
    _, arn = queue(watched, "desk")
    first = subscribe(http, arn, watches=["floods", "call-up"])
    again = subscribe(http, arn, watches=["call-up", "floods"])
    assert (first.status, again.status) == (201, 200)
    assert first.json["id"] == again.json["id"]
    other = subscribe(http, arn, watches=["floods"])
    assert (other.status, other.json["where"]) == (409, "endpoint")
    assert http.call("DELETE", first.headers["Location"], scope="admin").status == 200
    assert subscribe(http, arn, watches=["floods"]).json["watches"] == ["floods"]


def test_what_is_wrong_with_a_request_is_told_by_its_place(http: Http) -> None:
    assert subscribe(http, "https://10.0.0.1/", "https").json["where"] == "endpoint"
    assert subscribe(http, "not an address", "email").status == 400
    unknown = subscribe(http, "desk@veldania.example", "email", watches=["call-up", "nothing"])
    assert (unknown.status, unknown.json["where"]) == (400, "watches[1]")
    assert subscribe(http, "desk@veldania.example", "fax").status == 422
    assert http.call("GET", "/v1/subscriptions/none", scope="admin").status == 404
    assert http.call("DELETE", "/v1/subscriptions/none", scope="admin").status == 404


def test_only_an_admin_sees_or_changes_where_alerts_go(http: Http) -> None:
    assert http.call("GET", "/v1/subscriptions", scope="write").status == 403
    assert http.call("GET", "/v1/subscriptions", scope=None).status == 401
    body = {"protocol": "email", "endpoint": "desk@veldania.example"}
    assert http.call("POST", "/v1/subscriptions", scope="write", body=body).status == 403


def test_the_list_is_paged_and_shows_each_once(http: Http) -> None:
    for number in range(5):
        assert subscribe(http, f"desk{number}@veldania.example", "email").status == 201
    seen: list[str] = []
    query = {"limit": "2"}
    while True:
        page = http.call("GET", "/v1/subscriptions", scope="admin", query=query).json
        seen += [item["endpoint"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert sorted(seen) == [f"desk{number}@veldania.example" for number in range(5)]


def undelivered(arn: str, error: str = "404") -> dict[str, Any]:
    """A message as SNS puts it into the dead-letter queue of a subscription (developer guide, "dead-letter queues")."""
    url = f"https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={arn}"
    body = {"Type": "Notification", "MessageId": "m", "TopicArn": "t", "Message": "x", "UnsubscribeURL": url}
    attributes = {
        name: {"DataType": "String", "StringValue": value}
        for name, value in {"RequestID": "r", "ErrorCode": error, "ErrorMessage": "gone"}.items()
    }
    return {"MessageBody": json.dumps(body), "MessageAttributes": attributes}


def test_what_sns_could_not_deliver_is_shown_with_its_subscription_for_a_week(watched: Deployment) -> None:
    url, dead = queue(watched, "undelivered")
    services = watched.services
    services.settings = replace(services.settings, undelivered_arn=dead)
    http = Http(services)
    made = subscribe(http, queue(watched, "desk")[1])
    healthy = subscribe(http, queue(watched, "other")[1]).headers["Location"]
    path = made.headers["Location"]
    sns, sqs = services.clients.sns, services.clients.sqs
    arns = {
        found["Endpoint"]: found["SubscriptionArn"]
        for found in sns.list_subscriptions_by_topic(TopicArn=services.settings.topic_arn)["Subscriptions"]
    }
    arn = arns[made.json["endpoint"]]
    policy = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]["RedrivePolicy"]
    assert json.loads(policy) == {"deadLetterTargetArn": dead}
    for message in (undelivered(arn), undelivered(arn, "Access\x07Denied"), undelivered("arn:of-another")):
        sqs.send_message(QueueUrl=url, **message)
    for body in ("no json", "[]", '{"UnsubscribeURL": 7}', "[" * 5_000):
        sqs.send_message(QueueUrl=url, MessageBody=body)
    assert services.failures.note(services.now()) == Noted(failures=2, unknown=5)
    assert services.failures.note(services.now()) == Noted()
    told = http.call("GET", path, scope="admin").json
    assert (told["state"], told["failures"]) == ("failing", 2)
    assert told["error"] in {"404", "AccessDenied"}
    assert http.call("GET", healthy, scope="admin").json["state"] == "confirmed"
    assert subscribe(http, made.json["endpoint"]).status == 200
    watched.clock[0] += timedelta(days=8)
    later = http.call("GET", path, scope="admin").json
    assert (later["state"], later["failures"]) == ("confirmed", 2)


def test_states_follow_what_the_owner_of_the_endpoint_does(watched: Deployment) -> None:
    sns, now = PendingSns(), watched.services.now
    store = Subscriptions(watched.services.table, cast("SNSClient", sns), "arn:aws:sns:eu-central-1:1:t")
    made, _ = store.create("email", "desk@veldania.example", (), "minor", now())
    [arn] = sns.confirmed
    assert made.state == "pending"
    sns.confirmed[arn] = True
    assert store.get(made.id, now()).state == "confirmed"
    del sns.confirmed[arn]
    assert store.get(made.id, now()).state == "deleted"
    again, new = store.create("email", "desk@veldania.example", (), "severe", now())
    assert (again.state, new) == ("pending", True)
    del sns.confirmed[arn]
    assert store.get(made.id, now()).state == "failed"


def test_who_confirms_after_it_was_removed_is_unsubscribed_all_the_same(watched: Deployment) -> None:
    sns, now = PendingSns(), watched.services.now
    store = Subscriptions(watched.services.table, cast("SNSClient", sns), "arn:aws:sns:eu-central-1:1:t")
    made, _ = store.create("email", "desk@veldania.example", (), "minor", now())
    assert store.delete(made.id, now()).state == "deleted"
    assert store.finish_deleting() == 0
    [arn] = sns.confirmed
    sns.confirmed[arn] = True
    assert store.finish_deleting() == 1
    assert sns.confirmed == {}
    assert store.finish_deleting() == 0


def test_what_is_subscribed_anew_survives_the_removal_before(watched: Deployment) -> None:
    sns, now = PendingSns(), watched.services.now
    store = Subscriptions(watched.services.table, cast("SNSClient", sns), "arn:aws:sns:eu-central-1:1:t")
    made, _ = store.create("email", "desk@veldania.example", (), "minor", now())
    store.delete(made.id, now())
    store.create("email", "desk@veldania.example", (), "minor", now())
    [arn] = sns.confirmed
    sns.confirmed[arn] = True
    store.finish_deleting()
    assert store.get(made.id, now()).state == "confirmed"


def test_a_subscription_says_which_of_its_watches_were_removed(http: Http, watched: Deployment) -> None:
    _, arn = queue(watched, "desk")
    made = subscribe(http, arn, watches=["call-up", "floods"])
    assert made.json["removed_watches"] == []
    watched.services.watches.delete("floods", 1)
    shown = http.call("GET", made.headers["Location"], scope="admin").json
    [listed] = http.call("GET", "/v1/subscriptions", scope="admin").json["items"]
    assert (shown["removed_watches"], listed["removed_watches"]) == (["floods"], ["floods"])
