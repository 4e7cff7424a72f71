"""Outlook's messages (MSG), by python-oxmsg (MIT): read as the e-mail that they were, attachments left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from typing import TYPE_CHECKING, Any, Final

from tocsin.errors import Encrypted, Unreadable, Unsafe
from tocsin.reading.bounds import Bounds, Deadline
from tocsin.reading.charset import decode
from tocsin.reading.draft import Draft
from tocsin.reading.mail import read_mail
from tocsin.text.normalize import one_line

if TYPE_CHECKING:
    from olefile import OleFileIO
    from oxmsg import Message

MSG_TYPE: Final = "application/vnd.ms-outlook"
_CODE_PAGE: Final = 0x3FDE
_HTML: Final = 0x1013


def read_msg(data: bytes, bounds: Bounds, deadline: Deadline, *, now: datetime) -> Draft:
    """Raises `Encrypted`, `NoText`, `Unreadable`, `Unsafe`."""
    message = _opened(data)
    deadline.check()
    if message.message_class.upper().startswith("IPM.NOTE.SMIME") and "multipartsigned" not in (
        message.message_class.lower()
    ):
        raise Encrypted("this message is encrypted; upload the article in clear")
    return replace(read_mail(_as_mail(message), bounds, deadline, now=now), content_type=MSG_TYPE)


def _opened(data: bytes) -> Message:
    from olefile import DEFECT_INCORRECT, OleFileIO  # noqa: PLC0415  # loaded by the first message
    from oxmsg import Message  # noqa: PLC0415  # as above
    from oxmsg.storage import Storage  # noqa: PLC0415  # as above

    try:
        with OleFileIO(data, raise_defects=DEFECT_INCORRECT) as container:
            claimed = sum(entry.size for entry in container.direntries if entry is not None)
            if max(claimed, _read_in_all(container, container.root)) > len(data):
                raise Unsafe("this message claims to hold more than it does; save it again")
            return Message(Storage.from_ole(container))
    except (OSError, KeyError) as error:
        raise Unreadable("this message is damaged or cut short; save it again and upload that") from error


def _read_in_all(container: OleFileIO, storage: Any, path: str = "") -> int:
    """Bytes that `Storage.from_ole` reads: streams by their paths, and one stream may be found by many."""
    from olefile import STGTY_STORAGE, STGTY_STREAM  # noqa: PLC0415  # as above

    size = 0
    for kid in storage.kids:
        inner = f"{path}/{kid.name}" if path else kid.name
        if kid.entry_type == STGTY_STREAM:
            size += container.get_size(inner)
        elif kid.entry_type == STGTY_STORAGE:
            size += _read_in_all(container, kid, inner)
    return size


def _as_mail(message: Message) -> bytes:
    """The same as MIME, so that what forwards, signatures and lists are is known in one place."""
    mail = MIMEMultipart("alternative")
    sent = message.sent_date
    fields = {
        "Subject": message.subject,
        "From": _sender(message.sender or ""),
        "Date": message.message_headers.get("Date") or (format_datetime(sent) if sent else ""),
    }
    for name, value in fields.items():
        text = one_line(value)
        mail[name] = text if text.isascii() else str(Header(text, "utf-8", maxlinelen=10_000))
    for text, kind in ((_clean(message.body), "plain"), (_clean(_markup(message)), "html")):
        if text.strip():
            mail.attach(MIMEText(text, kind, "utf-8"))
    return mail.as_bytes()


def _sender(written: str) -> str:
    """The name encoded by itself, so that the address stays one."""
    name, address = parseaddr(one_line(written))
    return formataddr((name, address)) if name and address.isascii() else written


def _markup(message: Message) -> str:
    """Its HTML by the code page that it names, else as any page of which nobody says how it is written."""
    raw = message.properties.binary_prop_value(_HTML)
    if not raw:
        return message.html_body or ""
    page = message.properties.int_prop_value(_CODE_PAGE)
    return decode(raw, f"cp{page}" if page and page != 65_001 else "utf-8" if page else None)


def _clean(text: Any) -> str:
    return str(text or "").replace("\0", "").encode("utf-8", "replace").decode()
