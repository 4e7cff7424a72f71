"""Mattermost by an incoming webhook: Markdown in which nothing of a text is a mark and nobody is called."""

from __future__ import annotations

from datetime import datetime

from tocsin.channels.addresses import url_only
from tocsin.channels.markdown import lines, mattermost
from tocsin.channels.model import Address, Channel, Notice, Outcome, Request, by_status, fields, json_request, told
from tocsin.channels.parts import title, within
from tocsin.fetch import Answer

MAX_TEXT = 12_000
"""Mattermost takes 16,383 characters."""


def request(notice: Notice, address: Address) -> Request:
    head = f"**{mattermost(title(notice.message))}**"
    text = "\n".join(within([head, "", *lines(notice.message, mattermost)], MAX_TEXT))
    return json_request(address.endpoint, {"text": text})


def read(answer: Answer, now: datetime) -> Outcome:
    return told(by_status(answer, now), fields(answer).get("id"))


CHANNEL = Channel("mattermost", url_only, request, read)
