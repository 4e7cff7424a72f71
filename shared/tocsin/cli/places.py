"""`tocsin places`: the ids of places, for rules and filters. Needs no stack."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption
from tocsin.errors import NotFound


def places(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", help="In English, Russian or Ukrainian, or the beginning of one.")
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="At most this many.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Places that a name may mean, the likeliest first, with the ids that watches and filters take."""
    from tocsin.engine.places import find_named  # noqa: PLC0415  # other commands need no gazetteer

    wanted = " ".join(name)
    found = find_named(wanted, limit)
    if not found:
        raise NotFound("is no place that is known by this or a like name", where=wanted)
    table = plain_table("id", "name", "kind", "country", "region", "latitude", "longitude")
    for entry in found:
        if as_json:
            json_line(entry._asdict())
        add_row(table, *entry[:7])
    if not as_json:
        stdout().print(table)
