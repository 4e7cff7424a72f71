"""The OpenAPI document: what the routes declare, with problems as every route answers them."""

from __future__ import annotations

import json
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from tocsin import __version__
from tocsin.api.problems import PROBLEM_TYPE

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; safe to program against."},
        "detail": {"type": "string"},
        "where": {"type": "string", "description": "The part of the request that is wrong."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
OTHERWISE = {
    "description": "What is wrong, by its status: 400, 401, 403, 404, 409, 412, 415, 422, 428, 500",
    "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_MADE_BY_POWERTOOLS = ("HTTPValidationError", "ValidationError")


def openapi_document(app: APIGatewayHttpResolver) -> str:
    """The document as JSON. Powertools documents its own answer to invalid requests, which ours replaces."""
    document: dict[str, Any] = json.loads(_declared(app))
    schemas = document["components"]["schemas"]
    for name in _MADE_BY_POWERTOOLS:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = OTHERWISE
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _declared(app: APIGatewayHttpResolver) -> str:
    from aws_lambda_powertools.event_handler.openapi.models import APIKey, HTTPBearer  # noqa: PLC0415  # 30 ms

    return app.get_openapi_json_schema(
        title="Tocsin",
        version=__version__,
        description="Who says what in the news, where, how it changes, and the alerts that it rang.",
        security_schemes={
            "bearer": HTTPBearer(description="An API key"),
            "key": APIKey.model_validate({"name": "X-API-Key", "in": "header"}),
        },
        security=[{"bearer": []}, {"key": []}],
    )
