"""`tocsin keys`: API keys, made, listed and revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, cast

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target

app = typer.Typer(no_args_is_help=True, help="API keys: create, list, revoke.")


@app.command("create")
@changes("keys")
def create(  # noqa: PLR0917  # typer reads the options from the parameters
    scope: Annotated[
        str, typer.Option("--scope", help="feed (feed readers only), read, write (and read) or admin (everything).")
    ],
    name: Annotated[str, typer.Option("--name", help="Whose key it is, for the list.")] = "unnamed",
    days: Annotated[
        int | None, typer.Option("--days", min=1, help="Days until it expires; never without this.")
    ] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key and print it: it is shown this once and stored only as a hash."""
    from tocsin.aws.apikeys import Scope, create_key  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    now = services.now()
    expires = now + timedelta(days=days) if days else None
    key, secret = create_key(services.table, cast("Scope", scope), name, now, expires)
    if as_json:
        json_line({"id": key.id, "scope": key.scope, "name": key.name, "expires_at": key.expires_at, "key": secret})
    else:
        typer.echo(secret)
        typer.echo(f"scope {key.scope}, id {key.id}; this is the only time it is shown", err=True)


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All keys, without their secrets."""
    from tocsin.aws.apikeys import list_keys  # noqa: PLC0415  # loads the AWS side

    table = plain_table("id", "scope", "name", "created", "used", "expires", "revoked")
    for key in list_keys(find_target(stack, state).services.table):
        if as_json:
            json_line(key)
        add_row(table, key.id, key.scope, key.name, key.created_at, key.used_at, key.expires_at, key.revoked_at)
    if not as_json:
        stdout().print(table)


@app.command("revoke")
@changes("keys", "key_id")
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """From now on the key opens nothing."""
    from tocsin.aws.apikeys import revoke_key  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    revoke_key(services.table, key_id, services.now())
    typer.echo(f"revoked {key_id}")
