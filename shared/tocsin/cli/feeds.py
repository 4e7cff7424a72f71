"""`tocsin feeds`: the sources that are asked for news by themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.feeds.model import Feed

app = typer.Typer(no_args_is_help=True, help="Sources that are asked for news: add, list, check, remove, OPML.")
FeedArgument = Annotated[str, typer.Argument(metavar="FEED", help="Its id, or the URL that it was added by.")]


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All sources, and how each does."""
    table = plain_table("id", "state", "title", "collected", "last new", "next", "why")
    for feed in find_target(stack, state).services.feeds.all():
        if as_json:
            json_line(feed)
        add_row(table, feed.id, feed.state, feed.title or feed.url, feed.collected, feed.new_at, feed.due, _why(feed))
    if not as_json:
        stdout().print(table)


@app.command("add")
@changes("feeds", "url")
def add(
    url: Annotated[str, typer.Argument(help="A feed, a news sitemap, or a page with article links.")],
    title: Annotated[str | None, typer.Option("--title", help="As the desk calls it; else as it calls itself.")] = None,
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Add a source; it is asked within five minutes. One that is there already stays as it is."""
    feed = find_target(stack, state).services.feeds.add(url, title)
    typer.echo(f"{feed.id} {feed.state}")


@app.command("check")
def check(feed: FeedArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Ask a source now, whatever its state."""
    services = find_target(stack, state).services
    found = _find(services, feed)
    services.queues.collect(found.id, at_once=True)
    typer.echo(f"{found.id} is asked; see: tocsin feeds list")


@app.command("remove")
@changes("feeds", "feed")
def remove(feed: FeedArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Remove a source; what it brought stays."""
    services = find_target(stack, state).services
    services.feeds.remove(_find(services, feed).id)
    typer.echo(f"removed {feed}")


@app.command("import")
@changes("feeds")
def import_opml(
    path: Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Add all sources of an OPML file, or none if one may not be asked."""
    from tocsin.feeds.opml import read_opml  # noqa: PLC0415  # lxml is loaded by what needs it

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    wanted = read_opml(data)
    if not wanted:
        raise InvalidInput("lists no feed: no outline has an xmlUrl", where=str(path))
    feeds = find_target(stack, state).services.feeds.add_many(wanted)
    typer.echo(f"{len(feeds)} feeds, {sum(feed.state == 'new' for feed in feeds)} of them not asked yet")


@app.command("export")
def export_opml(stack: StackOption = None, state: StateOption = None) -> None:
    """All sources as OPML, on standard output."""
    from tocsin.feeds.opml import write_opml  # noqa: PLC0415  # lxml is loaded by what needs it

    sys.stdout.write(write_opml(find_target(stack, state).services.feeds.all()).decode())


def _find(services: Services, feed: str) -> Feed:
    """By id or URL. Raises `NotFound`."""
    found = next((one for one in services.feeds.all() if feed in {one.id, one.url}), None)
    if found is None:
        raise NotFound("no such feed; see: tocsin feeds list", where=feed)
    return found


def _why(feed: Feed) -> str:
    """What somebody should know of it."""
    told = [feed.reason or ""]
    told += [f"{feed.waiting} waiting"] if feed.waiting else []
    told += [f"{feed.lost} lost"] if feed.lost else []
    told += [f"{feed.passed_over} older passed over"] if feed.passed_over else []
    return ", ".join(filter(None, told))
