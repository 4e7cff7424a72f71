"""A server that answers on loopback, in a thread of its own, from `start` to `stop`."""

from __future__ import annotations

import threading
from http.server import ThreadingHTTPServer
from typing import Final

HOST: Final = "127.0.0.1"


class Loopback:
    """Holds a server that was bound to `HOST`."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """The port is free afterwards, and no request is at work."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
