"""Services that alerts go to, on loopback, in the shape that their documentation gives: what they take and answer."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tocsin.channels.model import ChannelName
from tocsin.channels.webhook import signature

SECRET = "whsec_" + "b" * 40
TOKEN = "12345:" + "t" * 30
KEY = "k" * 32
PUSH = "p" * 30
CHAT, MOVED = "-100123", "-100123456789"
"""A chat of Telegram, and its number once it became a supergroup."""


@dataclass(frozen=True)
class Taken:
    """A request that a service took."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Desk:
    """One server that plays all services. `faults` are answered first: a status with headers, or a way to behave."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: deque[tuple[int, dict[str, str], bytes] | str] = field(default_factory=deque)
    asked: int = 0
    times: list[float] = field(default_factory=list)
    """When each message was taken, by the monotonic clock."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def addresses(self) -> dict[ChannelName, tuple[str, str]]:
        """Endpoint and secret to subscribe each channel with."""
        return {
            "webhook": (f"{self.url}/in", SECRET),
            "slack": (f"{self.url}/api/C0123456", "xoxb-1234567890"),
            "teams": (f"{self.url}/workflows/x?sig=y", ""),
            "discord": (f"{self.url}/api/webhooks/1/x", ""),
            "telegram": (f"{self.url}/{CHAT}", TOKEN),
            "matrix": (f"{self.url}/!desk:matrix.example", "token-of-ours"),
            "mattermost": (f"{self.url}/hooks/x", ""),
            "ntfy": (f"{self.url}/desk", ""),
            "pushover": (f"{self.url}/{PUSH}", PUSH),
            "pagerduty": (self.url, KEY),
            "opsgenie": (self.url, KEY),
        }

    def answer(self, request: Taken) -> tuple[int, bytes]:
        """Status and body: 400 for what the service would not take."""
        for start, check, status, body in _SHAPES:
            if request.path.startswith(start):
                try:
                    assert check(request)
                except (AssertionError, KeyError, ValueError, TypeError) as error:
                    self.refused.append(f"{request.path}: {error!r}")
                    return 400, b'{"ok": false, "description": "bad request", "error": "bad_request"}'
                self.taken.append(request)
                self.times.append(time.monotonic())
                return status, json.dumps(body(len(self.taken))).encode() if body else b"ok"
        return 404, b""


def _signed(request: Taken) -> bool:
    headers = request.headers
    stamp = int(headers["webhook-timestamp"])
    wanted = signature(SECRET, headers["webhook-id"], stamp, request.body)
    return wanted in headers["webhook-signature"].split() and request.json["id"] == headers["webhook-id"]


def _bearer(token: str) -> Callable[[Taken], bool]:
    return lambda request: request.headers["authorization"] == f"Bearer {token}"


_SHAPES: tuple[tuple[str, Callable[[Taken], bool], int, Callable[[int], object] | None], ...] = (
    ("/in", _signed, 204, None),
    (
        "/api/chat.postMessage",
        lambda r: _bearer("xoxb-1234567890")(r) and r.json["channel"] == "C0123456" and len(r.json["blocks"]) <= 50,
        200,
        lambda n: {"ok": True, "ts": f"17.{n}"},
    ),
    ("/api/webhooks/1/x?wait=true", lambda r: len(r.json["embeds"][0]["title"]) <= 256, 200, lambda n: {"id": str(n)}),
    (
        "/workflows/x?sig=y",
        lambda r: r.json["attachments"][0]["content"]["type"] == "AdaptiveCard",
        202,
        None,
    ),
    (
        f"/bot{TOKEN}/sendMessage",
        lambda r: (
            r.json["chat_id"] in {CHAT, MOVED} and r.json["parse_mode"] == "HTML" and len(r.json["text"]) <= 4_096
        ),
        200,
        lambda n: {"ok": True, "result": {"message_id": n}},
    ),
    (
        "/_matrix/client/v3/rooms/%21desk%3Amatrix.example/send/m.room.message/",
        lambda r: r.method == "PUT" and _bearer("token-of-ours")(r) and r.json["msgtype"] == "m.text",
        200,
        lambda n: {"event_id": f"$e{n}"},
    ),
    ("/hooks/x", lambda r: 0 < len(r.json["text"]) <= 16_383, 200, None),
    (
        "/1/messages.json",
        lambda r: r.json["token"] == PUSH and r.json["user"] == PUSH and len(r.json["message"]) <= 1_024,
        200,
        lambda n: {"status": 1, "request": str(n)},
    ),
    (
        "/v2/enqueue",
        lambda r: r.json["routing_key"] == KEY and r.json["event_action"] in {"trigger", "resolve"},
        202,
        lambda n: {"status": "success", "dedup_key": str(n)},
    ),
    ("/v2/alerts", lambda r: r.headers["authorization"] == f"GenieKey {KEY}", 202, lambda n: {"requestId": str(n)}),
    ("/", lambda r: r.path == "/" and r.json["topic"] == "desk", 200, lambda n: {"id": str(n)}),
)


@contextmanager
def serving(slow: float = 1.0, tls: ssl.SSLContext | None = None) -> Iterator[Desk]:
    """A desk on a free port. The faults `slow` and `break` answer nothing in time, or hang up."""
    desk = Desk()
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            desk.asked += 1
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            fault = desk.faults.popleft() if desk.faults else None
            if fault == "slow":
                done.wait(slow)
                return
            if fault == "break":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")
                self.close_connection = True
                return
            if isinstance(fault, tuple):
                status, more, answer = fault
            else:
                (status, answer), more = desk.answer(Taken(self.command, self.path, headers, body)), {}
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_PUT = do_POST  # noqa: N815  # the base class's name

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of who broke off, as clients do whom a certificate does not please."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    desk.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        done.set()
        server.shutdown()
        server.server_close()
        thread.join()
