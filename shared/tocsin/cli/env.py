"""`tocsin env`: what a shell needs to speak to a stack, ready for `eval`."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tocsin.cli.out import json_line
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target, state_folder

if TYPE_CHECKING:
    from tocsin.aws.apikeys import Scope

NAMES = {"ApiUrl": "API", "BucketName": "BUCKET", "TableName": "TABLE", "TopicArn": "TOPIC"}
"""Outputs of the template by the names that the documents use."""
UNSET = ("AWS_PROFILE", "AWS_SESSION_TOKEN")
"""Of the account that somebody is logged in to; they would win over what is set for the local stack."""
KEY_LIFE = timedelta(days=1)


def env(
    scope: Annotated[
        str | None, typer.Option("--scope", help="Make an API key of this scope too, for a day: read, write or admin.")
    ] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Names and addresses of the stack as shell variables: `eval "$(tocsin env --scope read)"`, then `curl "$API/..."`
    and `aws s3 ls "s3://$BUCKET"` speak to it.
    """
    target = find_target(stack, state)
    found = {} if stack else _local(state)
    found |= {name: target.outputs[output] for output, name in NAMES.items()}
    if scope is not None:
        found["KEY"] = _key(target, scope)
    if as_json:
        json_line(found)
        return
    if not stack:
        typer.echo(f"unset {' '.join(UNSET)}")
    for name, value in found.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _local(state: Path | None) -> dict[str, str]:
    from tocsin.local import running  # noqa: PLC0415  # not needed against AWS

    known = running(state_folder(state)).environment()
    return {name: value for name, value in known.items() if name.startswith("AWS_")}


def _key(target: Target, scope: str) -> str:
    from tocsin.aws.apikeys import create_key  # noqa: PLC0415  # loads the AWS side

    services = target.services
    now = services.now()
    return create_key(services.table, cast("Scope", scope), "tocsin env", now, now + KEY_LIFE)[1]
