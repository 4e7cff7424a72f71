"""Signing in to the pages at the issuer that the operator names: the authorization code flow with PKCE.

OpenID Connect Core 1.0 (section 3.1), RFC 7636 (PKCE, S256), RFC 9207 (`iss` of the answer). Nothing is stored while
somebody is on the way: a random secret in a cookie of that browser stands behind the state, the nonce and the code
verifier, so that an answer is taken only by the browser that asked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tocsin.aws.jwks import LIFE, MAX_BYTES, PAUSE, discovered, document
from tocsin.aws.tokens import Bearer, Tokens, Trust, bearer_of
from tocsin.errors import Denied, TocsinError

if TYPE_CHECKING:
    from tocsin.fetch import Fetcher

WAY_LIFE: Final = timedelta(minutes=10)
"""For being at the issuer: a password, a second factor."""
SECONDS: Final = 5.0
"""For each request to the issuer."""
MAX_CODE: Final = 4_096
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_STATE: Final = re.compile(r"([0-9a-f]{64})\.([A-Za-z0-9_-]{0,2000})")
_ERROR: Final = re.compile(r"[a-z_]{1,40}")


class SignOn:
    """The way to one issuer and back. `back` is where it sends a browser to, as it is registered there."""

    def __init__(self, trust: Trust, back: str, fetcher: Callable[[], Fetcher], now: Callable[[], datetime]) -> None:
        self._trust, self._back, self._fetcher = trust, back, fetcher
        self._identities = Tokens(replace(trust, audience=trust.client), fetcher, now)
        self._accesses = Tokens(trust, fetcher, now)
        self._now = now
        self._endpoints: Callable[[str], str] | None = None
        self._asked: datetime | None = None

    def begin(self, to: str) -> tuple[str, str]:
        """A secret for the browser's cookie, and where to send it. `to` is where it goes on afterwards.

        Raises `Denied` where the issuer cannot be asked.
        """
        secret = secrets.token_urlsafe(32)
        asked = {
            "response_type": "code",
            "client_id": self._trust.client,
            "redirect_uri": self._back,
            "scope": self._trust.asks,
            "state": _state(secret, to),
            "nonce": _derived(secret, "nonce"),
            "code_challenge": _base64(hashlib.sha256(_verifier(secret).encode()).digest()),
            "code_challenge_method": "S256",
        }
        endpoint = self._endpoint("authorization_endpoint")
        return secret, f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def finish(self, secret: str, answer: Mapping[str, str]) -> Bearer:
        """Who came back with that answer (the query). Raises `Denied` for whatever is not wholly right."""
        if gone_on_to(secret, answer.get("state", "")) is None:
            raise Denied("this browser is not on the way to sign in, or took too long; begin again")
        if answer.get("iss", self._trust.issuer) != self._trust.issuer:
            raise Denied("this answer is of another issuer; begin again")
        code = answer.get("code", "")
        if not code or len(code) > MAX_CODE:
            told = answer.get("error", "")
            raise Denied(f"the issuer signed nobody in{f' ({told})' if _ERROR.fullmatch(told) else ''}; begin again")
        identity, access = self._redeemed(code, secret)
        claims = self._identities.claims(identity)
        if claims is None or not hmac.compare_digest(str(claims.get("nonce", "")), _derived(secret, "nonce")):
            raise Denied("the issuer's answer does not tell who this is; begin again")
        return self._with_scope(bearer_of(claims, self._trust), access)

    def _with_scope(self, person: Bearer, access: str) -> Bearer:
        """What may be done stands in the token that tells who it is, or in that which is meant for the API."""
        if person.scope is None:
            other = self._accesses.find(access)
            person = other if other is not None and other.id == person.id else person
        if person.scope is None:
            raise Denied("this account is known, but opens nothing here; whoever runs the issuer can grant it a scope")
        return person

    def _redeemed(self, code: str, secret: str) -> tuple[str, str]:
        """The identity token and the access token, which may be for others and in any form."""
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self._trust.client,
            "code_verifier": _verifier(secret),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        endpoint = self._endpoint("token_endpoint")
        try:
            told = document(self._line().post(endpoint, urlencode(sent).encode(), headers))
        except (TocsinError, ValueError) as error:
            raise Denied("the issuer does not know this answer, or could not be asked; begin again") from error
        return str(told.get("id_token", "")), str(told.get("access_token", ""))

    def _endpoint(self, name: str) -> str:
        """Asked once in `LIFE`, in vain once in `PAUSE`: whoever calls, without a key, makes nobody ask more often."""
        try:
            return self._discovered()(name)
        except (TocsinError, ValueError) as error:
            raise Denied("the issuer cannot be asked now; try again, or sign in with a key") from error

    def _discovered(self) -> Callable[[str], str]:
        age = self._now() - self._asked if self._asked else LIFE
        if age >= (LIFE if self._endpoints else PAUSE):
            self._asked, self._endpoints = self._now(), None
            self._endpoints = discovered(self._line(), self._trust.issuer)
        if self._endpoints is None:
            raise ValueError("the issuer was asked a moment ago, in vain")
        return self._endpoints

    def _line(self) -> Fetcher:
        return replace(self._fetcher(), seconds=SECONDS, max_bytes=MAX_BYTES)


def gone_on_to(secret: str, state: str) -> str | None:
    """Where the browser with this secret wanted to go; None for a state that was not made for it."""
    match = _STATE.fullmatch(state)
    if match is None or _SECRET.fullmatch(secret) is None:
        return None
    try:
        to = base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4)).decode("utf-8", "replace")
    except ValueError:
        return None
    return to if hmac.compare_digest(state, _state(secret, to)) else None


def _state(secret: str, to: str) -> str:
    return f"{_derived(secret, f'state {to}')}.{_base64(to.encode())}"


def _verifier(secret: str) -> str:
    return _derived(secret, "verifier")


def _derived(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
