"""Bucket, queues and topic in memory beside `MemoryDynamoDB`: a deployment in one process, without a socket."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from botocore.exceptions import ClientError
from tests.bench.memory_dynamodb import MemoryDynamoDB

from tocsin.aws.clients import Clients
from tocsin.aws.services import Services
from tocsin.aws.settings import Settings
from tocsin.model import Analysis, Article

SETTINGS = Settings(
    table="tocsin", bucket="tocsin", correlate_queue_url="correlate", outbox_queue_url="outbox", topic_arn="topic"
)


class MemoryBucket:
    """Objects by key."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}

    def put_object(self, *, Key: str, Body: bytes, **told: Any) -> Any:  # noqa: N803  # boto3's names
        kept = {"ContentType": told.get("ContentType"), "Metadata": told.get("Metadata", {})}
        self.objects[Key] = {"Body": Body, **kept}
        return {"ETag": f'"{len(self.objects)}"'}

    def get_object(self, *, Key: str, **_: Any) -> Any:  # noqa: N803  # as above
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        kept = self.objects[Key]
        told = {"ContentLength": len(kept["Body"]), "LastModified": datetime(2100, 1, 1, tzinfo=UTC)}
        return {**kept, **told, "Body": io.BytesIO(kept["Body"])}


class MemoryQueues:
    """Bodies by queue, in order. `before` is told of each call."""

    def __init__(self, before: Callable[[str], None] = lambda _: None) -> None:
        self.queues: dict[str, deque[str]] = {}
        self._before = before

    def send_message(self, *, QueueUrl: str, MessageBody: str, **_: Any) -> Any:  # noqa: N803  # as above
        self._before("send_message")
        self.queues.setdefault(QueueUrl, deque()).append(MessageBody)
        return {}


class MemoryTopic:
    """What was published."""

    def __init__(self) -> None:
        self.published: list[dict[str, Any]] = []

    def publish(self, **message: Any) -> Any:
        self.published.append(message)
        return {}


class MemoryClients:
    """The clients of `tocsin.aws.clients.Clients` as far as the steps use them."""

    def __init__(self, dynamodb: MemoryDynamoDB, before: Callable[[str], None] = lambda _: None) -> None:
        self.dynamodb = dynamodb
        self.s3 = MemoryBucket()
        self.sqs = MemoryQueues(before)
        self.sns = MemoryTopic()


class Ticking:
    """A clock that moves on by a millisecond each time it is read."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def in_memory(
    analyze: Callable[[Article], Analysis],
    now: Callable[[], datetime],
    *,
    dynamodb: MemoryDynamoDB | None = None,
    before: Callable[[str], None] = lambda _: None,
) -> tuple[Services, MemoryClients]:
    """Services over memory, and the clients to look into."""
    clients = MemoryClients(dynamodb or MemoryDynamoDB(before=before), before)
    return Services(SETTINGS, cast("Clients", clients), now=now, analyze=analyze), clients
