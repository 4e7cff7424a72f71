"""Lambda authorizer (payload 2.0, simple responses): who calls; what that allows is decided in the API."""

from __future__ import annotations

from typing import Any

from tocsin.api.auth import identify
from tocsin.aws.services import services


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  # Lambda's signature
    query = event.get("queryStringParameters") or {}
    known = services()
    return identify(known.table, event.get("headers") or {}, known.now(), query, known.tokens)
