"""Bearer tokens of an issuer that the operator names: JSON Web Tokens (RFC 7519), checked as RFC 8725 advises.

Nothing in a token is followed or believed before its signature was verified by a key of the stated issuer, under the
algorithm that this key is for. Which key that is (`kid`) is all that its header is asked; `jku`, `jwk`, `x5u` and `x5c`
are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tocsin.aws.apikeys import SCOPES, Scope
from tocsin.aws.jwks import IssuerKeys, Key
from tocsin.aws.keys import digest

if TYPE_CHECKING:
    from tocsin.fetch import Fetcher

MAX_TOKEN: Final = 8_192
"""Characters: API Gateway takes 10,240 bytes of headers in all."""
MAX_KID: Final = 200
SKEW: Final = 60
"""Seconds that clocks may differ."""
MAX_LIFE: Final = 24 * 3_600
"""Seconds from issue to expiry: nobody can revoke a token, so none counts that is good for longer."""
ALLOWED: Final = frozenset({"RS256", "ES256", "EdDSA"})
TYPES: Final = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_FORM: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:@|+/=-]{1,100}")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a good token is of."""

    id: str
    """What changes are audited under: `oidc:` and the subject, or a hash of one that is long or in odd letters."""
    scope: Scope | None
    """The widest that its claim names; None if it names none of ours."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the operator states of an issuer."""

    issuer: str
    audience: str
    claim: str = "scope"
    """Which claim tells scopes: text with spaces between them, or a list."""
    scopes: tuple[tuple[str, Scope], ...] = ()
    """What values of the claim mean here."""
    client: str = ""
    """As whom the pages are known to it; without it nobody signs in to them there."""
    asks: str = "openid"
    """The `scope` that the pages ask it for."""


class Tokens:
    """The tokens of one issuer."""

    def __init__(self, trust: Trust, fetcher: Callable[[], Fetcher], now: Callable[[], datetime]) -> None:
        self._trust, self._fetcher, self._now = trust, fetcher, now
        self._known: IssuerKeys | None = None

    def find(self, token: str) -> Bearer | None:
        """Whose token this is, None if it opens nothing now."""
        claims = self.claims(token)
        return None if claims is None else bearer_of(claims, self._trust)

    def claims(self, token: str) -> Mapping[str, Any] | None:
        """What a token says that is good now, None for any other."""
        if len(token) > MAX_TOKEN or _FORM.fullmatch(token) is None:
            return None
        kid = _kid(token)
        key = self._keys.find(kid) if kid is not None else None
        claims = None if key is None else _verified(token, key, self._trust)
        if claims is None or not _in_time(claims, self._now().timestamp()):
            return None
        return claims

    @property
    def _keys(self) -> IssuerKeys:
        if self._known is None:
            self._known = IssuerKeys(self._trust.issuer, self._fetcher(), self._now)
        return self._known


def bearer_of(claims: Mapping[str, Any], trust: Trust) -> Bearer:
    """Whose claims of a good token these are, and what they open."""
    return Bearer(_who(claims["sub"]), _scope(claims.get(trust.claim), trust.scopes))


def scopes_of(text: str) -> Iterable[tuple[str, Scope]]:
    """`tocsin:read=read desk=write`: what values of the claim mean. Raises `ValueError` for a scope that is none."""
    for pair in text.split():
        value, _, scope = pair.rpartition("=")
        if not value or scope not in SCOPES[1:]:
            raise ValueError(f"{pair!r} is no value=scope; scopes are {', '.join(SCOPES[1:])}")
        yield value, next(one for one in SCOPES if one == scope)


def _kid(token: str) -> str | None:
    """The name of the key that a token says it is signed by; None for a token of a kind that is not taken."""
    import jwt  # noqa: PLC0415  # as in `jwks`

    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None
    kid = header.get("kid")
    good = header.get("alg") in ALLOWED and "crit" not in header and str(header.get("typ", "JWT")).lower() in TYPES
    return kid if good and isinstance(kid, str) and 0 < len(kid) <= MAX_KID else None


def _verified(token: str, key: Key, trust: Trust) -> Mapping[str, Any] | None:
    """The claims, if the signature is that of the key and they are of this issuer for this audience."""
    import jwt  # noqa: PLC0415  # as in `jwks`

    # Times are checked by our own clock.
    options: Any = {
        "require": ["exp", "iat", "iss", "aud", "sub"],
        "verify_exp": False,
        "verify_nbf": False,
        "verify_iat": False,
    }
    try:
        return jwt.decode(
            token, key.key, algorithms=[key.algorithm], audience=trust.audience, issuer=trust.issuer, options=options
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return None


def _in_time(claims: Mapping[str, Any], now: float) -> bool:
    """RFC 7519, sections 4.1.4 to 4.1.6, with `SKEW`, and no longer a life than `MAX_LIFE`."""
    issued, ends, starts = claims["iat"], claims["exp"], claims.get("nbf", claims["iat"])
    if not all(isinstance(time, int | float) and not isinstance(time, bool) for time in (issued, ends, starts)):
        return False
    return bool(issued <= now + SKEW and starts <= now + SKEW and now - SKEW < ends and 0 < ends - issued <= MAX_LIFE)


def _who(subject: Any) -> str:
    """Subjects go into logs, which they must not be able to forge."""
    text = str(subject)
    return f"oidc:{text}" if _PLAIN.fullmatch(text) else f"oidc:#{digest('subject', text)}"


def _scope(told: Any, meant: tuple[tuple[str, Scope], ...]) -> Scope | None:
    values = told.split() if isinstance(told, str) else told if isinstance(told, list) else []
    found = [scope for value, scope in meant if value in values]
    return max(found, key=SCOPES.index, default=None)
