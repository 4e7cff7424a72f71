"""Discord by a webhook: an embed, in which nothing is a mark, and a message that may mention nobody."""

from __future__ import annotations

import re
from datetime import datetime

from tocsin.channels.addresses import url_only
from tocsin.channels.markdown import discord, lines
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
)
from tocsin.channels.parts import fitting, title, within
from tocsin.fetch import Answer

MAX_DESCRIPTION = 4_096
MAX_EMBED_TITLE = 256
_COLORS = {"minor": 0x6B7280, "moderate": 0xD97706, "severe": 0xDC2626, "extreme": 0x7F1D1D}


def request(notice: Notice, address: Address) -> Request:
    """`wait=true` so that the answer says whether the message is there, and how it is called."""
    message = notice.message
    embed = {
        "title": fitting(title(message), discord, MAX_EMBED_TITLE),
        "description": "\n".join(within(lines(message, discord), MAX_DESCRIPTION)),
        "color": _COLORS[message.severity],
    }
    body = {"embeds": [embed], "allowed_mentions": {"parse": []}}
    mark = "&" if "?" in address.endpoint else "?"
    return json_request(f"{address.endpoint}{mark}wait=true", body)


def read(answer: Answer, now: datetime) -> Outcome:
    outcome, found = by_status(answer, now), fields(answer)
    if outcome.verdict == "ok":
        ref = found.get("id")
        return Outcome("ok", ref=ref if isinstance(ref, str) and re.fullmatch(r"[0-9]{1,30}", ref) else "")
    after = found.get("retry_after")
    if outcome.verdict == "retry" and isinstance(after, (int, float)):
        outcome = Outcome("retry", outcome.reason, bounded(after + 1))
    return told(outcome, found.get("message"))


CHANNEL = Channel("discord", url_only, request, read)
