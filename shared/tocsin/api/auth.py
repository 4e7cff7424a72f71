"""Who calls, and what that allows.

The authorizer function tells who: the id and scope of a good key, the scope `none` without a key and `refused` with a
wrong key or token, `unscoped` with a good token that names none. What a route needs is declared with it
(`tocsin.api.routes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tocsin.aws.apikeys import SCOPES, Scope, allows, find_key, note_use
from tocsin.aws.table import Table
from tocsin.aws.tokens import Bearer, Tokens
from tocsin.errors import Denied

REFUSED = "refused"
UNSCOPED = "unscoped"
NO_KEY = "needs an API key in Authorization: Bearer or X-API-Key"
WRONG_KEY = "this API key or token opens nothing: it is unknown, expired or revoked"
"""One text for all three: who has no good key learns nothing of which keys there are."""


class Unauthenticated(Denied):
    """No key, or one that is unknown, expired or revoked."""

    code = "unauthenticated"


def identify(
    table: Table,
    headers: Mapping[str, str],
    now: datetime,
    query: Mapping[str, str] | None = None,
    tokens: Tokens | None = None,
) -> dict[str, Any]:
    """The authorizer's answer (payload 2.0, simple responses).

    It lets everybody through to the function, which answers 401 and 403 itself: a gateway's own refusal is always 403,
    without the CORS headers that let a browser read it and without a word on what is wrong.
    """
    secret, token = presented(headers), (query or {}).get("token", "")
    if tokens is not None and "." in secret:
        return _of_issuer(tokens.find(secret))
    key = find_key(table, secret or token, now)
    if key is not None and not secret and key.scope != "feed":
        key = None  # addresses are kept in histories and logs: a key that opens more is not taken from one
    secret = secret or token
    if key is not None:
        note_use(table, key, now)
    scope = key.scope if key else REFUSED if secret else "none"
    return {"isAuthorized": True, "context": {"scope": scope, "key_id": key.id if key else "-"}}


def _of_issuer(bearer: Bearer | None) -> dict[str, Any]:
    """What a token of the operator's own issuer opens; no key has a dot."""
    scope = REFUSED if bearer is None else bearer.scope or UNSCOPED
    return {"isAuthorized": True, "context": {"scope": scope, "key_id": bearer.id if bearer else "-"}}


def presented(headers: Mapping[str, str]) -> str:
    """The key in `Authorization: Bearer` or `X-API-Key`, empty if there is none. Header names in any case."""
    lower = {name.lower(): value for name, value in headers.items()}
    scheme, _, credentials = lower.get("authorization", "").partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" else lower.get("x-api-key", "").strip()


def key_id(event: Mapping[str, Any]) -> str:
    """The id of the key that a request came with, `-` without one."""
    authorizer = event.get("requestContext", {}).get("authorizer") or {}
    return str((authorizer.get("lambda") or {}).get("key_id", "-"))


def require(scope: Scope | None, event: Mapping[str, Any]) -> None:
    """Raises `Unauthenticated` or `Denied` unless the authorizer's context has the scope; None is for all."""
    if scope is None:
        return
    authorizer = event.get("requestContext", {}).get("authorizer") or {}
    has = str((authorizer.get("lambda") or {}).get("scope", "none"))
    if has == UNSCOPED:
        raise Denied("this token names none of the scopes that are known here")
    if has not in SCOPES:
        raise Unauthenticated(WRONG_KEY if has == REFUSED else NO_KEY)
    if not allows(has, scope):
        raise Denied(f"this key's scope is {has}; {scope} is needed")
