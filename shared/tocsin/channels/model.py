"""What a channel is given and gives: an address, a notice, a request, and what an answer to it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, get_args

import msgspec

from tocsin.codec import to_json
from tocsin.fetch import Answer
from tocsin.notify.message import Message

ChannelName = Literal[
    "webhook",
    "mail",
    "slack",
    "teams",
    "discord",
    "telegram",
    "matrix",
    "mattermost",
    "ntfy",
    "pushover",
    "pagerduty",
    "opsgenie",
    "amazonq",
]
CHANNELS: tuple[ChannelName, ...] = get_args(ChannelName)

CARRIED: frozenset[ChannelName] = frozenset({"mail", "amazonq"})
"""Channels whose messages AWS carries, to an address that is no secret; all others are asked over HTTP."""

Verdict = Literal["ok", "retry", "gone", "refused"]
"""ok: taken. retry: worth another try. gone: the endpoint is no more. refused: the same again would be refused too."""

JSON = "application/json"
LONGEST_WAIT = 86_400
"""Seconds of a Retry-After that are believed: an alert that is a day late is none."""
MAX_REASON = 120
MAX_WORDS = 1_000
"""Characters of a service's own words before they are looked through for what is secret, and cut to a reason."""
MAX_WHOLE = 10**15


@dataclass(frozen=True, slots=True)
class Address:
    """Where a channel sends, with what opens it. All of it is secret: it is never shown or logged."""

    endpoint: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """A token or key; of a webhook each secret that it signs with, the newest first."""

    @property
    def secret(self) -> str:
        return self.secrets[0] if self.secrets else ""


@dataclass(frozen=True, slots=True)
class Postage:
    """What a mail needs beside its words: who sends it, and where one click ends it."""

    sender: str = "tocsin@localhost.invalid"
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to be sent now."""

    message: Message
    event: bytes
    """The same for programs: a CloudEvents envelope in JSON."""
    at: datetime
    thread: str = ""
    """What the service called the first message of the incident, for updates and cancels; empty if unknown."""
    postage: Postage = Postage()


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: to the address that is checked by `tocsin.fetch`, and nowhere else."""

    url: str = field(repr=False)
    body: bytes
    headers: Mapping[str, str] = field(repr=False)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer means. `after` are the seconds that the service asks to wait, `ref` its id of the message."""

    verdict: Verdict
    reason: str = ""
    after: int | None = None
    ref: str = ""
    moved: str = ""
    """What the endpoint is called from now on, where the service says that its name changed."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One service. `check` answers the address in the one form that it is kept in, or raises `InvalidInput`."""

    name: ChannelName
    check: Callable[[Address], Address]
    request: Callable[[Notice, Address], Request]
    read: Callable[[Answer, datetime], Outcome]


def json_request(url: str, body: object, headers: Mapping[str, str] | None = None, *, method: str = "POST") -> Request:
    return Request(url, to_json(body), {"Content-Type": JSON, **(headers or {})}, method)


def by_status(answer: Answer, now: datetime) -> Outcome:
    """What most services mean by a status (RFC 9110, 15; RFC 6585 for 429)."""
    status = answer.status
    if 200 <= status < 300:
        return Outcome("ok")
    reason = f"HTTP {status}"
    if status in {404, 410}:
        return Outcome("gone", reason)
    if status in {408, 425, 429} or status >= 500:
        return Outcome("retry", reason, retry_after(answer, now))
    return Outcome("refused", reason)


def retry_after(answer: Answer, now: datetime) -> int | None:
    """Seconds of the header Retry-After (RFC 9110, 10.2.3): a number or a date. None where there is none."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return bounded(int(text[:12]))
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return bounded((at - now).total_seconds())


def bounded(seconds: float) -> int:
    """Whole seconds, none less than one, none above a day."""
    return int(min(max(seconds, 1), LONGEST_WAIT))


def fields(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer; empty if it is none."""
    try:
        found = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def word(found: Mapping[str, Any], name: str) -> str:
    """A field that holds a text; empty where it holds anything else, or what nobody can see."""
    value = found.get(name)
    return value if isinstance(value, str) and value.isprintable() else ""


def whole(found: Mapping[str, Any], name: str) -> int | None:
    """A field that holds a whole number of a size that can be reckoned with. True and false are none."""
    value = found.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_WHOLE else None


def told(outcome: Outcome, words: object) -> Outcome:
    """With the service's own words behind the reason: printable, on one line, and no word of it cut in two."""
    text = " ".join(words.split()) if isinstance(words, str) else ""
    text = "".join(letter for letter in text if letter.isprintable())
    text = text if len(text) <= MAX_WORDS else text[:MAX_WORDS].rpartition(" ")[0]
    if outcome.verdict == "ok" or not text:
        return outcome
    return replace(outcome, reason=f"{outcome.reason}: {text}")
