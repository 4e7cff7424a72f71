"""`tocsin deliveries`: what became of alerts at the channels."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput


def deliveries(  # noqa: PLR0917  # typer reads the options from the parameters
    alert: Annotated[str | None, typer.Option("--alert", help="Those of an alert, a bulletin or a test.")] = None,
    subscription: Annotated[str | None, typer.Option("--subscription", help="Those of a subscription.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="At most so many, the last first.")] = 20,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was delivered to channels, what is tried again and when, and what failed and why."""
    if (alert is None) == (subscription is None):
        raise InvalidInput("say one of the two: --alert ID or --subscription ID")
    store = find_target(stack, state).services.deliveries
    found = (
        store.of_alert(alert)[:limit]
        if alert is not None
        else store.of_subscription(subscription or "", limit=limit, position=None).items
    )
    table = plain_table("alert", "to", "state", "tries", "raised", "delivered or next", "reason")
    for one in found:
        if as_json:
            json_line(one)
        to, at = f"{one.protocol} {one.subscription}", one.delivered_at or one.next_at or ""
        add_row(table, one.alert, to, one.state, str(one.attempts), one.raised_at, at, one.reason or "")
    if not as_json:
        stdout().print(table)
