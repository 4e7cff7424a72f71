"""`tocsin open`: the pages in a browser, signed in."""

from __future__ import annotations

import webbrowser
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, cast

import typer

from tocsin.cli.target import StackOption, StateOption, Target, find_target

if TYPE_CHECKING:
    from tocsin.aws.apikeys import Scope

KEY_LIFE = timedelta(days=1)


def open_pages(
    scope: Annotated[str, typer.Option("--scope", help="What you may do there: read, write or admin.")] = "admin",
    show: Annotated[bool, typer.Option("--print", help="Only print the link.")] = False,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Open the pages in a browser by a link that signs you in, once, within half an hour."""
    from tocsin.aws.apikeys import create_key  # noqa: PLC0415  # loads the AWS side

    target = find_target(stack, state)
    services = target.services
    now = services.now()
    key, _ = create_key(services.table, cast("Scope", scope), "tocsin open", now, now + KEY_LIFE)
    link = sign_in_link(target, key.id)
    typer.echo(link)
    if not show and not webbrowser.open(link):
        typer.echo("no browser could be opened here: follow the link", err=True)


def sign_in_link(target: Target, key_id: str) -> str:
    """A link that opens the pages with a key, once."""
    from tocsin.aws.sessions import make_token  # noqa: PLC0415  # loads the AWS side

    services = target.services
    token = make_token(services.table, key_id, services.now())
    return f"{target.outputs['ApiUrl'].rstrip('/')}/ui/enter/{token}"
