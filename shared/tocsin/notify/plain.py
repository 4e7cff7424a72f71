"""A message as plain text: a mail that reads from top to bottom, and one short message."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.notify.message import Message
from tocsin.notify.sms import fit_around

MAX_SUBJECT = 99
"""SNS takes fewer than 100 characters of UTF-8, no line break and no control character (its `Publish` action)."""


def mail(message: Message) -> str:
    """Every part, the most important first."""
    changed, said, read_on = message.headings
    parts = [
        message.first,
        _list(changed, message.changed) if len(message.changed) > 1 or message.type != "alert" else "",
        message.summary,
        _list(said, (*(claim.line for claim in message.claims), *filter(None, (message.more_claims,)))),
        "\n".join(message.facts),
        _list(message.why[0], (*message.why[1:], *message.also)),
        _list(read_on, (f"{link.name}: {link.target}" for link in message.links)),
        message.note,
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def subject(message: Message) -> str:
    """In whatever script, on one line."""
    return one_line(message.subject, MAX_SUBJECT)


def short(message: Message) -> str:
    """One segment: severity, what happened, where, when, who says so."""
    return fit_around(*message.short)


def one_line(text: str, most: int) -> str:
    """Printable, at most `most` characters, never empty."""
    flat = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    flat = flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
    return flat or "Tocsin"


def _list(heading: str, lines: Iterable[str]) -> str:
    items = [f"- {line}" for line in lines]
    return "\n".join((heading.rstrip(":") + ":", *items)) if items else ""
