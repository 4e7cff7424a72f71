"""The command line's entry point: one command a module, errors in one place."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from tocsin.cli import ack as acks
from tocsin.cli import archive, articles, feeds, keys, sources, stories, subscribe, topics, watches
from tocsin.cli.ack import ack
from tocsin.cli.alerts import alerts
from tocsin.cli.analyze import analyze
from tocsin.cli.audit import audit
from tocsin.cli.backtest import backtest
from tocsin.cli.brief import brief
from tocsin.cli.deliveries import deliveries
from tocsin.cli.env import env
from tocsin.cli.evaluate import evaluate
from tocsin.cli.export import export
from tocsin.cli.ingest import ingest
from tocsin.cli.mcp import mcp
from tocsin.cli.out import stderr
from tocsin.cli.pages import open_pages
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
for command in (up, down, env, ingest, analyze, reanalyze, alerts, ack, deliveries, redrive, audit):
    app.command()(command)
app.command("open")(open_pages)
app.command("eval")(evaluate)
app.command()(mcp)
app.command()(brief)
app.command()(export)
app.command()(places)
app.command()(backtest)
app.command()(story)
app.command()(why)
app.add_typer(acks.app, name="mute")
app.add_typer(archive.app, name="archive")
app.add_typer(articles.app, name="articles")
app.add_typer(feeds.app, name="feeds")
app.add_typer(keys.app, name="keys")
app.add_typer(sources.app, name="sources")
app.add_typer(stories.app, name="stories")
app.add_typer(subscribe.app, name="subscribe")
app.add_typer(topics.app, name="topics")
app.add_typer(watches.app, name="watches")


def aws_problem(error: Exception) -> str | None:
    """What to do about an error of boto3, in a line; None for any other error."""
    if "botocore" not in sys.modules:
        return None
    from botocore import exceptions  # noqa: PLC0415  # loaded already

    match error:
        case exceptions.NoCredentialsError() | exceptions.PartialCredentialsError():
            return "there are no AWS credentials: log in (`aws login`, `aws configure`), or leave out --stack"
        case exceptions.NoRegionError():
            return "no AWS region is set: set AWS_DEFAULT_REGION, or leave out --stack"
        case exceptions.EndpointConnectionError() | exceptions.ConnectionError():
            return f"the stack cannot be reached: {error}"
        case exceptions.BotoCoreError() | exceptions.ClientError():
            return str(error)
    return None


def main() -> None:
    """Run the command; what is wrong is one line on the error stream and exit status 1, never a traceback."""
    remove_if_stale(Project(Path(__file__).parents[3]))
    try:
        app()
    except TocsinError as error:
        problem(stderr(), error.code, str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if (told := aws_problem(error)) is None:
            raise
        problem(stderr(), "aws", told)
        sys.exit(1)
