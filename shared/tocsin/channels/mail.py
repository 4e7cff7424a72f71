"""E-mail of our own making, which SES carries: text and HTML (RFC 2046), threads by story, one click to unsubscribe.

Nothing is loaded when it is read: no picture, no font, no counted link.
"""

from __future__ import annotations

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, Policy

from tocsin.channels.addresses import checked_email
from tocsin.channels.mailhtml import html
from tocsin.channels.model import Address, Channel, Notice, Request, by_status
from tocsin.channels.parts import title
from tocsin.errors import InvalidInput
from tocsin.notify.plain import mail

MAILTO = "mailto:"
UNSUBSCRIBE = {"en": "Unsubscribe", "ru": "Отписаться", "uk": "Відписатися"}


class Subject(str):
    """A subject in encoded words (RFC 2047) that hold their spaces: `email` in Python 3.11 and 3.12 loses those at
    which it breaks a header (python/cpython issue 92081). Policies take a value with a name as a header of its own.
    """

    __slots__ = ()
    name = "Subject"

    def fold(self, *, policy: Policy) -> str:
        """The header with its name, broken over lines."""
        charset = "us-ascii" if self.isascii() else "utf-8"
        told = Header(str(self), charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {told}{policy.linesep}"


def check(address: Address) -> Address:
    if address.secrets:
        raise InvalidInput("is not asked for: SES sends for the deployment", where="secret")
    return Address(checked_email(address.endpoint))


def request(notice: Notice, address: Address) -> Request:
    """The message as RFC 5322 has it; whoever carries it takes it from `body`."""
    return Request(MAILTO + address.endpoint, written(notice, address.endpoint).as_bytes(), {})


def written(notice: Notice, to: str) -> EmailMessage:
    """All mails of a story refer to one id that none has, so that clients keep them together in whatever order."""
    message, sender = notice.message, notice.postage.sender
    domain = sender.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = f"Tocsin <{sender}>", to, Subject(title(message))
    made["Message-ID"] = f"<{message.id}@{domain}>"
    root = f"<story.{message.story or message.incident}@{domain}>"
    first = f"<{notice.thread}>" if notice.thread else ""
    made["References"] = f"{root} {first}".strip()
    if first:
        made["In-Reply-To"] = first
    made["Auto-Submitted"] = "auto-generated"
    if notice.postage.unsubscribe:  # RFC 8058
        made["List-Unsubscribe"] = f"<{notice.postage.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    leave = UNSUBSCRIBE[message.language], notice.postage.unsubscribe
    made.set_content(_visible(mail(message)) + (f"\n{leave[0]}: {leave[1]}\n" if leave[1] else ""), cte="base64")
    made.add_alternative(html(message, leave), subtype="html", cte="base64")
    made["Content-Language"] = message.language  # after the contents, which take headers of this kind away
    made.set_boundary(f"=_{message.id}")  # the same bytes each time, and never a line of Base64
    return made


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter == "\n" or letter.isprintable())


CHANNEL = Channel("mail", check, request, by_status)
