"""A publisher on loopback that misbehaves as its tests say, and writes down what it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"
Reply = tuple[int, dict[str, str], bytes]
ARTICLE = """<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The harbour office of Lower Tessa said on Sunday that {title}, and that nobody was hurt in the port.</p>
<p>Work is to go on until the end of the week, residents of the old town were told by the council.</p>
</article></body></html>"""


@dataclass
class Publisher:
    """`pages`: what is answered under a path, or who makes the answer of the request's headers."""

    origin: str = ""
    pages: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    """What was posted, by path; it is answered as a page is."""

    def html(self, path: str, title: str) -> None:
        self.pages[path] = (200, {"Content-Type": "text/html"}, ARTICLE.format(title=title).encode())

    def feed(self, *items: str, **headers: str) -> None:
        """The feed `/rss`, of `<item>`s."""
        body = f"<rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>"
        self.pages["/rss"] = (200, {"Content-Type": "application/rss+xml", **headers}, body.encode())

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def item(number: int, *, title: str | None = None, text: str = "A teaser.", day: int = 1, guid: str = "") -> str:
    """An item with a page of its own, `/n/<number>`."""
    return (
        f"<item><title>{title or f'pier {number} is closed'}</title><link>/n/{number}</link>"
        f"<guid isPermaLink='false'>{guid or number}</guid>"
        f"<pubDate>{day:02} May 2031 08:{number % 60:02}:00 GMT</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


@contextmanager
def publishing() -> Iterator[Publisher]:
    publisher, lock = Publisher(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            publisher.sent.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
            self.do_GET()

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                publisher.asked.append((self.path, headers))
                publisher.at_once += 1
                publisher.most_at_once = max(publisher.most_at_once, publisher.at_once)
            reply = publisher.pages.get(self.path, (404, {}, b"not here"))
            status, told, body = reply(headers) if callable(reply) else reply
            with lock:
                publisher.at_once -= 1
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **told}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            pass

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    publisher.origin = f"http://{LOOPBACK}:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
