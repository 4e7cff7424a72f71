"""Matrix by the client-server API: an event whose transaction is the message's id, so that a repetition is none."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

from tocsin.channels.addresses import placed, secret_like, split
from tocsin.channels.model import (
    Address,
    Channel,
    Notice,
    Outcome,
    Request,
    bounded,
    by_status,
    fields,
    json_request,
    told,
    whole,
    word,
)
from tocsin.channels.parts import line, parts, title, web_links, within
from tocsin.codec import to_json
from tocsin.errors import InvalidInput
from tocsin.fetch import Answer
from tocsin.notify.plain import mail

MAX_TEXT, MAX_HTML = 16_000, 32_000
"""Bytes. An event has 65,536 in all, in which are both forms of the text, and what servers sign it with."""


def check(address: Address) -> Address:
    if "://" not in address.endpoint:
        raise InvalidInput("must be https://homeserver/!room:server", where="endpoint")
    room = r"![A-Za-z0-9._~=+-]{1,100}(?::[A-Za-z0-9.:-]{1,230})?"
    endpoint = placed(address.endpoint, "", "room", room, "its id begins with ! (not its name with #)")
    return Address(endpoint, (secret_like(address, r"[!-~]{8,500}", "an access token"),))


def request(notice: Notice, address: Address) -> Request:
    """An empty `m.mentions` (Matrix 1.7): neither a name nor @room in the text rings anybody by itself."""
    message = notice.message
    base, room = split(address.endpoint)
    body: dict[str, Any] = {
        "msgtype": "m.text",
        "body": f"{title(message)}\n\n{mail(message)}".encode()[:MAX_TEXT].decode("utf-8", "ignore"),
        "format": "org.matrix.custom.html",
        "formatted_body": html(notice),
        "m.mentions": {},
    }
    if notice.thread:
        body["m.relates_to"] = {"m.in_reply_to": {"event_id": notice.thread}}
    path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/send/m.room.message/{quote(message.id, safe='')}"
    return json_request(base + path, body, {"Authorization": f"Bearer {address.secret}"}, method="PUT")


def html(notice: Notice) -> str:
    message = notice.message
    found = [f"<h4>{escape(title(message))}</h4>"]
    found += [f'<p><a href="{escape(link.target)}">{escape(line(link.name))}</a></p>' for link in web_links(message)]
    for part in parts(message):
        found += [f"<p><strong>{escape(part.heading)}</strong></p>"] if part.heading else []
        lines = "".join(f"<li>{escape(one)}</li>" for one in part.lines)
        found.append(f"<ul>{lines}</ul>" if part.heading else f"<p>{'<br>'.join(map(escape, part.lines))}</p>")
    return "".join(within(found, MAX_HTML, lambda one: len(to_json(one))))


def read(answer: Answer, now: datetime) -> Outcome:
    outcome, found = by_status(answer, now), fields(answer)
    if outcome.verdict == "ok":
        ref = word(found, "event_id")
        return Outcome("ok", ref=ref if ref.startswith("$") and len(ref) <= 255 else "")
    after = whole(found, "retry_after_ms")
    if outcome.verdict == "retry" and after is not None:
        outcome = Outcome("retry", outcome.reason, bounded(after / 1_000 + 1))
    return told(outcome, found.get("errcode"))


CHANNEL = Channel("matrix", check, request, read)
