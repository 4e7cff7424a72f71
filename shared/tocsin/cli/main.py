"""The command line's entry point: one command a module, errors in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from rich.console import Console

from tocsin.cli import keys, sources, subscribe, watches
from tocsin.cli.alerts import alerts
from tocsin.cli.analyze import analyze
from tocsin.cli.backtest import backtest
from tocsin.cli.evaluate import evaluate
from tocsin.cli.ingest import ingest
from tocsin.cli.places import places
from tocsin.cli.reanalyze import reanalyze
from tocsin.cli.redrive import redrive
from tocsin.cli.show import problem
from tocsin.cli.story import story
from tocsin.cli.up import down, up
from tocsin.cli.why import why
from tocsin.errors import TocsinError
from tocsin.local.compiled import remove_if_stale
from tocsin.local.project import Project

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tocsin watches the news: who says what, where, how it changes, and an alert when it matters.",
)
for command in (up, down, ingest, analyze, reanalyze, alerts, redrive):
    app.command()(command)
app.command("eval")(evaluate)
app.command()(places)
app.command()(backtest)
app.command()(story)
app.command()(why)
app.add_typer(keys.app, name="keys")
app.add_typer(sources.app, name="sources")
app.add_typer(subscribe.app, name="subscribe")
app.add_typer(watches.app, name="watches")


def main() -> None:
    """Run the command; a `TocsinError` is one line on the error stream and exit status 1, never a traceback."""
    remove_if_stale(Project(Path(__file__).parents[3]))
    try:
        app()
    except TocsinError as error:
        problem(Console(stderr=True), error.code, str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
