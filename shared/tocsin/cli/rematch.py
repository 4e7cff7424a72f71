"""`tocsin reanalyze --ledger`: stored stories by the matching rules of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.errors import Conflict

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.aws.services import Services
    from tocsin.steps.ledgers import Ledgers
    from tocsin.steps.rematch import Corrected

# What speaks to AWS is loaded by this command alone.
# ruff: noqa: PLC0415
MOST_SHOWN = 20
"""Stories whose lost corroborations are told one by one; the sums count all."""


def rematch(
    services: Services, *, since: str | None, until: str | None, limit: int | None, tell: bool, dry_run: bool,
    yes: bool, as_json: bool,
) -> int:  # fmt: skip
    """The exit status. Asks before it writes, unless `yes`."""
    from tocsin.aws.lists import FIRST_TIME, LAST_TIME

    if not (dry_run or yes or typer.confirm(_question(tell=tell), err=True)):
        return 1
    from tocsin.steps.ledgers import Ledgers, rematch_ledgers

    sums, shown, stopped = Ledgers(), 0, ""
    run = rematch_ledgers(
        services, since=since or FIRST_TIME, until=until or LAST_TIME, limit=limit, tell=tell, write=not dry_run
    )
    try:
        for so_far, found in run:
            sums = so_far
            if found is None or not found.lost:
                continue
            shown += 1
            if as_json:
                json_line({"story": found.story, "title": found.title, "lost": found.lost, "told": found.told})
            elif shown <= MOST_SHOWN:
                _show(stdout(), found)
    except Conflict as error:
        stopped = error.message
    _show_sums(stdout(), sums, stopped, dry_run=dry_run, as_json=as_json)
    return 1 if stopped else 0


def _question(*, tell: bool) -> str:
    told = "Tell" if tell else "Tell nobody"
    return f"Match stored stories anew? {told} who was rung by a corroboration that does not hold."


def _show(console: Console, found: Corrected) -> None:
    console.print(f"{found.story}  {found.title or ''}", style="bold", markup=False)
    for event in found.lost:
        what = {"contradicted": f"contradicted by: {event.after}", "revised": f"now: {event.after}"}
        said = event.after if event.change == "reattributed" else event.before
        line = f"  no longer corroborated: {said}"
        console.print(f"{line}; {what[event.change]}" if event.change in what else line, markup=False)


def _show_sums(console: Console, sums: Ledgers, stopped: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        json_line({"done": not stopped, "stopped": stopped or None, "dry_run": dry_run, "counts": sums})
        return
    table = plain_table("", "")
    add_row(table, "stories looked at", f"{sums.looked_at:,}")
    add_row(table, "to be matched anew" if dry_run else "matched anew", f"{sums.matched:,}")
    add_row(table, "claims no longer corroborated", f"{sums.lost:,}")
    add_row(table, "updates", f"{sums.told:,}")
    console.print(table)
    if stopped:
        console.print(f"stopped: {stopped}; the same command goes on from here", style="red", markup=False)
