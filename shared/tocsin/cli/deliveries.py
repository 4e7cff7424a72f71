"""`tocsin deliveries`: what became of alerts at the channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.aws.keys import checked_id
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from tocsin.aws.services import Services


def deliveries(  # noqa: PLR0917  # typer reads the options from the parameters
    alert: Annotated[str | None, typer.Option("--alert", help="Those of an alert, a bulletin or a test.")] = None,
    subscription: Annotated[str | None, typer.Option("--subscription", help="Those of a subscription.")] = None,
    times: Annotated[
        bool, typer.Option("--times", help="By channel, the seconds from an upload to its delivery.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="At most so many, the last first.")] = 20,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was delivered, handed on to SNS or is tried again, what failed and why, and how long it took."""
    if (alert is not None) + (subscription is not None) + times != 1:
        raise InvalidInput("say one of the three: --alert ID, --subscription ID or --times")
    services = find_target(stack, state).services
    if times:
        _print_times(services, as_json=as_json)
        return
    store = services.deliveries
    found = (
        store.of_alert(alert)[:limit]
        if alert is not None
        else store.of_subscription(subscription or "", limit=limit, position=None).items
    )
    if alert is not None and not found:
        _require(services, alert)
    table = plain_table("alert", "to", "state", "tries", "raised", "delivered or next", "seconds", "reason")
    for one in found:
        if as_json:
            json_line(one)
        to, at = f"{one.protocol} {one.subscription}", one.delivered_at or one.next_at or ""
        add_row(
            table, one.alert, to, one.state, str(one.attempts), one.raised_at, at, _told(one.seconds), one.reason or ""
        )
    if not as_json:
        stdout().print(table)


def _print_times(services: Services, *, as_json: bool) -> None:
    from tocsin.subscriptions.times import times  # noqa: PLC0415  # loads the AWS side

    table = plain_table("channel", "subscriptions", "deliveries", "p50", "p95", "longest")
    for one in times(services.deliveries, services.channels.all()):
        if as_json:
            json_line(one)
        add_row(table, one.protocol, one.subscriptions, one.count, _told(one.p50), _told(one.p95), _told(one.longest))
    if not as_json:
        stdout().print(table)


def _told(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f}"


def _require(services: Services, alert: str) -> None:
    """Called where nothing was delivered. Raises `NotFound` if there is nothing of this id that could have been."""
    if services.alerts.find(checked_id(alert, "alert")) is None and not services.bulletins.get_many([alert]):
        raise NotFound(f"no alert, bulletin or test {alert}")
