"""`tocsin sources`: how reliable the desk holds each source to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target

if TYPE_CHECKING:
    from tocsin.reports.sources import SourceReport

app = typer.Typer(no_args_is_help=True, help="Reliability of sources (Admiralty Code): list, grade, remove.")


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All sources that have a grade; others count as F."""
    table = plain_table("domain", "grade", "note", "stands for", "since")
    for source in find_target(stack, state).services.grades.all():
        if as_json:
            json_line(source)
        add_row(table, source.domain, source.grade, source.note, ", ".join(source.origins), source.updated_at)
    if not as_json:
        stdout().print(table)


@app.command("grade")
@changes("sources", "domain")
def grade(  # noqa: PLR0917  # typer reads the options from the parameters
    domain: Annotated[str, typer.Argument(help="The domain of the source, as example.org.")],
    letter: Annotated[
        Literal["A", "B", "C", "D", "E", "F"],
        typer.Argument(metavar="GRADE", help="A completely reliable ... E unreliable, F cannot be judged."),
    ],
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Grade a source; it counts for articles that come in from then on."""
    from tocsin.reports.sources import grade_domain  # noqa: PLC0415  # loads the AWS side

    _show(grade_domain(find_target(stack, state).services, domain, letter, note), as_json=as_json)


@app.command("show")
def show(
    domain: Annotated[str, typer.Argument(help="The domain of the source.")],
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """The grade of a source, and the articles that it applies to."""
    from tocsin.reports.sources import source_report  # noqa: PLC0415  # loads the AWS side

    _show(source_report(find_target(stack, state).services, domain), as_json=as_json)


@app.command("remove")
@changes("sources", "domain")
def remove(
    domain: Annotated[str, typer.Argument(help="The domain of the source.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Take a grade back: the source counts as F."""
    find_target(stack, state).services.grades.delete(domain)
    typer.echo(f"removed {domain}")


def _show(report: SourceReport, *, as_json: bool) -> None:
    if as_json:
        json_line(report)
        return
    source = report.source
    typer.echo(f"{source.domain} {source.grade} ({', '.join(source.origins)})")
    typer.echo(f"stands behind {report.found} of the newest {report.looked_at} articles")
    if report.articles:
        table = plain_table("id", "publisher", "title")
        for article in report.articles:
            add_row(table, article.id, article.publisher, article.title)
        stdout().print(table)
