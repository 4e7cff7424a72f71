"""A real subscriber of the alert topic: an HTTP endpoint on loopback that confirms itself and keeps what arrives."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tocsin.local.loopback import HOST, Loopback

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

MAX_BODY = 1_000_000
"""SNS sends 256 KB at most; with the envelope's escapes it stays far below this."""


class Subscriber:
    """Listens on a free port while entered; `subscribe` points a topic to it, `next` waits for a notification.

    `is_there` tells whether the topic can still be asked to forget the endpoint.
    """

    def __init__(self, sns: SNSClient, topic: str, is_there: Callable[[], bool] = lambda: True) -> None:
        self._sns, self._topic, self._is_there = sns, topic, is_there
        self._arrived: queue.Queue[dict[str, Any]] = queue.Queue()
        self._server = Loopback(ThreadingHTTPServer((HOST, 0), self._handler()))
        self._subscription: str | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.port}/alerts"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._subscription is not None and self._subscription.startswith("arn:") and self._is_there():
            self._sns.unsubscribe(SubscriptionArn=self._subscription)
        self._server.stop()

    def subscribe(self) -> None:
        """Ask the topic for its messages; the confirmation follows as a request to the endpoint."""
        found = self._sns.subscribe(
            TopicArn=self._topic, Protocol="http", Endpoint=self.url, ReturnSubscriptionArn=True
        )
        self._subscription = found["SubscriptionArn"]

    def next(self, timeout: float) -> dict[str, Any] | None:
        """The next notification: its CloudEvents envelope. None if none comes within `timeout` seconds."""
        try:
            return self._arrived.get(timeout=timeout)
        except queue.Empty:
            return None

    def _receive(self, message: dict[str, Any]) -> None:
        if message.get("Type") == "SubscriptionConfirmation" and message.get("TopicArn") == self._topic:
            # By token and not by the URL in the message: a message from anywhere must not make us fetch anything.
            self._sns.confirm_subscription(TopicArn=self._topic, Token=str(message.get("Token", "")))
        elif message.get("Type") == "Notification" and message.get("TopicArn") == self._topic:
            self._arrived.put(json.loads(message["Message"]))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receive = self._receive

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                status = 413 if length > MAX_BODY else _handled(receive, self.rfile.read(length))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
                """Say nothing: the terminal belongs to the alerts."""

        return Handler


def _handled(receive: Any, body: bytes) -> int:
    try:
        receive(json.loads(body))
    except (ValueError, KeyError, AttributeError):
        return 400  # not from SNS
    return 200
