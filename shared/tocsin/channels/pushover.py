"""Pushover: a push message in plain text to a user or a group."""

from __future__ import annotations

from datetime import datetime

from tocsin.channels.addresses import placed, secret_like, split
from tocsin.channels.model import Address, Channel, Notice, Outcome, Request, by_status, fields, json_request, told
from tocsin.channels.parts import line, title, web_links
from tocsin.fetch import Answer
from tocsin.notify.plain import mail

API = "https://api.pushover.net"
MAX_MESSAGE, MAX_TITLE, MAX_URL, MAX_URL_TITLE = 1_024, 250, 512, 100
_PRIORITIES = {"minor": -1, "moderate": 0, "severe": 1, "extreme": 1}
"""Not 2, which rings until it is acknowledged: that is for whoever sets up such rules in Pushover to want."""


def check(address: Address) -> Address:
    key = r"[A-Za-z0-9]{30}"
    return Address(
        placed(address.endpoint, API, "key of a user or group", key, "30 letters and digits"),
        (secret_like(address, key, "the token of an application, 30 letters and digits"),),
    )


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    base, user = split(address.endpoint)
    body = {
        "token": address.secret,
        "user": user,
        "title": line(title(message), MAX_TITLE),
        "message": mail(message)[:MAX_MESSAGE],
        "priority": _PRIORITIES[message.severity] if message.type != "cancel" else 0,
        "timestamp": int(notice.at.timestamp()),
    }
    links = [link for link in web_links(message) if len(link.target) <= MAX_URL]
    body |= {"url": links[0].target, "url_title": line(links[0].name, MAX_URL_TITLE)} if links else {}
    return json_request(f"{base}/1/messages.json", body)


def read(answer: Answer, now: datetime) -> Outcome:
    errors = fields(answer).get("errors")
    return told(by_status(answer, now), errors[0] if isinstance(errors, list) and errors else None)


CHANNEL = Channel("pushover", check, request, read)
