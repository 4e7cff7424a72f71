"""Fetching from a server on loopback that misbehaves, which the operator allows by its port."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tocsin.errors import FetchFailed, FetchForbidden, FetchTooLarge, FetchTooSlow
from tocsin.fetch import Fetcher, Policy

pytestmark = pytest.mark.integration

LOOPBACK = "127.0.0.1"
CLOSING = threading.Event()
"""Ends what the server still sends."""


class Handler(BaseHTTPRequestHandler):
    """Does what the path says."""

    def do_GET(self) -> None:
        send = getattr(self, f"_{self.path.strip('/').partition('?')[0].partition('/')[0]}")
        send()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._send(200, body + self.headers["Host"].encode())

    def _plain(self) -> None:
        self._send(200, f"{self.headers['User-Agent']}|{self.headers['Host']}|{self.headers.get('Cookie')}".encode())

    def _packed(self) -> None:
        self._send(200, gzip.compress(b"news " * 100), **{"Content-Encoding": "gzip"})

    def _bomb(self) -> None:
        self._send(200, gzip.compress(b"\0" * 5_000_000), **{"Content-Encoding": "gzip"})

    def _odd(self) -> None:
        self._send(200, b"x", **{"Content-Encoding": "br"})

    def _lies(self) -> None:
        self._send(200, b"not packed", **{"Content-Encoding": "gzip"})

    def _large(self) -> None:
        self._send(200, b"x" * 2_000_000)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"x" * 1000)
        except OSError:
            return

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"short")

    def _slow_head(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")

    def _slow_size(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")

    def _slow_body(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\n\r\n")

    def _drip(self, start: bytes) -> None:
        """A byte now and then, each before a socket's time-out, for longer than anybody waits."""
        try:
            self.wfile.write(start)
            while not CLOSING.wait(0.05):
                self.wfile.write(b"0")
        except OSError:
            return

    def _nowhere(self) -> None:
        self._send(302, b"", Location="http://[")

    def _inside(self) -> None:
        self._send(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def _file(self) -> None:
        self._send(302, b"", Location="file:///etc/passwd")

    def _round(self) -> None:
        self._send(302, b"", Location="/round")

    def _moved(self) -> None:
        self._send(301, b"", Location="/plain")

    def _found(self) -> None:
        self._send(302, b"", Location="/plain")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    CLOSING.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(port: int) -> Fetcher:
    return Fetcher(
        Policy(frozenset({f"{LOOPBACK}:{port}"})), agent="Tocsin (+https://desk.example)", max_bytes=1_000_000
    )


def test_an_answer_is_read_and_the_asker_says_who_it_is(fetcher: Fetcher, port: int) -> None:
    answer = fetcher.get(f"http://{LOOPBACK}:{port}/plain", {"Cookie": "a=b"})
    assert answer.body.decode() == f"Tocsin (+https://desk.example)|{LOOPBACK}:{port}|a=b"
    assert fetcher.get(f"http://{LOOPBACK}:{port}/packed").body == b"news " * 100
    assert fetcher.post(f"http://{LOOPBACK}:{port}/x", b"hello ", {}).body.decode() == f"hello {LOOPBACK}:{port}"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("bomb", FetchTooLarge), ("large", FetchTooLarge), ("endless", FetchTooLarge), ("odd", FetchFailed),
        ("lies", FetchFailed), ("cut", FetchFailed), ("inside", FetchForbidden), ("file", FetchForbidden),
        ("round", FetchFailed), ("nowhere", FetchFailed),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_costs_no_more_than_its_bound(
    fetcher: Fetcher, port: int, path: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        fetcher.get(f"http://{LOOPBACK}:{port}/{path}")


def test_redirects_are_followed_and_it_is_told_whether_they_are_for_good(fetcher: Fetcher, port: int) -> None:
    base = f"http://{LOOPBACK}:{port}"
    assert fetcher.get(f"{base}/moved").permanent
    found = fetcher.get(f"{base}/found")
    assert (found.url, found.permanent) == (f"{base}/plain", False)


def test_a_name_that_changes_its_address_is_asked_at_the_address_that_was_checked() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    fetcher = Fetcher(resolve=lambda _host, _port: next(answers), seconds=5)
    asked: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        asked.append(address[0])
        raise OSError("not in a test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("urllib3.util.connection.create_connection", connect)
        with pytest.raises(FetchFailed):
            fetcher.get("http://rebinding.example.org/")
        with pytest.raises(FetchForbidden):
            fetcher.get("http://rebinding.example.org/")
    assert asked == ["93.184.216.34"]


@pytest.mark.parametrize("path", ["slow_head", "slow_size", "slow_body"])
def test_a_server_that_sends_a_byte_at_a_time_is_left_when_the_time_is_over(port: int, path: str) -> None:
    fetcher = Fetcher(Policy(frozenset({f"{LOOPBACK}:{port}"})), seconds=0.3)
    began = time.monotonic()
    with pytest.raises(FetchTooSlow):
        fetcher.get(f"http://{LOOPBACK}:{port}/{path}")
    assert time.monotonic() - began < 3


def test_time_is_bounded_over_all_that_is_read(port: int) -> None:
    ticks = iter(range(0, 1_000, 8))
    clock: Callable[[], float] = lambda: float(next(ticks))  # noqa: E731  # a clock that runs fast
    fetcher = Fetcher(Policy(frozenset({f"{LOOPBACK}:{port}"})), clock=clock)
    with pytest.raises(FetchTooSlow):
        fetcher.get(f"http://{LOOPBACK}:{port}/endless")
