"""The OpenAPI document: what the routes declare, with problems as every route answers them."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from tocsin import __version__
from tocsin.api.export import EXPORTED, MEDIA_TYPES, NEXT
from tocsin.api.problems import PROBLEM_TYPE
from tocsin.api.respond import FIELDS
from tocsin.api.routes import Api
from tocsin.aws.apikeys import Scope

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
PROBLEMS: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "a parameter is wrong or unknown, or the body is not JSON",
    HTTPStatus.UNAUTHORIZED: "no key, or one that is unknown, expired or revoked",
    HTTPStatus.FORBIDDEN: "the key's scope is too small",
    HTTPStatus.NOT_FOUND: "there is none with this id",
    HTTPStatus.CONFLICT: "there is one with this id already, or it is in use",
    HTTPStatus.PRECONDITION_FAILED: "it was changed since; read it again",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "the body has more bytes than are taken here",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "bodies are application/json",
    HTTPStatus.UNPROCESSABLE_ENTITY: "the body is JSON, but not what is taken here",
    HTTPStatus.TOO_MANY_REQUESTS: "the key asks more often than it may; Retry-After says when to ask again",
    HTTPStatus.PRECONDITION_REQUIRED: "If-Match with the ETag is missing",
}
TAGS = {
    "articles": "What was read: summary, claims, topics and places, with the spans of the text that bear each out.",
    "claims": "Who says what, across articles.",
    "counts": "How many articles there were over time.",
    "search": "Articles by the words of their titles, summaries, claims and texts.",
    "stories": "Articles about the same event.",
    "brief": "The stories of a day on a sheet.",
    "places": "The gazetteer by which places are named.",
    "topics": "The taxonomy that articles are held against, and the topics that a desk adds to it.",
    "uploads": "Putting articles in, and what became of them.",
    "watches": "Saved rules. Each change needs the version that was read, in If-Match.",
    "alerts": "What watches rang for, and why.",
    "bulletins": "Digests of a watch's alerts, and surges: what is far above its own baseline.",
    "feeds": "Sources that are asked for news by themselves; and alerts and stories for feed readers.",
    "sources": "How reliable sources are held to be, by the grades of the Admiralty Code.",
    "subscriptions": "Who hears of alerts.",
    "deliveries": "What became of alerts at channels.",
    "muted": "What the desk wants to hear nothing of for a while, or at all.",
    "removals": "Take-downs: what is to go by publisher, URL or a person's name, where it stands, and that it goes.",
    "usage": "What language models cost.",
    "mcp": "The same for agents, by the Model Context Protocol.",
    "audit": "Who changed what, and when.",
    "keys": "API keys; their secrets are shown once.",
    "health": "Open to all.",
}
PARAMETER_EXAMPLES = {
    "name": "Valencia",
    "q": '"border crossing" closed -rumour',
    "topic": "border-queues",
    "place": "GE",
    "domain": "example.org",
    "claimant": "Kremlin",
    "state": "contradicted",
    "story": "0f3c2d1b5a6978e4c1d2b3a4",
    "reason": "Request by the publisher",
    "from": "2026-11-09T00:00:00Z",
    "to": "2026-11-10T00:00:00Z",
    "if-match": '"1"',
    "day": "2026-11-09",
}
TOPIC: dict[str, Any] = {
    "id": "dam-failures",
    "label": "Dam failures",
    "definition": "A dam or reservoir breaks, overflows or is about to. Not floods of rivers.",
    "iptc": "20000141",
    "patterns": {
        "en": ".95 dam|dams|reservoir ..4 burst|bursts|breach*|collaps*|overtop*\n- dam busters",
        "ru": ".95 дамб*|плотин* ..3 прорв*|прорыв*|размы*",
        "uk": ".95 дамб*|гребл* ..3 прорв*|прорив*|розми*",
    },
}
BODY_EXAMPLES: dict[str, dict[str, Any]] = {
    "TopicBody": TOPIC,
    "TopicTest": {"topic": TOPIC, "days": 14},
    "TopicSuggest": {"words": ["dam burst", "reservoir"]},
    "FeedRequest": {"url": "https://gazette.example/rss.xml", "title": "Tessa Gazette"},
    "GradeRequest": {"grade": "B", "note": "Names its sources and corrects itself"},
    "NewWatch": {
        "id": "border-queues-georgia",
        "name": "Queues at the Georgian border",
        "rule": {"topics": {"any": ["border-queues"]}, "places": ["GE"]},
        "severity": "severe",
    },
    "BacktestRequest": {
        "watch": {"name": "Queues at the Georgian border", "rule": {"topics": {"any": ["border-queues"]}}},
        "days": 14,
    },
    "ChangedWatch": {
        "name": "Queues at the Georgian border",
        "rule": {"topics": {"any": ["border-queues"]}, "places": ["GE"], "states": ["corroborated", "contradicted"]},
        "delivery": {"timezone": "Asia/Tbilisi", "quiet": {"start": "23:00", "end": "06:30"}},
    },
    "SubscriptionRequest": {"protocol": "email", "endpoint": "desk@example.org", "least_severity": "moderate"},
    "MuteRequest": {"kind": "source", "item": "gazette.example", "until": "2026-11-10T06:00:00Z"},
    "RpcMessage": {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "check_claim", "arguments": {"text": "The crossing was closed on Monday"}},
    },
    "MergeRequest": {"story": "1a2b3c4d5e6f708192a3b4c5"},
    "SplitRequest": {"articles": ["8c1f0e5b2d7a4936e1f0a2b3"]},
    "RemovalRequest": {"by": "name", "value": "Orla Brandt", "reason": "Request by her lawyer, file 12/31"},
    "KeyRequest": {"name": "dashboard", "scope": "read"},
    "UploadRequest": {"name": "queue.html", "content_type": "text/html; charset=utf-8", "publisher": "Merin Post"},
}
FIELDS_PARAMETER: dict[str, Any] = {
    "name": "fields",
    "in": "query",
    "required": False,
    "description": "Only these parts, of each item where the answer is a list, as `article.title,article.url`.",
    "schema": {"type": "string", "pattern": f"^{FIELDS.pattern}$"},
}
FORMAT_PARAMETER: dict[str, Any] = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The page as a table for spreadsheets or as JSON lines; the next one is told by the header `Link`.",
    "schema": {"type": "string", "enum": [*MEDIA_TYPES]},
}
IDEMPOTENCY_PARAMETER: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent again with the same key within a day, the request is done once and answered the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": r"^[\x21-\x7e]+$"},
}
NONE_MATCH_PARAMETER: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of the answer that is known: 304 if it is still the same.",
    "schema": {"type": "string"},
}
VERSIONED = ("/v1/watches/", "/v1/topics/")
"""What is changed by who has read its last version alone."""
WITHOUT_BODY = frozenset({"202", "304"})
_MADE_BY_POWERTOOLS = ("HTTPValidationError", "ValidationError")


def openapi_document(app: Api) -> str:
    """The document as JSON. Powertools documents its own answer to invalid requests, which ours replaces."""
    document: dict[str, Any] = json.loads(_declared(app))
    schemas = document["components"]["schemas"]
    for name in _MADE_BY_POWERTOOLS:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    for name, example in BODY_EXAMPLES.items():
        schemas[name]["examples"] = [example]
    declared = app.declared()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            needed = declared[method.upper(), path]
            _complete(operation, method.upper(), path, needed.scope, changes=needed.changes)
    for path in EXPORTED:
        _exported(document["paths"][path]["get"])
    document["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _complete(operation: dict[str, Any], method: str, path: str, scope: Scope | None, *, changes: bool) -> None:
    """What follows from the route for all operations alike: name, group, scope, examples, problems."""
    resource = path.removeprefix("/v1").split("/")[1]
    operation["operationId"] = operation["operationId"].partition(f"_{'v1' if '/v1/' in path else resource}_")[0]
    operation["tags"] = [resource]
    if scope is None:
        operation["security"] = []  # powertools drops an empty list, and the document's own would hold
    else:
        operation["description"] = f"Needs a key of the scope `{scope}`."
    for parameter in operation.get("parameters", ()):
        name = parameter["name"].lower()
        if name in PARAMETER_EXAMPLES and not (name == "state" and resource == "uploads"):
            parameter["example"] = PARAMETER_EXAMPLES[name]
    responses = operation["responses"]
    responses.pop("422", None)
    if method == "POST" and changes:
        operation.setdefault("parameters", []).append(IDEMPOTENCY_PARAMETER)
    if method == "GET" and "200" in responses:
        _readable(operation, responses)
    for status in WITHOUT_BODY & responses.keys():
        responses[status].pop("content", None)  # powertools puts one into every answer
    for status in _problems(operation, method, path, scope):
        responses[str(status.value)] = _answer(f"{status.phrase}: {PROBLEMS[status]}")
    responses["default"] = _answer("Anything else that went wrong, 500 among it")


def _readable(operation: dict[str, Any], responses: dict[str, Any]) -> None:
    """What every answer to GET can do (`tocsin.api.respond`)."""
    known = operation.setdefault("parameters", [])
    if "application/json" in responses["200"].get("content", {}):
        known.append(FIELDS_PARAMETER)
    if not any(parameter["name"].lower() == "if-none-match" for parameter in known):
        known.append(NONE_MATCH_PARAMETER)
    responses.setdefault("304", {"description": "It is what the client knows already"})


def _exported(operation: dict[str, Any]) -> None:
    operation["parameters"].append(FORMAT_PARAMETER)
    answer = operation["responses"]["200"]
    answer["content"] |= {media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA_TYPES.values()}
    headers = {"Link": "Where the next page is, `rel=next`", NEXT: "Its cursor"}
    answer["headers"] = {
        name: {"description": f"{text}, of tables and JSON lines.", "schema": {"type": "string"}}
        for name, text in headers.items()
    }


def _problems(operation: dict[str, Any], method: str, path: str, scope: Scope | None) -> list[HTTPStatus]:
    found = [] if scope is None else [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS]
    body, parameters = "requestBody" in operation, operation.get("parameters", ())
    found += [HTTPStatus.BAD_REQUEST] if body or parameters else []
    found += [HTTPStatus.NOT_FOUND] if "{" in path else []
    in_use = method == "DELETE" and path.startswith("/v1/topics/")
    found += [HTTPStatus.CONFLICT] if in_use or (method == "POST" and body) else []
    if body:
        found += [HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE]
        found += [HTTPStatus.UNPROCESSABLE_ENTITY]
    keyed = any(parameter["name"] == "Idempotency-Key" for parameter in parameters)
    found += [HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY] if keyed else []
    versioned = any(parameter["name"].lower() == "if-match" for parameter in parameters)
    found += [HTTPStatus.PRECONDITION_FAILED] if versioned else []
    found += [HTTPStatus.PRECONDITION_REQUIRED] if versioned and path.startswith(VERSIONED) else []
    return sorted(set(found))


def _answer(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _declared(app: Api) -> str:
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
