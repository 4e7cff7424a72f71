"""Messages of no alert: a test that somebody asked for, and bulletins, in the form that channels take."""

from __future__ import annotations

from dataclasses import replace

from tocsin.notify.message import Message
from tocsin.notify.render import Notification
from tocsin.watches.model import SEVERITIES, Language

TEST_TYPE = "tocsin.test.v1"
TESTED = "This is a test of Tocsin: nothing has happened."
TEST_NOTE = "Alerts of the watches of this subscription come the same way."


def sample(message_id: str) -> Message:
    """A message that says of itself that it is a test."""
    return _message(message_id, ("Test", TESTED, TEST_NOTE), "minor", "test")


def bulletin_message(bulletin: str, told: Notification, language: Language = "en") -> Message:
    """A digest or a surge as its mail tells it, in the language that it was put together in."""
    first, _, rest = told.messages["email"].strip().partition("\n")
    severity, watch = str(told.attributes["severity"]), told.attributes.get("watch", "")
    names = watch if isinstance(watch, str) else ", ".join(watch)
    return replace(_message(bulletin, (told.subject, first, rest.strip()), severity, names), language=language)


def _message(message_id: str, words: tuple[str, str, str], severity: str, watch: str) -> Message:
    subject, first, text = words
    return Message(
        id=message_id,
        incident=message_id,
        type="alert",
        severity=next(known for known in SEVERITIES if known == severity),
        watch=watch,
        language="en",
        subject=subject,
        what=subject,
        first=first,
        changed=(),
        summary=text,
        claims=(),
        more_claims="",
        facts=(),
        why=("",),
        also=(),
        links=(),
        note="",
        headings=("", "", ""),
        short=("", subject, ()),
    )
