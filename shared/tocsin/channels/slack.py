"""Slack: incoming webhooks, or a bot's `chat.postMessage`, whose updates are in the thread of the first message.

Texts of others stand in `plain_text` and `rich_text` blocks, in which Slack reads no markup and no mention.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from tocsin.channels.addresses import placed, secret_like, split, url_only
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
from tocsin.channels.parts import Part, parts, title, web_links, within
from tocsin.codec import to_json
from tocsin.fetch import Answer
from tocsin.notify.message import Link

API = "https://slack.com/api"
MAX_HEADER = 150
MAX_BLOCKS = 11_000
"""Characters of all blocks as JSON: beyond some 13,200 Slack answers `msg_blocks_too_long`, which it documents nowhere
(slackapi/bolt-js issue 2509)."""
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "fatal_error", "internal_error", "request_timeout", "service_unavailable"}
)
_GONE = frozenset({"channel_not_found", "is_archived", "account_inactive", "no_service", "channel_is_archived"})


def check(address: Address) -> Address:
    if not address.secrets:
        return url_only(address)
    token = secret_like(address, r"xox[a-z]-[A-Za-z0-9-]{10,250}", "the token of a bot (xoxb-...)")
    pattern = r"[CGD][A-Z0-9]{5,20}"
    return Address(placed(address.endpoint, API, "channel", pattern, "its id begins with C, G or D"), (token,))


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    body: dict[str, Any] = {
        "text": escaped(title(message)),
        "blocks": _blocks(notice),
        "unfurl_links": False,
        "unfurl_media": False,
        "mrkdwn": False,
    }
    if not address.secrets:
        return json_request(address.endpoint, body)
    base, channel = split(address.endpoint)
    if notice.thread:
        # In the thread, and in the channel too: whoever heard the first must hear what became of it.
        body |= {"thread_ts": notice.thread, "reply_broadcast": True}
    headers = {"Authorization": f"Bearer {address.secret}", "Content-Type": "application/json; charset=utf-8"}
    return json_request(f"{base}/chat.postMessage", {"channel": channel, **body}, headers)


def escaped(text: str) -> str:
    """The three letters that Slack's control sequences are made of, as entities: `<!channel>` is then but text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(notice: Notice) -> list[dict[str, Any]]:
    head = {"type": "plain_text", "text": title(notice.message)[:MAX_HEADER], "emoji": False}
    elements = [element for part in parts(notice.message) for element in _elements(part)]
    links = [_link(link) for link in web_links(notice.message)]
    elements[1:1] = [{"type": "rich_text_section", "elements": links}] if links else []
    elements = within(elements, MAX_BLOCKS, lambda one: len(to_json(one).decode()))
    return [{"type": "header", "text": head}, {"type": "rich_text", "elements": elements}]


def _elements(part: Part) -> list[dict[str, Any]]:
    if not part.heading:
        return [_section(f"{one}\n") for one in part.lines]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [_section(one) for one in part.lines]}
    heading = {"type": "text", "text": part.heading, "style": {"bold": True}}
    return [{"type": "rich_text_section", "elements": [heading]}, listed]


def _section(text: str) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def _link(link: Link) -> dict[str, Any]:
    return {"type": "link", "url": link.target, "text": f"{link.name} "}


def read(answer: Answer, now: datetime) -> Outcome:
    """A webhook answers a word as text; a bot's call answers 200 with `ok` and, if that is false, a word."""
    outcome, found = by_status(answer, now), fields(answer)
    if found.get("ok") is True:
        return Outcome("ok", ref=_timestamp(found.get("ts")))
    said = word(found, "error") if found else answer.body.decode("utf-8", "replace").strip()
    if outcome.verdict == "ok" and not found:
        return outcome
    if said in _GONE:
        return told(Outcome("gone", outcome.reason or "Slack"), said)
    if outcome.verdict == "ok":
        outcome = Outcome("retry" if said in _PASSING else "refused", "Slack")
    return told(outcome, said)


def _timestamp(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[0-9.]{1,30}", value) else ""


CHANNEL = Channel("slack", check, request, read)
