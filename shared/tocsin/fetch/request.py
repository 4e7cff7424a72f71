"""One request and its answer: connected to an address that was checked, bounded in time and bytes, redirects included.

The address that was checked is the one that is connected to, under the host's name for TLS and for the server: a name
that changes its address between the check and the connection (DNS rebinding) gains nothing. Proxies of the environment
are not used, as a proxy would resolve the name again.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

import urllib3
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.response import BaseHTTPResponse

from tocsin.errors import FetchFailed, FetchForbidden, FetchTooLarge, FetchTooSlow
from tocsin.fetch.addresses import Policy, Target, resolve
from tocsin.fetch.cutoff import Line, LineConnection, SecureLineConnection, cut_after

MAX_REDIRECTS: Final = 5
MAX_BYTES: Final = 10 * 1024 * 1024
"""Of an answer, packed and unpacked."""
SECONDS: Final = 20.0
"""For all of it, redirects too."""
CONNECT_SECONDS: Final = 5.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK: Final = 65_536
_SECRET_HEADERS: Final = frozenset({"authorization", "cookie", "x-api-key"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `url` is where it came from in the end; header names are in lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    permanent: bool = False
    """Whether every redirect on the way said that it is for good (301, 308): the URL may be changed in the records."""


@dataclass(frozen=True)
class Fetcher:
    """Asks servers, within a policy. `resolve` and `clock` are there for tests."""

    policy: Policy = field(default_factory=Policy)
    agent: str = "Tocsin (news monitoring)"
    """Who asks; say how to reach the operator: `Tocsin (news monitoring; +https://desk.example)`."""
    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES
    resolve: Callable[[str, int], list[str]] = resolve
    clock: Callable[[], float] = time.monotonic

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """GET, redirects followed. Raises `FetchForbidden`, `FetchFailed`, `FetchTooLarge`, `FetchTooSlow`."""
        deadline = self.clock() + self.seconds
        sent = dict(headers or {})
        target, permanent = self.policy.target(url), True
        for hops in range(MAX_REDIRECTS + 1):
            answer = self._once("GET", target, sent, None, deadline)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return Answer(answer.status, target.url, answer.headers, answer.body, permanent and hops > 0)
            permanent = permanent and answer.status in {301, 308}
            following = self.policy.target(_joined(target.url, location))
            if target.scheme == "https" and following.scheme == "http":
                raise FetchForbidden("was redirected from https to http", where="url")
            if (following.scheme, following.origin) != (target.scheme, target.origin):
                sent = {name: value for name, value in sent.items() if name.lower() not in _SECRET_HEADERS}
            target = following
        raise FetchFailed(f"was redirected more than {MAX_REDIRECTS} times", where="url")

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST") -> Answer:
        """Send `body`; a redirect is not followed, as what is posted is for whom it was addressed to."""
        return self._once(method, self.policy.target(url), dict(headers), body, self.clock() + self.seconds)

    def _once(
        self, method: str, target: Target, headers: dict[str, str], body: bytes | None, deadline: float
    ) -> Answer:
        address = self._address(target)
        left = self._left(deadline)
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=left)
        sent = {"User-Agent": self.agent, "Accept-Encoding": "gzip", **headers, "Host": target.origin}
        with cut_after(left) as line, _pool(target, address, timeout, line) as pool:
            try:
                return self._answer(_ask(pool, method, target.path, sent, body), target, deadline)
            except NewConnectionError as error:  # which is a kind of time-out to urllib3
                raise FetchFailed("could not be reached", where="url") from error
            except urllib3.exceptions.TimeoutError as error:
                raise FetchTooSlow(f"did not answer within {self.seconds:.0f} s", where="url") from error
            except SSLError as error:
                self._left(deadline)
                raise FetchFailed("its certificate is not valid for its name", where="url") from error
            except (HTTPError, OSError, ValueError) as error:
                self._left(deadline)
                raise FetchFailed("could not be reached, or broke off", where="url") from error

    def _answer(self, response: BaseHTTPResponse, target: Target, deadline: float) -> Answer:
        try:
            found = {name.lower(): value for name, value in response.headers.items()}
            read = self._read(response, found.get("content-encoding", ""), deadline)
            return Answer(response.status, target.url, found, read)
        finally:
            response.close()

    def _address(self, target: Target) -> str:
        try:
            addresses = self.resolve(target.host, target.port)
        except OSError as error:
            raise FetchFailed("its host has no address", where="url") from error
        return self.policy.admit(target, addresses)[0]

    def _read(self, response: Any, encoding: str, deadline: float) -> bytes:
        """The body, unpacked. Raises `FetchTooLarge` before more than the bound is held."""
        unpack = _unpacker(encoding)
        held, raw = bytearray(), 0
        while chunk := response.read1(_CHUNK):
            self._left(deadline)
            raw += len(chunk)
            held += unpack(chunk, self.max_bytes + 1 - len(held))
            if raw > self.max_bytes or len(held) > self.max_bytes:
                raise FetchTooLarge(f"is larger than {self.max_bytes:,} bytes", where="url")
        self._left(deadline)  # a line that was cut ends like an answer without a length
        return bytes(held)

    def _left(self, deadline: float) -> float:
        left = deadline - self.clock()
        if left <= 0:
            raise FetchTooSlow(f"did not answer within {self.seconds:.0f} s", where="url")
        return left


def _pool(target: Target, address: str, timeout: urllib3.Timeout, line: Line) -> HTTPConnectionPool:
    if target.scheme == "http":
        plain = HTTPConnectionPool(address, target.port, timeout=timeout, maxsize=1, line=line)
        plain.ConnectionCls = LineConnection
        return plain
    secure = urllib3.HTTPSConnectionPool(
        address,
        target.port,
        timeout=timeout,
        maxsize=1,
        cert_reqs="CERT_REQUIRED",
        assert_hostname=target.host,
        server_hostname=target.host,
        line=line,
    )
    secure.ConnectionCls = SecureLineConnection
    return secure


def _ask(
    pool: HTTPConnectionPool, method: str, path: str, headers: dict[str, str], body: bytes | None
) -> BaseHTTPResponse:
    """Its head is read, its body is not."""
    return pool.urlopen(
        method,
        path,
        body=body,
        headers=headers,
        redirect=False,
        retries=False,
        preload_content=False,
        decode_content=False,
        assert_same_host=False,
    )


def _joined(base: str, location: str) -> str:
    """Where a redirect leads. Raises `FetchFailed` for what is no address."""
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise FetchFailed("was redirected to what is no address", where="url") from error


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """Unpacks a chunk to at most so many bytes. Raises `FetchFailed` for an encoding that was not asked for."""
    if encoding.strip().lower() in {"", "identity"}:
        return lambda chunk, _most: chunk
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed("is packed in a way that was not asked for", where="url")
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def unpack(chunk: bytes, most: int) -> bytes:
        try:
            return inflate.decompress(inflate.unconsumed_tail + chunk, max(most, 1))
        except zlib.error as error:
            raise FetchFailed("is not packed as it says", where="url") from error

    return unpack
