"""Whether a mail that Amazon SES received may come in: its sender is allowed, and is who it says.

SES puts its verdicts on top of the message, above whatever the sender wrote: the first header of each name is its own
(Amazon SES developer guide, "Email receiving concepts"; RFC 8601 for Authentication-Results, RFC 7489 for alignment).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Final

from tocsin.errors import Rejected

_HEAD_BYTES: Final = 65_536
_MOST_SIGNS: Final = 20
"""Brackets of one kind in an address: its reader descends into each."""
_ADDRESS: Final = re.compile(r"[^\s@\"<>(),:;]+@[a-z0-9.-]+")
"""Quoted names before the `@` are refused: readers differ in where such an address ends."""
RECEIVER: Final = "amazonses.com"
_RESULT: Final = re.compile(r"(dmarc|dkim|spf)\s*=\s*(\w+)((?:\s+[\w.]+\s*=\s*[^\s;]+)*)", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?:header\.(?:d|i|from)|smtp\.mailfrom)\s*=\s*([^\s;]+)", re.IGNORECASE)


class UntrustedSender(Rejected):
    """A mail from whom none are taken, or that is not from whom it says."""

    code = "untrusted-sender"


def check_sender(data: bytes, allowed: Collection[str]) -> str:
    """The sender's address. `allowed` are addresses and domains, in small letters. Raises `UntrustedSender`.

    Anybody may send a mail: nothing but its head is read before it is known from whom it is.
    """
    message = _head(data)
    address = _sender(message)
    domain = address.rpartition("@")[2]
    if not any(address == one or _lies_under(domain, one.removeprefix("@")) for one in allowed if one):
        raise UntrustedSender(f"mails from {domain or 'nobody'} are not taken: add the sender to MailSenders")
    for name in ("X-SES-Spam-Verdict", "X-SES-Virus-Verdict"):
        if str(message.get(name, "")).strip().upper() == "FAIL":
            raise UntrustedSender("the mail was found to be spam, or to carry a virus: it is not taken")
    if not _is_authentic(message, domain):
        raise UntrustedSender("nothing proves that the mail is from its sender (DMARC, DKIM, SPF): it is not taken")
    return address


def sender_of(data: bytes) -> str:
    """Whom a mail says that it is from, believed or not; only its head is looked at."""
    return _sender(_head(data))


def _head(data: bytes) -> Message:
    """The first headers; of the others nobody makes use here."""
    return BytesHeaderParser(policy=policy.compat32).parsebytes(data[:_HEAD_BYTES])


def _sender(message: Message) -> str:
    """In small letters; "" where there is none, or more than one."""
    written = message.get_all("From") or []
    if any(str(one).count(sign) > _MOST_SIGNS for one in written for sign in "(<:["):
        return ""
    found = [address for _, address in getaddresses([str(one) for one in written]) if address]
    one = found[0].strip().lower() if len(written) == 1 and len(found) == 1 else ""
    return one if _ADDRESS.fullmatch(one) else ""


def _is_authentic(message: Message, domain: str) -> bool:
    """By DMARC, where the domain has a policy; else by DKIM or SPF of that domain.

    A result counts where a part of the header begins with it: senders choose what stands in quotes, comments and the
    values of others. One way that is told of twice, or with two results for the domain, proves nothing.
    """
    receiver, *parts = _parts(str(message.get("Authentication-Results", "")))
    if receiver.lower() != RECEIVER:
        return False
    found = [match for match in map(_RESULT.match, parts) if match]
    results = [(one[1].lower(), one[2].lower(), _domains(one[3])) for one in found]
    ways = Counter(way for way, _, _ in results)
    if ways["dmarc"] > 1 or ways["spf"] > 1:
        return False
    dmarc = next(((result, of) for way, result, of in results if way == "dmarc"), ("none", []))
    if dmarc[0] in {"pass", "fail"}:
        return dmarc[0] == "pass" and all(_aligned(one, domain) for one in dmarc[1])
    return any(
        {result for way, result, of in results if way == proof and any(_aligned(one, domain) for one in of)} == {"pass"}
        for proof in ("dkim", "spf")
    )


def _parts(header: str) -> list[str]:
    """What semicolons part (RFC 8601, section 2.2), without comments, which nest, and quoted strings."""
    found, depth, quoted, escaped = [""], 0, False, False
    for letter in " ".join(header.split()):
        if escaped or letter == "\\":
            escaped = not escaped
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter in "()" and not quoted:
            depth = max(0, depth + (1 if letter == "(" else -1))
        elif letter == ";" and not quoted and not depth:
            found.append("")
        elif not quoted and not depth:
            found[-1] += letter
    return [part.strip() for part in found]


def _domains(rest: str) -> list[str]:
    return [found.rpartition("@")[2].strip('"<>.').lower() for found in _NAMED.findall(rest)]


def _aligned(one: str, domain: str) -> bool:
    """Relaxed: one of the two lies under the other."""
    return bool(one) and "." in one and (_lies_under(domain, one) or _lies_under(one, domain))


def _lies_under(domain: str, whole: str) -> bool:
    return bool(domain) and (domain == whole or domain.endswith(f".{whole}"))
