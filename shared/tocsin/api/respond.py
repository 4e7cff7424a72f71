"""The last hand on every answer, whichever part made it: HEAD, and headers that all answers carry."""

from __future__ import annotations

import copy
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

Event = dict[str, Any]


def respond(app: APIGatewayHttpResolver, event: Event, context: Any) -> dict[str, Any]:
    """Answer a request of the gateway (payload 2.0). HEAD is GET without its body (RFC 9110, 9.3.2)."""
    request = event["requestContext"]["http"]
    if request["method"] != "HEAD":
        return _with_headers(app.resolve(event, context))
    get = copy.deepcopy(event)
    get["requestContext"]["http"]["method"] = "GET"
    return {**_with_headers(app.resolve(get, context)), "body": ""}


def _with_headers(answer: dict[str, Any]) -> dict[str, Any]:
    """Nothing is taken for another type than it says; no cache keeps what does not say that it may."""
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    # An answer without a body has an empty one: not every gateway takes null.
    return {**answer, "body": answer.get("body") or "", "headers": {**headers, **answer.get("headers", {})}}
