"""The last hand on every answer, whichever part made it: HEAD, and headers that all answers carry."""

from __future__ import annotations

import copy
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from tocsin.api.auth import PUBLIC

Event = dict[str, Any]


def respond(app: APIGatewayHttpResolver, event: Event, context: Any) -> dict[str, Any]:
    """Answer a request of the gateway (payload 2.0). HEAD is GET without its body (RFC 9110, 9.3.2)."""
    request = event["requestContext"]["http"]
    if request["method"] != "HEAD":
        return _with_headers(app.resolve(event, context), request["path"])
    get = copy.deepcopy(event)
    get["requestContext"]["http"]["method"] = "GET"
    return {**_with_headers(app.resolve(get, context), request["path"]), "body": ""}


def _with_headers(answer: dict[str, Any], path: str) -> dict[str, Any]:
    """Nothing is taken for another type than it says; what needs a key is kept by no cache."""
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    if path in PUBLIC and answer["statusCode"] == 200:
        headers["Cache-Control"] = "no-cache"
    # An answer without a body has an empty one: not every gateway takes null.
    return {**answer, "body": answer.get("body") or "", "headers": {**headers, **answer.get("headers", {})}}
