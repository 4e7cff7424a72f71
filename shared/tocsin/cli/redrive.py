"""`tocsin redrive`: bring messages back from the dead-letter queues."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.aws import redrive as redriven
from tocsin.aws.redrive import Moved
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target
from tocsin.errors import InvalidInput

STEPS = {
    "analyze": ("IntakeDeadLettersUrl", "IntakeQueueUrl"),
    "correlate": ("CorrelateDeadLettersUrl", "CorrelateQueueUrl"),
    "notify": ("OutboxDeadLettersUrl", "OutboxQueueUrl"),
    "deliver": ("DeliveriesDeadLettersUrl", "DeliveriesQueueUrl"),
    "collect": ("CollectDeadLettersUrl", "CollectQueueUrl"),
}


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
    dead, queue = (target.outputs[name] for name in STEPS[step])
    return redriven.bring_back(target.services.clients.sqs, step, dead, queue, most=0 if dry_run else None)
