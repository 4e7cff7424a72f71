"""Which URLs and addresses may be asked. A name is judged by the addresses that it has at the moment of connecting."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit

from tocsin.errors import FetchForbidden

MAX_URL: Final = 2_000
PORTS: Final = {"http": 80, "https": 443}
Address = IPv4Address | IPv6Address

_TRANSLATED: Final = tuple(
    map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "::ffff:0:0/96", "fec0::/10"))
)
"""IPv6 that stands for an IPv4 address, any private one too: NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC
4380), IPv4-compatible and -mapped (RFC 4291), and site-local addresses, which Python takes for global ones."""
_NEVER: Final = tuple(map(ip_network, ("169.254.0.0/16", "fd00:ec2::/32", "100.64.0.0/10", "192.88.99.0/24")))
"""Said apart from `is_global`, whose answers changed between Pythons: link-local with the metadata of clouds and of
Lambda's own runtime, EC2's metadata by IPv6, carriers' NAT, relays of 6to4."""
_NUMERIC: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)
"""What libraries of C take for an IPv4 address: parts in decimal, octal or hex, and fewer than four of them."""
_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*\.?"
)
_LOCAL_SUFFIXES: Final = ("localhost", "localdomain", "local", "internal", "home.arpa", "lan", "svc", "intranet")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked, taken apart. `host` is in ASCII and small letters, without the brackets of IPv6."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query; no fragment, which no server sees."""
    allowed: bool = False
    """Whether the operator allows this host wherever it lies."""

    @property
    def origin(self) -> str:
        """Host and port as they stand in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.origin}{self.path}"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an operator allows beside the public network: hosts (`name` or `name:port`), for tests and intranets."""

    allowed: frozenset[str] = frozenset()

    def target(self, url: str) -> Target:
        """`url` taken apart. Raises `FetchForbidden` for one that may not be asked, before any name is resolved."""
        if len(url) > MAX_URL or not url.isprintable() or any(letter.isspace() for letter in url) or "\\" in url:
            raise FetchForbidden(f"is not a URL of {MAX_URL} characters at most", where="url")
        try:
            parts = urlsplit(url)
            port, host = parts.port, _ascii(parts.hostname or "")
        except ValueError as error:
            raise FetchForbidden("is not a URL", where="url") from error
        if parts.scheme not in PORTS:
            raise FetchForbidden("only http and https are fetched", where="url")
        if "@" in parts.netloc:
            raise FetchForbidden("holds a user name or password", where="url")
        port = PORTS[parts.scheme] if port is None else port
        allowed = host in self.allowed or f"{host}:{port}" in self.allowed
        if not allowed:
            _check_host(host)
            if port not in PORTS.values():
                raise FetchForbidden("only the ports 80 and 443 are asked", where="url")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
        return Target(parts.scheme, host, port, path + query, allowed)

    def admit(self, target: Target, addresses: list[str]) -> list[str]:
        """The addresses of a target, all of which must be public: one private among them is a trap or a mistake.

        Raises `FetchForbidden`.
        """
        if not addresses:
            raise FetchForbidden("its host has no address", where="url")
        if not target.allowed:
            for address in addresses:
                if not is_public(address):
                    raise FetchForbidden("its host has an address that is not public", where="url")
        return addresses


def is_public(address: str) -> bool:
    """Whether an address, in the one spelling that `ipaddress` takes, is of the public network."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    blocks = (*_TRANSLATED, *_NEVER)
    if any(known in block for block in blocks if block.version == known.version):
        return False
    return known.is_global and not known.is_multicast and not known.is_reserved and not known.is_unspecified


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name now, in the resolver's order. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _ascii(host: str) -> str:
    """A name as DNS has it (IDNA). Raises `ValueError`."""
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode().lower()


def _check_host(host: str) -> None:
    if not host or "%" in host:
        raise FetchForbidden("has no host, or one of a single network interface", where="url")
    if ":" in host or _NUMERIC.fullmatch(host):
        if not is_public(host):
            raise FetchForbidden("its host is no public address in the usual spelling", where="url")
        return
    name = host.rstrip(".")
    if _NAME.fullmatch(host) is None or "." not in name:
        raise FetchForbidden("its host is no public name", where="url")
    if any(name == suffix or name.endswith(f".{suffix}") for suffix in _LOCAL_SUFFIXES):
        raise FetchForbidden("its host is a name of a local network", where="url")
