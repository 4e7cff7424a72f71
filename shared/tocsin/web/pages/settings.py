"""Settings: what a model costs, who hears of alerts, and which keys open the stack."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast, get_args

from tocsin.aws.apikeys import list_keys
from tocsin.aws.keys import stamp
from tocsin.aws.muting import muting_of
from tocsin.channels.model import CHANNELS
from tocsin.errors import InvalidInput
from tocsin.subscriptions.endpoints import Protocol, SnsProtocol, is_channel
from tocsin.subscriptions.manage import Asked
from tocsin.subscriptions.manage import subscribe as add
from tocsin.subscriptions.manage import unsubscribe as remove
from tocsin.subscriptions.model import told_of_removed
from tocsin.watches.model import SEVERITIES, Language, Severity
from tocsin.web.charts import money_bars
from tocsin.web.lists import page_of
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
MAX_ID = 80
AUDIT_ENTRIES = 50
LANGUAGES: Final[dict[str, str]] = {"en": "English", "ru": "Русский", "uk": "Українська"}
"""What messages are told in, each by its own name."""
PROTOCOLS: tuple[Protocol, ...] = (*get_args(SnsProtocol), *CHANNELS)


@pages.page("GET", "settings", scope="read")
def settings(ask: Ask) -> Reply:
    return redirect(f"{ask.request.root}settings/health")


@pages.page("GET", "settings/usage", scope="read")
def usage(ask: Ask) -> Reply:
    from tocsin.aws.spending import read_month  # noqa: PLC0415  # only this page needs the accounts of a model
    from tocsin.engine.openai.prices import dollars  # noqa: PLC0415  # see above

    known = ask.services.settings
    month, _ = read_month(ask.services.table, stamp(ask.services.now())[:7])
    days = sorted(month.days.items())
    return ask.show(
        "usage.html",
        title="Usage",
        days=[(name, day, dollars(day.paid), dollars(day.committed)) for name, day in days],
        bars=money_bars({name: day.committed for name, day in days}),
        committed=dollars(month.committed),
        engine=known.engine,
        daily=known.daily_usd,
        monthly=known.monthly_usd,
    )


@pages.page("GET", "settings/keys", scope="admin")
def key_list(ask: Ask) -> Reply:
    now = stamp(ask.services.now())
    return ask.show("keys.html", title="Keys", keys=[(key, key.good_at(now)) for key in list_keys(ask.services.table)])


@pages.page("GET", "settings/audit", scope="admin")
def audit(ask: Ask) -> Reply:
    log = ask.services.audit
    page = page_of(ask, ["ui-audit"], lambda at: log.page(limit=AUDIT_ENTRIES, position=at))
    names = {key.id: key.name for key in list_keys(ask.services.table)}
    return ask.show("audit.html", title="Audit", entries=page.items, names=names, next=page.next)


@pages.page("GET", "settings/subscriptions", scope="admin")
def subscription_list(ask: Ask) -> Reply:
    return _subscriptions(ask, {}, None)


@pages.page("POST", "settings/subscriptions", scope="admin")
def subscribe(ask: Ask) -> Reply:
    """What was typed stands there again beside what is wrong with it."""
    fields = ask.request.form()
    try:
        protocol = cast("Protocol", checked(ask.request.field("protocol"), PROTOCOLS, "protocol"))
        least = cast("Severity", checked(ask.request.field("least_severity"), SEVERITIES, "least_severity"))
        there = {watch.id for watch in ask.services.watches.all()}
        watches = tuple(checked(watch, there, "watches") for watch in fields.get("watches", []))
        secret, spoken = fields.get("secret", [""])[-1], ask.request.field("language")
        language = cast("Language", checked(spoken, LANGUAGES, "language")) if spoken else None
        asked = Asked(protocol, ask.request.field("endpoint"), secret, watches, least, language)
        made = add(ask.services, asked, local=ask.services.settings.local_endpoints)
    except InvalidInput as error:
        typed = {name: values[-1] for name, values in fields.items() if name != "secret"}
        return _subscriptions(ask, typed, error)
    shown = _subscriptions(ask, {}, None, made.secret) if made.secret else redirect("subscriptions")
    return replace(shown, made=True)


@pages.page("POST", "settings/subscriptions/<subscription>/remove", scope="admin")
def unsubscribe(ask: Ask, subscription: str) -> Reply:
    remove(ask.services, subscription)
    return redirect("../../subscriptions")


@pages.page("POST", "settings/subscriptions/<subscription>/test", scope="admin")
def try_out(ask: Ask, subscription: str) -> Reply:
    from tocsin.steps.sample import send_test  # noqa: PLC0415  # only a test needs what delivers

    try:
        sent = send_test(ask.services, subscription)
    except InvalidInput as error:
        return _subscriptions(ask, {}, error)
    return redirect(f"../../subscriptions?tested={sent.alert}")


def _subscriptions(ask: Ask, given: dict[str, str], wrong: InvalidInput | None, secret: str = "") -> Reply:
    services = ask.services
    watches = services.watches.all()
    page = page_of(
        ask,
        ["ui-subscriptions"],
        lambda at: services.subscriptions.page(limit=25, position=at, now=services.now()),
    )
    return ask.show(
        "subscriptions.html",
        title="Subscriptions",
        subscriptions=[told_of_removed(one, {watch.id for watch in watches}) for one in page.items],
        next=page.next,
        watches=watches,
        protocols=PROTOCOLS,
        severities=SEVERITIES,
        given=given,
        wrong=wrong,
        secret=secret,
        is_channel=is_channel,
        languages=LANGUAGES,
        muting_now=muting_of(services),
        tested=ask.request.query.get("tested", "")[:MAX_ID],
    )
