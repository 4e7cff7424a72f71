"""The last hand on every answer, whichever part made it: what all answers can do alike.

HEAD; `fields`, which leaves out what nobody asked for; lists as tables and JSON lines; an `ETag`, by which a client
asks whether it has the answer already; compression, which the gateway does not do; and headers that all answers carry.
"""

from __future__ import annotations

import base64
import copy
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from tocsin.api.bodies import JSON_TYPE
from tocsin.api.export import EXPORTED, exported, format_of
from tocsin.api.problems import problem_of
from tocsin.errors import InvalidInput

Event = dict[str, Any]
FIELDS: Final = re.compile(r"[a-z_]{1,40}(\.[a-z_]{1,40}){0,4}(,[a-z_]{1,40}(\.[a-z_]{1,40}){0,4}){0,49}")
GZIP_FROM: Final = 1_400
"""Bytes; less fits one packet anyway."""
KEPT_NOWHERE: Final = "no-store"


def respond(app: APIGatewayHttpResolver, event: Event, context: Any) -> dict[str, Any]:
    """Answer a request of the gateway (payload 2.0). HEAD is GET without its body (RFC 9110, 9.3.2)."""
    method = event["requestContext"]["http"]["method"]
    asked = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    get = event
    if method == "HEAD":
        get = copy.deepcopy(event)
        get["requestContext"]["http"]["method"] = "GET"
    answer = app.resolve(get, context)
    if method in {"GET", "HEAD"} and answer["statusCode"] == HTTPStatus.OK:
        query = event.get("queryStringParameters") or {}
        answer = _tagged(_exported(_chosen(answer, query.get("fields")), event["rawPath"], query, asked), asked)
    answer = _compressed(_with_headers(answer), asked)
    return {**answer, "body": "", "isBase64Encoded": False} if method == "HEAD" else answer


def _chosen(answer: dict[str, Any], fields: str | None) -> dict[str, Any]:
    """The answer with the named parts alone: of each item where it is a list, else of the object itself."""
    if fields is None or _header(answer, "content-type").partition(";")[0] != JSON_TYPE:
        return answer
    told = json.loads(answer["body"])
    wanted = [name.split(".") for name in fields.split(",")]
    items = told.get("items") if isinstance(told, dict) else None
    shown = items if isinstance(items, list) else [told]
    unknown = next((name for name in wanted if shown and not any(_has(item, name) for item in shown)), None)
    if unknown is not None:
        return _refused(answer, InvalidInput("no item has this part", where="fields"))
    cut = [_only(item, wanted) for item in shown]
    told = {**told, "items": cut} if isinstance(items, list) else cut[0]
    return {**answer, "body": json.dumps(told, ensure_ascii=False, separators=(",", ":"))}


def _refused(answer: dict[str, Any], error: InvalidInput) -> dict[str, Any]:
    made = problem_of(error)
    headers = {**answer["headers"], "Content-Type": made.content_type or ""}
    return {**answer, "statusCode": made.status_code, "headers": headers, "body": made.body}


def _exported(answer: dict[str, Any], path: str, query: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, Any]:
    """A list as a table or as JSON lines, where that is asked for."""
    if answer["statusCode"] != HTTPStatus.OK or path not in EXPORTED:
        return answer
    try:
        wanted = format_of(query, asked.get("accept", ""))
    except InvalidInput as error:
        return _refused(answer, error)
    if wanted is None:
        return answer
    body, headers = exported(path, query, json.loads(answer["body"]), wanted)
    vary = ", ".join(filter(None, (_header(answer, "vary"), "Accept")))
    left = {name: value for name, value in answer["headers"].items() if name.lower() not in {"vary", "content-type"}}
    return {**answer, "headers": {**left, **headers, "Vary": vary}, "body": body}


def _has(value: object, path: list[str]) -> bool:
    if isinstance(value, list):
        return not value or any(_has(inner, path) for inner in value)
    return not path or (isinstance(value, dict) and path[0] in value and _has(value[path[0]], path[1:]))


def _only(value: Any, wanted: list[list[str]]) -> Any:
    """A part that is not there is left out; of a list, the parts of each of its items."""
    if isinstance(value, list):
        return [_only(inner, wanted) for inner in value]
    if not isinstance(value, dict) or not all(wanted):
        return value
    found: dict[str, Any] = {}
    for name in dict.fromkeys(path[0] for path in wanted):
        if name in value:
            found[name] = _only(value[name], [path[1:] for path in wanted if path[0] == name])
    return found


def _tagged(answer: dict[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    """With a tag of its content unless it has one of its own; 304 without a body where the client has it already.

    Equal content has equal bytes: keys and cursors are the same each time. Compared weakly (RFC 9110, 8.8.3.2).
    """
    if answer["statusCode"] != HTTPStatus.OK or _header(answer, "cache-control") == KEPT_NOWHERE:
        return answer
    body = answer.get("body") or ""
    tag = _header(answer, "etag") or f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    headers = {**answer["headers"], "ETag": tag}
    known = [one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")]
    if "*" in known or tag.removeprefix("W/") in known:
        left = {name: value for name, value in headers.items() if name.lower() != "content-type"}
        return {**answer, "statusCode": HTTPStatus.NOT_MODIFIED.value, "headers": left, "body": ""}
    return {**answer, "headers": headers}


def _compressed(answer: dict[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    body = answer["body"]
    if answer.get("isBase64Encoded") or len(body) < GZIP_FROM or "gzip" not in asked.get("accept-encoding", ""):
        return answer
    packed = base64.b64encode(gzip.compress(body.encode(), 6, mtime=0)).decode()
    vary = ", ".join(filter(None, (_header(answer, "vary"), "Accept-Encoding")))
    headers = {name: value for name, value in answer["headers"].items() if name.lower() != "vary"}
    headers |= {"Content-Encoding": "gzip", "Vary": vary}
    return {**answer, "headers": headers, "body": packed, "isBase64Encoded": True}


def _header(answer: dict[str, Any], name: str) -> str:
    return next((str(value) for key, value in answer.get("headers", {}).items() if key.lower() == name), "")


def _with_headers(answer: dict[str, Any]) -> dict[str, Any]:
    """Nothing is taken for another type than it says; no cache keeps what does not say that it may."""
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": KEPT_NOWHERE}
    # An answer without a body has an empty one: not every gateway takes null.
    return {**answer, "body": answer.get("body") or "", "headers": {**headers, **answer.get("headers", {})}}
