"""`tocsin alerts`: what the watches rang for, as a list or as it comes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from tocsin.aws.keys import checked_id
from tocsin.cli.out import json_line, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target
from tocsin.codec import to_builtins

if TYPE_CHECKING:
    from tocsin.aws.desk import Acknowledged
    from tocsin.watches.alert import Alert

POLL_SECONDS = 2.0
SEVERITY_STYLE = {"extreme": "bold red", "severe": "red", "moderate": "yellow", "minor": "green"}
KEPT_IDS = 10_000
"""Alerts remembered while following: far more than a page holds, so that none is printed twice."""


def alerts(  # noqa: PLR0917  # typer reads the options from the parameters
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on, printing alerts as they come, until Ctrl-C.")
    ] = False,
    watch: Annotated[str | None, typer.Option("--watch", help="Only those of one watch.")] = None,
    cap: Annotated[str | None, typer.Option("--cap", metavar="ID", help="Only this alert, as XML of CAP 1.2.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most this many of the past.")] = 20,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """The last alerts, oldest first."""
    target = find_target(stack, state)
    if watch is not None:
        _require(target, watch)
    if cap is not None:
        _print_cap(target, cap)
        return
    console, seen = stdout(), dict[str, None]()
    while True:
        last = _last(target, watch, limit if not seen else 100)
        seen_to = target.services.desk.acknowledged([alert.id for alert in last if alert.id not in seen])
        for alert in reversed(last):
            if alert.id not in seen:
                _print(console, alert, seen_to.get(alert.id), as_json=as_json)
                seen[alert.id] = None
        if not follow:
            return
        for forgotten in list(seen)[:-KEPT_IDS]:
            del seen[forgotten]
        time.sleep(POLL_SECONDS)


def show_alert(console: Console, alert: Alert, seen_to: Acknowledged | None = None) -> None:
    """An alert as a reader wants it: what, where, who says so; and what changed, if it follows another."""
    from tocsin.notify.message import compose  # noqa: PLC0415  # not for the import of the command

    message = compose(alert)
    kind = "" if alert.msg_type == "alert" else f"{alert.msg_type}: "
    head = f"[{alert.severity}] {kind}{alert.watch_name}: {message.first}"
    console.print(Text(head, style=SEVERITY_STYLE.get(alert.severity, "")))
    console.print(Text(f"  {alert.raised_at} · alert {alert.id}", style="dim"))
    if seen_to is not None:
        console.print(Text(f"  acknowledged by {seen_to.by}, {seen_to.at}", style="green"))
    for line in message.changed[1:]:
        console.print(Text(f"  {line}"))
    console.print(Text(f"  {alert.summary}"))
    for claim in message.claims:
        console.print(Text(f"  - {claim.line}"))
    facts = (alert.publisher, alert.url, f"article {alert.article}")
    console.print(Text(f"  {' · '.join(filter(None, facts))}", style="dim"))


def _last(target: Target, watch: str | None, limit: int) -> list[Alert]:
    store = target.services.alerts
    page = store.page("watch-alert", watch, limit=limit) if watch else store.page("alert", "all", limit=limit)
    return [sent.alert for sent in page.items]


def _require(target: Target, watch: str) -> None:
    """Raises `InvalidInput` for a watch that neither is there nor has ever rung."""
    from tocsin.api.known import require_known  # noqa: PLC0415  # loads the AWS side

    require_known(target.services, "watch-alert", checked_id(watch, "watch"))


def _print_cap(target: Target, alert: str) -> None:
    from tocsin.api.alerts import cap_of  # noqa: PLC0415  # loads the AWS side

    services = target.services
    typer.echo(cap_of(services, services.alerts.get(checked_id(alert, "alert")).alert))


def _print(console: Console, alert: Alert, seen_to: Acknowledged | None, *, as_json: bool) -> None:
    if as_json:
        json_line(to_builtins(alert) | ({"acknowledged": to_builtins(seen_to)} if seen_to else {}))
    else:
        show_alert(console, alert, seen_to)
