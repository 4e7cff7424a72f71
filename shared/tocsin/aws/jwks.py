"""The public keys of a token issuer: found by its discovery document, fetched through the guard, kept for a while.

OpenID Connect Discovery 1.0 (section 4) says where they are, RFC 7517 what they look like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from tocsin.errors import TocsinError

if TYPE_CHECKING:
    from jwt import PyJWK

    from tocsin.fetch import Answer, Fetcher

LIFE: Final = timedelta(hours=1)
"""After this they are asked for again: a key that the issuer withdrew opens nothing for longer."""
PATIENCE: Final = timedelta(hours=24)
"""For so long the last ones hold while the issuer does not answer."""
PAUSE: Final = timedelta(seconds=30)
"""Between two questions, whatever tokens name: nobody makes this stack ask an issuer more often."""
SECONDS: Final = 3.0
"""For each of the two documents: API Gateway allows an authorizer ten in all."""
MAX_BYTES: Final = 65_536
MAX_KEYS: Final = 50
LEAST_RSA_BITS: Final = 2_048
"""RFC 7518, section 3.3."""
ALGORITHMS: Final = {("RSA", None): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}
"""By type and curve of a key the one algorithm that it is good for: what a token's header says of it is not asked."""


class Key(NamedTuple):
    """A public key, and the algorithm that signatures by it have."""

    key: PyJWK
    algorithm: str


class IssuerKeys:
    """The keys of one issuer, as this process has them."""

    def __init__(self, issuer: str, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._issuer, self._now = issuer, now
        self._fetcher = replace(fetcher, seconds=SECONDS, max_bytes=MAX_BYTES)
        self._keys: dict[str, Key] = {}
        self._got: datetime | None = None
        self._asked: datetime | None = None

    def find(self, kid: str) -> Key | None:
        """The key of that name. One that is not known is asked for, at most once in `PAUSE`."""
        age = self._now() - self._got if self._got else None
        if (age is None or age > LIFE or kid not in self._keys) and self._may_ask():
            self._ask()
        if self._got is None or self._now() - self._got > PATIENCE:
            return None
        return self._keys.get(kid)

    def _may_ask(self) -> bool:
        return self._asked is None or self._now() - self._asked >= PAUSE

    def _ask(self) -> None:
        """Where that fails, what there is stays."""
        self._asked = self._now()
        try:
            where = discovered(self._fetcher, self._issuer)("jwks_uri")
            answer = self._fetcher.get(where, {"Accept": "application/json"})
            self._keys, self._got = keys_of(document(answer)), self._now()
        except (TocsinError, ValueError, TypeError):
            return


def discovered(fetcher: Fetcher, issuer: str) -> Callable[[str], str]:
    """Where an issuer says that its endpoints are, by their names in its discovery document.

    Raises `ValueError` for a document of another issuer, and for an endpoint that it does not tell or that is less safe
    than the issuer's own address: what came over plain HTTP would be anybody's. And what the fetcher raises.
    """
    answer = fetcher.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", {"Accept": "application/json"})
    told = document(answer)
    if told.get("issuer") != issuer:
        raise ValueError("this discovery document is another issuer's")

    def endpoint(name: str) -> str:
        url = told.get(name)
        if not isinstance(url, str) or urlsplit(url).scheme != urlsplit(issuer).scheme:
            raise ValueError(f"the discovery document tells no good {name}")
        return url

    return endpoint


def document(answer: Answer) -> dict[str, Any]:
    """The object that an issuer answered. Raises `ValueError` for anything else."""
    if answer.status != 200:
        raise ValueError("the issuer did not answer")
    try:
        return msgspec.json.decode(answer.body, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise ValueError("the issuer did not answer in JSON") from error


def keys_of(told: Mapping[str, Any]) -> dict[str, Key]:
    """The keys of a set that may verify signatures, by their names; any other is left out. Raises `TypeError`."""
    listed = told.get("keys")
    if not isinstance(listed, list):
        raise TypeError("is no set of keys")
    found: dict[str, Key] = {}
    for one in listed[:MAX_KEYS]:
        kid, key = (one.get("kid"), _key(one)) if isinstance(one, dict) else (None, None)
        if isinstance(kid, str) and key is not None:
            found.setdefault(kid, key)
    return found


def _key(told: dict[str, Any]) -> Key | None:
    from jwt import PyJWK  # noqa: PLC0415  # a third of a second with cryptography: for who has an issuer
    from jwt.exceptions import PyJWTError  # noqa: PLC0415  # as above

    kind = told.get("kty")
    algorithm = ALGORITHMS.get((str(kind), told.get("crv") if kind != "RSA" else None))
    if algorithm is None or told.get("use", "sig") != "sig" or told.get("alg", algorithm) != algorithm:
        return None
    public = {name: value for name, value in told.items() if name in {"kty", "crv", "n", "e", "x", "y"}}
    try:
        key = PyJWK(public, algorithm)
    except (PyJWTError, ValueError, TypeError):
        return None
    return Key(key, algorithm) if getattr(key.key, "key_size", LEAST_RSA_BITS) >= _least_bits(algorithm) else None


def _least_bits(algorithm: str) -> int:
    return LEAST_RSA_BITS if algorithm == "RS256" else 0
