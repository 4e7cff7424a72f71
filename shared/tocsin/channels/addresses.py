"""Endpoints taken apart and checked by their form; where they lead is for `tocsin.fetch` to judge."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tocsin.channels.model import Address
from tocsin.errors import InvalidInput

MAX_ENDPOINT = 1_000
_VISIBLE = re.compile(r"[!-~]+")
MAX_EMAIL = 254
"""RFC 5321, 4.5.3.1.3: 256 with the angle brackets."""
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP_LABEL = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
HOST = re.compile(rf"(?:{_LABEL}\.)+{_TOP_LABEL}")
"""A public name: two labels at least, and a last one that is no number, so that 127.1 and 0x7f.1 are no names."""
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""RFC 5322, 3.2.3 (dot-atom); quoted local parts are left out."""


def url_only(address: Address) -> Address:
    """A URL that is the whole secret itself, as incoming webhooks are."""
    if address.secrets:
        raise InvalidInput("is not asked for: the URL is the secret", where="secret")
    return Address(checked_url(address.endpoint))


def checked_url(endpoint: str) -> str:
    """Raises `InvalidInput`."""
    if len(endpoint) > MAX_ENDPOINT or _VISIBLE.fullmatch(endpoint) is None or "\\" in endpoint:
        raise InvalidInput(f"is not a URL in ASCII of {MAX_ENDPOINT} characters at most", where="endpoint")
    try:
        url = urlsplit(endpoint)
        url.port  # noqa: B018  # read for its check
    except ValueError as error:
        raise InvalidInput("is not a URL", where="endpoint") from error
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise InvalidInput("must begin with https://", where="endpoint")
    if "@" in url.netloc or url.fragment:
        raise InvalidInput("must not hold a user name, a password or a fragment", where="endpoint")
    return url._replace(netloc=url.netloc.lower()).geturl()


def checked_email(endpoint: str) -> str:
    """In the one form that it is kept in. Raises `InvalidInput`."""
    local_part, _, domain = endpoint.rpartition("@")
    if (
        len(endpoint) > MAX_EMAIL
        or len(local_part) > 64
        or _LOCAL_PART.fullmatch(local_part) is None
        or HOST.fullmatch(domain) is None
    ):
        raise InvalidInput("is not an e-mail address", where="endpoint")
    return f"{local_part}@{domain.lower()}"


def placed(endpoint: str, base: str, name: str, pattern: str, what: str) -> str:
    """`endpoint`, which is `name` at the service itself or `https://server/name` at a server of one's own.

    Answers it in the second form. Raises `InvalidInput` unless `name` has the pattern.
    """
    whole = endpoint if "://" in endpoint else f"{base}/{endpoint}"
    root, _, last = whole.rpartition("/")
    if re.fullmatch(pattern, last) is None:
        raise InvalidInput(f"is no {name}: {what}", where="endpoint")
    return f"{checked_url(root)}/{last}"


def region(endpoint: str, known: dict[str, str]) -> str:
    """One of the service's regions by its name, or the address of a server."""
    return checked_url(known.get(endpoint, endpoint)).rstrip("/")


def split(endpoint: str) -> tuple[str, str]:
    """The server, and what is named there."""
    root, _, last = endpoint.rpartition("/")
    return root, last


def secret_like(address: Address, pattern: str, what: str) -> str:
    """The secret. Raises `InvalidInput` unless it has the pattern; it is not repeated in the message."""
    if re.fullmatch(pattern, address.secret) is None:
        raise InvalidInput(f"must be {what}", where="secret")
    return address.secret


def hint(endpoint: str) -> str:
    """What is shown of an endpoint: its host, and its last letters where enough stay hidden to tell nothing."""
    url = urlsplit(endpoint)
    hidden = f"{url.path}{url.query}"
    return f"{url.netloc}/…{hidden[-4:] if len(hidden) >= 24 else ''}"
