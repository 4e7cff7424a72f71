"""Mails by SES from an alert to an inbox, in the subscriber's language, and out again by one click."""

from __future__ import annotations

import json
from dataclasses import replace
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from tests.integration.browser import Browser
from tests.integration.conftest import REGION, TEXT, Deployment
from tests.integration.http import Http

from tocsin.aws.post import carry
from tocsin.channels.model import Request
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration
SENDER, DESK = "alerts@desk.example", "night@veldania.example"


@pytest.fixture
def mailing(watched: Deployment) -> Deployment:
    watched.services.settings = replace(watched.services.settings, mail_from=SENDER)
    session: Any = watched.services.clients.ses
    session.create_email_identity(EmailIdentity=SENDER)
    return watched


def inbox() -> list[EmailMessage]:
    found = [
        message_from_string(one.raw_data, policy=default)
        for one in ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    ]
    return [one for one in found if isinstance(one, EmailMessage)]


def subscribe(http: Http, **more: object) -> Any:
    return http.call("POST", "/v1/subscriptions", scope="admin", body={"protocol": "mail", "endpoint": DESK, **more})


def test_an_alert_is_one_mail_in_the_subscriber_s_language_that_one_click_ends(mailing: Deployment) -> None:
    http = Http(mailing.services)
    made = subscribe(http, language="uk")
    assert (made.status, made.json["endpoint"], made.json["language"]) == (201, DESK, "uk")
    assert subscribe(http, language="ru").status == 409
    mailing.put("a.txt", TEXT, url="https://gazette.example/a")
    mailing.run()
    while mailing.step(mailing.deliveries):
        pass
    [mail] = inbox()
    assert mail["To"] == DESK
    assert mail["Content-Language"] == "uk"
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Читати далі" in text.get_content()
    [told] = http.call("GET", "/v1/deliveries", scope="admin", query={"subscription": made.json["id"]}).json["items"]
    assert told["state"] == "delivered"

    link = urlsplit(mail["List-Unsubscribe"].strip("<>")).path.removeprefix("/ui/")
    reader = Browser(build_site(mailing.services))
    assert "Unsubscribe" in reader.get(link).text
    assert http.call("GET", f"/v1/subscriptions/{made.json['id']}", scope="admin").json["state"] == "confirmed"
    assert reader.post(link[:-1] + "x", {"List-Unsubscribe": "One-Click"}).status == 403
    for _ in range(2):
        assert reader.post(link, {"List-Unsubscribe": "One-Click"}).status == 200
    assert http.call("GET", f"/v1/subscriptions/{made.json['id']}", scope="admin").json["state"] == "deleted"
    [noted, *_] = [one for one in mailing.services.audit.page(limit=20).items if "unsubscribe" in one.action]
    assert (noted.who, noted.item, noted.outcome) == ("link", made.json["id"], "done")


def test_mail_is_taken_where_somebody_sends_it_and_a_language_where_each_has_a_text(watched: Deployment) -> None:
    http = Http(watched.services)
    assert "MailFrom" in subscribe(http).body
    asked = {"protocol": "email", "endpoint": DESK, "language": "ru"}
    refused = http.call("POST", "/v1/subscriptions", scope="admin", body=asked)
    assert refused.status == 400
    assert "language" in json.dumps(refused.json)


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [
        ("TooManyRequestsException", 429, "retry"),
        ("ServiceUnavailable", 503, "retry"),
        ("MessageRejected", 400, "refused"),
        ("MailFromDomainNotVerifiedException", 400, "refused"),
    ],
)
def test_what_ses_refuses_is_told_and_what_may_pass_is_tried_again(code: str, status: int, verdict: str) -> None:
    from botocore.exceptions import ClientError  # noqa: PLC0415  # loaded with the client

    class Refusing:
        meta = None

        def send_email(self, **_: object) -> Any:
            told: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
            raise ClientError(told, "SendEmail")

    clients: Any = SimpleNamespace(ses=Refusing())
    outcome = carry(clients, "mail", SENDER, Request("mailto:a@b.example", b"", {}))
    assert (outcome.verdict, outcome.reason) == (verdict, f"SES: {code}")


def test_amazon_q_gets_its_own_form_by_the_topic_of_the_deployment_and_by_no_other(watched: Deployment) -> None:
    http, clients = Http(watched.services), watched.services.clients
    topic = clients.sns.create_topic(Name="chat")["TopicArn"]
    queue = clients.sqs.create_queue(QueueName="chat")["QueueUrl"]
    clients.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=topic.replace(":sns:", ":sqs:"))
    asked = {"protocol": "amazonq", "endpoint": topic}
    assert http.call("POST", "/v1/subscriptions", scope="admin", body=asked).status == 400
    watched.services.settings = replace(watched.services.settings, chat_topic=topic)
    assert http.call("POST", "/v1/subscriptions", scope="admin", body=asked).status == 201
    watched.put("a.txt", TEXT)
    watched.run()
    while watched.step(watched.deliveries):
        pass
    [message] = clients.sqs.receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(json.loads(message["Body"])["Message"])
    assert (told["version"], told["source"]) == ("1.0", "custom")
    assert "Veldania calls up" in told["content"]["title"]
