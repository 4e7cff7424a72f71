"""`tocsin audit`: who changed what, and when."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target


def audit(
    *,
    who: Annotated[str | None, typer.Option("--who", help="The id of a key, or `command`.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="As the API groups it: watches, keys, articles.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000, help="At most so many, the last first.")] = 50,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Changes by API, page and command, the last first. Two years are kept."""
    table = plain_table("at", "who", "how", "action", "item", "outcome", "what")
    for entry in find_target(stack, state).services.audit.page(who=who, kind=kind, limit=limit).items:
        if as_json:
            json_line(entry)
        add_row(table, entry.at, entry.who, entry.how, entry.action, entry.item, entry.outcome, entry.told)
    if not as_json:
        stdout().print(table)
