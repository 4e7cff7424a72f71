"""`tocsin archive`: everything as JSON lines in a bucket, for questions that no list answers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target

app = typer.Typer(no_args_is_help=True, help="The archive: articles, claims, events and alerts as JSON lines.")


@app.command("backfill")
def backfill(
    since: Annotated[
        datetime | None, typer.Option("--since", help="Only articles of this time (UTC) or later.")
    ] = None,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Have what was stored before the archive was switched on put there too, some four articles a second."""
    from tocsin.archive.backfill import backfill as marked  # noqa: PLC0415  # loads the AWS side
    from tocsin.aws.keys import stamp  # noqa: PLC0415  # as above
    from tocsin.aws.lists import FIRST_TIME  # noqa: PLC0415  # as above

    first = FIRST_TIME if since is None else stamp(since if since.tzinfo else since.replace(tzinfo=UTC))
    count = 0
    for count in marked(find_target(stack, state).services, first):
        typer.echo(f"\r{count} articles marked", err=True, nl=False)
    typer.echo(err=True)
    typer.echo(f"{count} articles will be in the archive")


@app.command("pull")
def pull(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made the archive; made if it is not there.")],
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the archive to a folder: what is new or changed is fetched, and what was taken down goes there too."""
    from tocsin.archive.pull import pull as pulled  # noqa: PLC0415  # loads the AWS side

    table = plain_table("kind", "objects", "fetched", "removed")
    for one in pulled(find_target(stack, state).services, folder):
        if as_json:
            json_line(one)
        add_row(table, one.kind, one.objects, one.fetched, one.removed)
    if not as_json:
        stdout().print(table)
