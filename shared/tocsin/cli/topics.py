"""`tocsin topics`: the taxonomy, and the topics that a desk adds to it: tried, saved, changed, removed, proposed."""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, InvalidTopic

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.reports.topics import TopicExample, TopicTrial
    from tocsin.topics.model import OwnTopic

# What speaks to AWS is loaded by the commands that need it.
# ruff: noqa: PLC0415

app = typer.Typer(no_args_is_help=True, help="Topics: list, show, test, add, edit, remove, suggest.")

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The topic's id, as listed.")]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The topic as TOML or JSON (docs/topics.md); - is JSON on stdin.")
]


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All topics: the desk's own first, then the built-in ones."""
    from tocsin.api.topics import topic_list

    listed = topic_list(find_target(stack, state).services)
    table = plain_table("id", "own", "label", "definition")
    for topic in listed.items:
        if as_json:
            typer.echo(topic.model_dump_json())
        add_row(table, topic.id, f"version {topic.version}" if topic.own else "", topic.label, topic.definition)
    if not as_json:
        stdout().print(table)


@app.command("show")
def show(
    topic: IdArgument,
    versions: Annotated[
        bool, typer.Option("--versions", help="Every version of an own topic, the last first.")
    ] = False,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """A topic with its patterns as JSON, as `topics add` takes it; of a built-in one too, to begin from."""
    from tocsin.topics.known import find_topic

    services = find_target(stack, state).services
    for one in services.own_topics.versions(topic) if versions else [find_topic(services, topic)]:
        _print(one, as_json=as_json)


@app.command("test")
def try_out(
    topic: Annotated[str, typer.Argument(metavar="FILE|ID", help="A topic in a file, or a saved one.")],
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How many days back.")] = 7,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a topic would have marked in the last days, by which words, and what it just missed; nothing is saved."""
    from tocsin.reports.topics import try_topic
    from tocsin.topics.known import find_topic

    services = find_target(stack, state).services
    tried = read_file(Path(topic)) if Path(topic).is_file() else find_topic(services, topic)
    trial = try_topic(services, tried, services.now() - timedelta(days=days))
    if as_json:
        json_line(trial)
    else:
        show_trial(stdout(), trial)


@app.command("add")
@changes("topics")
def add(file: FileArgument, stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """Save a new topic. It is in force within five minutes, for what comes in from then on."""
    _print(find_target(stack, state).services.own_topics.create(read_file(file)), as_json=as_json)


@app.command("edit")
@changes("topics", "topic")
def edit(
    topic: IdArgument,
    file: FileArgument,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put what a file says in the place of an own topic, as its next version."""
    own = find_target(stack, state).services.own_topics
    saved = own.get(topic)
    _print(own.change(read_file(file, topic), saved.version), as_json=as_json)


@app.command("remove")
@changes("topics", "topic")
def remove(topic: IdArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Remove an own topic that no watch names; articles keep what they have, and its versions stay."""
    from tocsin.topics.known import require_unused

    services = find_target(stack, state).services
    saved = services.own_topics.get(topic)
    require_unused(services, topic)
    services.own_topics.delete(topic, saved.version)
    typer.echo(f"removed {topic}")


@app.command("suggest")
def suggest_patterns(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words or short phrases, each in quotes.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", help="The id of an article that is an example; may be repeated.")
    ] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Patterns to begin from, out of example articles or words; nothing is saved."""
    from tocsin.reports.suggest import suggest

    found = suggest(find_target(stack, state).services, article or [], words or [])
    if as_json:
        json_line(found)
        return
    table = plain_table("language", "line", f"of {found.examples} examples", f"of {found.others} others")
    for one in found.items:
        add_row(table, one.language, one.line, one.examples, one.others)
    stdout().print(table)


def read_file(file: Path, topic: str | None = None) -> OwnTopic:
    """The topic in a file. Raises `InvalidTopic`, and `InvalidInput` for what cannot be read."""
    from tocsin.topics.model import read_topic

    data = _data(file)
    if topic is not None and data.get("id", topic) != topic:
        raise InvalidTopic(f"is not {topic}: a topic keeps its id", where="id")
    return read_topic({**data, "id": topic or data.get("id")})


def _data(file: Path) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput("cannot be read as text", where=str(file)) from error
    try:
        data = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise InvalidTopic(f"is no {'TOML' if file.suffix == '.toml' else 'JSON'}: {error}", where=str(file)) from error
    if not isinstance(data, dict):
        raise InvalidTopic("is not one topic as an object", where=str(file))
    return data


def show_trial(console: Console, trial: TopicTrial) -> None:
    """Counts, then examples with the words that decided, then what was just missed."""
    modes = ", ".join(f"{mode} {count}" for mode, count in trial.modes.items())
    told = f"{trial.articles} articles since {trial.covered_since}: {trial.marked} marked" + (
        f" ({modes})" if modes else ""
    )
    console.print(Text(told, style="bold" if trial.complete else "bold yellow"))
    for line in trial.advice:
        console.print(Text(line, style="yellow"))
    for example in trial.examples:
        _show_example(console, example)
    if trial.near:
        console.print(Text("\njust missed", style="bold"))
    for example in trial.near:
        _show_example(console, example)


def _show_example(console: Console, example: TopicExample) -> None:
    console.print(Text(f"{example.score:.2f} {example.mode}: {example.title or example.article}"))
    console.print(Text(f"  {example.at} · article {example.article}", style="dim"))
    for found in example.decided_by:
        before, after = (" ".join(part.split()) for part in (found.before, found.after))
        console.print(Text.assemble("  …", before, " ", (" ".join(found.words.split()), "bold"), " ", after, "…"))


def _print(topic: OwnTopic, *, as_json: bool) -> None:
    from tocsin.codec import to_builtins

    if as_json:
        json_line(topic)
    else:
        typer.echo(json.dumps(to_builtins(topic), ensure_ascii=False, indent=2))
