"""Markdown of chat services, in which nothing of a text is a mark."""

from __future__ import annotations

import re
from collections.abc import Callable

from tocsin.channels.parts import Part, line, parts, uncalled, web_links
from tocsin.notify.message import Message

Escape = Callable[[str], str]
_DISCORD = re.compile(r"[!-/:-@\[-`{-~]")
"""All ASCII signs: Discord takes a backslash before whatever is no letter, digit or space."""
_MATTERMOST = re.compile(r"[\\`*{}\[\]()#+\-.!_>~|]")
"""Those before which Mattermost takes a backslash; before any other it would show it."""


def discord(text: str) -> str:
    return uncalled(_DISCORD.sub(r"\\\g<0>", text))


def mattermost(text: str) -> str:
    return uncalled(_MATTERMOST.sub(r"\\\g<0>", text))


def lines(message: Message, escape: Escape) -> list[str]:
    """The message below its title: the first line with the links under it, then paragraphs and lists."""
    head, *rest = parts(message)
    links = " · ".join(f"[{escape(line(link.name))}](<{link.target}>)" for link in web_links(message))
    found = [*_marked(head, escape), *filter(None, [links])]
    for part in rest:
        found += ["", *_marked(part, escape)]
    return found


def _marked(part: Part, escape: Escape) -> list[str]:
    if not part.heading:
        return [escape(one) for one in part.lines]
    return [f"**{escape(part.heading)}**", *(f"- {escape(one)}" for one in part.lines)]
