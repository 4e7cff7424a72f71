"""`tocsin backtest`: what a watch would have sent over the last days, saved or not."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from tocsin.cli.alerts import SEVERITY_STYLE
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, InvalidWatch

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.reports.past import Report
    from tocsin.watches.alert import Alert
    from tocsin.watches.model import Watch

MOST_ARTICLES = 50_000
"""No gateway waits here, but all analyses are held at once, 30 KB each."""


def backtest(
    watch: Annotated[
        str, typer.Option("--watch", metavar="FILE|ID", help="A watch as JSON, or the id of a saved one.")
    ],
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How many days back.")] = 7,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Try a watch on the articles of the past: what it would have sent by day, and what it would not have and why.

    Nothing is sent or saved. Alerts are those of a watch that was there and enabled from the first of these days on.
    """
    from tocsin.reports.past import run_backtest  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    since = services.now() - timedelta(days=days)
    report = run_backtest(services, _watch(services, watch), since, most=MOST_ARTICLES)
    if as_json:
        json_line(report)
    else:
        show_report(stdout(), report)


def show_report(console: Console, report: Report) -> None:
    """Counts by day, then examples, then what was suppressed."""
    result = report.result
    if not report.complete:
        covered = f"only {report.covered_since} to {report.covered_until} is covered: {result.articles} articles"
        console.print(Text(covered, style="bold yellow"))
    table = plain_table("day", "articles", "alerts", "updates", "cancels", "held", "n more", "suppressed")
    for name, day in result.days.items():
        add_row(table, name, day.articles, day.alerts, day.updates, day.cancels, day.held, day.more, day.suppressed)
    console.print(table)
    outcomes = ", ".join(f"{outcome} {count}" for outcome, count in result.outcomes.items())
    console.print(Text(f"{result.articles} articles: {outcomes or 'none'}\n"))
    for alert in result.examples:
        _show_example(console, alert)
    for one in result.suppressed:
        words = f"not sent ({one.reason}): {one.title or one.article}"
        told = f"  {one.at} · article {one.article}" + (f" · told by alert {one.alert}" if one.alert else "")
        console.print(Text(words, style="dim"), Text(told, style="dim"), sep="\n")


def _show_example(console: Console, alert: Alert) -> None:
    held = f", held until {alert.not_before} ({alert.hold})" if alert.hold else ""
    console.print(Text(f"{alert.msg_type} [{alert.severity}] {alert.title}", style=SEVERITY_STYLE[alert.severity]))
    console.print(Text(f"  {alert.raised_at}{held} · article {alert.article} · story {alert.story}", style="dim"))
    for evidence in alert.why:
        words = f": {'; '.join(evidence.words)}" if evidence.words else ""
        console.print(Text(f"  {evidence.condition} {evidence.value}{words}"))


def _watch(services: Services, wanted: str) -> Watch:
    """A saved watch, or the one in a file. Raises `InvalidInput` if there is neither, with the part that is wrong."""
    from tocsin.api.alerts import checked_watch  # noqa: PLC0415  # loads the AWS side
    from tocsin.api.known import known_watches  # noqa: PLC0415  # as above

    path = Path(wanted)
    if path.is_file():
        return checked_watch(services, {"id": "unsaved", **read_json(path)})
    if path.suffix or path.name != wanted:
        raise InvalidInput("there is no such file", where=wanted)
    known_watches(services, {wanted: wanted})
    return services.watches.get(wanted)


def read_json(path: Path) -> dict[str, Any]:
    """One JSON object out of a file, or out of the standard input for `-`. Raises `InvalidInput` and `InvalidWatch`."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    return decoded(data, str(path))


def decoded(data: bytes, where: str) -> dict[str, Any]:
    """One JSON object. Raises `InvalidWatch`."""
    import msgspec  # noqa: PLC0415  # loaded with the AWS side

    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise InvalidWatch(f"is not one watch as a JSON object: {error}", where=where) from error
