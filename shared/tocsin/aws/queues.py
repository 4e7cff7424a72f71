"""Messages from step to step: small, complete, and the same each time they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tocsin.codec import to_json
from tocsin.errors import NotFound

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

CORRELATE_GROUP = "stories"
"""One group: correlation is serial, at some ten articles a second (docs/scale.md)."""


_AT_ONCE = 10
"""Entries that SQS takes in one call."""
MAX_DELAY = 900
"""Seconds; the most that SQS holds a message back."""


class Queues:
    """The queues that steps hand on to, the one for what correlate gives up, and the one of sources to be asked."""

    def __init__(
        self,
        client: SQSClient,
        correlate_url: str,
        outbox_url: str,
        dead_letters_url: str = "",
        *,
        collect_url: str = "",
        intake_url: str = "",
        deliveries_url: str = "",
    ) -> None:
        self._client = client
        self._correlate_url = correlate_url
        self._outbox_url = outbox_url
        self._dead_letters_url = dead_letters_url
        self._collect_url = collect_url
        self._intake_url = intake_url
        self._deliveries_url = deliveries_url

    def intake(self, put: str) -> None:
        """The event of an object, once more."""
        self._client.send_message(QueueUrl=self._intake_url, MessageBody=put)

    def correlate(self, article: str, version: str, *, again: bool = False, killed: str = "", after: str = "") -> None:
        """To the FIFO queue; sending the same again within five minutes is one message.

        `again`: the article was analyzed before, and nobody is to be rung. Such a message never counts as the one that
        is to ring, which may come after it when the worker that stored the article died. `after` tells a message apart
        that is sent because something else happened: an article was taken down. `killed`: by which upload the article's
        agency canceled it.
        """
        body = {"article": article, "v": version, **({"again": True} if again else {})}
        body |= {"killed": killed} if killed else {}
        why = ".again" if again else f".killed.{killed}" if killed else ""
        self._client.send_message(
            QueueUrl=self._correlate_url,
            MessageBody=to_json(body).decode(),
            MessageGroupId=CORRELATE_GROUP,
            MessageDeduplicationId=f"{article}.{version}{why}{'.' if after else ''}{after}"[:128],
        )

    def outbox(self, alert: str, also: Sequence[str] = ()) -> None:
        """An alert, and those of other watches that are told in one message with it."""
        body = {"alert": alert, **({"also": list(also)} if also else {})}
        self._client.send_message(QueueUrl=self._outbox_url, MessageBody=to_json(body).decode())

    def bulletin(self, bulletin: str) -> None:
        """A digest or a surge, to the outbox too."""
        body = to_json({"bulletin": bulletin}).decode()
        self._client.send_message(QueueUrl=self._outbox_url, MessageBody=body)

    def collect(self, feed: str, *, at_once: bool = False, delay: int = 0) -> None:
        """Have a source asked, in `delay` seconds (900 at most); `at_once`: also if it is not due then.

        Raises `NotFound` where this deployment has no such queue.
        """
        if not self._collect_url:
            raise NotFound("this stack was deployed before there were feeds: deploy it again")
        body = {"feed": feed, **({"at_once": True} if at_once else {})}
        self._client.send_message(QueueUrl=self._collect_url, MessageBody=to_json(body).decode(), DelaySeconds=delay)

    def collect_link(self, url: str, publisher: str | None, delay: int = 0) -> None:
        """Have a page fetched that a mail links to."""
        body = {"link": url, **({"publisher": publisher} if publisher else {})}
        self._client.send_message(
            QueueUrl=self._collect_url, MessageBody=to_json(body).decode(), DelaySeconds=min(delay, MAX_DELAY)
        )

    def deliver(self, task: object, delay: int = 0) -> None:
        """What is to go out to one channel, in so many seconds: SQS waits for a quarter of an hour at most."""
        body, wait = to_json(task).decode(), min(max(delay, 0), MAX_DELAY)
        self._client.send_message(QueueUrl=self._deliveries_url, MessageBody=body, DelaySeconds=wait)

    def give_up(self, task: object) -> None:
        """What no try brought out, where somebody sees it; `tocsin redrive` tries it anew."""
        if self._dead_letters_url:
            self._client.send_message(QueueUrl=self._dead_letters_url, MessageBody=to_json(task).decode())

    def give_back(self, queue: str, receipts: Sequence[str], seconds: int = 0) -> None:
        """Have messages that were received come again so soon, in the place of when the queue's time-out is over.

        What was done meanwhile, or is in another's hands, stays as it is; so does all where SQS does not answer.
        """
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # botocore is loaded with the client

        for first in range(0, len(receipts), _AT_ONCE):
            entries: Any = [
                {"Id": str(number), "ReceiptHandle": receipt, "VisibilityTimeout": seconds}
                for number, receipt in enumerate(receipts[first : first + _AT_ONCE])
            ]
            with suppress(ClientError, BotoCoreError):
                self._client.change_message_visibility_batch(QueueUrl=queue, Entries=entries)

    def set_aside(self, body: str, group: str, deduplication: str) -> bool:
        """Put a message of the FIFO queue among its dead letters; False if this deployment names none.

        In a FIFO queue a message that fails takes those behind it in its batch along, try by try. The queue's own
        redrive would then move up to nine sound messages with the one that is not.
        """
        if not self._dead_letters_url:
            return False
        self._client.send_message(
            QueueUrl=self._dead_letters_url,
            MessageBody=body,
            MessageGroupId=group,
            MessageDeduplicationId=deduplication,
        )
        return True
