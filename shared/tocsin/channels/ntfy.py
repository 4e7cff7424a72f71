"""Ntfy, the public server or one's own: a push message in plain text, as urgent as the alert is grave."""

from __future__ import annotations

from datetime import datetime

from tocsin.channels.addresses import placed, secret_like, split
from tocsin.channels.model import Address, Channel, Notice, Outcome, Request, by_status, fields, json_request, told
from tocsin.channels.parts import title, web_links
from tocsin.fetch import Answer
from tocsin.notify.plain import mail

PUBLIC = "https://ntfy.sh"
MAX_BYTES = 3_900
"""Longer than 4,096 bytes, a message becomes an attachment."""
_PRIORITIES = {"minor": 2, "moderate": 3, "severe": 4, "extreme": 5}
_TAGS = {"alert": "rotating_light", "update": "arrows_counterclockwise", "cancel": "white_check_mark"}


def check(address: Address) -> Address:
    endpoint = placed(address.endpoint, PUBLIC, "topic", r"[A-Za-z0-9_-]{1,64}", "64 letters, digits, _ and - at most")
    secrets = (secret_like(address, r"tk_[A-Za-z0-9]{10,100}", "an access token (tk_...)"),) if address.secrets else ()
    return Address(endpoint, secrets)


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    base, topic = split(address.endpoint)
    body = {
        "topic": topic,
        "title": title(message),
        "message": mail(message).encode()[:MAX_BYTES].decode("utf-8", "ignore"),
        "priority": _PRIORITIES[message.severity] if message.type != "cancel" else 3,
        "tags": [_TAGS[message.type]],
    }
    links = web_links(message)
    body |= {"click": links[0].target} if links else {}
    headers = {"Authorization": f"Bearer {address.secret}"} if address.secrets else {}
    return json_request(base, body, headers)


def read(answer: Answer, now: datetime) -> Outcome:
    return told(by_status(answer, now), fields(answer).get("error"))


CHANNEL = Channel("ntfy", check, request, read)
