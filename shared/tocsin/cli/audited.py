"""Commands that change something note it in the audit log, as the API and the pages do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import typer

from tocsin.cli.target import find_target
from tocsin.errors import TocsinError

Command = TypeVar("Command", bound=Callable[..., Any])
COMMAND = "command"
"""Who works at a terminal, with the rights of the account."""
CHANGES = "__tocsin_changes__"


def changes(kind: str, item: str = "") -> Callable[[Command], Command]:
    """Declares that a command changes something of a kind, as the API groups it; `item` is the parameter by its id."""

    def mark(command: Command) -> Command:
        @wraps(command)
        def noted(*args: Any, **given: Any) -> Any:
            log = find_target(given.get("stack"), given.get("state")).services.audit
            entry = log.begin(
                COMMAND, "command", f"tocsin {kind} {command.__name__}", kind=kind, item=str(given.get(item) or "")
            )
            try:
                done = command(*args, **given)
            except (TocsinError, typer.Exit, typer.Abort):
                log.drop(entry)
                raise
            log.end(entry, "done")
            return done

        setattr(noted, CHANGES, kind)
        return noted  # type: ignore[return-value]  # it is called as the command is

    return mark
