"""What links in messages open: a page that asks first, as mail scanners follow links too.

Acknowledging works without an account, as it changes nothing but that others see it, and a phone at night is signed in
nowhere. Whatever changes what others hear or see asks for a key: messages are forwarded.
"""

from __future__ import annotations

import hmac
from dataclasses import replace

from tocsin.aws.audit import AuditEntry
from tocsin.aws.desk import MAX_BY, Acknowledged
from tocsin.aws.keys import stamp
from tocsin.aws.links import is_over
from tocsin.errors import Denied, InvalidInput, NotFound
from tocsin.watches.model import SEVERITIES
from tocsin.web.request import Reply, redirect
from tocsin.web.routes import Ask, Pages

pages = Pages()
NOBODY = "a reader of the message"
UNPROVEN = " (by the link)"
BY_LINK = "link"
"""Who changed something, in the audit log, where that is not known."""


@pages.page("GET", "ack/<token>", scope=None)
def acknowledge_page(ask: Ask, token: str) -> Reply:
    alert = _alert_of(ask, token)
    sent = ask.services.alerts.get(alert)
    return ask.show(
        "acknowledge.html",
        title="Acknowledge",
        alert=sent.alert,
        token=token,
        form=ask.services.links.form_token(token),
        acknowledged=ask.services.desk.acknowledged([alert]).get(alert),
    )


@pages.page("POST", "ack/<token>", scope=None)
def acknowledge_by_link(ask: Ask, token: str) -> Reply:
    alert = _alert_of(ask, token)
    _checked_form(ask, token)
    if not ask.services.desk.acknowledged([alert]):  # else nothing is changed, and nothing noted: links are passed on
        entry = _begun(ask, "POST /ui/ack", "alerts", alert)
        _acknowledge(ask, alert, ask.session.name if ask.session else _by_link(ask.request.field("name")))
        ask.services.audit.end(entry, "done")
    return redirect(f"./{token}")


@pages.page("GET", "unsubscribe/<token>", scope=None)
def unsubscribe_page(ask: Ask, token: str) -> Reply:
    ask.services.links.opened("unsubscribe", token)
    return ask.show("unsubscribe.html", title="Unsubscribe", token=token, done=False)


@pages.page("POST", "unsubscribe/<token>", scope=None)
def unsubscribe(ask: Ask, token: str) -> Reply:
    """Also what a mail service sends for its reader (RFC 8058): no cookie, no other page first, and no redirect."""
    subscription = ask.services.links.opened("unsubscribe", token)
    entry = _begun(ask, "POST /ui/unsubscribe", "subscriptions", subscription)
    try:
        ask.services.channels.delete(subscription, ask.services.now())
    except NotFound:  # asked again, or removed meanwhile: the end is the same, and nothing was changed
        ask.services.audit.drop(entry)
    else:
        ask.services.audit.end(entry, "done")
    return ask.show("unsubscribe.html", title="Unsubscribe", token=token, done=True)


@pages.page("POST", "alerts/<alert>/acknowledge", scope="write")
def acknowledge(ask: Ask, alert: str) -> Reply:
    """Or, with `back`, that nobody sees to it any more."""
    ask.services.alerts.get(alert)
    if "back" in ask.request.form():
        ask.services.desk.take_back_acknowledgement(alert)
    else:
        _acknowledge(ask, alert, ask.signed_in.name)
    return redirect(f"../{alert}")


@pages.page("POST", "watches/<watch>/lower", scope="write")
def lower(ask: Ask, watch: str) -> Reply:
    """One step less severe from the next alert on; reported harm still rises where the watch says so."""
    known = ask.services.watches.get(watch)
    rank = SEVERITIES.index(known.severity)
    if rank == 0:
        raise InvalidInput("is minor already: switch the watch off, or narrow its rule", where="severity")
    ask.services.watches.change(replace(known, severity=SEVERITIES[rank - 1]), known.version)
    return redirect(f"../{watch}")


def _by_link(name: str) -> str:
    """What somebody calls themselves, told from the name of a key, which nobody can take on."""
    called = "".join(letter for letter in name if letter.isprintable())[: MAX_BY - len(UNPROVEN)].strip()
    return f"{called}{UNPROVEN}" if called else NOBODY


def _acknowledge(ask: Ask, alert: str, by: str) -> None:
    now = ask.services.now()
    ask.services.desk.acknowledge(alert, Acknowledged(by, stamp(now)), ask.services.expires(now))


def _alert_of(ask: Ask, token: str) -> str:
    """Raises `Denied` for a link that is not whole or has expired, `NotFound` for an alert that was taken down."""
    alert = ask.services.links.opened("acknowledge", token)
    if is_over(ask.services.alerts.get(alert).alert.raised_at, ask.services.now()):
        raise Denied("this link has expired: sign in and open the alert")
    return alert


def _checked_form(ask: Ask, token: str) -> None:
    expected = ask.services.links.form_token(token)
    if not hmac.compare_digest(ask.request.field("form").encode(), expected.encode()):
        raise Denied("this form is not of this page; load it again")


def _begun(ask: Ask, action: str, kind: str, item: str) -> AuditEntry:
    who = ask.session.key if ask.session else BY_LINK
    return ask.services.audit.begin(who, "page", action, kind=kind, item=item)
