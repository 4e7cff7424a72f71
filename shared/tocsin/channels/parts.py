"""A message in paragraphs of single lines, for channels that have a markup of their own; and marks made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from tocsin.notify.message import Link, Message

T = TypeVar("T")
MAX_LINE = 600
MAX_TITLE = 240
_BREAK = "\u200b"
"""ZERO WIDTH SPACE: parts a sign from the word that it would call somebody with."""
_AT = re.compile(r"@(?=\S)")
_UNSAFE_IN_URL = {letter: f"%{ord(letter):02X}" for letter in ' "<>()[]\\^`{|}*_~'}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading, which may be empty: then they are a paragraph and no list."""

    heading: str
    lines: tuple[str, ...]


def title(message: Message) -> str:
    """How grave, which watch, what happened: an update and a cancel say that they are one."""
    return line(message.subject, MAX_TITLE)


def parts(message: Message) -> tuple[Part, ...]:
    """In the order in which they are read; each line is one line, printable and bounded."""
    changed, said, _ = message.headings
    follows = message.type != "alert" or len(message.changed) > 1
    found = (
        Part("", (message.first,)),
        Part(changed, message.changed if follows else ()),
        Part("", tuple(message.summary.splitlines())),
        Part(said, (*(claim.line for claim in message.claims), message.more_claims)),
        Part("", message.facts),
        Part(message.why[0].rstrip(":"), (*message.why[1:], *message.also)),
        Part("", tuple(f"{link.name}: {link.target}" for link in message.links if not is_web(link))),
        Part("", (message.note,)),
    )
    flat = (Part(line(part.heading), tuple(filter(None, map(line, part.lines)))) for part in found)
    return tuple(part for part in flat if part.lines)


def web_links(message: Message) -> tuple[Link, ...]:
    """Links that a reader can follow; an article's address is as strange as the article."""
    return safe(message.links)


def safe(links: Iterable[Link]) -> tuple[Link, ...]:
    """Those of the web, with what a markup could end an address at as percent signs."""
    return tuple(Link(link.name, link.target.translate(_ESCAPES)) for link in links if is_web(link))


def is_web(link: Link) -> bool:
    """Http or https, in printable ASCII or letters, without a user name that would pass for a host."""
    if not link.target.isprintable() or len(link.target) > 2_000:
        return False
    try:
        url = urlsplit(link.target)
    except ValueError:
        return False
    return url.scheme in {"http", "https"} and bool(url.hostname) and "@" not in url.netloc


def line(text: str, most: int = MAX_LINE) -> str:
    """One line of what can be seen: no control or direction signs, no break, at most so many characters."""
    flat = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def fitting(text: str, mark_up: Callable[[str], str], most: int) -> str:
    """`text` in a markup, cut before it is marked up, so that the whole has at most so many characters."""
    room = most
    while len(marked := mark_up(line(text, room))) > most:
        room -= max(1, (len(marked) - most) // 3)
    return marked


def uncalled(text: str) -> str:
    """Text in which no `@` calls anybody: for services that look for names in whatever is posted."""
    return _AT.sub(f"@{_BREAK}", text)


def within(lines: Iterable[T], most: int, measure: Callable[[T], int] = len) -> list[T]:  # type: ignore[assignment]  # of texts, if nobody says otherwise
    """The first lines that fit together, a break between two; never half of one, so that no mark stays open."""
    kept: list[T] = []
    left = most
    for one in lines:
        left -= measure(one) + 1
        if left < 0:
            break
        kept.append(one)
    return kept


_ESCAPES = str.maketrans(_UNSAFE_IN_URL)
