"""PagerDuty, Events API v2: an incident of ours is one of theirs, by `dedup_key`; a cancel resolves it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from tocsin.channels.parts import line, title, web_links
from tocsin.fetch import Answer
from tocsin.notify.plain import mail

REGIONS = {"us": "https://events.pagerduty.com", "eu": "https://events.eu.pagerduty.com"}
MAX_SUMMARY, MAX_DETAILS = 1_024, 20_000
_SEVERITIES = {"minor": "info", "moderate": "warning", "severe": "error", "extreme": "critical"}


def check(address: Address) -> Address:
    key = secret_like(address, r"[A-Za-z0-9]{32}", "an integration key, 32 letters and digits")
    return Address(region(address.endpoint, REGIONS), (key,))


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    body: dict[str, Any] = {
        "routing_key": address.secret,
        "event_action": "resolve" if message.type == "cancel" else "trigger",
        "dedup_key": message.incident,
    }
    if message.type != "cancel":
        body["payload"] = {
            "summary": line(title(message), MAX_SUMMARY),
            "source": f"tocsin watch {message.watch}",
            "severity": _SEVERITIES[message.severity],
            "timestamp": notice.at.isoformat(timespec="milliseconds"),
            "custom_details": {"text": mail(message)[:MAX_DETAILS], "id": message.id},
        }
        body["links"] = [{"href": link.target, "text": line(link.name)} for link in web_links(message)]
    return json_request(f"{address.endpoint}/v2/enqueue", body)


def read(answer: Answer, now: datetime) -> Outcome:
    outcome, found = by_status(answer, now), fields(answer)
    ref = word(found, "dedup_key")
    if outcome.verdict == "ok":
        return Outcome("ok", ref=ref if len(ref) <= 255 else "")
    return told(outcome, found.get("message"))


CHANNEL = Channel("pagerduty", check, request, read)
