"""`tocsin redrive`: bring messages back from the dead-letter queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

STEPS = {
    "analyze": ("IntakeDeadLettersUrl", "IntakeQueueUrl"),
    "correlate": ("CorrelateDeadLettersUrl", "CorrelateQueueUrl"),
    "notify": ("OutboxDeadLettersUrl", "OutboxQueueUrl"),
    "deliver": ("DeliveriesDeadLettersUrl", "DeliveriesQueueUrl"),
    "collect": ("CollectDeadLettersUrl", "CollectQueueUrl"),
}
RECEIVE_VISIBILITY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Moved:
    """What one step's dead-letter queue gave back."""

    step: str
    moved: int
    left: int


def redrive(
    steps: Annotated[
        list[str] | None, typer.Argument(metavar="[STEP...]", help="analyze, correlate, notify, deliver, collect; all.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what waits.")] = False,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send the messages of the dead-letter queues back to the steps that could not handle them.

    Each message is sent before it is deleted: a stop in between leaves it in both queues, which every step allows for.
    """
    for step in steps or ():
        if step not in STEPS:
            raise InvalidInput("is one of " + ", ".join(STEPS), where=f"step {step!r}")
    target = find_target(stack, state)
    table = plain_table("step", "brought back", "still waiting")
    for step in steps or STEPS:
        result = bring_back(target, step, dry_run=dry_run)
        if as_json:
            json_line(result)
        add_row(table, result.step, result.moved, result.left)
    if not as_json:
        stdout().print(table)


def bring_back(target: Target, step: str, *, dry_run: bool = False) -> Moved:
    """Move what waits in a step's dead-letter queue now; what fails again meanwhile stays for the next call."""
    sqs = target.services.clients.sqs
    dead, queue = (target.outputs[name] for name in STEPS[step])
    waiting = _waiting(sqs, dead)
    moved = 0
    while not dry_run and moved < waiting:
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
    return Moved(step, moved, _waiting(sqs, dead))


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


def _waiting(sqs: SQSClient, queue: str) -> int:
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(found["Attributes"]["ApproximateNumberOfMessages"])
