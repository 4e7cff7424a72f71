"""`tocsin stories`: a desk joins what is one story, parts what is two, takes it back, gets pairs to measure by."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.audited import COMMAND, changes
from tocsin.cli.out import json_line
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target

if TYPE_CHECKING:
    from tocsin.stories.decisions import Decision

app = typer.Typer(
    no_args_is_help=True, help="Join and part stories by hand, ringing nobody; the pairs that this labels."
)
StoryArgument = Annotated[str, typer.Argument(metavar="STORY", help="The id of a story, which it keeps.")]


@app.command("merge")
@changes("stories", "story")
def merge(
    story: StoryArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The story that becomes part of it.")],
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make another story part of this one. Alerts of both count as told."""
    from tocsin.aws.keys import checked_id  # noqa: PLC0415  # loads the AWS side
    from tocsin.steps import decide  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    _show(decide.merge(services, checked_id(story, "story"), checked_id(other, "story"), COMMAND), as_json=as_json)


@app.command("split")
@changes("stories", "story")
def split(
    story: StoryArgument,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Those that tell another event.")],
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a story of its own of some articles of this one. The two never become one by themselves."""
    from tocsin.aws.keys import checked_id  # noqa: PLC0415  # loads the AWS side
    from tocsin.steps import decide  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    moved = [checked_id(article, "article") for article in articles]
    _show(decide.split(services, checked_id(story, "story"), moved, COMMAND), as_json=as_json)


@app.command("undo")
@changes("stories", "decision")
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The id that merge or split printed.")],
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a decision back: its articles go where they were, and it labels no pairs any more."""
    from tocsin.aws.keys import checked_id  # noqa: PLC0415  # loads the AWS side
    from tocsin.steps import decide  # noqa: PLC0415  # loads the AWS side

    known = decide.undo(find_target(stack, state).services, checked_id(decision, "decision"), COMMAND)
    _show(known, as_json=as_json)


@app.command("pairs")
def pairs(
    *,
    texts: Annotated[bool, typer.Option("--texts", help="With both texts, as `tocsin eval` measures them.")] = False,
    since: Annotated[datetime | None, typer.Option("--since", help="Decisions from then on.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="Decisions before.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else the standard output.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """What was decided by hand as labelled pairs of articles, one JSON object a line, the newest decisions first."""
    from tocsin.api.lists import since_until  # noqa: PLC0415  # loads the AWS side
    from tocsin.codec import to_json  # noqa: PLC0415  # beside what it is of
    from tocsin.queries.labelled import labelled_pairs, with_texts  # noqa: PLC0415  # loads the AWS side

    services = find_target(stack, state).services
    found = labelled_pairs(services, *since_until(since, until))
    lines = (to_json(one).decode() + "\n" for one in (with_texts(services, found) if texts else found))
    if output is None:
        sys.stdout.writelines(lines)
        return
    with output.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def _show(decision: Decision, *, as_json: bool) -> None:
    if as_json:
        json_line(decision)
        return
    done = "merged" if decision.kind == "merge" else "split off"
    told = f"{done}, undone at {decision.undone_at}" if decision.undone_at else done
    typer.echo(f"{decision.other} {told}: {len(decision.moved)} articles")
    typer.echo(f"story {decision.story}")
    typer.echo(f"decision {decision.id} (tocsin stories undo {decision.id})")
