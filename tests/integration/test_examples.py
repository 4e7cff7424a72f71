"""The webhook example behind a real socket on loopback."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from examples.webhook_receiver import app

pytestmark = [pytest.mark.integration, pytest.mark.allow_hosts(["127.0.0.1"])]

LOOPBACK = "127.0.0.1"
TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts"
SLOW = 5


def no_network(url: str) -> bytes:
    raise OSError(url)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    seen = app.Seen(str(tmp_path / "seen.sqlite"))
    receiver = app.Receiver(
        TOPIC, fetch=no_network, now=lambda: datetime(2031, 5, 4, tzinfo=UTC), seen=seen, show=print
    )
    server = ThreadingHTTPServer((LOOPBACK, 0), app.handler(receiver))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    seen.close()


@contextlib.contextmanager
def slow_clients(port: int, number: int, start: bytes) -> Iterator[list[socket.socket]]:
    """Connections that have sent the start of a request, and are in no hurry with the rest."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(socket.create_connection((LOOPBACK, port), timeout=10)) for _ in range(number)]
        for client in clients:
            client.sendall(start)
        yield clients


STARTS = (b"", b"POST / HTT", b"POST / HTTP/1.1\r\nContent-Length: 900000\r\n\r\n{")


@pytest.mark.parametrize("start", STARTS)
def test_clients_that_are_slow_hold_up_no_other(port: int, start: bytes) -> None:
    with slow_clients(port, SLOW, start):
        other = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
        other.request("POST", "/", json.dumps({"TopicArn": "another"}))
        assert other.getresponse().status == 403
        other.close()


@pytest.mark.parametrize("start", STARTS[1:])
def test_a_client_that_sends_a_byte_at_a_time_is_left_when_its_time_is_over(
    port: int, start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "SECONDS", 0.3)
    began = time.monotonic()
    with slow_clients(port, 1, start) as [client], pytest.raises(OSError, match=r"(?i)pipe|reset"):
        drip(client, began + 5)
    assert time.monotonic() - began < 5


def drip(client: socket.socket, until: float) -> None:
    while time.monotonic() < until:
        client.sendall(b" ")
        time.sleep(0.02)
