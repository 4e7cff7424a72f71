"""A deployment of its own for each test: table, bucket, queues and topic, answered by moto in this process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal

import boto3
import pytest
from moto import mock_aws
from tests.integration.roles import acting

from tocsin.archive.marks import RIPE
from tocsin.aws.clients import Clients
from tocsin.aws.keys import upload_id
from tocsin.aws.services import Services
from tocsin.aws.settings import Settings
from tocsin.model import (
    Analysis,
    Article,
    Claim,
    Claimant,
    Place,
    Span,
    Summary,
    SummarySentence,
    Topic,
    Versions,
)
from tocsin.steps import analyze, archive, deliver, digest, notify
from tocsin.steps.correlate import Correlator
from tocsin.watches.model import Rule, TopicRule, Watch

REGION: Literal["eu-central-1"] = "eu-central-1"
START = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)

TEXT = """Veldania calls up ten thousand reservists

The Veldanian defence ministry said on Monday that ten thousand reservists would be called up within a week.
"Nobody who studies will be drafted," minister Orla Brandt promised in Port Lessing.

Queues of cars formed at the crossing to Omberland, residents said.
"""
OTHER_TEXT = """Rain floods the orchards of Lower Tessa

Growers in Lower Tessa said that half of the apple harvest was lost after two weeks of rain.
"""


def fake_engine(article: Article) -> Analysis:
    """An engine of a few lines, so that these tests tell about storing and ringing, not about reading."""
    return analysis_of(article, engine="test/1")


def analysis_of(article: Article, *, engine: str) -> Analysis:
    def found(word: str) -> tuple[Span, ...]:
        start = article.text.find(word)
        return (Span(start, start + len(word)),) if start >= 0 else ()

    topics = [("mobilization", "called up"), ("border-queues", "Queues of cars"), ("harvest", "apple harvest")]
    claim = Span(0, min(len(article.text), 40))
    return Analysis(
        language="en",
        summary=Summary((SummarySentence(article.text[claim.start : claim.end], (claim,)),)),
        claims=(Claim("c1", "a claim", (claim,), Claimant("Orla Brandt")),),
        topics=tuple(Topic(name, name.title(), 0.9, found(word)) for name, word in topics if found(word)),
        places=tuple(
            Place("x:port-lessing", "Port Lessing", "city", "VD", spans) for spans in [found("Port Lessing")] if spans
        ),
        entities=(),
        versions=Versions(engine=engine, taxonomy="1", gazetteer="1"),
    )


@dataclass
class Deployment:
    """A deployment and hands to drive it: messages are pumped from queue to step as Lambda would."""

    services: Services
    intake: str
    correlate: str
    outbox: str
    collect: str
    """Sources that are to be asked."""
    deliveries: str
    inbox: str
    """A queue subscribed to the topic: what a subscriber got."""
    clock: list[datetime]
    sequence: int = 0

    def put(self, name: str, data: bytes | str, **metadata: str) -> str:
        """Upload an object; its event waits in the intake queue. Answers the upload's id."""
        key = f"uploads/{name}"
        body = data.encode() if isinstance(data, str) else data
        answer = self.services.clients.s3.put_object(
            Bucket=self.services.settings.bucket, Key=key, Body=body, ContentType="text/plain", Metadata=metadata
        )
        self.sequence += 1
        self.send(
            self.intake, s3_event(key, answer["ETag"], self.sequence, self.clock[0], self.services.settings.bucket)
        )
        return upload_id(key)

    def send(self, queue: str, body: object) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        self.services.clients.sqs.send_message(QueueUrl=queue, MessageBody=text)

    def step(self, queue: str) -> list[Any]:
        """Deliver what waits in one queue; a message is deleted only when its step returns."""
        sqs = self.services.clients.sqs
        results: list[Any] = []
        answer = sqs.receive_message(
            QueueUrl=queue, MaxNumberOfMessages=10, MessageSystemAttributeNames=["ApproximateReceiveCount"]
        )
        correlator = Correlator(self.services)
        for message in answer.get("Messages", []):
            body, receives = message["Body"], int(message["Attributes"]["ApproximateReceiveCount"])
            if queue == self.intake:
                with acting(self.services, "AnalyzeRole"):
                    results += analyze.handle(self.services, body, receives=receives)
            elif queue == self.correlate:
                with acting(self.services, "CorrelateRole"):
                    results.append(correlator.handle(body))
            elif queue == self.deliveries:
                with acting(self.services, "DeliverRole"):
                    results.append(deliver.handle(self.services, body))
            else:
                with acting(self.services, "NotifyRole"):
                    results.append(notify.handle(self.services, body))
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return results

    def run(self) -> list[Any]:
        """Deliver until all queues are empty."""
        results: list[Any] = []
        while True:
            done = [result for queue in (self.intake, self.correlate, self.outbox) for result in self.step(queue)]
            if not done:
                return results
            results += done

    def received(self) -> list[dict[str, Any]]:
        """What the subscriber got since it last looked: the bodies with their attributes."""
        messages: list[dict[str, Any]] = []
        while True:
            answer = self.services.clients.sqs.receive_message(QueueUrl=self.inbox, MaxNumberOfMessages=10)
            if not answer.get("Messages"):
                return messages
            for message in answer["Messages"]:
                self.services.clients.sqs.delete_message(QueueUrl=self.inbox, ReceiptHandle=message["ReceiptHandle"])
                messages.append(json.loads(message["Body"]))

    def items(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The whole table (a test may scan)."""
        pages = self.services.clients.dynamodb.get_paginator("scan").paginate(TableName=self.services.settings.table)
        raw = [item for page in pages for item in page["Items"]]
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in raw}


def with_archive(deployment: Deployment) -> Deployment:
    """Switch the archive on, before anything asked for it."""
    services = deployment.services
    bucket = f"{services.settings.bucket}-archive"
    services.clients.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    services.clients.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    services.settings = replace(services.settings, archive_bucket=bucket)
    return deployment


def archived(deployment: Deployment) -> archive.Result:
    """What the schedule does once what is marked is ripe, by its role."""
    deployment.clock[0] += RIPE
    with acting(deployment.services, "ArchiveRole"):
        return archive.sweep(deployment.services)


def sweep(services: Services) -> digest.Result:
    """What the schedule does, by its role."""
    with acting(services, "DigestRole"):
        return digest.sweep(services)


def s3_event(key: str, etag: str, sequence: int, at: datetime, bucket: str = "tocsin") -> dict[str, Any]:
    """The notification that S3 sends for a put object."""
    thing = {"key": key.replace(" ", "+"), "eTag": etag.strip('"'), "sequencer": f"{sequence:016X}", "size": 1}
    record = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": at.isoformat().replace("+00:00", "Z"),
        "s3": {"bucket": {"name": bucket}, "object": thing},
    }
    return {"Records": [record]}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the credentials of whoever runs it."""
    clean(monkeypatch)


def clean(environment: pytest.MonkeyPatch) -> None:
    """Forget what the end-to-end tests of the same run, or a person, set to point boto3 elsewhere."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "TOCSIN_", "POWERTOOLS_"))]:
        environment.delenv(name)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        environment.setenv(name, "testing")
    environment.setenv("AWS_DEFAULT_REGION", REGION)


@pytest.fixture
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def deployment(moto: None) -> Deployment:  # noqa: ARG001  # it answers the calls
    return deploy("tocsin")


@pytest.fixture
def another_watched(moto: None) -> Deployment:  # noqa: ARG001  # it answers the calls
    """A second deployment beside the first, to compare with."""
    return with_watches(deploy("another"))


@pytest.fixture
def watched(deployment: Deployment) -> Deployment:
    """A deployment with two watches: one that rings for `TEXT`, and one that does not."""
    return with_watches(deployment)


@cache
def session() -> boto3.session.Session:
    """One for all tests: each parses the descriptions of its services anew, which takes longer than most tests."""
    return boto3.session.Session(region_name=REGION, aws_access_key_id="testing", aws_secret_access_key="testing")


def deploy(name: str) -> Deployment:
    clients = Clients(session())
    clients.dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        BillingMode="PAY_PER_REQUEST",
    )
    clients.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    # Nothing stays invisible: what a killed worker held is delivered again at once.
    fast: Any = {"VisibilityTimeout": "0"}
    fifo: Any = {"FifoQueue": "true", "ContentBasedDeduplication": "false", **fast}
    intake, correlate, outbox, collect, deliveries, inbox = (
        clients.sqs.create_queue(QueueName=f"{name}-{queue}", Attributes=fifo if "fifo" in queue else fast)["QueueUrl"]
        for queue in ("intake", "correlate.fifo", "outbox", "collect", "deliveries", "inbox")
    )
    topic = clients.sns.create_topic(Name=name)["TopicArn"]
    inbox_arn = clients.sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    clients.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=inbox_arn)
    clients.sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=inbox_arn.replace("inbox", "deliveries"),
        Attributes={"RawMessageDelivery": "true"},
    )
    settings = Settings(
        table=name,
        bucket=name,
        correlate_queue_url=correlate,
        outbox_queue_url=outbox,
        collect_queue_url=collect,
        intake_queue_url=intake,
        deliveries_queue_url=deliveries,
        topic_arn=topic,
        api_url="https://tocsin.example",
    )
    clock = [START]

    def now() -> datetime:
        clock[0] += timedelta(milliseconds=10)
        return clock[0]

    services = Services(settings, clients, now=now, analyze=fake_engine)
    return Deployment(services, intake, correlate, outbox, collect, deliveries, inbox, clock)


def with_watches(deployment: Deployment) -> Deployment:
    watches = deployment.services.watches
    watches.create(Watch("call-up", "Call-up in Veldania", Rule(TopicRule(any=("mobilization",)))))
    watches.create(Watch("floods", "Floods", Rule(TopicRule(any=("floods",)))))
    return deployment
