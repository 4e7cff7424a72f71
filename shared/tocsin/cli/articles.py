"""`tocsin articles`: take-downs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.removal.model import By, Removal

app = typer.Typer(no_args_is_help=True, help="Articles: take them down, from everywhere they stand.")
SHOWN = 20


@app.command("remove")
@changes("articles", "article")
def remove(
    article: Annotated[str | None, typer.Argument(metavar="[ID]", help="The article's id.")] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the take-down.")],
    url: Annotated[str | None, typer.Option("--url", help="In its place: all that appeared under this URL.")] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="In its place: all of this publisher (name or domain).")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="In its place: all that name this person.")] = None,
    allow_again: Annotated[
        bool, typer.Option("--allow-again", help="The same text may come again; on what is gone: from now on.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Remove what is found without asking.")] = False,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove articles with their objects, text, analysis, rows, claims in ledgers and alerts. There is no way back.

    What is meant by URL, publisher or name is looked for and shown first. The same command goes on where it was
    stopped; so does the stack itself.
    """
    from tocsin.removal.run import COMMAND, order  # noqa: PLC0415  # loads the AWS side

    by, value = _meant(article, url, publisher, name)
    services = find_target(stack, state).services
    known = order(services, by, value, reason, ordered_by=COMMAND, allow_again=allow_again)
    known = _through(services, known)
    if known.state == "found":
        _report(services, known, as_json=as_json)
        if not yes and not typer.confirm(f"Remove {known.found} articles?", err=True):
            raise typer.Exit(1)
        known = _carried_out(services, known)
    if by == "article" and not known.found:
        raise NotFound("no such article, in the archive neither", where=value)
    if as_json:
        json_line(known)
    else:
        typer.echo(
            f"removed {known.removed} of {known.found} ({known.looked_at} looked at)"
            if by != "article"
            else f"removed {value}"
        )


@app.command("removals")
def removals(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """Take-downs of the last thirty days, and how far each is."""
    table = plain_table("id", "state", "by", "value", "found", "removed", "reason", "ordered by", "at")
    for one in find_target(stack, state).services.removals.all():
        if as_json:
            json_line(one)
        add_row(table, one.id, one.state, one.by, one.value, one.found, one.removed, one.reason, one.ordered_by, one.at)
    if not as_json:
        stdout().print(table)


def _meant(article: str | None, url: str | None, publisher: str | None, name: str | None) -> tuple[By, str]:
    meant: list[tuple[By, str | None]] = [("article", article), ("url", url), ("publisher", publisher), ("name", name)]
    given = [(by, value) for by, value in meant if value is not None]
    if len(given) != 1:
        raise InvalidInput("name one: an article's ID, --url, --publisher or --name", where="articles remove")
    return given[0]


def _through(services: Services, known: Removal) -> Removal:
    """As far as it goes without being told more. The stack works on it too; what it has is waited for."""
    from tocsin.errors import Conflict  # noqa: PLC0415  # beside what it is of
    from tocsin.removal.run import go_on  # noqa: PLC0415  # loads the AWS side

    while known.works:
        try:
            known = go_on(services, known.id)
        except Conflict:
            known = services.removals.get(known.id)
    return known


def _carried_out(services: Services, known: Removal) -> Removal:
    from tocsin.removal.run import carry_out  # noqa: PLC0415  # loads the AWS side

    return _through(services, carry_out(services, known.id))


def _report(services: Services, known: Removal, *, as_json: bool) -> None:
    """Where it stands."""
    found = services.removals.findings(known.id, limit=SHOWN).items
    heads = services.articles.heads([one.article for one in found])
    table = plain_table("id", "title", "where")
    for one in found:
        if as_json:
            json_line(one)
        title = heads[one.article].card.title if one.article in heads else None
        add_row(table, one.article, title, ", ".join(f"{part} {count}" for part, count in one.places.items()))
    if not as_json:
        stdout().print(table)
        for rule in known.elsewhere:
            typer.echo(f"the desk itself names it in: {rule}", err=True)
