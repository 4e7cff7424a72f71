"""Webhooks by Standard Webhooks 1.0 (https://www.standardwebhooks.com): the CloudEvents envelope, signed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime

from tocsin.channels.addresses import checked_url
from tocsin.channels.model import Address, Channel, Notice, Outcome, Request, by_status, retry_after
from tocsin.errors import InvalidInput
from tocsin.fetch import Answer

PREFIX = "whsec_"
TYPE = "application/cloudevents+json"
SECRET_BYTES = (24, 64)
"""The least and the most that the specification allows."""


def check(address: Address) -> Address:
    for secret in address.secrets:
        key_of(secret)
    if not address.secrets:
        raise InvalidInput(f"is missing: {PREFIX} and 24 to 64 bytes in base64", where="secret")
    return Address(checked_url(address.endpoint), address.secrets)


def new_secret(random: bytes) -> str:
    """A secret out of 24 to 64 random bytes."""
    return PREFIX + base64.b64encode(random).decode()


def key_of(secret: str) -> bytes:
    """The bytes that are signed with. Raises `InvalidInput`."""
    least, most = SECRET_BYTES
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except (binascii.Error, ValueError):
        key = b""
    if not least <= len(key) <= most:
        raise InvalidInput(f"must be {PREFIX} and {least} to {most} bytes in base64", where="secret")
    return key


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256, in base64, of id, timestamp and body with points between them."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key_of(secret), signed, hashlib.sha256)).decode()


def request(notice: Notice, address: Address) -> Request:
    """The id is the same at each try, the timestamp is not; while secrets are exchanged there are two signatures."""
    timestamp = int(notice.at.timestamp())
    headers = {
        "Content-Type": TYPE,
        "webhook-id": notice.message.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(
            signature(secret, notice.message.id, timestamp, notice.event) for secret in address.secrets
        ),
    }
    return Request(address.endpoint, notice.event, headers)


def read(answer: Answer, now: datetime) -> Outcome:
    """By the specification whatever is not 2xx is tried again, but 410, which says that nobody is there any more."""
    outcome = by_status(answer, now)
    if outcome.verdict == "ok" or answer.status == 410:
        return outcome
    return Outcome("retry", outcome.reason, retry_after(answer, now))


CHANNEL = Channel("webhook", check, request, read)
