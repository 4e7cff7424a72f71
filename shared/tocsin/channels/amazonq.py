"""Amazon Q Developer in chat applications: it drops whatever is published to its topic in another form than this."""

from __future__ import annotations

from typing import Any

from tocsin.channels.markdown import lines
from tocsin.channels.parts import fitting, line, title, uncalled, within
from tocsin.codec import to_json
from tocsin.notify.message import Message

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
