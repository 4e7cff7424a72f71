"""A server on loopback with a path for each way in which servers misbehave: what it sends is written byte by byte.

Under `/<trick>/rss` lies the source; once a trick is among `mended` its source is a sound feed of three items, whose
pages lie under `/<trick>/n/<number>` from the start.
"""

from __future__ import annotations

import gzip
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.integration.feed_server import ARTICLE, LOOPBACK

from tocsin.feeds.model import FeedState

Sent = bytes | Iterator[bytes]
CLOSING = threading.Event()
TEASER = "The harbour office says more on its page."
RSS = "application/rss+xml"


def answer(body: bytes, status: str = "200 OK", kind: str = RSS, **headers: str) -> bytes:
    told = {"Content-Type": kind, "Content-Length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + body


def item(trick: str, number: int, *, link: str | None = None, guid: str | None = None, date: str | None = None) -> str:
    day = f"0{number} May 2031 08:00:00 GMT" if date is None else date
    return (
        f"<item><title>pier {number} is closed</title><link>{link or f'/{trick}/n/{number}'}</link>"
        f"<guid isPermaLink='false'>{guid or f'{trick}-{number}'}</guid><pubDate>{day}</pubDate>"
        f"<description>{TEASER}</description></item>"
    )


def feed(items: str, prologue: str = "") -> bytes:
    return f"{prologue}<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>".encode()


def sound(trick: str) -> bytes:
    return feed("".join(item(trick, number) for number in (3, 2, 1)))


def drip(start: bytes) -> Iterator[bytes]:
    """A byte now and then, for longer than anybody waits."""
    yield start
    while not CLOSING.wait(0.05):
        yield b"0"


def endless(start: bytes, piece: bytes) -> Iterator[bytes]:
    yield start
    while not CLOSING.is_set():
        yield piece


def silence() -> Iterator[bytes]:
    CLOSING.wait(30)
    yield from ()


@dataclass(frozen=True)
class Trick:
    """What is sent for the source at a turn (0 for the first), and what is to come of the first turn."""

    send: Callable[[int], Sent]
    state: FeedState
    reason: str = ""
    put: int = 0
    page: Callable[[], Sent] | None = None
    """What is sent for the pages of its items in place of pages."""


def always(sent: Sent) -> Callable[[int], Sent]:
    return lambda _turn: sent


def redirect(location: str, status: str = "302 Found") -> Callable[[int], Sent]:
    return always(answer(b"", status, Location=location))


def undated(trick: str, date: str) -> Callable[[int], Sent]:
    return always(answer(feed("".join(item(trick, n, date=date) for n in (3, 2, 1)))))


BILLION = (
    b"<!DOCTYPE rss [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
    b"<rss version='2.0'><channel><title>&c;</title></channel></rss>"
)
OUTSIDE = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>&x;</channel></rss>"
BOMB = gzip.compress(b" " * 5_000_000)
CYRILLIC = "<item><title>Причал закрыт до осени</title><link>/wrong-charset/n/1</link></item>"
NO_IDS = "".join(
    f"<item><title>pier {n} is closed</title><description>{TEASER} {n}</description></item>" for n in (1, 2)
)
ONE_LINK = "".join(item("one-link", n, link="/", guid="same") for n in (3, 2, 1))
PRIVATE = "".join(item("private-links", n, link=f"http://10.0.0.{n}/secret") for n in (3, 2, 1))

TRICKS: dict[str, Trick] = {
    # The source itself cannot be had.
    "never-answers": Trick(lambda _: silence(), "failing", "did not answer within"),
    "drips-its-body": Trick(lambda _: drip(b"HTTP/1.1 200 OK\r\n\r\n<rss"), "failing", "did not answer within"),
    "drips-its-head": Trick(lambda _: drip(b"HTTP/1.1 200 OK\r\nX-Slow: "), "failing", "did not answer within"),
    "endless-body": Trick(lambda _: endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<rss>" * 9_999), "failing", "larger than"),
    "endless-head": Trick(lambda _: endless(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n" * 99), "failing", "could not be"),
    "hangs-up": Trick(always(b""), "failing", "could not be reached"),
    "no-http": Trick(always(b"220 gazette.example ESMTP\r\n"), "failing", "could not be reached"),
    "cut-short": Trick(always(answer(b"<rss", Content_Length="900")), "failing", "broke off"),
    "bad-chunks": Trick(
        always(answer(b"zz\r\n<rss\r\n", Content_Length="", Transfer_Encoding="chunked")), "failing", "broke off"
    ),
    "gzip-bomb": Trick(always(answer(BOMB, Content_Encoding="gzip")), "failing", "larger than"),
    "no-gzip": Trick(always(answer(b"<rss/>", Content_Encoding="gzip")), "failing", "not packed as it says"),
    "to-a-private-address": Trick(redirect("http://169.254.169.254/latest/meta-data/"), "failing", "no public address"),
    "to-a-file": Trick(redirect("file:///etc/passwd"), "failing", "only http"),
    "to-a-password": Trick(redirect("http://user:secret@gazette.example/"), "failing", "user name or password"),
    "round-and-round": Trick(redirect("/round-and-round/rss"), "failing", "redirected more than"),
    "says-unchanged-at-once": Trick(always(answer(b"", "304 Not Modified")), "failing", "304"),
    "too-many-requests": Trick(
        always(answer(b"", "429 Too Many Requests", Retry_After="7200")), "blocked", "status 429"
    ),
    "is-down": Trick(always(answer(b"down", "503 Service Unavailable")), "failing", "status 503"),
    "asks-for-a-key": Trick(always(answer(b"", "401 Unauthorized", WWW_Authenticate="Basic")), "blocked", "status 401"),
    "has-ended": Trick(always(answer(b"", "410 Gone")), "gone", "410"),
    # It can be had, and is no feed.
    "nothing": Trick(always(answer(b"")), "failing", "no bytes"),
    "a-picture": Trick(always(answer(b"\x89PNG\r\n\x1a\n" + bytes(99), kind=RSS)), "failing", "binary"),
    "a-page-for-scripts": Trick(
        always(answer(b"<html><p>Enable JavaScript</p>", kind="text/html")), "failing", "links"
    ),
    "an-entity-bomb": Trick(always(answer(BILLION)), "failing", "entities"),
    "an-entity-from-outside": Trick(always(answer(OUTSIDE)), "failing", "entities"),
    "nested-without-end": Trick(always(answer(b"<rss>" + b"<a>" * 60_000)), "failing", ""),
    # It is a feed, and odd.
    "empty": Trick(always(answer(feed(""))), "empty"),
    "wrong-type": Trick(always(answer(sound("wrong-type"), kind="image/png")), "ok", put=3),
    "wrong-charset": Trick(
        always(
            answer(
                feed(CYRILLIC, "<?xml version='1.0' encoding='utf-8'?>").decode().encode("cp1251"),
                kind="text/xml",
            )
        ),
        "ok",
        put=1,
    ),
    "cut-in-an-item": Trick(always(answer(sound("cut-in-an-item")[:-60])), "ok", put=3),
    "no-ids": Trick(always(answer(feed(NO_IDS))), "ok", put=2),
    "ids-that-change": Trick(
        lambda turn: answer(feed("".join(item("ids-that-change", n, guid=f"{turn}-{n}") for n in (3, 2, 1)))),
        "ok",
        put=3,
    ),
    "one-link-for-all": Trick(always(answer(feed(ONE_LINK))), "ok", put=3),
    "dates-ahead": Trick(undated("dates-ahead", "Mon, 04 May 2099 08:00:00 GMT"), "ok", put=3),
    "no-dates": Trick(undated("no-dates", "the day before yesterday"), "ok", put=3),
    "links-inside": Trick(always(answer(feed(PRIVATE))), "ok", put=3),
    "pages-that-hang": Trick(
        always(answer(sound("pages-that-hang"))), "ok", put=3, page=lambda: drip(b"HTTP/1.1 200 OK\r\n\r\n")
    ),
    "pages-of-walls": Trick(
        always(answer(sound("pages-of-walls"))), "ok", put=3, page=lambda: answer(b"", "403 Forbidden")
    ),
}


@dataclass
class BadPublisher:
    origin: str = ""
    mended: set[str] = field(default_factory=set)
    turns: Counter[str] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)

    def reply(self, path: str) -> Sent:
        trick, _, rest = path.strip("/").partition("/")
        if trick not in TRICKS:
            return answer(b"not here", "404 Not Found", kind="text/plain")
        if rest.startswith("n/"):
            page = TRICKS[trick].page
            return (
                page()
                if page
                else answer(ARTICLE.format(title=f"pier {rest[2:]} is closed").encode(), kind="text/html")
            )
        if trick in self.mended:
            return answer(sound(trick))
        turn, self.turns[trick] = self.turns[trick], self.turns[trick] + 1
        return TRICKS[trick].send(turn)


@contextmanager
def misbehaving() -> Iterator[BadPublisher]:
    publisher = BadPublisher()
    CLOSING.clear()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # whoever asked has hung up
                path = self.rfile.readline(4_096).decode("latin-1").split(" ")[1]
                while self.rfile.readline(4_096).strip():
                    pass
                publisher.asked.append(path)
                sent = publisher.reply(path)
                for piece in [sent] if isinstance(sent, bytes) else sent:
                    self.wfile.write(piece)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server((LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        publisher.origin = f"http://{LOOPBACK}:{server.server_address[1]}"
        try:
            yield publisher
        finally:
            CLOSING.set()
            server.shutdown()
            thread.join()
