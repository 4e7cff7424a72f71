"""Links that open one action each, whoever follows them: signed, so that nobody makes one, and bound to what they do.

A token reads `<id>.<signature>`. The signature is the first half of an HMAC-SHA256 over purpose and id, 128 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Literal

from tocsin.aws import keys
from tocsin.aws.seals import shared_key
from tocsin.aws.table import Table
from tocsin.errors import Denied

Purpose = Literal["acknowledge", "unsubscribe"]
LIFE = timedelta(days=14)
"""Of a link in a message, from when its alert was raised: longer than a desk is on leave, shorter than an archive."""
PAGES: dict[Purpose, str] = {"acknowledge": "ack", "unsubscribe": "unsubscribe"}
_TOKEN = re.compile(r"([A-Za-z0-9-]{1,80})\.([0-9a-f]{32})")


class Links:
    """Makes and opens them with a key of the deployment's own. Without a public address none are made."""

    def __init__(self, table: Table, api_url: str) -> None:
        self._table, self._api_url = table, api_url
        self._key: bytes | None = None

    def to(self, purpose: Purpose, item: str) -> str:
        """The address of the page that asks, the same for the same item; empty where the pages' address is unknown."""
        return f"{self._api_url}/ui/{PAGES[purpose]}/{self.token(purpose, item)}" if self._api_url else ""

    def token(self, purpose: Purpose, item: str) -> str:
        return f"{item}.{self._signature(purpose, item)}"

    def opened(self, purpose: Purpose, token: str) -> str:
        """The id again. Raises `Denied` for whatever was not made for this."""
        match = _TOKEN.fullmatch(token)
        if match is None or not hmac.compare_digest(match[2], self._signature(purpose, match[1])):
            raise Denied("this link opens nothing: it is not one of ours, or not whole")
        return match[1]

    def form_token(self, token: str) -> str:
        """What the form of a link's page carries: a page that only knows the link cannot be made to send it."""
        return self._signature("form", token)

    def _signature(self, purpose: str, item: str) -> str:
        if self._key is None:
            self._key = shared_key(self._table, keys.link_secret())
        return hmac.new(self._key, f"{purpose}\0{item}".encode(), hashlib.sha256).hexdigest()[:32]


def is_over(raised_at: str, now: datetime) -> bool:
    """Whether the link of an alert has expired."""
    return datetime.fromisoformat(raised_at) + LIFE < now
