"""How to reach a deployed stack, written down so that other commands find the one that runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tocsin.errors import LocalStackError
from tocsin.local.emulator import CREDENTIALS, REGION, Emulator

_FILE = "stack.json"


@dataclass(frozen=True)
class Connection:
    """A stack on a running emulator: process, port, and the outputs of its template with the local API's address."""

    pid: int
    port: int
    outputs: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    """Of the template and parameters that are deployed; empty before the first deployment."""

    @property
    def emulator(self) -> Emulator:
        return Emulator(self.pid, self.port)

    @property
    def endpoint(self) -> str:
        return self.emulator.endpoint

    @property
    def api_url(self) -> str:
        return self.outputs["ApiUrl"]

    def environment(self) -> dict[str, str]:
        """What to set so that boto3, the AWS command line and tocsin's own settings work on this stack."""
        return {
            **CREDENTIALS,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.endpoint,
            "TOCSIN_TABLE": self.outputs["TableName"],
            "TOCSIN_BUCKET": self.outputs["BucketName"],
            "TOCSIN_CORRELATE_QUEUE_URL": self.outputs["CorrelateQueueUrl"],
            "TOCSIN_OUTBOX_QUEUE_URL": self.outputs["OutboxQueueUrl"],
            "TOCSIN_TOPIC_ARN": self.outputs["TopicArn"],
            "TOCSIN_API_URL": self.api_url,
        }

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator's root. boto3 makes its classes at run time: annotate where it is assigned."""
        return make_client(service, self.endpoint)

    def save(self, state: Path) -> None:
        """Write it down; a reader sees the old or the new whole."""
        partial = state / f"{_FILE}.partial"
        partial.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        partial.replace(state / _FILE)


def make_client(service: str, endpoint: str) -> Any:
    """A boto3 client of the emulator at `endpoint`, whatever the caller's own AWS settings are."""
    from boto3.session import Session  # noqa: PLC0415  # a quarter of a second that `tocsin analyze` must not pay
    from botocore.config import Config  # noqa: PLC0415  # as above

    session = Session(CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"], region_name=REGION)
    config = Config(s3={"addressing_style": "path"}, retries={"mode": "standard"})
    return session.client(service, endpoint_url=endpoint, config=config)


def last_known(state: Path) -> Connection | None:
    """What was written last, whether or not it still runs; None if nothing readable was."""
    try:
        return Connection(**json.loads((state / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def running(state: Path) -> Connection:
    """The stack that runs with this state folder. Raises `LocalStackError` if none does."""
    connection = last_known(state)
    if connection is None or not connection.outputs or not connection.emulator.is_alive():
        raise LocalStackError("no local stack is running; start one with `tocsin up`")
    return connection
