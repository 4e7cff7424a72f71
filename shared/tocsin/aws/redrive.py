"""Messages brought back from dead-letter queues to the steps that could not handle them.

Each is sent before it is deleted: a stop in between leaves it in both queues, which every step allows for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

RECEIVE_VISIBILITY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Moved:
    """What one step's dead-letter queue gave back."""

    step: str
    moved: int
    left: int


def bring_back(sqs: SQSClient, step: str, dead: str, queue: str, *, most: int | None = None) -> Moved:
    """Move what waits in `dead` now, `most` messages or all; what fails again meanwhile stays for the next call."""
    waiting = count_waiting(sqs, dead)
    wanted, moved = waiting if most is None else min(waiting, most), 0
    while moved < wanted:
        messages = sqs.receive_message(
            QueueUrl=dead,
            MaxNumberOfMessages=10,
            VisibilityTimeout=RECEIVE_VISIBILITY_SECONDS,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId", "ApproximateReceiveCount"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=1,
        ).get("Messages", [])
        if not messages:
            break
        for message in messages:
            _send_again(sqs, queue, message)
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
    return Moved(step, moved, count_waiting(sqs, dead))


def count_waiting(sqs: SQSClient, queue: str) -> int:
    """Messages that nobody is at work on."""
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(found["Attributes"]["ApproximateNumberOfMessages"])


def _send_again(sqs: SQSClient, queue: str, message: MessageTypeDef) -> None:
    attributes = message.get("Attributes", {})
    if "MessageGroupId" not in attributes or not queue.endswith(".fifo"):
        sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
        return
    # The queue forgets nothing for five minutes: under its old deduplication id the message would be swallowed.
    fresh = f"{attributes['MessageDeduplicationId'][:80]}.{message['MessageId']}"
    sqs.send_message(
        QueueUrl=queue,
        MessageBody=message["Body"],
        MessageGroupId=attributes["MessageGroupId"],
        MessageDeduplicationId=fresh,
    )
