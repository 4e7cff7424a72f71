"""`tocsin up` and `tocsin down`: the whole stack on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Never

import typer
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from tocsin.cli.alerts import show_alert
from tocsin.cli.ingest import ingest_files, show_outcomes
from tocsin.cli.out import stdout
from tocsin.cli.pages import sign_in_link
from tocsin.cli.show import show_analysis
from tocsin.cli.subscriber import Subscriber
from tocsin.cli.target import StateOption, Target, state_folder
from tocsin.codec import from_builtins, from_json
from tocsin.errors import LocalStackError

if TYPE_CHECKING:
    from tocsin.local import LocalStack

SEED_SECONDS = 120.0
ALERT_SECONDS = 60.0
COLLECT_SECONDS = 60.0
"""A feed and its pages, with two seconds between any two requests to one host."""
POLL_SECONDS = 0.3
WAIT_SECONDS = 1.0
"""Between two looks at whether the emulator is still there."""
SAVE_SECONDS = 15.0
"""What the emulator has is saved this often: a `kill -9` or a power cut costs no more."""
KEY_NAME = "tocsin up"
KEY_LIFE = timedelta(days=1)
"""The key on the screen ends with the run; should the run end badly, it ends after a day or with the next run."""
QUIET_SECONDS = 3.0
"""After the first alert: this long without another, and all that the seeds ring for is here."""


def up(
    once: Annotated[
        bool, typer.Option("--once", help="Deploy, ingest seeds/, wait for the alert, print it, stop.")
    ] = False,
    state: StateOption = None,
) -> None:
    """Run the whole stack on this machine: the very template.yaml of production on an emulator of AWS.

    Uploads seeds/, collects from the feed of a small publisher on loopback, shows what was found and the alerts as a
    real subscriber received them, and stays up until Ctrl-C.
    State is kept between runs. With --once it starts from nothing and exits with 0 only if an alert arrived.
    """
    console = stdout()
    signal.signal(signal.SIGTERM, _interrupt)
    with ExitStack() as held:
        if once:
            folder = Path(tempfile.mkdtemp(prefix="tocsin-once-"))
            held.callback(shutil.rmtree, folder, ignore_errors=True)
        else:
            folder = state_folder(state)
        try:
            arrived = _run(console, folder, once=once)
        except KeyboardInterrupt:
            console.print("stopped; what was stored is kept" if not once else "stopped")
            raise typer.Exit(130 if once else 0) from None
    raise typer.Exit(0 if arrived or not once else 1)


def down(state: StateOption = None) -> None:
    """Stop the local stack, wherever it was started; its state is kept."""
    from tocsin.local import stop_running  # noqa: PLC0415  # boto3 is loaded by commands that need it

    typer.echo("stopped" if stop_running(state_folder(state)) else "no local stack is running")


def _run(console: Console, folder: Path, *, once: bool) -> int:
    from tocsin.local import LocalStack, Project  # noqa: PLC0415  # boto3 is loaded by commands that need it
    from tocsin.local.gazette import Gazette  # noqa: PLC0415  # as above

    with ExitStack() as held:
        started = time.monotonic()
        project = Project.find()
        gazette = held.enter_context(Gazette(project.root / "seeds" / "gazette", folder))
        stack = LocalStack(
            folder,
            project=project,
            parameters={"AllowedHosts": gazette.host},
            save_seconds=None if once else SAVE_SECONDS,
        )
        with console.status("starting and deploying the stack"):
            held.enter_context(stack)
            stack.deploy()
        console.print(f"deployed in {time.monotonic() - started:.1f} s: {stack.outputs['ApiUrl']}")
        target = _target(stack)
        is_there = stack.connection.emulator.is_alive
        sns = target.services.clients.sns
        subscriber = held.enter_context(Subscriber(sns, stack.outputs["TopicArn"], is_there))
        subscriber.subscribe()
        _seed(console, target, stack.project.root / "seeds")
        _collect(console, target, gazette.feed_url)
        arrived = _show_arrivals(console, subscriber, first=ALERT_SECONDS if once else QUIET_SECONDS)
        if once:
            console.print(f"{arrived} alerts arrived at {subscriber.url}" if arrived else "no alert arrived")
            return arrived
        _stay(console, stack, target, subscriber)
    return arrived


def _target(stack: LocalStack) -> Target:
    os.environ.pop("AWS_PROFILE", None)  # this process speaks to the emulator alone
    os.environ.update(stack.connection.environment())
    return Target(stack.outputs)


def _seed(console: Console, target: Target, seeds: Path) -> None:
    """Watches and sample articles; those of an earlier run are there already and are not uploaded again."""
    from tocsin.watches.model import Watch  # noqa: PLC0415  # loads the AWS side

    services = target.services
    services.watches.seed(from_json((seeds / "watches.json").read_bytes(), list[Watch]))
    files = sorted((seeds / "articles").iterdir())
    if services.articles.page("article", "all", limit=1).items:
        console.print("the sample articles are there from an earlier run")
        return
    outcomes = []
    for number, file in enumerate(files):  # one after another: a repost comes after what it copies
        batch = f"seeds/{number:02d}"
        outcomes += ingest_files(target, [file], timeout=SEED_SECONDS, console=console, batch=batch)
    show_outcomes(console, outcomes)
    first = next((outcome.article for outcome in outcomes if outcome.article), None)
    if first is not None:
        head = services.articles.head(first)
        article = head.article(services.objects.text(first))
        show_analysis(console, article, services.articles.analysis(first, head.v))


def _collect(console: Console, target: Target, url: str) -> None:
    """Have the feed of the small publisher asked, as the schedule would within five minutes, and show what came."""
    from tocsin.local.loopback import HOST  # noqa: PLC0415  # as above

    services = target.services
    for old in services.feeds.all():
        if old.url != url and old.url.startswith(f"http://{HOST}:") and old.url.endswith("/rss.xml"):
            services.feeds.remove(old.id)  # of a run on another port
    feed = services.feeds.add(url)
    services.queues.collect(feed.id, at_once=True)
    with console.status(f"collecting from {url}"):
        deadline, asked = time.monotonic() + COLLECT_SECONDS, feed.asked_at
        while feed.asked_at == asked and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            feed = services.feeds.get(feed.id)
    told = f"{feed.collected} items collected so far" if feed.asked_at != asked else "not asked yet"
    why = f" ({feed.reason})" if feed.reason else ""
    console.print(Text(f"feed {feed.title or url}, {feed.state}{why}: {told}; see Sources, or tocsin feeds list"))


def _show_arrivals(console: Console, subscriber: Subscriber, *, first: float) -> int:
    arrived, patience = 0, first
    while (event := subscriber.next(patience)) is not None:
        if not arrived:
            console.print(Rule(Text("alerts, as they arrived at a subscriber"), align="left"))
        show_event(console, event)
        arrived, patience = arrived + 1, QUIET_SECONDS
    return arrived


def show_event(console: Console, event: dict[str, Any]) -> None:
    """A notification as it came over the wire: the heads of its CloudEvents envelope, and what it brings."""
    from tocsin.notify.render import EVENT_TYPE  # noqa: PLC0415  # loads the AWS side
    from tocsin.watches.alert import Alert  # noqa: PLC0415  # as above

    heads = "  ".join(f"{name}: {event.get(name)}" for name in ("specversion", "type", "source", "id", "time"))
    console.print(Text(heads, style="dim"), soft_wrap=True)
    if event["type"] == EVENT_TYPE:
        show_alert(console, from_builtins(event["data"], Alert))
    else:
        console.print_json(data=event["data"])


def _stay(console: Console, stack: LocalStack, target: Target, subscriber: Subscriber) -> None:
    from tocsin.aws.apikeys import create_key, forget_keys  # noqa: PLC0415  # loads the AWS side

    table, now, alive = target.services.table, target.services.now(), stack.connection.emulator.is_alive
    forget_keys(table, KEY_NAME)  # of a run that was killed
    key, secret = create_key(table, "admin", KEY_NAME, now, now + KEY_LIFE)
    try:
        link = sign_in_link(target, key.id)
        console.print(Rule(Text("the stack is up; Ctrl-C stops it"), align="left"))
        console.print(Text(f"look  {link}"), soft_wrap=True)
        call = f"curl -H 'Authorization: Bearer {secret}' {target.outputs['ApiUrl']}/v1/alerts"
        console.print(Text(f"API   {call}"), soft_wrap=True)
        console.print(Text("more  tocsin ingest PATH...   tocsin alerts --follow   tocsin keys create --scope read"))
        console.print(Text(f"data  {stack.state_dir}"), soft_wrap=True)
        while alive():
            event = subscriber.next(WAIT_SECONDS)
            if event is not None:
                show_event(console, event)
        raise LocalStackError(f"the emulator has ended by itself; its log: {stack.log_file}")
    finally:
        if alive():
            forget_keys(table, KEY_NAME)  # it stood on the screen


def _interrupt(_number: int, _frame: FrameType | None) -> Never:
    raise KeyboardInterrupt
