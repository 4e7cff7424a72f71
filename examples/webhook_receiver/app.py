"""A webhook for Tocsin's alerts: takes, once, what SNS signed for one topic or Tocsin for one webhook, and prints it.

    python app.py --topic-arn arn:aws:sns:eu-central-1:123456789012:alerts --port 8080
    TOCSIN_WEBHOOK_SECRET=whsec_... python app.py --port 8080

The first is a subscription `https`, the second a `webhook` by Standard Webhooks 1.0 (https://www.standardwebhooks.com);
with both, either is taken.

Needs `cryptography` beside the standard library. Put it behind a proxy that speaks HTTPS under the subscribed URL.

Anybody can send a request here. So nothing is believed before the signature holds; the certificate comes from SNS's own
host in the topic's region and from no other; and no address that stands in a message is ever fetched. Signed are the
fields of `signed_text` only, not `MessageAttributes`. As SNS documents it: "Verifying the signatures of Amazon SNS
messages" and "HTTP/HTTPS notification JSON format" in its developer guide.
"""

# ruff: noqa: INP001  # a program by itself, not a part of a package

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO, Any, Literal
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import Certificate, load_pem_x509_certificate

Outcome = Literal["alert", "seen-before", "confirmed", "unsubscribed"]
Fetch = Callable[[str], bytes]
MAX_BODY = 1_000_000
"""SNS sends 256 KB at most; JSON inside JSON makes some of it longer."""
MAX_FETCH = 65_536
SECONDS = 10
_TOPIC = re.compile(r"arn:(aws[a-z-]*):sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]{1,256}")
_NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
_SIGNED = {
    "Notification": _NOTIFICATION,
    "SubscriptionConfirmation": _CONFIRMATION,
    "UnsubscribeConfirmation": _CONFIRMATION,
}


TOLERANCE = 300
"""Seconds that a webhook's time may be off, as the specification asks for: older ones may be sent again by a thief."""


class Refused(Exception):
    """Not a message that was signed for this receiver."""


def sns_host(topic_arn: str) -> str:
    """SNS's host in the topic's region. Raises `ValueError` for what is no topic."""
    match = _TOPIC.fullmatch(topic_arn)
    if match is None:
        raise ValueError("is not the ARN of an SNS topic")
    partition, region = match.groups()
    return f"sns.{region}.amazonaws.com" + (".cn" if partition == "aws-cn" else "")


def signed_text(message: Mapping[str, str]) -> bytes:
    """What the signature is over: names and values of the fields that are there, in this order, each on its line."""
    names = [name for name in _SIGNED[message["Type"]] if name in message]
    return "".join(f"{name}\n{message[name]}\n" for name in names).encode()


class Certificates:
    """The keys that SNS signs with, each fetched once."""

    def __init__(self, host: str, fetch: Fetch, now: Callable[[], datetime]) -> None:
        self._host = host
        self._fetch = fetch
        self._now = now
        self._known: dict[str, Certificate] = {}

    def key(self, url: str) -> RSAPublicKey:
        """The key of the certificate at `url`. Raises `Refused` if that is not SNS's, or not good today."""
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.netloc != self._host or not parts.path.endswith(".pem"):
            raise Refused("the certificate is not SNS's")
        certificate = self._known.get(url) or self._fetched(url)
        key = certificate.public_key()
        good = certificate.not_valid_before_utc <= self._now() <= certificate.not_valid_after_utc
        if not good or not isinstance(key, RSAPublicKey):
            self._known.pop(url, None)
            raise Refused("the certificate is not good today")
        self._known[url] = certificate
        return key

    def _fetched(self, url: str) -> Certificate:
        try:
            return load_pem_x509_certificate(self._fetch(url))
        except ValueError as error:
            raise Refused("the certificate cannot be read") from error


def verify(message: Mapping[str, str], certificates: Certificates) -> None:
    """Raises `Refused` unless SNS signed the message."""
    # Version 1 is SHA-1 because SNS signs so unless the topic is set to version 2.
    algorithms: dict[str, hashes.HashAlgorithm] = {"1": hashes.SHA1(), "2": hashes.SHA256()}  # noqa: S303  # see above
    algorithm = algorithms.get(message.get("SignatureVersion", ""))
    if algorithm is None:
        raise Refused("this version of signatures is not known")
    try:
        signature = base64.b64decode(message.get("Signature", ""), validate=True)
        key = certificates.key(message.get("SigningCertURL", ""))
        key.verify(signature, signed_text(message), padding.PKCS1v15(), algorithm)
    except (binascii.Error, InvalidSignature) as error:
        raise Refused("the signature does not hold") from error


class Webhooks:
    """Takes what Tocsin signed with one of these secrets; two while they are exchanged."""

    def __init__(
        self, secrets: Sequence[str], *, now: Callable[[], datetime], seen: Seen, show: Callable[[str], None]
    ) -> None:
        self._keys = [base64.b64decode(secret.removeprefix("whsec_"), validate=True) for secret in secrets]
        if not all(len(key) >= 24 for key in self._keys):  # what the specification asks for
            raise ValueError("a secret is whsec_ and at least 24 bytes in base64")
        self._now, self._seen, self._show = now, seen, show

    def receive(self, headers: Mapping[str, str], body: bytes) -> Outcome:
        """The bytes are checked as they came, before anything is read from them. Raises `Refused`."""
        identity, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):  # 30,000 years
            raise Refused("tells no time")
        signed = f"{identity}.{timestamp}.".encode() + body
        expected = [base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in self._keys]
        given = [one.encode() for one in headers.get("webhook-signature", "").split(" ")]
        if not any(hmac.compare_digest(one, b"v1," + good) for one in given for good in expected):
            raise Refused("the signature does not hold")
        if abs(self._now().timestamp() - int(timestamp)) > TOLERANCE:
            raise Refused("is of another time")
        new = self._seen.once(f"webhook {identity}", lambda: self._show(body.decode()))
        return "alert" if new else "seen-before"


class Seen:
    """The ids of what was handled, in a SQLite file: SNS delivers at least once, and so does Tocsin."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def once(self, identity: str, handle: Callable[[], None]) -> bool:
        """Handle what was not handled before; whatever `handle` raises leaves it to come again."""
        with self._lock, self._database:
            if self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (identity,)).rowcount == 0:
                return False
            handle()
        return True

    def close(self) -> None:
        self._database.close()


class Receiver:
    """Takes messages of one topic."""

    def __init__(
        self, topic_arn: str, *, fetch: Fetch, now: Callable[[], datetime], seen: Seen, show: Callable[[str], None]
    ) -> None:
        self._topic_arn = topic_arn
        self._host = sns_host(topic_arn)
        self._certificates = Certificates(self._host, fetch, now)
        self._fetch = fetch
        self._seen = seen
        self._show = show

    def receive(self, body: bytes) -> Outcome:
        """Do what a request asks for. Raises `Refused`."""
        message = _read(body)
        if message.get("TopicArn") != self._topic_arn or message.get("Type") not in _SIGNED:
            raise Refused("is not of this topic")
        verify(message, self._certificates)
        if message["Type"] == "SubscriptionConfirmation":
            asked = {"Action": "ConfirmSubscription", "TopicArn": self._topic_arn, "Token": message.get("Token", "")}
            self._fetch(f"https://{self._host}/?{urlencode(asked)}")
            return "confirmed"
        if message["Type"] == "UnsubscribeConfirmation":
            return "unsubscribed"
        text = message.get("Message", "")
        new = self._seen.once(_identity(message), lambda: self._show(text))
        return "alert" if new else "seen-before"


def _read(body: bytes) -> dict[str, str]:
    try:
        message: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("is not JSON") from error
    if not isinstance(message, dict):
        raise Refused("is not a message of SNS")
    return {name: value for name, value in message.items() if isinstance(value, str)}


def _identity(message: Mapping[str, str]) -> str:
    """CloudEvents' `source` and `id`, which stay the same when an alert is published again; else SNS's id."""
    try:
        event = json.loads(message.get("Message", ""))
        return f"{event['source']} {event['id']}"
    except (ValueError, KeyError, TypeError, RecursionError):
        return message.get("MessageId", "")


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:  # noqa: PLR0917  # the base class's parameters
        """SNS does not redirect; following would be going where somebody else says."""


def fetch_from_sns(url: str) -> bytes:
    """A small answer, over HTTPS, without redirects. Raises `OSError`."""
    request = Request(url)  # noqa: S310  # callers build the address from the topic's region or compare it with that
    with build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
        data: bytes = answer.read(MAX_FETCH)
    return data


def taken(receiver: Receiver | None, webhooks: Webhooks | None, headers: Mapping[str, str], body: bytes) -> Outcome:
    """By whoever checks what signed it. Raises `Refused`."""
    lower = {name.lower(): value for name, value in headers.items()}
    if webhooks is not None and "webhook-signature" in lower:
        return webhooks.receive(lower, body)
    if receiver is None:
        raise Refused("is not signed for this webhook")
    return receiver.receive(body)


def handler(receiver: Receiver | None, webhooks: Webhooks | None = None) -> type[BaseHTTPRequestHandler]:
    """One POST, one message: 2xx only for what was done, so that whoever sends it sends the rest again."""

    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def setup(self) -> None:
            """A connection ends after a time however often a byte comes: else slow clients would pile up."""
            super().setup()
            self._end = threading.Timer(SECONDS, end, (self.connection,))
            self._end.daemon = True
            self._end.start()

        def finish(self) -> None:
            self._end.cancel()
            super().finish()

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not (length.isascii() and length.isdigit() and int(length[:9]) <= MAX_BODY):
                self._answer(413)
                return
            try:
                outcome = taken(receiver, webhooks, dict(self.headers), self.rfile.read(int(length)))
            except Refused as error:
                self.log_message("refused: %s", error)
                self._answer(403)
            except (OSError, sqlite3.Error) as error:
                self.log_message("failed: %s", type(error).__name__)
                self._answer(503)
            else:
                self.log_message("%s", outcome)
                self._answer(200)

        def _answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    return Handler


def end(connection: socket.socket) -> None:
    """Whoever reads from it hears that nothing more comes."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _now() -> datetime:
    return datetime.now(UTC)


def _show(text: str) -> None:
    print(text, file=sys.stdout, flush=True)  # noqa: T201  # it is what this program is for


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Print the alerts of one SNS topic or webhook.")
    parser.add_argument("--topic-arn", help="of a subscription `https`")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--seen", default="seen.sqlite", help="file that remembers what was handled")
    chosen = parser.parse_args()
    secrets = os.environ.get("TOCSIN_WEBHOOK_SECRET", "").split()
    if not (chosen.topic_arn or secrets):
        parser.error("name --topic-arn, or set TOCSIN_WEBHOOK_SECRET")
    seen = Seen(chosen.seen)
    receiver = (
        Receiver(chosen.topic_arn, fetch=fetch_from_sns, now=_now, seen=seen, show=_show) if chosen.topic_arn else None
    )
    webhooks = Webhooks(secrets, now=_now, seen=seen, show=_show) if secrets else None
    with ThreadingHTTPServer(("127.0.0.1", chosen.port), handler(receiver, webhooks)) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
