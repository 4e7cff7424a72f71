"""`tocsin brief`: a story or a day on a sheet, with its sources."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tocsin.aws.keys import checked_id
from tocsin.cli.target import StackOption, StateOption, find_target
from tocsin.errors import InvalidInput


class Forms(StrEnum):
    MD = "md"
    DOCX = "docx"


def brief(
    story: Annotated[str | None, typer.Argument(metavar="[ID]", help="The story's id.")] = None,
    *,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="In its place: a day (UTC).")
    ] = None,
    form: Annotated[Forms, typer.Option("--format", help="Markdown, or a document of Word.")] = Forms.MD,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; a document of Word needs one.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """What is claimed in a story, or in the stories of a day, by whom and where it is written, for print."""
    from tocsin.api.briefs import written  # noqa: PLC0415  # loads the AWS side

    if (story is None) == (day is None):
        raise InvalidInput("give the id of a story, or --day", where="brief")
    if output is None and form is Forms.DOCX:
        raise InvalidInput("say into which file the document goes", where="--output")
    services = find_target(stack, state).services
    if day is not None:
        _, body = written(services, form.value, day=day.date())
    else:
        _, body = written(services, form.value, story=checked_id(story or "", "story"))
    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    else:
        output.write_bytes(body)
