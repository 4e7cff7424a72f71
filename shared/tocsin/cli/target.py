"""Which stack a command speaks to: one in AWS by its CloudFormation name, or the local one that `tocsin up` runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.errors import NotFound

if TYPE_CHECKING:
    from tocsin.aws.services import Services

StackOption = Annotated[
    str | None,
    typer.Option("--stack", envvar="TOCSIN_STACK", help="Name of the stack in AWS; without it the local one."),
]
StateOption = Annotated[
    Path | None,
    typer.Option("--state", envvar="TOCSIN_STATE", help="Folder of the local stack's state; .state in the checkout."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


@dataclass(frozen=True)
class Target:
    """A deployed stack: the outputs of its template, and the stores on it."""

    outputs: Mapping[str, str]

    @cached_property
    def services(self) -> Services:
        from tocsin.aws.services import Services  # noqa: PLC0415  # boto3 is loaded by commands that need it
        from tocsin.aws.settings import Settings, allowed_hosts  # noqa: PLC0415  # as above

        return Services(
            Settings(
                table=self.outputs["TableName"],
                bucket=self.outputs["BucketName"],
                correlate_queue_url=self.outputs["CorrelateQueueUrl"],
                outbox_queue_url=self.outputs["OutboxQueueUrl"],
                deliveries_queue_url=self.outputs.get("DeliveriesQueueUrl", ""),
                seal_key=self.outputs.get("ChannelKey", "").strip("-"),
                topic_arn=self.outputs["TopicArn"],
                # A stack that was deployed before there was this queue has no such output.
                undelivered_arn=self.outputs.get("SubscriptionDeadLettersArn", ""),
                # Nor has one that was deployed before there were feeds.
                collect_queue_url=self.outputs.get("CollectQueueUrl", ""),
                allowed_hosts=allowed_hosts(self.outputs.get("AllowedHosts", "")),
                archive_bucket=self.outputs.get("ArchiveBucketName", "").strip("-"),
                api_url=self.outputs["ApiUrl"],
            )
        )


def find_target(stack: str | None, state: Path | None = None) -> Target:
    """The stack to speak to. Raises `NotFound` or `LocalStackError` telling how to get one."""
    return _in_aws(stack) if stack else _local(state)


def state_folder(state: Path | None) -> Path:
    """Where the local stack keeps its state."""
    from tocsin.local import Project  # noqa: PLC0415  # not needed against AWS

    return state or Project.find().state


def _local(state: Path | None) -> Target:
    from tocsin.local import running  # noqa: PLC0415  # not needed against AWS

    connection = running(state_folder(state))
    # From here on this process speaks to the emulator alone, whatever account its user is logged in to.
    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(connection.environment())
    return Target(connection.outputs)


def _in_aws(stack: str) -> Target:
    from boto3.session import Session  # noqa: PLC0415  # boto3 is loaded by commands that need it
    from botocore.exceptions import ClientError  # noqa: PLC0415  # as above

    try:
        found = Session().client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        raise NotFound(
            f"no stack of this name can be read: {error.response['Error'].get('Message', '')}", where=stack
        ) from error
    return Target({output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])})
