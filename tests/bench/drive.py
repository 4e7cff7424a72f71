"""Articles through all three steps in memory, as the queues would bring them, with the bill of each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.bench.memory_aws import SETTINGS, MemoryClients
from tests.bench.metering import Meter

from tocsin.aws.services import Services
from tocsin.steps import analyze, notify
from tocsin.steps.correlate import Correlator
from tocsin.steps.messages import ObjectPut

BATCH = 10
"""Messages of one invocation, as the template has it."""
STEPS = ("analyze", "correlate", "notify")


@dataclass(frozen=True, slots=True)
class Upload:
    """An object to be put: its name, its bytes and metadata, and when."""

    name: str
    data: bytes
    at: datetime
    metadata: dict[str, str]
    content_type: str = "text/plain"


class Line:
    """The three steps over one table; the meter that counts is that of the step at work."""

    def __init__(
        self, services: Services, clients: MemoryClients, done: Callable[[str], None] = lambda _: None
    ) -> None:
        self._services = services
        self._clients = clients
        self._done = done
        """Told of each article that has gone through."""
        self.meters = {step: Meter() for step in STEPS}
        self.articles = 0

    def reset(self) -> None:
        """Count afresh."""
        self.meters = {step: Meter() for step in STEPS}
        self.articles = 0

    def feed(self, uploads: Iterable[Upload]) -> list[Any]:
        """Bring uploads through, ten at a time; answers what analyze and correlate made of them."""
        results: list[Any] = []
        batch: list[Upload] = []
        for upload in uploads:
            batch.append(upload)
            if len(batch) == BATCH:
                results += self._batch(batch)
                batch = []
        return results + self._batch(batch)

    def _batch(self, batch: list[Upload]) -> list[Any]:
        table, services, queues = self._clients.dynamodb, self._services, self._clients.sqs.queues
        table.meter = self.meters["analyze"]
        results: list[Any] = [self._analyze(upload) for upload in batch]
        table.meter = self.meters["correlate"]
        waiting, correlator = queues.pop(SETTINGS.correlate_queue_url, ()), Correlator(services)
        correlated = [correlator.handle(body) for body in waiting]
        table.meter = self.meters["notify"]
        for body in queues.pop(SETTINGS.outbox_queue_url, ()):
            notify.handle(services, body)
        self.articles += len(correlated)
        for result in correlated:
            self._done(result.article)
        return results + correlated

    def _analyze(self, upload: Upload) -> Any:
        key = f"uploads/{upload.name}"
        bucket = self._clients.s3
        etag = bucket.put_object(Key=key, Body=upload.data, ContentType=upload.content_type, Metadata=upload.metadata)[
            "ETag"
        ]
        put = ObjectPut(key, etag, f"{int(upload.at.timestamp() * 1000):032}", upload.at.astimezone(UTC))
        return analyze.analyze(self._services, put)
