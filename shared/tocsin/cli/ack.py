"""`tocsin ack` and `tocsin mute`: that somebody sees to an alert, and what nobody is to be rung for."""

from __future__ import annotations

from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.codec import to_builtins

if TYPE_CHECKING:
    from tocsin.aws.desk import Muted

NameOption = Annotated[str | None, typer.Option("--by", help="Who you are; without it the name you work under.")]
app = typer.Typer(no_args_is_help=True, help="What nobody is rung for: add, list, remove.")


@changes("alerts", "alert")
def ack(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.")],
    *,
    by: NameOption = None,
    back: Annotated[bool, typer.Option("--back", help="Nobody sees to it any more.")] = False,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Say that you see to an alert; the first to say so stands, and everybody is shown who."""
    from tocsin.aws.desk import Acknowledged  # noqa: PLC0415  # loads the AWS side
    from tocsin.aws.keys import checked_id, stamp  # noqa: PLC0415  # as above

    services = find_target(stack, state).services
    services.alerts.get(checked_id(alert, "alert"))
    if back:
        services.desk.take_back_acknowledgement(alert)
        typer.echo(f"nobody sees to {alert} any more")
        return
    now = services.now()
    told = services.desk.acknowledge(alert, Acknowledged(_name(by), stamp(now)), services.expires(now))
    typer.echo(f"{told.by} sees to {alert} since {told.at}")


@app.command("add")
@changes("muted", "item")
def add(  # noqa: PLR0917  # typer reads the options from the parameters
    kind: Annotated[
        Literal["story", "source", "watch", "subscription"], typer.Argument(help="What kind of thing it is.")
    ],
    item: Annotated[str, typer.Argument(help="Its id; of a source its domain, or its name as articles have it.")],
    span: Annotated[str, typer.Option("--for", help="How long: 30m, 8h, 7d; without it until it is removed.")] = "",
    by: NameOption = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mute a story, a source, a watch or a channel: nobody is rung for it, and it does not wait to ring later."""
    from tocsin.aws.muting import end_of, mute  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    made = mute(services, kind, item, by=_name(by), until=end_of(span, services.now()))
    if as_json:
        json_line(_shown(made))
        return
    typer.echo(f"{made.id} {made.kind} {made.name} is muted {f'until {made.until}' if made.until else 'until removed'}")


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """What is muted, by whom, since when and until when."""
    from tocsin.aws.keys import stamp  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    table = plain_table("id", "kind", "what", "by", "since", "until")
    for one in services.desk.muted(stamp(services.now())):
        if as_json:
            json_line(_shown(one))
        add_row(table, one.id, one.kind, f"{one.name} ({one.item})", one.by, one.at, one.until or "")
    if not as_json:
        stdout().print(table)


@app.command("remove")
@changes("muted", "muting")
def remove(
    muting: Annotated[str, typer.Argument(metavar="ID", help="Its id, as listed.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Take it back: what comes from now on rings again."""
    from tocsin.aws.keys import stamp  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    found = services.desk.take_back(muting, stamp(services.now()))
    typer.echo(f"{found.kind} {found.name} is muted no more")


def _name(by: str | None) -> str:
    return by or getuser()


def _shown(muted: Muted) -> dict[str, object]:
    return {"id": muted.id, **to_builtins(muted)}
