"""`tocsin reanalyze`: analyze stored articles again, at a cost that is told before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tocsin.cli.out import add_row, json_line, plain_table, stderr, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, Target, find_target
from tocsin.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from tocsin.engine.openai.settings import OpenAISettings
    from tocsin.reanalysis.estimate import Estimate
    from tocsin.reanalysis.model import Counts, Job, Selection
    from tocsin.reanalysis.run import Runner

# What speaks to AWS or to a model is loaded by this command alone.
# ruff: noqa: PLC0415
FUNCTION = "AnalyzeFunctionName"
"""The output of the template that names the function whose settings are those of the model."""


def reanalyze(
    *,
    since: Annotated[
        str | None, typer.Option("--since", help="Articles published, or uploaded, from this date on (UTC).")
    ] = None,
    engine: Annotated[
        Literal["embedded", "openai"], typer.Option("--engine", help="What analyzes them, whatever analyzes uploads.")
    ] = "openai",
    until: Annotated[str | None, typer.Option("--until", help="Up to this date; now if left out.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="Only this language, as en.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many, the newest first.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what it would take.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it begins.")] = False,
    batch: Annotated[
        bool, typer.Option("--batch", help="By the server's Batch API: slower, at half the price.")
    ] = False,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="No articles: match the claims of stored stories by the rules of today.")
    ] = False,
    tell: Annotated[
        bool, typer.Option("--tell", help="With --ledger: send an update to whom a lost corroboration had rung.")
    ] = False,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Analyze stored articles again, with the engine named. Rings nobody for what is past, unless with --tell.

    The same command goes on where it was stopped, by a cap, by hand or by a failure, and asks no model twice.
    Exits with 1 when it was stopped before its end, or an article had no answer.
    """
    from tocsin.aws.keys import stamp
    from tocsin.reanalysis.model import Selection

    if tell and not ledger:
        raise InvalidInput("is for --ledger", where="--tell")
    if batch and engine != "openai":
        raise InvalidInput("is for the engine openai", where="--batch")
    if ledger:
        raise typer.Exit(_ledgers(find_target(stack, state), since, until, limit, (tell, dry_run, yes, as_json)))
    if since is None:
        raise InvalidInput("is needed: a date as 2031-05-04", where="--since")
    target = find_target(stack, state)
    until_stamp = None if until is None else stamp(_time(until, "--until"))
    selection = Selection(engine, stamp(_time(since, "--since")), until_stamp, language, limit)
    settings = model_settings(function_environment(target)) if engine == "openai" else None
    job, runner = prepare(target, selection, settings, batch=batch)
    told = estimated(target, job, runner.version, settings, batch=batch)
    if as_json:
        json_line({"estimate": told})
    else:
        show_estimate(stdout(), told, job)
    if dry_run or not told.articles:
        return
    if not yes and not typer.confirm("Go on?", err=True):
        raise typer.Exit(1)
    raise typer.Exit(run(runner, job, told, as_json=as_json))


def _ledgers(
    target: Target, since: str | None, until: str | None, limit: int | None, flags: tuple[bool, bool, bool, bool]
) -> int:
    from tocsin.aws.keys import stamp
    from tocsin.cli.rematch import rematch

    begins, ends = (
        None if one is None else stamp(_time(one, name)) for one, name in ((since, "--since"), (until, "--until"))
    )
    tell, dry_run, yes, as_json = flags
    return rematch(
        target.services, since=begins, until=ends, limit=limit, tell=tell, dry_run=dry_run, yes=yes, as_json=as_json
    )


def function_environment(target: Target) -> Mapping[str, str]:
    """The settings of the deployed function, as they are now. Raises `NotFound`."""
    from boto3.session import Session
    from botocore.exceptions import ClientError

    if FUNCTION not in target.outputs:
        raise NotFound("the stack is older than this command: deploy it again", where=FUNCTION)
    client: Any = Session().client("lambda")  # no stubs of this service are installed
    try:
        found = client.get_function_configuration(FunctionName=target.outputs[FUNCTION])
    except ClientError as error:
        raise NotFound("the function's settings cannot be read", where=target.outputs[FUNCTION]) from error
    return dict(found.get("Environment", {}).get("Variables", {}))


def model_settings(env: Mapping[str, str]) -> OpenAISettings:
    """Raises `InvalidInput` where the deployment has no model: re-analysis runs there, not here."""
    from tocsin.engine.openai.settings import OpenAISettings

    try:
        return OpenAISettings.from_environment(env)
    except InvalidInput as error:
        raise InvalidInput(f"{error.message}; the deployment has to be given a model", where=error.where) from error


def prepare(
    target: Target, selection: Selection, settings: OpenAISettings | None, *, batch: bool = False
) -> tuple[Job, Runner]:
    """The job of this selection, as far as it is, and who goes on with it. Nothing is written."""
    from tocsin.aws.keys import stamp
    from tocsin.aws.records import version_of
    from tocsin.engine.embedded import versions as embedded_versions
    from tocsin.engine.openai.engine import versions as model_versions
    from tocsin.reanalysis.model import Job
    from tocsin.reanalysis.run import Runner

    services = target.services
    made_by = embedded_versions() if settings is None else model_versions(settings)
    version = version_of(services.own_topics.in_force().versions(made_by))
    now = stamp(services.now())
    known = services.reanalyses.job(selection.job(version))
    job = known or Job(selection.job(version), selection, selection.until or now, now)
    if job.state == "done":
        job = job.again(selection.until or now, now)
    runner = Runner(services, target.outputs["IntakeQueueUrl"], version)
    if settings is not None and (batch or job.batch is not None):
        from tocsin.reanalysis.batches import Batches

        runner.prepare = Batches(services, settings, version)
    return job, runner


def estimated(
    target: Target, job: Job, version: str, settings: OpenAISettings | None, *, batch: bool = False
) -> Estimate:
    """What is still to be done of a job, and what it will take."""
    from tocsin.aws.spending import read_month
    from tocsin.engine.openai.budget import Day
    from tocsin.reanalysis.estimate import estimate
    from tocsin.reanalysis.select import pages

    services = target.services
    today = services.now().astimezone(UTC).date().isoformat()
    month, _ = read_month(services.table, today[:7])
    so_far = month, month.days.get(today, Day())
    chosen = pages(services, job, version)
    return estimate(chosen, services.objects.text, settings, so_far, batch=batch)


def run(runner: Runner, job: Job, told: Estimate, *, as_json: bool) -> int:
    """The exit status, once the job is done or stopped."""
    from tocsin.reanalysis.run import Stopped

    before = job.counts.chosen
    last, stopped = job.counts, ""
    with _progress() as progress:
        bar = progress.add_task("analyzed again", total=told.articles)

        def advance(counts: Counts) -> None:
            nonlocal last
            last = counts
            progress.update(bar, completed=counts.chosen - before)

        runner.progress = advance
        try:
            last = runner.run(runner.services.reanalyses.put_job(job)).counts
        except Stopped as error:
            stopped = str(error)
    if as_json:
        json_line({"job": job.name, "done": not stopped, "stopped": stopped or None, "counts": last})
    else:
        show_counts(stdout(), last, stopped)
    return 1 if stopped or last.unanswered else 0


def show_estimate(console: Console, told: Estimate, job: Job) -> None:
    if job.counts.chosen:
        console.print(f"goes on with a re-analysis of {job.started[:10]}: {job.counts.chosen:,} articles were done")
    table = plain_table("", "about")
    add_row(
        table, "articles", f"{told.articles:,}" + (f", {told.already:,} more are so already" if told.already else "")
    )
    if told.left_today is not None and told.left_this_month is not None:
        from_texts = "" if told.sampled == told.articles else f" (by {told.sampled} texts)"
        add_row(table, "tokens", f"{told.input_tokens:,} in, {told.output_tokens:,} out{from_texts}")
        add_row(table, "cost", f"{usd(told.pico)} dollars{' by an assumed price' if told.assumed_price else ''}")
        add_row(table, "left", f"{usd(told.left_today)} today, {usd(told.left_this_month)} this month, under the caps")
    console.print(table)
    if told.fits < told.articles:
        console.print(f"The caps will do for about {told.fits:,} of them; the same command goes on on another day.")


def show_counts(console: Console, counts: Counts, stopped: str) -> None:
    table = plain_table("outcome", "articles")
    for name in ("reanalyzed", "unchanged", "unanswered", "gone", "already"):
        add_row(
            table, name, f"{getattr(counts, name):,}", style="red" if name == "unanswered" and counts.unanswered else ""
        )
    console.print(table)
    if counts.input_tokens:
        tokens = f"{counts.input_tokens:,} tokens in, {counts.output_tokens:,} out"
        console.print(f"{tokens}, {usd(counts.pico)} dollars")
    if stopped:
        console.print(f"stopped: {stopped}; the same command goes on from here", style="red", markup=False)


def usd(pico: int) -> str:
    """Dollars to the cent, less than one to a hundredth of a cent."""
    from tocsin.engine.openai.prices import PICO

    amount = Decimal(pico) / PICO
    return f"{amount:.2f}" if abs(amount) >= 1 or not amount else f"{amount:.4f}"


def _time(text: str, option: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput("is a date as 2031-05-04, or with a time as 2031-05-04T12:00", where=option) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _progress() -> Progress:
    console = stderr()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
