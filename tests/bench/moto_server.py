"""AWS as moto plays it, behind a port of loopback: for measuring processes that are not this one."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

_SCOPE = re.compile(r"Credential=[^/]+/\d+/([\w-]+)/([\w-]+)/aws4_request")
ONE_AT_A_TIME = threading.RLock()
"""moto copies its tables for a transaction, and breaks where another request changes one meanwhile."""
_HOP = frozenset({"host", "connection", "accept-encoding", "content-length", "transfer-encoding", "content-encoding"})


class _Bridge(BaseHTTPRequestHandler):
    """Sends each request on to the host that its signature names, where moto takes it."""

    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        scope = _SCOPE.search(self.headers.get("Authorization", ""))
        if scope is None:
            self.send_error(403)
            return
        region, service = scope.groups()
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        url = f"https://{service}.{region}.amazonaws.com{self.path}"
        with ONE_AT_A_TIME:
            found = requests.request(self.command, url, headers=headers, data=body, timeout=30)
        self.send_response(found.status_code)
        for name, value in found.headers.items():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.content)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815  # names of the base class

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # signature of the base class
        """Say nothing: the table is what is printed."""


@contextmanager
def served() -> Iterator[str]:
    """The endpoint's address; moto's mock must be active around it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Bridge) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
