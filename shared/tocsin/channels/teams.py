"""Microsoft Teams by a workflow ("Post to a channel when a webhook request is received"): an Adaptive Card.

Texts of others are runs of a RichTextBlock, in which no Markdown is read; a mention needs an entity, which none has.
"""

from __future__ import annotations

import re
from typing import Any

from tocsin.channels.addresses import url_only
from tocsin.channels.model import Address, Channel, Notice, Request, by_status, json_request
from tocsin.channels.parts import Part, line, parts, title, web_links

CARD = "application/vnd.microsoft.card.adaptive"
VERSION = "1.4"
MAX_LINES = 40
"""Of a card: a line has 600 characters at most but seldom more than 150."""
MAX_BYTES = 17_000
"""Of the blocks. Teams says 28 KB for a message, and was seen to refuse from 21 KB on (the gem msteams_hermes)."""
_COLORS = {"minor": "default", "moderate": "warning", "severe": "attention", "extreme": "attention"}

_OPENING = re.compile(r"(?<=[{$])\{")
"""Of several braces in a row each but the first."""


def request(notice: Notice, address: Address) -> Request:
    message = notice.message
    head = _block(title(message), weight="Bolder", size="Medium", color=_COLORS[message.severity])
    blocks, left = [head], MAX_BYTES
    for one in (block for part in parts(message) for block in _part(part)):
        left -= len(str(one).encode())
        if left < 0 or len(blocks) > MAX_LINES:
            break
        blocks.append(one)
    links = [
        {"type": "Action.OpenUrl", "title": inert(line(link.name, 60)), "url": link.target}
        for link in web_links(message)
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": inert(title(message)),
        "body": blocks,
        "actions": links,
    }
    attachment = {"contentType": CARD, "contentUrl": None, "content": card}
    return json_request(address.endpoint, {"type": "message", "attachments": [attachment]})


def inert(text: str) -> str:
    """Without the braces that open a function of a card (`{{DATE(...)}}`) or of a template (`${...}`)."""
    return _OPENING.sub("\u200b{", text)


def _part(part: Part) -> list[dict[str, Any]]:
    head = [_block(part.heading, weight="Bolder")] if part.heading else []
    return head + [_block(f"• {one}" if part.heading else one) for one in part.lines]


def _block(text: str, **style: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": inert(text), **style}]}


CHANNEL = Channel("teams", url_only, request, by_status)
