"""Bounds that HTTP time-outs do not give: on the whole time of a call, and on the size of an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx2

T = TypeVar("T")

MOST_BYTES = 2_000_000
"""An answer of 3,000 tokens has 20 KB; whatever is a hundred times larger is not an answer."""


class TooMuch(httpx2.TransportError):
    """The body is over the bound, or its time is."""


class BoundedTransport(httpx2.BaseTransport):
    """Reads whole answers, up to a size and for a time: a server that drips a byte a second trips no read time-out."""

    def __init__(
        self, inner: httpx2.BaseTransport, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._inner, self._seconds, self._clock = inner, seconds, clock

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        until = self._clock() + self._seconds
        response = self._inner.handle_request(request)
        try:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > MOST_BYTES or self._clock() > until:
                    raise TooMuch("the answer is too large or comes too slowly", request=request)
        finally:
            response.close()
        if "content-encoding" in response.headers:
            raise TooMuch("the answer is compressed, which was not asked for", request=request)
        return httpx2.Response(response.status_code, headers=response.headers, content=bytes(body), request=request)

    def close(self) -> None:
        self._inner.close()


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns or raises, or `TimeoutError` after so many seconds.

    For what no library bounds: looking up a name, headers that drip. The thread left behind ends with its socket.
    """
    outcome: dict[str, Any] = {}

    def run() -> None:
        try:
            outcome["value"] = work()
        except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
            outcome["error"] = error

    thread = threading.Thread(target=run, name="model-call", daemon=True)
    thread.start()
    thread.join(seconds)
    if "error" in outcome:
        raise outcome["error"]
    if "value" not in outcome:
        raise TimeoutError
    value: T = outcome["value"]
    return value
