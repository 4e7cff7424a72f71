"""Telegram by a bot's `sendMessage` in HTML; an update replies to the first message of its incident."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

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
)
from tocsin.channels.parts import line, parts, title, uncalled, web_links, within
from tocsin.fetch import Answer

API = "https://api.telegram.org"
MAX_TEXT = 4_096
"""Counted by Telegram without the marks, and here with them."""


def check(address: Address) -> Address:
    token = secret_like(address, r"[0-9]{1,20}:[A-Za-z0-9_-]{20,80}", "the token that BotFather gave")
    chat = r"-?[0-9]{1,20}|@[A-Za-z0-9_]{4,40}"
    return Address(placed(address.endpoint, API, "chat", chat, "a number, or @ and the name of a channel"), (token,))


def request(notice: Notice, address: Address) -> Request:
    base, chat = split(address.endpoint)
    body: dict[str, Any] = {
        "chat_id": chat,
        "text": html(notice),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if notice.thread:
        # A first message that was deleted meanwhile must not cost the update.
        body["reply_parameters"] = {"message_id": int(notice.thread), "allow_sending_without_reply": True}
    return json_request(f"{base}/bot{address.secret}/sendMessage", body)


def html(notice: Notice) -> str:
    """The message with the few tags that Telegram knows."""
    message = notice.message
    head, *rest = parts(message)
    found = [f"<b>{_text(title(message))}</b>", *map(_text, head.lines)]
    links = [f'<a href="{escape(link.target)}">{_text(line(link.name))}</a>' for link in web_links(message)]
    found += [" · ".join(links)] if links else []
    for part in rest:
        found.append("")
        found += [f"<b>{_text(part.heading)}</b>"] if part.heading else []
        found += [_text(f"• {one}" if part.heading else one) for one in part.lines]
    return "\n".join(within(found, MAX_TEXT, _units))


def _text(text: str) -> str:
    return escape(uncalled(text), quote=False)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(answer: Answer, now: datetime) -> Outcome:
    found = fields(answer)
    outcome = by_status(answer, now)
    if outcome.verdict == "ok":
        ref = whole(_inside(found, "result"), "message_id")
        return Outcome("ok", ref="" if ref is None else str(ref))
    after = whole(_inside(found, "parameters"), "retry_after")
    if outcome.verdict == "retry" and after is not None:
        outcome = Outcome("retry", outcome.reason, bounded(after))
    moved = whole(_inside(found, "parameters"), "migrate_to_chat_id")
    if outcome.verdict == "refused" and moved is not None:  # a group that became a supergroup has a new number
        outcome = Outcome("retry", outcome.reason, 1, moved=str(moved))
    if answer.status == 403:  # blocked by the user, or thrown out of the group
        outcome = Outcome("gone", outcome.reason)
    return told(outcome, found.get("description"))


def _inside(found: dict[str, Any], name: str) -> dict[str, Any]:
    value = found.get(name)
    return value if isinstance(value, dict) else {}


CHANNEL = Channel("telegram", check, request, read)
