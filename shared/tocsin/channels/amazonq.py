"""Amazon Q Developer in chat applications: it drops whatever is published to its topic in another form than this."""

from __future__ import annotations

import re
from typing import Any

from tocsin.channels.markdown import lines
from tocsin.channels.model import Address, Channel, Notice, Request, by_status
from tocsin.channels.parts import fitting, line, title, uncalled, within
from tocsin.codec import to_json
from tocsin.errors import InvalidInput
from tocsin.notify.message import Message

TOPIC = re.compile(r"arn:aws[a-z-]{0,12}:sns:[a-z]{2}[a-z0-9-]{3,28}:[0-9]{12}:[A-Za-z0-9_-]{1,256}")
MAX_TITLE, MAX_DESCRIPTION = 250, 8_000
_LOOK_ALIKE = str.maketrans("<>*_~`[]|&", "‹›∗ˍ∼ˋ［］∣＆")
"""It hands Markdown on to Slack or Teams, which know no common way to write a mark as a letter."""


def plain(text: str) -> str:
    """Text without any mark: each is a letter that looks like it."""
    return uncalled(text.translate(_LOOK_ALIKE))


def notification(message: Message) -> bytes:
    """A custom notification (schema 1.0); what follows an alert comes into its thread."""
    content: dict[str, Any] = {
        "textType": "client-markdown",
        "title": fitting(title(message), plain, MAX_TITLE),
        "description": "\n".join(within(lines(message, plain), MAX_DESCRIPTION)),
    }
    metadata = {"threadId": message.incident, "summary": plain(line(title(message)))}
    return to_json({"version": "1.0", "source": "custom", "id": message.id, "content": content, "metadata": metadata})


def check(address: Address) -> Address:
    """The ARN of the topic that it listens to."""
    if address.secrets:
        raise InvalidInput("is not asked for: the deployment publishes to its own topic", where="secret")
    if TOPIC.fullmatch(address.endpoint) is None:
        raise InvalidInput("is not the ARN of a standard SNS topic", where="endpoint")
    return address


def request(notice: Notice, address: Address) -> Request:
    """Whoever may publish there takes topic and message from it."""
    return Request(address.endpoint, notification(notice.message), {})


CHANNEL = Channel("amazonq", check, request, by_status)
