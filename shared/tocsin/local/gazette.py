"""A small publisher on loopback with a feed of invented news, for the local stack to collect from."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tocsin.local.loopback import HOST, Loopback

_PORT_FILE = "gazette-port"


class Gazette:
    """Serves the files of a folder while entered, on the port of the last run if that is free.

    The port is kept in `state`, so that a feed that was added in one run is there in the next.
    """

    def __init__(self, pages: Path, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        kept = state / _PORT_FILE
        self._server = Loopback(_server(partial(_Quiet, directory=str(pages)), _known(kept)))
        kept.write_text(str(self._server.port), encoding="utf-8")

    @property
    def host(self) -> str:
        """What `AllowedHosts` has to name: this port and no other of the machine."""
        return f"{HOST}:{self._server.port}"

    @property
    def feed_url(self) -> str:
        return f"http://{self.host}/rss.xml"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing: the terminal belongs to the alerts."""


def _known(kept: Path) -> int:
    written = kept.read_text(encoding="utf-8").strip() if kept.is_file() else ""
    return int(written) if written.isdecimal() and int(written) < 65_536 else 0


def _server(handler: partial[_Quiet], port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError:
        return ThreadingHTTPServer((HOST, 0), handler)  # somebody else took it meanwhile
