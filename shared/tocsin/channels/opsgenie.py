"""Opsgenie's Alert API: an incident of ours is one alert by its alias; an update is a note, a cancel closes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from tocsin.channels.addresses import region, secret_like
from tocsin.channels.model import (
    Address,
    Channel,
    Notice,
    Outcome,
    Request,
    by_status,
    fields,
    json_request,
    told,
    word,
)
from tocsin.channels.parts import line, title
from tocsin.fetch import Answer
from tocsin.notify.plain import mail

REGIONS = {
    "us": "https://api.opsgenie.com",
    "eu": "https://api.eu.opsgenie.com",
    "jsm": "https://api.atlassian.com/jsm/ops/integration",
}
"""`jsm`: Jira Service Management, which Opsgenie moves to, with the same Alert API."""
MAX_MESSAGE, MAX_DESCRIPTION = 130, 15_000
_PRIORITIES = {"minor": "P4", "moderate": "P3", "severe": "P2", "extreme": "P1"}


def check(address: Address) -> Address:
    key = secret_like(address, r"[A-Za-z0-9-]{20,80}", "the API key of an integration")
    return Address(region(address.endpoint, REGIONS), (key,))


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    headers = {"Authorization": f"GenieKey {address.secret}"}
    alerts = f"{address.endpoint}/v2/alerts"
    follows = message.type == "cancel" or (message.type == "update" and notice.thread)
    if follows:
        deed = "close" if message.type == "cancel" else "notes"
        body: dict[str, Any] = {"source": "Tocsin", "note": mail(message)[:MAX_DESCRIPTION]}
        return json_request(f"{alerts}/{quote(message.incident, safe='')}/{deed}?identifierType=alias", body, headers)
    body = {
        "message": line(title(message), MAX_MESSAGE),
        "alias": message.incident,
        "description": mail(message)[:MAX_DESCRIPTION],
        "priority": _PRIORITIES[message.severity],
        "source": "Tocsin",
        "details": {"watch": message.watch, "id": message.id},
    }
    return json_request(alerts, body, headers)


def read(answer: Answer, now: datetime) -> Outcome:
    outcome, found = by_status(answer, now), fields(answer)
    if outcome.verdict == "ok":
        ref = word(found, "requestId")
        return Outcome("ok", ref=ref if len(ref) <= 80 else "")
    return told(outcome, found.get("message"))


CHANNEL = Channel("opsgenie", check, request, read)
