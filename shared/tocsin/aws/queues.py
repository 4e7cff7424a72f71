"""Messages from step to step: small, complete, and the same each time they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.codec import to_json

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

CORRELATE_GROUP = "stories"
"""One group: correlation is serial. Ten articles a batch at 20 ms each are four million a day."""


class Queues:
    """The two queues that steps hand on to."""

    def __init__(self, client: SQSClient, correlate_url: str, outbox_url: str) -> None:
        self._client = client
        self._correlate_url = correlate_url
        self._outbox_url = outbox_url

    def correlate(self, article: str, version: str) -> None:
        """To the FIFO queue; sending the same again within five minutes is one message."""
        self._client.send_message(
            QueueUrl=self._correlate_url,
            MessageBody=to_json({"article": article, "v": version}).decode(),
            MessageGroupId=CORRELATE_GROUP,
            MessageDeduplicationId=f"{article}.{version}",
        )

    def outbox(self, alert: str) -> None:
        self._client.send_message(QueueUrl=self._outbox_url, MessageBody=to_json({"alert": alert}).decode())
