"""E-mail (RFC 5322, MIME): the plain or HTML body as the article, the subject as its title."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

from tocsin.errors import Encrypted, NoText, TooLarge
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.charset import decode
from tocsin.reading.draft import Draft
from tocsin.reading.markup import fragment_text
from tocsin.reading.page import read_page
from tocsin.reading.paragraphs import paragraphs
from tocsin.reading.settle import decoded

_BOUNDARY = re.compile(rb"boundary\s{0,9}=|message/(?:rfc822|partial|global)", re.IGNORECASE)
_BOUNDARY_LINE = re.compile(r"^--(\S{1,70})[ \t]*\n[A-Za-z-]{1,40}:", re.MULTILINE)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|fw|aw|wg|отв|пересл)\s{0,2}:\s{0,3}){1,9}", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^(?:-{2,} ?(?:forwarded message|original message|пересылаемое сообщение|пересланное сообщение|"
    r"переслане повідомлення|перенаправлене повідомлення) ?-{2,}|begin forwarded message:) {0,9}\n\n?"
    r"((?:[^\n:]{1,20}:[^\n]{1,500}\n){1,8})",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_WITHIN = 4_000
_FROM = ("from", "от", "від")
_DATE = ("date", "sent", "дата", "отправлено", "надіслано")
_SIGNATURE = "\n-- \n"
_SHORTEST_PLAIN = 80
"""Characters: shorter plain bodies beside an HTML one only say that there is an HTML one."""


def read_mail(data: bytes, bounds: Bounds, deadline: Deadline, *, now: datetime) -> Draft:
    """The article in a message, or in a page that a browser saved as one (MHTML). Attachments are not read."""
    if len(_BOUNDARY.findall(data)) > bounds.parts:
        raise TooLarge(f"this message has more than {bounds.parts} nested parts; upload the article alone")
    message = message_from_bytes(_without_mbox_line(data), policy=policy.compat32)
    deadline.check()
    plain, markup = _bodies(message, bounds)
    deadline.check()
    saved = _header(message, "Snapshot-Content-Location")
    if saved and markup:
        page = read_page(markup, "text/html", bounds, deadline, url=saved, now=now)
        return replace(page, url=page.url or saved)
    text, forwarded = _unwrapped(plain.replace("\r\n", "\n").partition(_SIGNATURE)[0])
    if markup and len(text.strip()) < _SHORTEST_PLAIN:
        text = fragment_text(markup, bounds)
    subject = _header(message, "Subject")
    if not text.strip():
        raise NoText("this message has no text of its own; upload its attachments as files of their own")
    sender, address = _sender(message, forwarded)
    return Draft(
        text="\n\n".join(paragraphs(text)),
        content_type="message/rfc822",
        title=_PREFIX.sub("", subject) if subject else None,
        publisher=sender or address.rpartition("@")[2] or None,
        url=_header(message, "Archived-At"),
        published_at=tuple(filter(None, (_first(forwarded, _DATE), _header(message, "Date")))),
        language=_header(message, "Content-Language"),
    )


def mail_markup(data: bytes, bounds: Bounds) -> str:
    """The HTML body of a message, "" where it has none. Raises `TooLarge` and `Encrypted`."""
    if len(_BOUNDARY.findall(data)) > bounds.parts:
        raise TooLarge(f"this message has more than {bounds.parts} nested parts; upload the article alone")
    return _bodies(message_from_bytes(_without_mbox_line(data), policy=policy.compat32), bounds)[1]


def read_mail_head(data: bytes) -> tuple[str | None, str | None]:
    """Who sent a message, by name or else domain, and when, as it is written."""
    message = message_from_bytes(data, policy=policy.compat32)
    sender, address = _sender(message, {})
    return sender or address.rpartition("@")[2] or None, _header(message, "Date")


def _sender(message: Message, forwarded: dict[str, str]) -> tuple[str, str]:
    """Name and address. Taken apart before the name is decoded, so that an encoded comma parts nothing."""
    written = _first(forwarded, _FROM)
    if written:
        return parseaddr(written)
    raw = message.get("From")
    if isinstance(raw, str) and "=?" in raw:
        name, address = parseaddr(" ".join(raw.split()))
        return " ".join(decoded(name).split()), address
    return parseaddr(_header(message, "From") or "")


def _unwrapped(text: str) -> tuple[str, dict[str, str]]:
    """The text below the head that mail programs put on top of what they forward, and the fields of that head."""
    head = _FORWARDED.search(text[:_HEAD_WITHIN])
    if head is None:
        return text, {}
    pairs = (line.partition(":") for line in head.group(1).splitlines())
    return text[head.end() :], {name.strip(" *").casefold(): value.strip(" *") for name, _, value in pairs}


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


def _without_mbox_line(data: bytes) -> bytes:
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


def _bodies(message: Message, bounds: Bounds) -> tuple[str, str]:
    """The first plain and the first HTML part that are no attachments."""
    plain = markup = ""
    for part in _parts(_parted(message), 0, bounds):
        kind = part.get_content_type()
        if kind in ("multipart/encrypted", "application/pkcs7-mime"):
            raise Encrypted("this message is encrypted; upload the article in clear")
        if part.is_multipart() or str(part.get("Content-Disposition", "")).lower().lstrip().startswith("attachment"):
            continue
        if kind == "text/plain" and not plain:
            plain = _content(part)
        elif kind == "text/html" and not markup:
            markup = _content(part)
    return plain, markup


def _parted(message: Message) -> Message:
    """A message that was not taken apart because its boundary is not the one that it names: at the one that it has."""
    payload = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(payload, str):
        return message
    found = _BOUNDARY_LINE.search(payload)
    if found is None:
        return message
    message.set_param("boundary", found.group(1))
    return message_from_bytes(message.as_bytes(), policy=policy.compat32)


def _parts(message: Message, level: int, bounds: Bounds) -> list[Message]:
    """The message and its parts in reading order."""
    if level > bounds.mime_nesting:
        raise TooLarge(f"this message is nested deeper than {bounds.mime_nesting} levels; upload the article alone")
    found = [message]
    payload = message.get_payload()
    if isinstance(payload, list):
        for part in payload:
            found.extend(_parts(part, level + 1, bounds) if isinstance(part, Message) else [])
    return found


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) and payload.strip() else ""


def _header(message: Message, name: str) -> str | None:
    """A header as text: encoded words decoded, raw bytes in any charset, folded lines on one."""
    value = message.get(name)
    if value is None:
        return None
    raw = (
        str(value).encode("ascii", "surrogateescape")
        if isinstance(value, str)
        else str(value).encode("utf-8", "replace")
    )
    return " ".join(decoded(decode(raw) if raw.strip() else "").split()) or None
