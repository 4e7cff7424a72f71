"""Who calls, and what that allows.

The authorizer function tells who: the id and scope of a good key, or the scope `none`. This module decides: each route
needs a scope, and a request without one is turned away before its parameters are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tocsin.aws.apikeys import Scope, allows, find_key
from tocsin.aws.table import Table
from tocsin.errors import Denied

PUBLIC = frozenset({"/health", "/openapi.json"})
ADMIN = ("/v1/keys", "/v1/subscriptions")
"""Keys open everything; subscriptions hold addresses of people, send what is known elsewhere, and cost money."""
ADMIN_WRITES = ("/v1/sources",)
"""Everybody may see how a source is graded; what the desk holds to be reliable is not for each writer to say."""


class Unauthenticated(Denied):
    """No key, or one that is unknown, expired or revoked."""

    code = "unauthenticated"


def identify(table: Table, headers: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The authorizer's answer (payload 2.0, simple responses).

    It lets everybody through to the function, which answers 401 and 403 itself: a gateway's own refusal is always 403,
    without the CORS headers that let a browser read it and without a word on what is wrong.
    """
    key = find_key(table, presented(headers), now)
    return {"isAuthorized": True, "context": {"scope": key.scope if key else "none", "key_id": key.id if key else "-"}}


def presented(headers: Mapping[str, str]) -> str:
    """The key in `Authorization: Bearer` or `X-API-Key`, empty if there is none. Header names in any case."""
    lower = {name.lower(): value for name, value in headers.items()}
    scheme, _, credentials = lower.get("authorization", "").partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" else lower.get("x-api-key", "").strip()


def needed(method: str, path: str) -> Scope | None:
    """What a request needs; None for what is open to all."""
    if path in PUBLIC or method == "OPTIONS":
        return None  # browsers send no key with a preflight
    reads = method in {"GET", "HEAD"}
    if _under(path, ADMIN) or (_under(path, ADMIN_WRITES) and not reads):
        return "admin"
    return "read" if reads else "write"


def _under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def require(method: str, path: str, event: Mapping[str, Any]) -> None:
    """Raises `Unauthenticated` or `Denied` unless the authorizer's context in `event` allows the request."""
    scope = needed(method, path)
    if scope is None:
        return
    authorizer = event.get("requestContext", {}).get("authorizer") or {}
    has = str((authorizer.get("lambda") or {}).get("scope", "none"))
    if has == "none":
        raise Unauthenticated("needs an API key in Authorization: Bearer or X-API-Key")
    if not allows(has, scope):
        raise Denied(f"this key's scope is {has}; {scope} is needed")
