"""What may be subscribed, by protocol. Syntax only: who owns an address is shown by its confirmation.

SNS fetches web endpoints from its own network, but an emulator fetches them from this machine; so addresses that no
public service can have are refused unless the deployment is a local one.
"""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, urlsplit

from tocsin.channels.addresses import HOST, checked_email
from tocsin.channels.model import CHANNELS, ChannelName
from tocsin.errors import InvalidInput

if TYPE_CHECKING:
    from typing_extensions import TypeIs

SnsProtocol = Literal["email", "https", "sqs", "sms"]
Protocol = SnsProtocol | ChannelName

MAX_URL = 1_000
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
"""ITU-T E.164."""
_QUEUE = re.compile(r"arn:aws[a-z-]{0,12}:sqs:[a-z]{2}[a-z0-9-]{3,28}:[0-9]{12}:[A-Za-z0-9_-]{1,80}")
"""No `.fifo`: a standard topic cannot deliver to a FIFO queue."""
_VISIBLE = re.compile(r"[!-~]+")
_PRIVATE_SUFFIXES = ("localhost", "localdomain", "local", "internal", "home.arpa", "lan", "svc")
_TRANSLATED = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
"""IPv6 that stands for an IPv4 address, any private one too: NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC 4380)
and IPv4-compatible (RFC 4291)."""


def is_channel(protocol: Protocol) -> TypeIs[ChannelName]:
    """Whether Tocsin itself delivers there, and not SNS."""
    return protocol in CHANNELS


def checked_endpoint(protocol: SnsProtocol, endpoint: str, *, local: bool = False) -> str:
    """`endpoint` in the one form that it is kept in. Raises `InvalidInput` for `endpoint`.

    `local` also takes plain HTTP and addresses of this machine or network.
    """
    if protocol == "email":
        return checked_email(endpoint)
    if protocol == "https":
        return _url(endpoint, local=local)
    pattern, wanted = (
        (_PHONE, "a phone number in international form: + and 7 to 15 digits")
        if protocol == "sms"
        else (_QUEUE, "the ARN of a standard SQS queue")
    )
    if pattern.fullmatch(endpoint) is None:
        raise InvalidInput(f"is not {wanted}", where="endpoint")
    return endpoint


def sns_protocol(protocol: Protocol, endpoint: str) -> str:
    """What SNS calls it: plain HTTP, which only a local deployment takes, is another protocol there."""
    return "http" if endpoint.startswith("http:") else protocol


def _url(endpoint: str, *, local: bool) -> str:
    if len(endpoint) > MAX_URL or _VISIBLE.fullmatch(endpoint) is None or "\\" in endpoint:
        raise InvalidInput(f"is not a URL in ASCII of {MAX_URL} characters at most", where="endpoint")
    try:
        url = urlsplit(endpoint)
        port = url.port
    except ValueError as error:
        raise InvalidInput("is not a URL", where="endpoint") from error
    if url.scheme != "https" and not (local and url.scheme == "http"):
        raise InvalidInput("must begin with https://", where="endpoint")
    if "@" in url.netloc:
        raise InvalidInput("must not hold a user name or password", where="endpoint")
    if url.fragment or port == 0:
        raise InvalidInput("has a part that no server would see", where="endpoint")
    host = url.hostname or ""
    if not (_is_public(host) or (local and host)):
        raise InvalidInput("its host is not a public name or address", where="endpoint")
    return _spelled(url)


def _is_public(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        last = host.lower().rstrip(".")
        private = any(last == suffix or last.endswith(f".{suffix}") for suffix in _PRIVATE_SUFFIXES)
        return not private and len(host) <= 253 and HOST.fullmatch(host) is not None
    if any(address in block for block in _TRANSLATED if block.version == address.version):
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_global and not mapped.is_multicast)


def _spelled(url: SplitResult) -> str:
    """Scheme and host in small letters, as they compare; the rest is the server's to read."""
    return url._replace(netloc=url.netloc.lower(), path=url.path or "/").geturl()
