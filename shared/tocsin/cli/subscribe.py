"""`tocsin subscribe`: who hears of alerts, added, listed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from tocsin.cli.audited import changes
from tocsin.cli.out import add_row, json_line, plain_table, stdout
from tocsin.cli.target import JsonOption, StackOption, StateOption, find_target
from tocsin.codec import to_builtins
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.subscriptions.model import Subscription

PAGE = 25
app = typer.Typer(no_args_is_help=True, help="Subscriptions to alerts: add, list, remove.")


@app.command("add")
@changes("subscriptions")
def add(  # noqa: PLR0917  # typer reads the options from the parameters
    protocol: Annotated[str, typer.Argument(help="email, https, sqs, sms, or a channel: slack, webhook, ...")],
    endpoint: Annotated[str, typer.Argument(help="The address, URL, queue ARN, phone number, chat, topic...")],
    secret: Annotated[
        str | None,
        typer.Option("--secret", envvar="TOCSIN_CHANNEL_SECRET", help="Token or key of a channel that asks for one."),
    ] = None,
    watch: Annotated[list[str] | None, typer.Option("--watch", help="Only this watch; may be repeated.")] = None,
    severity: Annotated[
        str, typer.Option("--severity", help="The least: minor, moderate, severe or extreme.")
    ] = "minor",
    language: Annotated[
        str | None, typer.Option("--language", help="Of a channel: en, ru or uk in the place of each watch's own.")
    ] = None,
    stack: StackOption = None,
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send alerts to an endpoint; of those that SNS delivers to the owner is asked to confirm."""
    from tocsin.api.subscriptions import add_subscription  # noqa: PLC0415  # loads the AWS side

    told = {"secret": secret or "", "watches": watch or [], "least_severity": severity, "language": language}
    request = _request(protocol=protocol, endpoint=endpoint, **told)
    services = find_target(stack, state).services
    found = add_subscription(services, request, local=stack is None)
    made = found.subscription
    if as_json:
        json_line(to_builtins(made) | ({"secret": found.secret} if found.secret else {}))
        return
    typer.echo(f"{made.id} {made.state}{'' if found.new else ' (was there already)'}")
    if found.secret:
        typer.echo(f"its messages are signed with {found.secret} (shown this once)")
    if made.state == "pending":
        typer.echo("nothing is sent before the owner of the endpoint confirms", err=True)


@app.command("list")
def list_all(stack: StackOption = None, state: StateOption = None, as_json: JsonOption = False) -> None:
    """All subscriptions, with their state as SNS sees it."""
    table = plain_table("id", "state", "to", "for")
    for found in _all(find_target(stack, state).services):
        if as_json:
            json_line(found)
        add_row(table, found.id, found.state, _endpoint(found), _heard(found))
    if not as_json:
        stdout().print(table)


@app.command("remove")
@changes("subscriptions", "subscription")
def remove(
    subscription: Annotated[str, typer.Argument(metavar="ID", help="The subscription's id, as listed.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """From now on nothing is sent there."""
    from tocsin.subscriptions.manage import unsubscribe  # noqa: PLC0415  # loads the AWS side

    unsubscribe(find_target(stack, state).services, subscription)
    typer.echo(f"removed {subscription}")


@app.command("test")
def send_one(
    subscription: Annotated[str, typer.Argument(metavar="ID", help="The subscription's id, as listed.")],
    stack: StackOption = None,
    state: StateOption = None,
) -> None:
    """Send a test to a channel, the way that alerts go; `tocsin deliveries` tells what became of it."""
    from tocsin.steps.sample import send_test  # noqa: PLC0415  # loads the AWS side

    sent = send_test(find_target(stack, state).services, subscription)
    typer.echo(f"{sent.alert} is on its way; see: tocsin deliveries --subscription {subscription}")


def _endpoint(found: Subscription) -> str:
    """Where alerts go, and what did not arrive there."""
    failed = f"\n{found.failures} not delivered, the last {found.failed_at}: {found.error}" if found.failures else ""
    return f"{found.protocol} {found.endpoint}{failed}"


def _heard(found: Subscription) -> str:
    """Which alerts go there; watches that were removed are told as such."""
    gone, least = found.removed_watches, found.least_severity
    watches = ", ".join(f"{one} (removed)" if one in gone else one for one in found.watches) or "all watches"
    return watches if least == "minor" else f"{watches}; {least} or graver"


def _all(services: Services) -> Iterator[Subscription]:
    from tocsin.api.subscriptions import with_removed  # noqa: PLC0415  # loads the AWS side

    position: str | None = None
    while True:
        page = services.subscriptions.page(limit=PAGE, position=position, now=services.now())
        yield from with_removed(services, page.items)
        if page.next is None:
            return
        position = page.next


def _request(**values: object) -> Any:
    """Checked as the API checks it. Raises `InvalidInput` naming the part that is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415  # loaded with the AWS side

    from tocsin.api.subscriptions import SubscriptionRequest  # noqa: PLC0415  # as above

    try:
        return SubscriptionRequest.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        if fault["loc"][0] == "protocol":
            raise InvalidInput(_no_protocol(str(values["protocol"])), where="protocol") from error
        raise InvalidInput(str(fault["msg"]), where=".".join(map(str, fault["loc"]))) from error


def _no_protocol(value: str) -> str:
    from tocsin.channels.model import CHANNELS  # noqa: PLC0415  # loads all channels
    from tocsin.subscriptions.endpoints import SnsProtocol  # noqa: PLC0415  # as above

    known = [*get_args(SnsProtocol), *CHANNELS]
    near = get_close_matches(value.lower(), known, n=1)
    return f"`{value}` is none{f': did you mean `{near[0]}`?' if near else '.'} There are {', '.join(known)}"
