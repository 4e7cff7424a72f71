"""`tocsin watches`: saved rules, listed, shown, added, edited, switched on and off, removed, tried on the past."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.audited import changes
from tocsin.cli.backtest import backtest, read_json
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.errors import InvalidInput, InvalidWatch

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.watches.model import Rule, Watch

app = typer.Typer(no_args_is_help=True, help="Watches: list, show, add, edit, enable, disable, remove, test.")

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The watch's id, as listed.")]
FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The watch as JSON, with all that it can say; - is stdin.")
]
NameOption = Annotated[str | None, typer.Option("--name", help="What alerts call it.")]
TopicOption = Annotated[list[str] | None, typer.Option("--topic", help="One of these topics; may be repeated.")]
PlaceOption = Annotated[
    list[str] | None, typer.Option("--place", help="One of these places, by id (`tocsin places`); may be repeated.")
]
WordOption = Annotated[
    list[str] | None, typer.Option("--word", help="One of these words or phrases, * for any ending; may be repeated.")
]
ClaimantOption = Annotated[
    list[str] | None, typer.Option("--claimant", help="Words of the name or role of who speaks; may be repeated.")
]
SeverityOption = Annotated[str | None, typer.Option("--severity", help="minor, moderate, severe or extreme.")]


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All watches, by id."""
    table = plain_table("id", "on", "severity", "name", "rings for")
    for watch in find_target(stack, state).services.watches.all():
        if as_json:
            json_line(watch)
        on = "yes" if watch.enabled else "no"
        add_row(table, watch.id, on, watch.severity, watch.name, "; ".join(in_words(watch.rule)))
    if not as_json:
        stdout().print(table)


@app.command("show")
def show(watch: IdArgument, stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """A watch as JSON, as `watches edit --file` takes it."""
    _print(_saved(find_target(stack, state).services, watch), as_json=as_json)


@app.command("add")
@changes("watches", "watch")
def add(  # noqa: PLR0917  # typer reads the options from the parameters
    file: FileOption = None,
    watch: Annotated[str | None, typer.Option("--id", help="Its id; one is made of the name without this.")] = None,
    name: NameOption = None,
    topic: TopicOption = None,
    place: PlaceOption = None,
    word: WordOption = None,
    claimant: ClaimantOption = None,
    severity: SeverityOption = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Save a new watch, out of options or of a file. It rings for what comes from now on."""
    from tocsin.watches.naming import id_of  # noqa: PLC0415  # loads the AWS side

    data = _changed({} if file is None else read_json(file), name, topic, place, word, claimant, severity)
    data.pop("version", None)
    if not data.get("name"):
        raise InvalidWatch("is needed: what alerts are to call it", where="--name")
    data["id"] = watch or data.get("id") or id_of(str(data["name"]))
    services = find_target(stack, state).services
    _print(services.watches.create(_checked(services, data)), as_json=as_json)


@app.command("edit")
@changes("watches", "watch")
def edit(  # noqa: PLR0917  # typer reads the options from the parameters
    watch: IdArgument,
    file: FileOption = None,
    name: NameOption = None,
    topic: TopicOption = None,
    place: PlaceOption = None,
    word: WordOption = None,
    claimant: ClaimantOption = None,
    severity: SeverityOption = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a watch: the parts that options name, all of it by a file, or in your editor ($EDITOR) without either."""
    services = find_target(stack, state).services
    saved = _saved(services, watch)
    given = (name, topic, place, word, claimant, severity)
    if file is None and not any(given):
        changed = _edited(services, saved)
    else:
        changed = _successor(services, saved, _changed(_as_data(saved) if file is None else read_json(file), *given))
    _print(services.watches.change(changed, saved.version), as_json=as_json)


@app.command("enable")
@changes("watches", "watch")
def enable(watch: IdArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Switch a watch on."""
    _switch(find_target(stack, state).services, watch, on=True)


@app.command("disable")
@changes("watches", "watch")
def disable(watch: IdArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Switch a watch off: it rings no more, and is kept."""
    _switch(find_target(stack, state).services, watch, on=False)


@app.command("remove")
@changes("watches", "watch")
def remove(watch: IdArgument, stack: StackOption = None, state: StateOption = None) -> None:
    """Remove a watch; its alerts stay."""
    services = find_target(stack, state).services
    services.watches.delete(watch, _saved(services, watch).version)
    typer.echo(f"removed {watch}")


@app.command("test")
def try_out(
    watch: Annotated[str, typer.Argument(metavar="ID|FILE", help="A saved watch, or one as JSON in a file.")],
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How many days back.")] = 7,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a watch would have sent over the last days; nothing is sent or saved. The same as `tocsin backtest`."""
    backtest(watch, days, stack, state, as_json)


def in_words(rule: Rule) -> list[str]:
    """The conditions of a rule, each as one would say it."""
    parts: list[tuple[str, tuple[Any, ...]]] = [
        ("topics ", rule.topics.any),
        ("all of the topics ", rule.topics.all),
        ("places ", rule.places),
        ("words ", rule.words.any),
        ("all of the words ", rule.words.all),
        ("not the words ", rule.words.none),
        ("said by ", rule.claimants),
        ("kinds ", rule.kinds),
        ("claims that are ", rule.states),
        ("languages ", rule.languages),
    ]
    said = [f"{head}{', '.join(values)}" for head, values in parts if values]
    said += [f"{rule.least_claims} claims or more"] if rule.least_claims else []
    said += [f"claims surer than {rule.least_confidence:g}"] if rule.least_confidence else []
    said += [f"{rule.least_origins} origins or more"] if rule.least_origins > 1 else []
    return said + ([f"{rule.least_severity} or graver"] if rule.least_severity != "minor" else [])


def _switch(services: Services, watch: str, *, on: bool) -> None:
    saved = _saved(services, watch)
    if saved.enabled != on:
        services.watches.change(replace(saved, enabled=on), saved.version)
    typer.echo(f"{watch} is {'on' if on else 'off'}")


def _saved(services: Services, watch: str) -> Watch:
    from tocsin.api.known import known_watches  # noqa: PLC0415  # loads the AWS side

    known_watches(services, {watch: watch})
    return services.watches.get(watch)


def _checked(services: Services, data: dict[str, Any]) -> Watch:
    from tocsin.api.alerts import checked_watch  # noqa: PLC0415  # loads the AWS side

    return checked_watch(services, data)


def _as_data(watch: Watch) -> dict[str, Any]:
    from tocsin.codec import to_builtins  # noqa: PLC0415  # loads the AWS side

    data: dict[str, Any] = to_builtins(watch)
    return data


def _changed(  # noqa: PLR0917  # the options of two commands, in their order
    data: dict[str, Any],
    name: str | None,
    topics: list[str] | None,
    places: list[str] | None,
    words: list[str] | None,
    claimants: list[str] | None,
    severity: str | None,
) -> dict[str, Any]:
    """`data` with the parts that options name in the place of its own."""
    rule = dict(data.get("rule") or {})
    for part, values in {"topics": topics, "words": words}.items():
        if values:
            rule[part] = {**(rule.get(part) or {}), "any": values}
    rule |= {part: values for part, values in {"places": places, "claimants": claimants}.items() if values}
    named = {"name": name, "severity": severity}
    return {**data, **{part: value for part, value in named.items() if value}, "rule": rule}


def _successor(services: Services, saved: Watch, data: dict[str, Any]) -> Watch:
    """The watch in the place of `saved`. Raises `InvalidWatch`, also for another id: a watch keeps its own."""
    if data.get("id", saved.id) != saved.id:
        raise InvalidWatch(f"is not {saved.id}: a watch keeps its id", where="id")
    return _checked(services, {**data, "id": saved.id, "version": saved.version})


def _edited(services: Services, saved: Watch) -> Watch:
    """The watch as somebody leaves it in the editor. Raises `InvalidInput`; what was written is then kept."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    file = Path(tempfile.mkdtemp(prefix="tocsin-"), f"{saved.id}.json")
    file.write_text(_indented(saved), encoding="utf-8")
    try:
        subprocess.run([*shlex.split(editor), str(file)], check=True)  # noqa: S603  # the user's own editor
    except (OSError, subprocess.CalledProcessError) as error:
        raise InvalidInput("the editor failed; $EDITOR names another", where=editor) from error
    if file.read_text(encoding="utf-8") == _indented(saved):
        raise InvalidInput("nothing was changed", where=saved.id)
    try:
        changed = _successor(services, saved, read_json(file))
    except InvalidInput:
        typer.echo(f"what you wrote is in {file}: mend it there and give it as --file", err=True)
        raise
    shutil.rmtree(file.parent)
    return changed


def _print(watch: Watch, *, as_json: bool) -> None:
    if as_json:
        json_line(watch)
    else:
        typer.echo(_indented(watch), nl=False)


def _indented(watch: Watch) -> str:
    return json.dumps(_as_data(watch), ensure_ascii=False, indent=2) + "\n"
