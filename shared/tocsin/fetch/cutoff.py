"""Connections that end at a moment, whatever the server does.

A socket's time-out starts anew with each byte, so a server that sends one at a time keeps its asker for as long as it
likes: in the head of an answer, before it, or in the size of a chunk, which are read inside of the library.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection


class Line:
    """The socket of one request, cut by whoever holds the clock."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None

    def hold(self, connected: socket.socket) -> None:
        self._socket = connected

    def cut(self) -> None:
        """Whoever reads hears that nothing more comes; the socket is closed by whoever made it."""
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # past TLS, which would wait for an answer


@contextmanager
def cut_after(seconds: float) -> Iterator[Line]:
    """A line that is cut when the seconds are over. To connect has a time-out of its own, and so has TLS."""
    line = Line()
    timer = threading.Timer(seconds, line.cut)
    timer.daemon = True
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()


class LineConnection(HTTPConnection):
    """Gives its socket to the line."""

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line = line

    def connect(self) -> None:
        super().connect()
        if self.sock is not None:
            self._line.hold(self.sock)


class SecureLineConnection(HTTPSConnection):
    """The same over TLS."""

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line = line

    def connect(self) -> None:
        super().connect()
        if self.sock is not None:
            self._line.hold(self.sock)
